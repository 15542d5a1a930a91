from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.actions import intents, projects, teams
from dashboard.actions.commitments import commit, withdraw
from dashboard.actions.intents import Plan
from dashboard.actions.moment import Conflict
from dashboard.models import Commitment, Cycle, EventText, Level, Project, Team
from tests.actions import makers
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    aim,
    apply,
    area,
    cycle,
    find_aim,
    find_level,
    ladder,
    last_event,
    met,
    nothing_changed,
    objective,
    person,
    ready,
    refused,
    stands,
    verbs,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def half(criteria: None) -> Cycle:
    return cycle()


def promise(
    project: Project, half: Cycle, level: str | Level = "first-results", **more: Any
) -> Commitment:
    of_aim = more.pop("aim", None) or find_aim("tests")
    of_level = find_level(level) if isinstance(level, str) else level
    return commit(project=project, cycle=half, aim=of_aim, level=of_level, **{"by": None} | more)


def test_a_promise_belongs_to_the_team_that_made_it(
    project: Project, team: Team, half: Cycle
) -> None:
    promise(project, half, by=person("Ada"))
    row = Commitment.objects.get()
    assert (row.cycle, row.project, row.team) == (half, project, team)
    assert (row.aim, row.level) == (find_aim("tests"), find_level("first-results"))
    assert (str(row.made_by), row.made_at, row.withdrawn_at) == ("Ada", NOW, None)
    event = last_event()
    assert (event.verb, event.team, event.aim) == ("committed", team, row.aim)


def test_promising_twice_changes_nothing(project: Project, half: Cycle, clock: Clock) -> None:
    first = promise(project, half)
    clock.shift(HOUR)
    with nothing_changed():
        assert promise(project, half) == first


def test_a_promise_stays_with_its_team_when_the_project_is_handed_over(
    project: Project, team: Team, half: Cycle
) -> None:
    first = promise(project, half)
    projects.move(project=project, team=makers.team("front"), by=None)
    with refused("Engine promised this already"):
        promise(project, half)
    assert first.team == team
    withdraw(commitment=first, reason="It is theirs now.", by=None)
    assert promise(project, half).team.slug == "front"


def test_several_levels_and_cycles_may_be_promised(project: Project, half: Cycle) -> None:
    later = cycle("2026-H2", date(2026, 7, 1), date(2026, 12, 31))
    promise(project, half)
    promise(project, half, "mature")
    promise(project, later)
    assert Commitment.objects.count() == 3


def test_a_level_that_is_reached_already_is_no_promise(project: Project, half: Cycle) -> None:
    met(project, "known", "clear", "better")
    assert stands(project)[0] == "first-results"
    for level in ("started", "first-results"):
        with refused(f"Api has reached {find_level(level).name} already"):
            promise(project, half, level)
    promise(project, half, "mature")


def test_a_level_that_the_aim_does_not_have_is_refused(project: Project, half: Cycle) -> None:
    apply(area("testing", aim("tests", "known")))
    with refused("not asked of this project"):
        promise(project, half, "mature")


def test_the_level_of_another_ladder_is_refused(project: Project, half: Cycle) -> None:
    own = area("docs", aim("pages", "there"), levels=ladder("started"))
    apply(ready(), own)
    other = Level.objects.get(is_current=True, key="started", area__key="docs")
    with refused("not asked of this project"):
        promise(project, half, other)
    promise(project, half, other, aim=find_aim("pages"))


def test_what_is_announced_for_a_day_in_the_cycle_may_be_promised(
    project: Project, half: Cycle
) -> None:
    later = {"first-results": [objective("better", from_=half.ends_on)]}
    apply(area("testing", aim("tests", "known", at=later)))
    promise(project, half)


@pytest.mark.parametrize(
    "said",
    [
        {"from_": date(2026, 7, 1)},
        {"retired": date(2026, 6, 30)},
        {"applies_to": ["library"]},
    ],
    ids=["announced for later", "retired by then", "for another kind"],
)
def test_what_is_not_asked_at_the_cycles_end_is_refused(
    team: Team, half: Cycle, said: dict[str, Any]
) -> None:
    entry = aim("tests", "known", at={"first-results": [objective("better", **said)]})
    apply(area("testing", entry), kinds=["service", "library"])
    project = makers.project("web", team=team, kind="service")
    with refused("not asked of this project"):
        promise(project, half)


def test_an_aim_that_no_criteria_hold_is_refused(project: Project, half: Cycle) -> None:
    gone = find_aim("tests")
    apply(area("testing", aim("types", "strict")))
    with refused("not asked of this project"):
        promise(project, half, aim=gone)


def test_an_aim_that_is_set_aside_is_not_promised(project: Project, half: Cycle) -> None:
    met(project, "known")
    plan = Plan("not-applicable", note="It has no code.")
    intents.set_intent(
        project=project, aim=find_aim("tests"), plan=plan, is_confirmed=True, by=None
    )
    with refused("set aside"):
        promise(project, half)


def test_on_its_last_day_a_cycle_still_takes_promises(
    project: Project, half: Cycle, clock: Clock
) -> None:
    clock.move_to(NOW.replace(month=6, day=30))
    promise(project, half)


def test_once_the_cycle_has_ended_nothing_is_promised_or_withdrawn(
    project: Project, half: Cycle, clock: Clock
) -> None:
    first = promise(project, half)
    clock.move_to(NOW.replace(month=7, day=1))
    with refused("2026-H1 has ended"):
        promise(project, half, "mature")
    with refused("2026-H1 has ended"):
        withdraw(commitment=first, reason="Too late.", by=None)


def test_what_counts_is_when_the_cycle_ends_now(
    project: Project, half: Cycle, clock: Clock
) -> None:
    """Whoever holds it may have read it before it was prolonged or shortened."""
    cycle("2026-H1", half.starts_on, NOW.date())
    clock.shift(timedelta(days=1))
    assert half.ends_on > NOW.date()
    with refused("2026-H1 has ended"):
        promise(project, half)


def test_in_an_archived_project_nothing_is_promised(project: Project, half: Cycle) -> None:
    projects.archive(project=project, by=None)
    with refused("archived"):
        promise(project, half)


def test_before_the_projects_latest_event_is_refused(
    project: Project, half: Cycle, clock: Clock
) -> None:
    clock.shift(HOUR)
    first = promise(project, half)
    with refused("before"):
        promise(project, half, "mature", at=NOW)
    with refused("before"):
        withdraw(commitment=first, reason="Too much.", by=None, at=NOW)


# Withdrawn.


def test_a_promise_is_withdrawn_in_the_open(project: Project, half: Cycle, clock: Clock) -> None:
    row = promise(project, half)
    clock.shift(HOUR)
    withdraw(commitment=row, reason="The tester left.", by=person("Grace"))
    row = Commitment.objects.get()
    assert (str(row.withdrawn_by), row.withdrawn_at) == ("Grace", NOW + HOUR)
    assert row.withdrawn_reason == "The tester left."
    assert verbs(project)[-1] == "commitment-withdrawn"
    assert "withdrawn_reason" not in last_event().after
    assert EventText.objects.get().after == "The tester left."


def test_withdrawing_twice_changes_nothing(project: Project, half: Cycle, clock: Clock) -> None:
    row = promise(project, half)
    withdraw(commitment=row, reason="The tester left.", by=None)
    clock.shift(HOUR)
    with nothing_changed():
        withdraw(commitment=row, reason="The tester left. ", by=None)


def test_withdrawing_for_another_reason_says_who_withdrew_it(
    project: Project, half: Cycle, clock: Clock
) -> None:
    row = promise(project, half)
    withdraw(commitment=row, reason="The tester left.", by=person("Grace"))
    clock.shift(HOUR)
    words = "Grace withdrew this promise for another reason, at 09:00 on 2 March 2026."
    with refused(words, Conflict):
        withdraw(commitment=row, reason="Other things come first.", by=None)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_without_a_reason_it_is_refused(project: Project, half: Cycle, reason: str) -> None:
    row = promise(project, half)
    with refused("Say why"):
        withdraw(commitment=row, reason=reason, by=None)


def test_what_no_database_takes_is_refused(project: Project, half: Cycle) -> None:
    row = promise(project, half)
    with refused("Null characters"):
        withdraw(commitment=row, reason="a\0b", by=None)


def test_what_was_withdrawn_may_be_promised_again(project: Project, half: Cycle) -> None:
    row = promise(project, half)
    withdraw(commitment=row, reason="The tester left.", by=None)
    again = promise(project, half)
    assert again != row
    assert Commitment.objects.filter(withdrawn_at__isnull=True).get() == again


def test_a_promise_of_an_archived_project_may_be_withdrawn(project: Project, half: Cycle) -> None:
    row = promise(project, half)
    projects.archive(project=project, by=None)
    withdraw(commitment=row, reason="It was switched off.", by=None)
    assert Commitment.objects.get().withdrawn_at == NOW


def test_a_promise_of_a_team_that_is_merged_since_may_be_withdrawn(
    project: Project, team: Team, half: Cycle
) -> None:
    row = promise(project, half)
    teams.merge_teams(team=team, into=makers.team("front"), by=None)
    withdraw(commitment=row, reason="Other things come first now.", by=None)
    assert Commitment.objects.get().team == team
