from datetime import timedelta

import pytest

from dashboard.actions import projects, reviews
from dashboard.choices import Verdict
from dashboard.models import CheckIn, EventText, Project, Review, Standing
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    find_area,
    last_event,
    met,
    person,
    refused,
    verbs,
)

HOUR = timedelta(hours=1)


def test_a_review_is_kept_with_its_minutes(project: Project) -> None:
    grace, testing = person("Grace"), find_area("testing")
    reviews.review(project=project, verdict=Verdict.GAPS, area=testing, minutes="*Slow*.", by=grace)
    row = Review.objects.get()
    assert (row.verdict, row.area, row.reviewed_by) == (Verdict.GAPS, testing, grace)
    assert (row.reviewed_at, row.minutes_html) == (NOW, "<p><em>Slow</em>.</p>\n")
    event = last_event()
    assert (event.verb, event.area) == ("reviewed", testing)
    assert EventText.objects.get().after == "*Slow*."


def test_a_check_in_is_kept_with_its_note(project: Project) -> None:
    ada = person("Ada")
    reviews.check_in(project=project, note="Still so.", by=ada)
    row = CheckIn.objects.get()
    assert (row.area, row.note, row.checked_in_by, row.checked_in_at) == (
        None,
        "Still so.",
        ada,
        NOW,
    )
    assert last_event().verb == "checked-in"


def test_reviews_and_check_ins_move_no_standing(project: Project) -> None:
    met(project, "known")
    before = Standing.objects.get().revision
    reviews.review(project=project, verdict=Verdict.ON_TRACK, by=None)
    reviews.check_in(project=project, by=None)
    assert Standing.objects.get().revision == before


def test_each_review_is_an_act_of_its_own(project: Project, clock: Clock) -> None:
    """A verdict said again later is news: it makes the project fresh."""
    for _ in range(2):
        reviews.review(project=project, verdict=Verdict.ON_TRACK, by=None)
        clock.shift(HOUR)
    assert Review.objects.count() == 2


@pytest.mark.parametrize("verdict", ["", "splendid"])
def test_an_unknown_verdict_is_refused(project: Project, verdict: str) -> None:
    with refused("The verdict"):
        reviews.review(project=project, verdict=verdict, by=None)


def test_an_archived_project_is_neither_reviewed_nor_checked_in(project: Project) -> None:
    projects.archive(project=project, by=None)
    with refused("archived"):
        reviews.review(project=project, verdict=Verdict.GAPS, by=None)
    with refused("archived"):
        reviews.check_in(project=project, by=None)


def test_before_the_projects_latest_event_is_refused(project: Project) -> None:
    with refused("before"):
        reviews.review(project=project, verdict=Verdict.GAPS, by=None, at=NOW - HOUR)
    with refused("before"):
        reviews.check_in(project=project, by=None, at=NOW - HOUR)


def test_a_time_to_come_is_refused(project: Project) -> None:
    with refused("still to come"):
        reviews.check_in(project=project, by=None, at=NOW + HOUR)


def test_a_first_look_does_not_agree_for_the_team(project: Project) -> None:
    reviews.check_in(project=project, by=None)
    assert verbs(project) == ["project-joined", "checked-in"]
