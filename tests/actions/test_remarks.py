from datetime import timedelta

import pytest

from dashboard.actions import projects
from dashboard.actions.remarks import remark
from dashboard.choices import RemarkKind
from dashboard.models import EventText, Project, Remark, Standing
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    aim,
    apply,
    area,
    find,
    last_event,
    met,
    nothing_changed,
    objective,
    person,
    refused,
    team,
    verbs,
)

HOUR = timedelta(hours=1)
DISPUTE, SETTLEMENT = RemarkKind.DISPUTE, RemarkKind.SETTLEMENT


def say(project: Project, text: str = "Is it *so*?", key: str = "known", **more: object) -> Remark:
    values = {"by": None} | more
    return remark(project=project, objective=find(key), text=text, **values)  # type: ignore[arg-type]


def test_a_remark_is_kept_beside_its_objective(project: Project) -> None:
    ada = person("Ada")
    say(project, by=ada)
    row = Remark.objects.get()
    assert (row.project, row.objective, row.kind) == (project, find("known"), "remark")
    assert (row.text_html, row.said_by, row.said_at) == ("<p>Is it <em>so</em>?</p>\n", ada, NOW)
    event = last_event()
    assert (event.verb, event.objective, event.project) == ("remarked", find("known"), project)
    assert "text" not in event.after
    assert EventText.objects.get().after == "Is it *so*?"


def test_a_remark_moves_no_standing_and_agrees_to_nothing(project: Project) -> None:
    say(project)
    assert Standing.objects.count() == 0
    project.refresh_from_db()
    assert project.agreement == "not-yet"


@pytest.mark.parametrize("kind", [RemarkKind.REMARK, DISPUTE])
def test_saying_it_twice_in_a_row_changes_nothing(
    project: Project, clock: Clock, kind: RemarkKind
) -> None:
    first = say(project, kind=kind)
    clock.shift(HOUR)
    with nothing_changed():
        assert say(project, kind=kind) == first


def test_somebody_else_may_say_the_same(project: Project) -> None:
    say(project, "Yes.", by=person("Ada"))
    say(project, "Yes.", by=person("Grace"))
    assert Remark.objects.count() == 2


def test_the_same_may_be_said_again_once_something_stands_between(project: Project) -> None:
    for text in ("Yes.", "No.", "Yes."):
        say(project, text)
    assert Remark.objects.count() == 3


def test_threads_of_two_objectives_are_two(project: Project) -> None:
    say(project, kind=DISPUTE)
    say(project, key="clear", kind=DISPUTE)
    with refused("no dispute"):
        say(project, key="better", kind=SETTLEMENT)


def test_what_is_disputed_is_settled_and_disputed_again(project: Project) -> None:
    for text, kind in (("No.", DISPUTE), ("Why?", "remark"), ("So.", SETTLEMENT), ("No!", DISPUTE)):
        say(project, text, kind=kind)
    assert verbs(project)[1:] == ["disputed", "remarked", "dispute-settled", "disputed"]


def test_what_is_disputed_is_not_disputed_again(project: Project) -> None:
    say(project, "No.", kind=DISPUTE)
    say(project, "Why?")
    with refused("disputed already"):
        say(project, "No again.", kind=DISPUTE)


def test_where_nothing_is_disputed_there_is_nothing_to_settle(project: Project) -> None:
    with refused("no dispute"):
        say(project, kind=SETTLEMENT)
    say(project, "No.", kind=DISPUTE)
    say(project, "Settled.", kind=SETTLEMENT)
    with refused("no dispute"):
        say(project, "Settled once more.", kind=SETTLEMENT)


@pytest.mark.parametrize("text", ["", " \n"])
def test_without_a_word_it_is_refused(project: Project, text: str) -> None:
    with refused("Write something"):
        say(project, text)


def test_what_no_database_takes_is_refused(project: Project) -> None:
    with refused("Null characters"):
        say(project, "a\0b")


def test_an_unknown_kind_is_refused(project: Project) -> None:
    with refused("Remark, dispute, or settle"):
        say(project, kind="shout")


def test_where_nothing_is_asked_nothing_is_remarked(project: Project) -> None:
    gone = find("clear")
    apply(area("testing", aim("tests", "known")))
    with refused("not part of the criteria"):
        remark(project=project, objective=gone, text="Why not?", by=None)


def test_a_dispute_on_what_is_retired_since_can_be_settled(project: Project) -> None:
    say(project, "No.", kind=DISPUTE)
    apply(area("testing", aim("tests", objective("known", retired=NOW.date()), "clear")))
    with refused("retired"):
        say(project, "Still no.")
    say(project, "It is asked no more.", kind=SETTLEMENT)
    assert verbs(project)[-1] == "dispute-settled"


def test_in_an_archived_project_nothing_is_remarked_or_settled(project: Project) -> None:
    say(project, "No.", kind=DISPUTE)
    projects.archive(project=project, by=None)
    with refused("archived"):
        say(project)
    with refused("archived"):
        say(project, "Settled.", kind=SETTLEMENT)


def test_a_hand_over_takes_the_thread_along(project: Project) -> None:
    say(project, "No.", kind=DISPUTE)
    projects.move(project=project, team=team("front"), by=None)
    say(project, "Settled.", kind=SETTLEMENT)
    event = last_event()
    assert event.team is not None
    assert event.team.slug == "front"


def test_before_the_projects_latest_event_is_refused(project: Project, clock: Clock) -> None:
    clock.shift(HOUR)
    met(project, "known")
    with refused("before"):
        say(project, at=NOW)


def test_a_time_to_come_is_refused(project: Project) -> None:
    with refused("still to come"):
        say(project, at=NOW + HOUR)
