from datetime import timedelta

import pytest

from dashboard.actions import assessments, projects
from dashboard.actions.assessments import Words
from dashboard.actions.moment import Conflict
from dashboard.choices import Answer
from dashboard.models import Assessment, Person, Project, Standing
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


def confirm(project: Project, key: str = "known", **more: object) -> Assessment:
    values = {"by": None} | more
    return assessments.confirm(project=project, objective=find(key), **values)  # type: ignore[arg-type]


@pytest.fixture
def grace(db: None) -> Person:
    return person("Grace")


def test_what_is_confirmed_scores(project: Project, grace: Person, clock: Clock) -> None:
    met(project, "clear")
    said(project, "known")
    clock.shift(HOUR)
    row = confirm(project, by=grace)
    assert (row.confirmed_at, row.confirmed_by, row.answered_at) == (NOW + HOUR, grace, NOW)
    assert stands(project) == ("started", 1, 6)
    assert movements(project)[-1] == ("work-done", "tests", 0, 1)
    assert last_event().after == {
        "confirmed_at": "2026-03-02T10:00:00+00:00",
        "confirmed_by": grace.pk,
    }
    assert Standing.objects.get().waiting == 0


def test_confirming_twice_changes_nothing(project: Project, clock: Clock) -> None:
    seen = said(project, "known").revision
    first = confirm(project)
    clock.shift(HOUR)
    with nothing_changed():
        again = confirm(project, seen=seen)
    assert again.revision == first.revision


def test_not_applicable_leaves_the_sums_only_once_confirmed(project: Project) -> None:
    met(project, "clear")
    said(project, "known", Answer.NOT_APPLICABLE, words=WHY)
    assert stands(project) == ("", 0, 6)
    confirm(project)
    assert stands(project) == ("started", 1, 6)
    assert movements(project)[-1][0] == "applicability"


def test_confirming_what_was_sent_back_takes_the_refusal_away(project: Project) -> None:
    said(project, "known")
    assessments.send_back(project=project, objective=find("known"), reason="No.", by=None)
    row = confirm(project)
    assert (row.sent_back_at, row.sent_back_by, row.sent_back_reason) == (None, None, "")


def test_confirming_what_changed_meanwhile_is_a_conflict(
    project: Project, clock: Clock, grace: Person
) -> None:
    seen = said(project, "known", by=grace).revision
    clock.shift(HOUR)
    said(project, "known", Answer.NOT_APPLICABLE, words=WHY, by=grace)
    with refused("Grace changed this at 10:00", Conflict):
        confirm(project, seen=seen)


def test_confirmed_meanwhile_with_other_words_is_a_conflict(
    project: Project, clock: Clock, grace: Person
) -> None:
    seen = said(project, "known").revision
    clock.shift(HOUR)
    said(project, "known", words=Words("Somewhere else."))
    confirm(project, by=grace)
    with refused("Grace changed this at 10:00", Conflict):
        confirm(project, seen=seen)


def test_confirmed_meanwhile_with_other_words_in_the_same_save_is_a_conflict(
    project: Project, grace: Person
) -> None:
    seen = said(project, "known").revision
    said(project, "known", words=Words("Somewhere else."), is_confirmed=True, by=grace)
    with refused("Grace changed this", Conflict):
        confirm(project, seen=seen)


def test_where_only_somebody_elses_confirmation_happened_it_is_so_already(
    project: Project, grace: Person
) -> None:
    seen = said(project, "known").revision
    confirm(project, by=grace)
    with nothing_changed():
        assert confirm(project, seen=seen).confirmed_by == grace


def test_confirmed_by_saying_the_same_again_is_so_already(project: Project, grace: Person) -> None:
    seen = said(project, "known").revision
    said(project, "known", is_confirmed=True, by=grace)
    with nothing_changed():
        assert confirm(project, seen=seen).confirmed_by == grace


def test_what_was_sent_back_and_confirmed_since_it_was_seen_is_a_conflict(
    project: Project, grace: Person
) -> None:
    seen = said(project, "known").revision
    assessments.send_back(project=project, objective=find("known"), reason="No.", by=None)
    confirm(project, by=grace)
    with refused("Grace changed this", Conflict):
        confirm(project, seen=seen)


@pytest.mark.parametrize("answer", [None, Answer.NOT_YET])
def test_where_nothing_is_claimed_there_is_nothing_to_confirm(
    project: Project, answer: str | None
) -> None:
    if answer:
        said(project, "known", answer)
    with refused("Nothing is claimed"):
        confirm(project)


def test_in_an_archived_project_nothing_is_confirmed(project: Project) -> None:
    said(project, "known")
    projects.archive(project=project, by=None)
    with refused("archived"):
        confirm(project)


def test_before_the_answer_is_refused(project: Project, clock: Clock) -> None:
    clock.shift(HOUR)
    said(project, "known")
    with refused("before"):
        confirm(project, at=NOW)


def test_a_time_to_come_is_refused(project: Project) -> None:
    said(project, "known")
    with refused("still to come"):
        confirm(project, at=NOW + HOUR)
