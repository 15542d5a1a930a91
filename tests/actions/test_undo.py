from datetime import timedelta

import pytest

from dashboard.actions import assessments
from dashboard.actions.assessments import Words
from dashboard.actions.moment import Conflict
from dashboard.actions.undoing import undo
from dashboard.choices import Answer, Cause
from dashboard.models import Assessment, Project
from dashboard.record import values_of
from tests.actions.conftest import Clock
from tests.actions.makers import (
    find,
    movements,
    nothing_written,
    person,
    refused,
    said,
    stands,
    verbs,
)

WORDS = Words("We looked.", "https://ci.example/1", "Report")


def undone(project: Project, key: str = "known", **more: object) -> Assessment:
    return undo(project=project, objective=find(key), **{"by": None} | more)  # type: ignore[arg-type]


def told(row: Assessment) -> dict[str, object]:
    return values_of(Assessment.objects.get(pk=row.pk))


def test_another_answer_gives_way_to_the_one_before(project: Project, clock: Clock) -> None:
    row = said(project, "known", words=WORDS, is_confirmed=True, by=person("Ada"))
    before = told(row)
    clock.shift(timedelta(hours=1))
    said(project, "known", Answer.NOT_YET, by=person("Grace"))
    undone(project, by=person("Grace"))
    assert told(row) == before
    assert verbs(project)[-2:] == ["answered", "undone"]


@pytest.mark.parametrize(
    "change",
    [
        lambda project: assessments.confirm(project=project, objective=find("known"), by=None),
        lambda project: assessments.send_back(
            project=project, objective=find("known"), reason="Show it.", by=None
        ),
        lambda project: assessments.take_back(project=project, objective=find("known"), by=None),
    ],
    ids=["confirmed", "sent back", "taken back"],
)
def test_what_became_of_a_claim_is_undone(project: Project, change: object) -> None:
    row = said(project, "known", words=WORDS, by=person("Ada"))
    before = told(row)
    change(project)  # type: ignore[operator]
    assert told(row) != before
    undone(project)
    assert told(row) == before


def test_undoing_the_first_answer_leaves_nothing_said(project: Project) -> None:
    said(project, "known", words=WORDS, is_confirmed=True)
    said(project, "clear", is_confirmed=True)
    assert stands(project)[1] > 0
    undone(project, "clear")
    row = Assessment.objects.get(objective=find("clear"))
    assert (row.answer, row.confirmed_at, row.note) == (Answer.UNSAID, None, "")
    assert stands(project)[1] == 0


def test_a_level_lost_by_undoing_is_work_undone(project: Project) -> None:
    said(project, "known", is_confirmed=True)
    said(project, "clear", is_confirmed=True)
    undone(project, "clear")
    assert movements(project)[-1][0] == Cause.WORK_UNDONE


def test_other_words_alone_are_undone_at_the_moment_they_were_said(project: Project) -> None:
    """Then nothing but the text has changed, and texts stand apart from the event."""
    row = said(project, "known", words=WORDS)
    before = told(row)
    said(project, "known", words=Words("Something else.", "https://ci.example/1", "Report"))
    undone(project)
    assert told(row) == before


def test_undone_twice_it_is_there_again(project: Project) -> None:
    row = said(project, "known", words=WORDS, is_confirmed=True)
    said(project, "known", Answer.NOT_YET)
    after = told(row)
    undone(project)
    undone(project)
    assert told(row) == after


def test_what_somebody_changed_meanwhile_is_not_undone(project: Project) -> None:
    row = said(project, "known")
    seen = row.revision
    assessments.confirm(project=project, objective=find("known"), by=person("Grace"))
    with nothing_written(), refused("Grace changed this", Conflict):
        undone(project, seen=seen)


def test_where_nothing_was_said_there_is_nothing_to_undo(project: Project) -> None:
    with nothing_written(), refused("nothing to undo"):
        undone(project)
