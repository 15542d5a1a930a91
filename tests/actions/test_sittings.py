from datetime import timedelta
from typing import Any

import pytest

from dashboard.actions import projects, teams
from dashboard.actions.moment import Conflict
from dashboard.actions.sittings import cancel_sitting, close_sitting, note_finding, open_sitting
from dashboard.models import EventText, Finding, Project, Review, Sitting, Standing, Team
from tests.actions import makers
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    find_area,
    kept,
    last_event,
    met,
    nothing_changed,
    person,
    refused,
    verbs,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def sitting(project: Project, team: Team) -> Sitting:
    """Of everything that the team has."""
    return open_sitting(team=team, by=None)


def note(
    sitting: Sitting, project: Project | None, verdict: str = "", minutes: str = "", **more: Any
) -> Finding:
    entry = {"by": None} | more
    return note_finding(sitting=sitting, project=project, verdict=verdict, minutes=minutes, **entry)


def close(sitting: Sitting, **more: Any) -> Sitting:
    return close_sitting(sitting=sitting, **{"by": None} | more)


def cancel(sitting: Sitting, **more: Any) -> Sitting:
    return cancel_sitting(sitting=sitting, **{"by": None} | more)


# Opened.


def test_a_sitting_is_opened_in_one_area_or_in_all(project: Project, team: Team) -> None:
    ada, testing = person("Ada"), find_area("testing")
    open_sitting(team=team, area=testing, by=ada)
    row = Sitting.objects.get()
    assert (row.team, row.area, row.opened_by, row.opened_at) == (team, testing, ada, NOW)
    assert (last_event().verb, last_event().team) == ("sitting-opened", team)
    open_sitting(team=team, by=ada)
    assert Sitting.objects.count() == 2


def test_the_one_that_is_open_is_opened_again(sitting: Sitting, team: Team, clock: Clock) -> None:
    clock.shift(HOUR)
    with nothing_changed():
        assert open_sitting(team=team, by=None) == sitting


def test_after_one_is_closed_another_is_opened(
    sitting: Sitting, project: Project, team: Team
) -> None:
    note(sitting, project, "gaps")
    close(sitting)
    assert open_sitting(team=team, by=None) != sitting


def test_of_a_retired_team_none_is_opened(team: Team) -> None:
    teams.retire_team(team=team, by=None)
    with refused("Engine is retired"):
        open_sitting(team=team, by=None)


def test_a_time_that_is_none_is_refused(team: Team) -> None:
    with refused("before the last thing recorded of Engine"):
        open_sitting(team=team, by=None, at=NOW - HOUR)
    with refused("still to come"):
        open_sitting(team=team, by=None, at=NOW + HOUR)


# Written in.


def test_what_is_written_is_a_draft_and_no_event(sitting: Sitting, project: Project) -> None:
    before = verbs()
    row = note(sitting, project, "gaps", "Slow.")
    note(sitting, None, "", "They asked for help.")
    assert verbs() == before
    assert not Review.objects.exists()
    assert (row.verdict, row.minutes, row.project) == ("gaps", "Slow.", project)
    assert Finding.objects.filter(project=None).get().minutes == "They asked for help."


def test_writing_the_same_twice_changes_nothing(sitting: Sitting, project: Project) -> None:
    first = note(sitting, project, "gaps", "Slow.")
    with nothing_changed():
        assert note(sitting, project, "gaps", "Slow.", seen=0).revision == first.revision


def test_writing_goes_on_in_the_same_draft(sitting: Sitting, project: Project) -> None:
    first = note(sitting, project, "gaps", seen=0)
    note(sitting, project, "on-track", "Better.", seen=first.revision)
    row = Finding.objects.get()
    assert (row.verdict, row.minutes) == ("on-track", "Better.")


def test_what_somebody_else_wrote_meanwhile_stays(sitting: Sitting, project: Project) -> None:
    first = note(sitting, project, "gaps")
    note(sitting, project, "on-track", by=person("Grace"))
    with refused("^Grace changed this at 09:00", Conflict) as told:
        note(sitting, project, "off-track", seen=first.revision)
    conflict = told.value
    assert isinstance(conflict, Conflict)
    assert (conflict.theirs, str(conflict.by), conflict.at) == (first, "Grace", NOW)


def test_what_was_seen_and_never_was_is_refused(sitting: Sitting, project: Project) -> None:
    with refused("no longer there"):
        note(sitting, project, "gaps", seen=1)


@pytest.mark.parametrize(
    ("verdict", "minutes", "words"),
    [("splendid", "", "The verdict"), ("gaps", "a\0b", "Null characters")],
)
def test_what_no_review_takes_is_refused(
    sitting: Sitting, project: Project, verdict: str, minutes: str, words: str
) -> None:
    with refused(words):
        note(sitting, project, verdict, minutes)


def test_a_verdict_on_the_team_itself_is_refused(sitting: Sitting) -> None:
    with refused("on a project, not on a team"):
        note(sitting, None, "gaps")


def test_a_project_of_another_team_is_refused(sitting: Sitting) -> None:
    other = makers.project("web", team=makers.team("front"))
    with refused("Web is not a project of Engine"):
        note(sitting, other, "gaps")


def test_an_archived_project_is_refused(sitting: Sitting, project: Project) -> None:
    projects.archive(project=project, by=None)
    with refused("archived"):
        note(sitting, project, "gaps")


def test_a_draft_on_what_left_the_team_since_can_be_taken_out(
    sitting: Sitting, project: Project
) -> None:
    note(sitting, project, "gaps", "Slow.")
    projects.move(project=project, team=makers.team("front"), by=None)
    projects.archive(project=project, by=None)
    note(sitting, project)
    assert Finding.objects.get().minutes == ""


def test_in_a_closed_sitting_nothing_is_written(sitting: Sitting, project: Project) -> None:
    note(sitting, project, "gaps")
    close(sitting)
    with refused("closed"):
        note(sitting, project, "on-track")


# Closed.


def test_each_verdict_becomes_a_review_and_the_minutes_stay(
    sitting: Sitting, project: Project, team: Team, clock: Clock
) -> None:
    web, grace = makers.project("web", team=team), person("Grace")
    note(sitting, project, "gaps", "*Slow*.")
    note(sitting, web, "on-track")
    note(sitting, None, "", "They asked for *help*.")
    clock.shift(HOUR)
    close(sitting, by=grace)
    rows = list(Review.objects.order_by("project__slug"))
    assert [(row.project, row.verdict, row.minutes) for row in rows] == [
        (project, "gaps", "*Slow*."),
        (web, "on-track", ""),
    ]
    assert {(row.sitting, row.reviewed_by, row.reviewed_at) for row in rows} == {
        (sitting, grace, NOW + HOUR)
    }
    sitting.refresh_from_db()
    assert (sitting.closed_at, sitting.closed_by) == (NOW + HOUR, grace)
    assert sitting.minutes_html == "<p>They asked for <em>help</em>.</p>\n"
    assert verbs()[-3:] == ["reviewed", "reviewed", "sitting-closed"]


def test_a_sitting_in_an_area_reviews_that_area(project: Project, team: Team) -> None:
    sitting = open_sitting(team=team, area=find_area("testing"), by=None)
    note(sitting, project, "gaps")
    close(sitting)
    assert Review.objects.get().area == find_area("testing")


def test_minutes_of_the_team_alone_are_enough(sitting: Sitting) -> None:
    note(sitting, None, "", "Everybody was away.")
    close(sitting)
    assert Sitting.objects.get().minutes == "Everybody was away."
    assert not Review.objects.exists()


def test_a_team_without_a_project_can_be_sat_with(team: Team, criteria: None) -> None:
    sitting = open_sitting(team=team, by=None)
    note(sitting, None, "", "They begin in May.")
    close(sitting)
    assert Sitting.objects.get().closed_at == NOW


def test_closing_twice_changes_nothing(sitting: Sitting, project: Project, clock: Clock) -> None:
    note(sitting, project, "gaps")
    close(sitting)
    clock.shift(HOUR)
    with nothing_changed():
        assert close(sitting).closed_at == NOW
    assert Review.objects.count() == 1


def test_closing_moves_no_standing(sitting: Sitting, project: Project) -> None:
    met(project, "known")
    before = Standing.objects.get().revision
    note(sitting, project, "gaps")
    close(sitting)
    assert Standing.objects.get().revision == before


@pytest.mark.parametrize("minutes", ["", " \n"])
def test_where_nothing_was_found_it_is_not_closed(
    sitting: Sitting, project: Project, minutes: str
) -> None:
    note(sitting, None, "", minutes)
    with refused("Give a verdict on one project at least"):
        close(sitting)


def test_minutes_of_a_project_need_a_verdict(
    sitting: Sitting, project: Project, team: Team
) -> None:
    note(sitting, project, "gaps")
    note(sitting, makers.project("web", team=team), "", "Half of it.")
    with refused("Web has minutes and no verdict"):
        close(sitting)


def test_a_project_that_was_handed_over_meanwhile_is_reviewed_all_the_same(
    sitting: Sitting, project: Project
) -> None:
    note(sitting, project, "gaps", "Slow.")
    projects.move(project=project, team=makers.team("front"), by=None)
    close(sitting)
    assert Review.objects.get().minutes == "Slow."


def test_a_team_that_was_merged_meanwhile_does_not_keep_it_open(
    sitting: Sitting, project: Project, team: Team
) -> None:
    note(sitting, project, "gaps")
    teams.merge_teams(team=team, into=makers.team("front"), by=None)
    close(sitting)
    assert Review.objects.get().sitting == sitting


def test_what_was_found_of_a_project_archived_meanwhile_stays_in_the_minutes(
    sitting: Sitting, project: Project, team: Team
) -> None:
    web = makers.project("web", team=team)
    note(sitting, web, "on-track")
    note(sitting, project, "gaps", "Slow.")
    note(sitting, None, "", "A short one.")
    projects.archive(project=project, by=None)
    close(sitting)
    assert Review.objects.get().project == web
    told = "A short one.\n\nApi, archived meanwhile: Gaps. Slow."
    assert Sitting.objects.get().minutes == told


@pytest.mark.parametrize(
    ("verdict", "minutes", "told"),
    [
        ("gaps", "", "Api, archived meanwhile: Gaps"),
        ("", "Slow.", "Api, archived meanwhile: Slow."),
        ("", "", ""),
    ],
)
def test_what_is_archived_never_keeps_a_sitting_open(
    sitting: Sitting, project: Project, team: Team, verdict: str, minutes: str, told: str
) -> None:
    note(sitting, makers.project("web", team=team), "on-track")
    note(sitting, project, "off-track")
    note(sitting, project, verdict, minutes)
    projects.archive(project=project, by=None)
    close(sitting)
    assert Sitting.objects.get().minutes == told


def test_no_draft_outlives_its_sitting(sitting: Sitting, project: Project) -> None:
    note(sitting, project, "gaps", "It is Ada's fault.")
    close(sitting)
    assert "fault" not in str(kept()["Finding"])
    assert EventText.objects.get().after == "It is Ada's fault."


def test_before_it_was_opened_it_is_not_closed(sitting: Sitting, team: Team, clock: Clock) -> None:
    clock.shift(HOUR)
    note(sitting, None, "", "A short one.")
    with refused("before the last thing recorded of Engine, all areas"):
        close(sitting, at=NOW - timedelta(minutes=1))


def test_before_the_latest_event_of_a_project_it_is_not_closed(
    sitting: Sitting, project: Project, clock: Clock
) -> None:
    note(sitting, project, "gaps")
    clock.shift(HOUR)
    met(project, "known")
    with refused("before the last thing recorded of Api"):
        close(sitting, at=NOW)


# Cancelled.


def test_one_opened_by_mistake_is_cancelled(
    sitting: Sitting, project: Project, team: Team, clock: Clock
) -> None:
    note(sitting, project, "gaps")
    note(sitting, project)
    clock.shift(HOUR)
    cancel(sitting, by=person("Grace"))
    row = Sitting.objects.get()
    assert (str(row.closed_by), row.closed_at, row.minutes) == ("Grace", NOW + HOUR, "")
    assert not Review.objects.exists()
    assert verbs()[-1] == "sitting-closed"
    assert open_sitting(team=team, by=None) != sitting


def test_cancelling_twice_changes_nothing(sitting: Sitting, clock: Clock) -> None:
    cancel(sitting)
    clock.shift(HOUR)
    with nothing_changed():
        assert cancel(sitting).closed_at == NOW


@pytest.mark.parametrize(("verdict", "minutes"), [("gaps", ""), ("", "Slow.")])
def test_what_somebody_wrote_is_not_thrown_away(
    sitting: Sitting, project: Project, verdict: str, minutes: str
) -> None:
    note(sitting, project, verdict, minutes)
    with refused("Something is written"):
        cancel(sitting)


@pytest.mark.parametrize("is_of_team", [True, False])
def test_a_sitting_that_was_held_is_not_cancelled(
    sitting: Sitting, project: Project, is_of_team: bool
) -> None:
    note(sitting, *((None, "", "A short one.") if is_of_team else (project, "gaps")))
    close(sitting)
    with refused("closed"):
        cancel(sitting)


def test_before_it_was_opened_it_is_not_cancelled(sitting: Sitting) -> None:
    with refused("before"):
        cancel(sitting, at=NOW - HOUR)
