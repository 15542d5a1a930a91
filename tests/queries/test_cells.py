from datetime import timedelta

import pytest
from django.utils import timezone

from dashboard import scoring
from dashboard.actions import intents
from dashboard.choices import Applicability
from dashboard.days import today
from dashboard.models import Project, Standing
from dashboard.queries.cells import NOT_STARTED, UNDER_WAY, Cell, Mark, cell_of, marked
from dashboard.queries.framework import Ladder, Step
from tests.actions import makers

LADDER = Ladder("", (Step("low", "Low", 1, ""), Step("high", "High", 2, "")))


def standing(**values: object) -> scoring.Standing:
    given = {"applicability": Applicability.APPLICABLE, "levels": 2, "asked": 3} | values
    return scoring.Standing(**given)  # type: ignore[arg-type]


def test_the_word_is_the_name_of_the_level() -> None:
    assert cell_of(standing(level="low", rank=1), LADDER).word == "Low"


def test_a_level_that_criteria_dropped_is_told_by_its_key() -> None:
    assert cell_of(standing(level="gone", rank=1), LADDER).word == "gone"


@pytest.mark.parametrize("begun", [{"done": 1}, {"waiting": 1}])
def test_work_under_way_never_looks_like_emptiness(begun: dict[str, int]) -> None:
    cell = cell_of(standing(**begun), LADDER)
    assert (cell.word, cell.is_under_way) == (UNDER_WAY, True)


def test_nothing_done_is_not_started() -> None:
    cell = cell_of(standing(), LADDER)
    assert (cell.word, cell.is_under_way) == (NOT_STARTED, False)


def test_only_the_top_is_complete() -> None:
    assert cell_of(standing(level="high", rank=2), LADDER).is_complete
    assert not cell_of(standing(level="low", rank=1), LADDER).is_complete
    assert not Cell().is_complete


def test_of_several_marks_the_most_pressing_is_kept() -> None:
    some = standing(waiting=2)
    assert cell_of(some, LADDER, is_blocked=True, has_gained=True).mark == Mark.BLOCKED
    assert cell_of(some, LADDER, has_gained=True).mark == Mark.WAITING
    assert cell_of(standing(), LADDER, has_gained=True).mark == Mark.GAINED
    assert cell_of(standing(), LADDER).mark == Mark.NONE


def test_what_is_complete_is_no_longer_blocked() -> None:
    assert cell_of(standing(level="high", rank=2), LADDER, is_blocked=True).mark == Mark.NONE


@pytest.fixture
def project(db: None) -> Project:
    makers.apply(makers.ready(), at=timezone.now() - timedelta(days=60))
    return makers.project("api", at=timezone.now() - timedelta(days=60))


def read() -> Standing:
    row: Standing = marked(Standing.objects.all(), today()).get()
    return row


def test_a_level_reached_by_work_is_a_gain_for_thirty_days(project: Project) -> None:
    makers.met(project, "known", "clear", at=timezone.now() - timedelta(days=29))
    assert read().has_gained  # type: ignore[attr-defined]


def test_a_gain_of_thirty_days_ago_is_none(project: Project) -> None:
    makers.met(project, "known", "clear", at=timezone.now() - timedelta(days=30))
    assert not read().has_gained  # type: ignore[attr-defined]


def test_a_gain_that_was_lost_again_is_none(project: Project) -> None:
    makers.met(project, "known", "clear")
    makers.said(project, "known", "not-yet")
    assert not read().has_gained  # type: ignore[attr-defined]


def test_joining_the_sums_is_no_gain(project: Project) -> None:
    makers.said(project, "known")
    assert not read().has_gained  # type: ignore[attr-defined]


def test_an_obstacle_is_told(project: Project) -> None:
    makers.said(project, "known")
    plan = intents.Plan("blocked", blocked_by="the build farm")
    intents.set_intent(project=project, aim=makers.find_aim("tests"), plan=plan, by=None)
    assert read().is_blocked
