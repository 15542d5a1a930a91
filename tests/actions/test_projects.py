from datetime import timedelta
from typing import Any

import pytest

from dashboard.actions import projects, teams
from dashboard.actions.moment import Refused
from dashboard.choices import Agreement
from dashboard.models import EventText, Movement, Project, ProjectSpan, Standing, Team
from tests.actions import makers
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    aim,
    apply,
    area,
    counted,
    last_event,
    met,
    movements,
    nothing_changed,
    objective,
    person,
    refused,
    said,
    stands,
    verbs,
)

HOUR = timedelta(hours=1)


def spans(project: Project, *names: str) -> list[tuple[Any, ...]]:
    fields = (*names, "started_at", "ended_at")
    return list(ProjectSpan.objects.filter(project=project).values_list(*fields))


@pytest.fixture
def other(db: None) -> Team:
    return makers.team("other")


@pytest.fixture
def started(project: Project) -> Project:
    """One point of six, in the sums of its team."""
    met(project, "known", "clear")
    return project


# Facts and name.


def test_facts_change_one_by_one(project: Project) -> None:
    ada = person("Ada")
    projects.describe(project=project, url="https://example.org/", owner=ada, by=None)
    projects.describe(project=project, description="*New*.", by=None)
    project.refresh_from_db()
    assert (project.url, project.owner) == ("https://example.org/", ada)
    assert project.description_html == "<p><em>New</em>.</p>\n"
    assert last_event().after == {}
    assert EventText.objects.get().after == "*New*."


def test_describing_twice_changes_nothing(project: Project, clock: Clock) -> None:
    projects.describe(project=project, url="https://example.org/", description="D.", by=None)
    clock.shift(HOUR)
    with nothing_changed():
        projects.describe(project=project, url="https://example.org/", description="D.", by=None)


def test_only_facts_can_be_described(project: Project) -> None:
    with pytest.raises(TypeError, match="agreement"):
        projects.describe(project=project, agreement=Agreement.AGREED, by=None)


def test_facts_that_cannot_be_kept_are_refused(project: Project) -> None:
    with refused("The url"):
        projects.describe(project=project, url="javascript:alert(1)", by=None)


def test_an_owner_may_be_taken_away(project: Project) -> None:
    projects.describe(project=project, owner=person("Ada"), by=None)
    projects.describe(project=project, owner=None, by=None)
    project.refresh_from_db()
    assert project.owner is None


def test_a_new_name_leaves_the_slug_and_earlier_events_alone(project: Project) -> None:
    projects.rename(project=project, name="Gateway", by=None)
    project.refresh_from_db()
    assert (project.name, project.slug) == ("Gateway", "api")
    event = last_event()
    assert (event.before, event.after) == ({"name": "Api"}, {"name": "Gateway"})
    first = project.events.first()
    assert first
    assert first.names["project"] == "Api"


def test_renaming_twice_changes_nothing(project: Project) -> None:
    projects.rename(project=project, name="Gateway", by=None)
    with nothing_changed():
        projects.rename(project=project, name="Gateway", by=None)


@pytest.mark.parametrize("name", ["", " ", "x" * 121])
def test_a_name_that_is_none_is_refused(project: Project, name: str) -> None:
    with refused("The name"):
        projects.rename(project=project, name=name, by=None)


# Hand-over.


def test_a_hand_over_takes_the_points_along_and_rewrites_nobodys_past(
    started: Project, team: Team, other: Team, clock: Clock
) -> None:
    clock.shift(HOUR)
    projects.move(project=started, team=other, by=None)
    assert (counted(team), counted(other)) == ((0, 0), (1, 6))
    movement = Movement.objects.last()
    assert movement
    assert (movement.cause, movement.team_before, movement.team_after) == (
        "handed-over",
        team,
        other,
    )
    assert (movement.points_before, movement.points_after) == (1, 1)
    assert spans(started, "team__slug")[-2:] == [
        ("engine", NOW, NOW + HOUR),
        ("other", NOW + HOUR, None),
    ]
    event = last_event()
    assert (event.before, event.after) == ({"team": team.pk}, {"team": other.pk})


def test_handing_over_twice_changes_nothing(started: Project, other: Team, clock: Clock) -> None:
    projects.move(project=started, team=other, by=None)
    clock.shift(HOUR)
    with nothing_changed():
        projects.move(project=started, team=other, by=None)


def test_a_hand_over_there_and_back_at_one_moment_leaves_no_empty_span(
    started: Project, team: Team, other: Team, clock: Clock
) -> None:
    clock.shift(HOUR)
    projects.move(project=started, team=other, by=None)
    projects.move(project=started, team=team, by=None)
    assert counted(team) == (1, 6)
    assert spans(started, "team__slug")[-1] == ("engine", NOW + HOUR, None)


def test_a_team_retired_meanwhile_is_refused(started: Project, other: Team) -> None:
    stale = Team.objects.get(pk=other.pk)
    teams.retire_team(team=other, by=None)
    with refused("Other is retired"):
        projects.move(project=started, team=stale, by=None)


def test_a_young_project_is_handed_over_without_movements(project: Project, other: Team) -> None:
    projects.move(project=project, team=other, by=None)
    assert Movement.objects.count() == 0


# Kind.


def kinds() -> None:
    """Tests for every kind, uptime for services, packaging for libraries."""
    apply(
        area(
            "testing",
            aim("tests", "known"),
            aim("uptime", "watched", applies_to=["service"]),
            aim("packaging", "released", applies_to=["library"]),
        ),
        kinds=["service", "library"],
    )


def test_another_kind_brings_other_aims(team: Team, clock: Clock) -> None:
    kinds()
    api = makers.project("api", team=team, kind="service")
    met(api, "known", "watched")
    assert counted(team) == (2, 2)
    clock.shift(HOUR)
    projects.change_kind(project=api, kind="library", by=None)
    assert counted(team) == (1, 2)
    assert movements(api)[-2:] == [
        ("applicability", "uptime", 1, 0),
        ("applicability", "packaging", 0, 0),
    ]
    assert Standing.objects.get(aim__key="uptime").applicability == "outside"
    assert [kind for kind, *_ in spans(api, "kind")] == ["service", "library"]


def test_the_answers_are_there_when_the_kind_comes_back(team: Team) -> None:
    kinds()
    api = makers.project("api", team=team, kind="service")
    met(api, "watched")
    projects.change_kind(project=api, kind="library", by=None)
    projects.change_kind(project=api, kind="service", by=None)
    assert stands(api, "uptime") == ("started", 1, 1)


def test_the_same_kind_twice_changes_nothing(team: Team) -> None:
    kinds()
    api = makers.project("api", team=team)
    projects.change_kind(project=api, kind="service", by=None)
    with nothing_changed():
        projects.change_kind(project=api, kind="service", by=None)


def test_an_unknown_kind_is_refused(team: Team) -> None:
    kinds()
    api = makers.project("api", team=team)
    with refused("There is no kind gadget"):
        projects.change_kind(project=api, kind="gadget", by=None)


def test_an_objective_of_one_kind_alone_follows_the_kind(team: Team) -> None:
    apply(
        area("testing", aim("tests", "known", objective("rated", applies_to=["service"]))),
        kinds=["service", "library"],
    )
    api = makers.project("api", team=team, kind="library")
    met(api, "known")
    assert stands(api) == ("started", 1, 1)
    projects.change_kind(project=api, kind="service", by=None)
    assert stands(api) == ("", 0, 1)
    assert movements(api)[-1] == ("applicability", "tests", 1, 0)


# Agreement.


def test_only_agreed_projects_are_in_the_sums(started: Project, team: Team) -> None:
    projects.set_agreement(project=started, agreement=Agreement.IN_TALKS, by=None)
    assert counted(team) == (0, 0)
    assert movements(started)[-1] == ("left", "tests", 1, 1)
    projects.set_agreement(project=started, agreement=Agreement.AGREED, by=None)
    assert counted(team) == (1, 6)
    assert movements(started)[-1] == ("joined", "tests", 1, 1)


def test_between_not_yet_and_in_talks_nothing_moves(started: Project) -> None:
    projects.set_agreement(project=started, agreement=Agreement.NOT_YET, by=None)
    before = Movement.objects.count()
    projects.set_agreement(project=started, agreement=Agreement.IN_TALKS, by=None)
    assert Movement.objects.count() == before
    assert last_event().verb == "agreement-changed"


def test_agreeing_twice_changes_nothing(started: Project) -> None:
    with nothing_changed():
        projects.set_agreement(project=started, agreement=Agreement.AGREED, by=None)


def test_agreeing_before_anything_is_said_enters_no_sum(project: Project, team: Team) -> None:
    projects.set_agreement(project=project, agreement=Agreement.AGREED, by=None)
    assert Standing.objects.count() == 0
    assert [agreement for agreement, *_ in spans(project, "agreement")] == ["agreed"]


def test_an_unknown_agreement_is_refused(project: Project) -> None:
    with refused("not a valid choice"):
        projects.set_agreement(project=project, agreement="perhaps", by=None)


# Archive and revive.


def test_an_archived_project_leaves_the_sums_and_keeps_where_it_stood(
    started: Project, team: Team, clock: Clock
) -> None:
    clock.shift(HOUR)
    projects.archive(project=started, by=None)
    started.refresh_from_db()
    assert started.archived_at == NOW + HOUR
    assert counted(team) == (0, 0)
    assert stands(started) == ("started", 1, 6)
    assert movements(started)[-1] == ("left", "tests", 1, 1)
    assert spans(started, "is_archived")[-1] == (True, NOW + HOUR, None)


def test_archiving_twice_changes_nothing(started: Project, clock: Clock) -> None:
    projects.archive(project=started, by=None)
    clock.shift(HOUR)
    with nothing_changed():
        projects.archive(project=started, by=None)


def test_a_revived_project_stands_where_it_stood(started: Project, team: Team) -> None:
    projects.archive(project=started, by=None)
    projects.revive(project=started, by=None)
    started.refresh_from_db()
    assert started.archived_at is None
    assert counted(team) == (1, 6)
    assert movements(started)[-1] == ("joined", "tests", 1, 1)


def test_a_revived_project_meets_the_criteria_of_today(started: Project, team: Team) -> None:
    projects.archive(project=started, by=None)
    apply(area("testing", aim("tests", "known", "clear", weight=3), aim("types", "strict")))
    assert counted(team) == (0, 0)
    projects.revive(project=started, by=None)
    assert counted(team) == (3, 4)


def test_reviving_what_is_there_changes_nothing(started: Project) -> None:
    with nothing_changed():
        projects.revive(project=started, by=None)


def test_a_project_whose_team_is_gone_is_not_revived_there(
    started: Project, team: Team, other: Team
) -> None:
    projects.archive(project=started, by=None)
    teams.retire_team(team=team, by=None)
    with refused("Engine is retired"):
        projects.revive(project=started, by=None)
    projects.move(project=started, team=other, by=None)
    projects.revive(project=started, by=None)
    assert counted(other) == (1, 6)


# Times.


@pytest.mark.parametrize(
    "act",
    [
        lambda project, at: projects.rename(project=project, name="N", by=None, at=at),
        lambda project, at: projects.describe(project=project, description="D.", by=None, at=at),
        lambda project, at: projects.move(project=project, team=makers.team(), by=None, at=at),
        lambda project, at: projects.change_kind(project=project, kind="x", by=None, at=at),
        lambda project, at: projects.set_agreement(
            project=project, agreement=Agreement.AGREED, by=None, at=at
        ),
        lambda project, at: projects.archive(project=project, by=None, at=at),
        lambda project, at: projects.revive(project=project, by=None, at=at),
    ],
)
def test_nothing_is_dated_before_the_latest_event_nor_in_time_to_come(
    project: Project, clock: Clock, act: Any
) -> None:
    clock.shift(HOUR)
    said(project, "known")
    before = verbs(project)
    for at in (NOW, NOW + 2 * HOUR):
        with pytest.raises(Refused):
            act(project, at)
    assert verbs(project) == before


def test_what_happened_earlier_may_be_recorded_after_it(started: Project, clock: Clock) -> None:
    clock.shift(3 * HOUR)
    projects.archive(project=started, by=None, at=NOW + HOUR)
    started.refresh_from_db()
    assert started.archived_at == NOW + HOUR
