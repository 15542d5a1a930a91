"""What became of promises, through everything that can happen to what they were made of."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import intents, projects, teams
from dashboard.actions.commitments import withdraw
from dashboard.choices import Agreement, Answer, Outcome
from dashboard.days import today
from dashboard.models import Commitment, Project
from dashboard.queries.framework import framework_on
from dashboard.queries.promises import PromiseRow, cycle_heads, promise_rows, words_of
from dashboard.queries.verification import differences_found
from tests.actions import makers
from tests.promised import FIRST, SECOND, cycle, promise

pytestmark = pytest.mark.django_db
Clock = time_machine.Traveller
DURING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)
LONG_AFTER = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
KINDS: makers.Yaml = {"kinds": ["service", "library"]}


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def verified(db: None, clock: Clock) -> Iterator[None]:
    yield
    assert list(differences_found()) == []


@pytest.fixture
def project() -> Project:
    """A project of a young team, in the middle of a cycle; one level asks something else of it."""
    makers.apply(makers.ready(), **KINDS)
    cycle(*FIRST)
    return makers.project("api", team=makers.team("engine"), kind="service")


def found() -> list[PromiseRow]:
    return promise_rows(framework_on(today()), cycle_heads(today()), Commitment.objects.all())


def became() -> tuple[Outcome, bool]:
    """What became of the one promise, and whether its level is reached."""
    (row,) = found()
    return row.outcome, row.is_reached


def renamed(old: str, new: str) -> list[makers.Yaml]:
    names = {"started": 1, "first-results": 4, "mature": 6}
    return [
        {"key": new if key == old else key, "name": (new if key == old else key).title()}
        | {"value": value, "meaning": "So."}
        | ({"formerly": [old]} if key == old else {})
        for key, value in names.items()
    ]


def area_with(**levels: list[str]) -> makers.Yaml:
    """The same aim, with its objectives at other levels."""
    at = {name.replace("_", "-"): keys for name, keys in levels.items()}
    return makers.area("testing", makers.aim("tests", at=at))


def test_while_the_cycle_runs_it_is_open_and_says_whether_the_level_is_reached(
    project: Project,
) -> None:
    promise(project)
    assert became() == (Outcome.OPEN, False)
    makers.met(project, "known", "clear")
    assert became() == (Outcome.OPEN, True)


def test_on_its_last_day_it_is_still_open(project: Project, clock: Clock) -> None:
    promise(project)
    clock.move_to(datetime(2026, 6, 30, 22, 0, tzinfo=UTC))
    assert became() == (Outcome.OPEN, False)
    makers.met(project, "known", "clear")
    clock.move_to(AFTER)
    assert became() == (Outcome.KEPT, True)


def test_what_is_reached_a_day_late_is_missed(project: Project, clock: Clock) -> None:
    makers.met(project, "known")
    promise(project)
    clock.move_to(AFTER)
    assert became() == (Outcome.MISSED, False)
    makers.met(project, "clear")
    assert became() == (Outcome.MISSED, False)


def test_what_was_reached_and_is_undone_after_the_end_is_kept(
    project: Project, clock: Clock
) -> None:
    promise(project)
    makers.met(project, "known", "clear")
    clock.move_to(AFTER)
    makers.said(project, "known", Answer.NOT_YET)
    assert became() == (Outcome.KEPT, True)


def test_what_was_reached_and_is_undone_before_the_end_is_missed(
    project: Project, clock: Clock
) -> None:
    promise(project)
    makers.met(project, "known", "clear")
    clock.move_to(LATER)
    makers.said(project, "known", Answer.NOT_YET)
    clock.move_to(AFTER)
    assert became() == (Outcome.MISSED, False)


def test_a_higher_level_keeps_the_promise_of_a_lower_one(project: Project, clock: Clock) -> None:
    promise(project, "first-results")
    makers.met(project, "known", "clear", "better", "all", "kept")
    clock.move_to(AFTER)
    assert became() == (Outcome.KEPT, True)


def test_of_a_project_of_which_nothing_is_said_it_is_missed(project: Project, clock: Clock) -> None:
    promise(project)
    clock.move_to(AFTER)
    assert became() == (Outcome.MISSED, False)


def test_what_is_withdrawn_stays_and_says_why(project: Project, clock: Clock) -> None:
    ada = makers.person("Ada")
    made = promise(project, by=makers.person("Grace"))
    makers.met(project, "known", "clear")
    withdraw(commitment=made, reason="The team shrank.", by=ada)
    clock.move_to(AFTER)
    (row,) = found()
    assert (row.outcome, row.withdrawn_reason) == (Outcome.WITHDRAWN, "The team shrank.")
    assert (row.made_by, row.withdrawn_by, row.withdrawn_on) == ("Grace", "Ada", date(2026, 3, 2))


def test_an_aim_set_aside_by_the_end_is_neither_kept_nor_missed(
    project: Project, clock: Clock
) -> None:
    promise(project)
    makers.said(project, "known", Answer.NOT_YET)
    plan = intents.Plan("not-applicable", note="It has no code any more.")
    aim = makers.find_aim("tests")
    intents.set_intent(project=project, aim=aim, plan=plan, is_confirmed=True, by=None)
    clock.move_to(AFTER)
    assert became() == (Outcome.LAPSED, False)
    intents.set_intent(project=project, aim=aim, plan=intents.Plan(""), by=None)
    assert became() == (Outcome.LAPSED, False)


def test_a_level_that_asks_nothing_in_the_end_is_neither_where_all_else_is_reached(
    project: Project, clock: Clock
) -> None:
    promise(project, "mature")
    makers.met(project, "known", "clear", "better")
    for key in ("all", "kept"):
        makers.said(project, key, Answer.NOT_APPLICABLE, words=makers.WHY, is_confirmed=True)
    clock.move_to(AFTER)
    assert became() == (Outcome.LAPSED, False)


def test_an_archived_project_owes_nothing_and_reviving_it_later_changes_that_not(
    project: Project, clock: Clock
) -> None:
    promise(project)
    makers.met(project, "known")
    projects.archive(project=project, by=None)
    clock.move_to(AFTER)
    assert became() == (Outcome.LAPSED, False)
    projects.revive(project=project, by=None)
    assert became() == (Outcome.LAPSED, False)


def test_archiving_after_the_end_excuses_nothing(project: Project, clock: Clock) -> None:
    promise(project)
    clock.move_to(AFTER)
    projects.archive(project=project, by=None)
    assert became() == (Outcome.MISSED, False)


def test_a_project_that_came_to_be_of_another_kind_owes_nothing(clock: Clock) -> None:
    aim = makers.aim("tests", "known", applies_to=["service"])
    makers.apply(makers.area("testing", aim), **KINDS)
    cycle(*FIRST)
    project = makers.project("api", kind="service")
    promise(project)
    projects.change_kind(project=project, kind="library", by=None)
    clock.move_to(AFTER)
    assert became() == (Outcome.LAPSED, False)


def test_a_hand_over_leaves_it_with_the_team_that_made_it(project: Project, clock: Clock) -> None:
    promise(project)
    front = makers.team("front")
    projects.move(project=project, team=front, by=None)
    makers.met(project, "known", "clear")
    clock.move_to(AFTER)
    (row,) = found()
    assert (row.team, row.outcome) == ("Engine", Outcome.KEPT)
    assert row.teams == {Commitment.objects.get().team_id}


def test_whoever_leads_where_a_team_was_merged_answers_for_what_it_promised(
    project: Project,
) -> None:
    made = promise(project)
    front, third = makers.team("front"), makers.team("third")
    teams.merge_teams(team=made.team, into=front, by=None)
    teams.merge_teams(team=front, into=third, by=None)
    assert found()[0].teams == {made.team_id, front.pk, third.pk}


def test_a_team_that_leaves_the_sums_is_still_held_to_what_it_promised(
    project: Project, clock: Clock
) -> None:
    promise(project)
    makers.met(project, "known")
    projects.set_agreement(project=project, agreement=Agreement.IN_TALKS, by=None)
    clock.move_to(AFTER)
    assert became() == (Outcome.MISSED, False)


@pytest.mark.parametrize("at", [LATER, LONG_AFTER], ids=["before the end", "after it"])
def test_a_level_that_is_renamed_is_still_the_promised_one(
    project: Project, clock: Clock, at: datetime
) -> None:
    promise(project, "mature")
    makers.met(project, "known", "clear", "better", "all", "kept")
    clock.move_to(at)
    other = makers.area("testing", makers.aim(
        "tests", "known", "clear", at={"first-results": ["better"], "excellent": ["all", "kept"]}
    ))  # fmt: skip
    makers.apply(other, levels=renamed("mature", "excellent"), **KINDS)
    clock.move_to(LONG_AFTER)
    (row,) = found()
    assert row.outcome == Outcome.KEPT
    assert row.level == ("Excellent" if at == LATER else "Mature")
    assert (row.rank, row.levels) == (3, 3)


def test_a_level_renamed_while_the_cycle_runs_is_not_taken_for_reached(
    project: Project, clock: Clock
) -> None:
    promise(project, "mature")
    makers.met(project, "known", "clear")
    other = makers.area("testing", makers.aim(
        "tests", at={"begun": ["known", "clear"], "first-results": ["better"],
                     "mature": ["all", "kept"]}
    ))  # fmt: skip
    clock.move_to(LATER)
    makers.apply(other, levels=renamed("started", "begun"), **KINDS)
    assert became() == (Outcome.OPEN, False)
    clock.move_to(AFTER)
    assert became() == (Outcome.MISSED, False)


def test_a_lower_level_that_is_renamed_after_it_was_reached_is_still_reached(
    project: Project, clock: Clock
) -> None:
    promise(project, "started")
    makers.met(project, "known", "clear")
    other = makers.area("testing", makers.aim(
        "tests", at={"begun": ["known", "clear"], "first-results": ["better"],
                     "mature": ["all", "kept"]}
    ))  # fmt: skip
    clock.move_to(LATER)
    makers.apply(other, levels=renamed("started", "begun"), **KINDS)
    clock.move_to(AFTER)
    assert became() == (Outcome.KEPT, True)


def test_criteria_edited_after_the_end_change_no_outcome(project: Project, clock: Clock) -> None:
    promise(project, "first-results")
    makers.met(project, "known", "clear", "better")
    clock.move_to(LONG_AFTER)
    makers.apply(area_with(started=["known"], mature=["clear", "better", "all", "kept"]), **KINDS)
    (row,) = found()
    assert (row.outcome, row.level, row.rank, row.levels) == (Outcome.KEPT, "First results", 2, 3)


def test_a_level_dropped_before_the_end_is_neither_where_all_else_is_reached(
    project: Project, clock: Clock
) -> None:
    promise(project, "first-results")
    makers.met(project, "known", "clear", "better", "all", "kept")
    makers.said(project, "better", Answer.NOT_YET)
    clock.move_to(LATER)
    two = [level for level in renamed("", "") if level["key"] != "first-results"]
    objectives = {"started": ["known", "clear"], "mature": ["all", "kept"]}
    retired = makers.objective("better", retired=date(2026, 5, 1))
    objectives["mature"] = [retired, "all", "kept"]  # type: ignore[list-item]
    makers.apply(area_with(**objectives), levels=two, **KINDS)
    clock.move_to(AFTER)
    (row,) = found()
    assert (row.outcome, row.level, row.rank, row.levels) == (
        Outcome.LAPSED,
        "First results",
        0,
        2,
    )


def test_a_level_that_gave_way_to_another_one_stays_reached(project: Project, clock: Clock) -> None:
    promise(project, "first-results")
    makers.met(project, "known", "clear", "better")
    clock.move_to(LATER)
    levels = renamed("first-results", "grown")
    del levels[1]["formerly"]
    at = {"started": ["known", "clear"], "grown": ["better"], "mature": ["all", "kept"]}
    makers.apply(area_with(**at), levels=levels, **KINDS)
    clock.move_to(AFTER)
    assert became() == (Outcome.KEPT, True)


def test_an_objective_that_comes_to_count_before_the_end_is_part_of_the_level(
    clock: Clock,
) -> None:
    later = makers.objective("later", from_=date(2026, 4, 1))
    makers.apply(makers.area("testing", makers.aim("tests", "known", later)))
    cycle(*FIRST)
    project = makers.project("api")
    makers.said(project, "known", Answer.NOT_YET)
    promise(project)
    makers.met(project, "known")
    assert became() == (Outcome.OPEN, True)
    clock.move_to(AFTER)
    makers.said(project, "later", Answer.NOT_YET)  # settles the day that has come
    assert became() == (Outcome.MISSED, False)


def test_cycles_say_how_long_there_is() -> None:
    cycle("now", date(2026, 1, 1), date(2026, 3, 3))
    cycle("next", date(2026, 3, 4), date(2026, 12, 31))
    days = [date(2025, 12, 1), date(2025, 12, 31), *(date(2026, 3, day) for day in (1, 2, 3, 4))]
    assert [cycle_heads(day)[0].left for day in days] == [
        "begins in 31 days",
        "begins tomorrow",
        "ends in 2 days",
        "ends tomorrow",
        "ends today",
        "ended yesterday",
    ]
    assert [head.is_current for head in cycle_heads(date(2026, 3, 3))] == [True, False]
    assert [head.is_current for head in cycle_heads(date(2026, 3, 4))] == [False, True]


def test_sums_are_told_in_words() -> None:
    many = [Outcome.MISSED, Outcome.KEPT, Outcome.WITHDRAWN, Outcome.KEPT]
    assert words_of(many) == "2 kept, 1 missed, 1 withdrawn"
    assert words_of([Outcome.LAPSED, Outcome.OPEN]) == "1 open, 1 not asked any more"
    assert words_of([]) == ""


@pytest.mark.parametrize("number", [1, 30])
def test_they_cost_one_query_whatever_their_number(
    django_assert_num_queries: DjangoAssertNumQueries, project: Project, clock: Clock, number: int
) -> None:
    cycle(*SECOND)
    for each in range(number):
        other = makers.project(f"p{each}")
        makers.met(other, "known")
        promise(other, by=makers.person(f"Ada {each}"))
    clock.move_to(AFTER)
    framework, heads = framework_on(today()), cycle_heads(today())
    assert len(framework.past.applied) == 1
    assert connection.features.supports_json_field  # SQLite is asked once in a process
    with django_assert_num_queries(1):
        assert len(promise_rows(framework, heads, Commitment.objects.all())) == number
