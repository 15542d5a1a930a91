from datetime import timedelta

import pytest

from dashboard.actions import assessments, projects
from dashboard.actions.assessments import Words
from dashboard.actions.moment import Conflict
from dashboard.choices import Answer
from dashboard.models import Assessment, EventText, Project, Standing
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    WHY,
    find,
    last_event,
    met,
    movements,
    nothing_changed,
    person,
    refused,
    said,
    stands,
)

HOUR = timedelta(hours=1)


def send_back(
    project: Project, key: str = "known", reason: str = "Show it.", **more: object
) -> Assessment:
    values = {"by": None, "reason": reason} | more
    return assessments.send_back(project=project, objective=find(key), **values)  # type: ignore[arg-type]


def test_the_teams_words_stay_beside_the_refusal(project: Project, clock: Clock) -> None:
    said(project, "known", words=Words("We know."), by=person("Ada"))
    clock.shift(HOUR)
    grace = person("Grace")
    row = send_back(project, by=grace)
    assert (row.note, str(row.answered_by), row.answered_at) == ("We know.", "Ada", NOW)
    assert (row.sent_back_reason, row.sent_back_by, row.sent_back_at) == (
        "Show it.",
        grace,
        NOW + HOUR,
    )
    assert Standing.objects.get().waiting == 0


def test_the_reason_is_kept_as_a_text_that_can_be_redacted(project: Project) -> None:
    said(project, "known")
    send_back(project)
    event = last_event()
    assert "sent_back_reason" not in event.after
    text = EventText.objects.get(event=event)
    assert (text.field, text.after) == ("sent_back_reason", "Show it.")


def test_sending_back_twice_for_the_same_reason_changes_nothing(
    project: Project, clock: Clock
) -> None:
    seen = said(project, "known").revision
    first = send_back(project)
    clock.shift(HOUR)
    with nothing_changed():
        again = send_back(project, seen=seen)
    assert again.revision == first.revision


def test_another_reason_replaces_the_one_before(project: Project) -> None:
    said(project, "known")
    send_back(project, reason="one")
    assert send_back(project, reason="two").sent_back_reason == "two"
    text = EventText.objects.last()
    assert text
    assert (text.before, text.after) == ("one", "two")


def test_what_was_confirmed_and_is_sent_back_is_work_undone(project: Project) -> None:
    met(project, "known", "clear")
    row = send_back(project)
    assert row.confirmed_at is None
    assert stands(project) == ("", 0, 6)
    assert movements(project)[-1] == ("work-undone", "tests", 1, 0)


def test_not_applicable_sent_back_asks_again(project: Project) -> None:
    met(project, "clear")
    said(project, "known", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    send_back(project)
    assert stands(project) == ("", 0, 6)
    assert movements(project)[-1] == ("applicability", "tests", 1, 0)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_without_a_reason_is_refused(project: Project, reason: str) -> None:
    said(project, "known")
    with refused("Say why"):
        send_back(project, reason=reason)


@pytest.mark.parametrize("answer", [None, Answer.NOT_YET])
def test_where_nothing_is_claimed_there_is_nothing_to_send_back(
    project: Project, answer: str | None
) -> None:
    if answer:
        said(project, "known", answer)
    with refused("Nothing is claimed"):
        send_back(project)


def test_what_changed_meanwhile_is_a_conflict(project: Project) -> None:
    seen = said(project, "known", by=person("Ada")).revision
    said(project, "known", words=Words("With a link."), by=person("Ada"))
    with refused("Ada changed this", Conflict):
        send_back(project, seen=seen)


def test_sent_back_meanwhile_with_other_words_is_a_conflict(project: Project) -> None:
    seen = said(project, "known").revision
    said(project, "known", words=Words("With a link."))
    send_back(project, reason="No.", by=person("Ada"))
    with refused("Ada changed this", Conflict):
        send_back(project, reason="No.", seen=seen)


def test_sent_back_meanwhile_for_the_same_reason_is_so_already(project: Project) -> None:
    seen = said(project, "known").revision
    send_back(project, reason="No.", by=person("Ada"))
    with nothing_changed():
        send_back(project, reason="No.", seen=seen)


def test_in_an_archived_project_nothing_is_sent_back(project: Project) -> None:
    said(project, "known")
    projects.archive(project=project, by=None)
    with refused("archived"):
        send_back(project)


def test_before_the_answer_is_refused(project: Project, clock: Clock) -> None:
    clock.shift(HOUR)
    said(project, "known")
    with refused("before"):
        send_back(project, at=NOW)
