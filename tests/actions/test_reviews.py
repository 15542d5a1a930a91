from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from dashboard.actions import projects, reviews
from dashboard.actions.batch import batch
from dashboard.choices import Verdict
from dashboard.models import CheckIn, EventText, Project, Review, Standing
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    find_area,
    last_event,
    met,
    nothing_changed,
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


def test_the_same_check_in_twice_on_one_day_changes_nothing(project: Project, clock: Clock) -> None:
    ada = person("Ada")
    first = reviews.check_in(project=project, area=find_area("testing"), note="Yes.", by=ada)
    clock.shift(HOUR)
    with nothing_changed():
        again = reviews.check_in(project=project, area=find_area("testing"), note="Yes.", by=ada)
    assert again == first


def test_another_day_area_note_or_person_is_another_check_in(
    project: Project, clock: Clock
) -> None:
    ada, testing = person("Ada"), find_area("testing")
    reviews.check_in(project=project, by=ada)
    reviews.check_in(project=project, area=testing, by=ada)
    reviews.check_in(project=project, note="Looked again.", by=ada)
    reviews.check_in(project=project, note="Looked again.", by=person("Grace"))
    clock.shift(24 * HOUR)
    reviews.check_in(project=project, note="Looked again.", by=ada)
    assert CheckIn.objects.count() == 5


def test_a_day_ends_where_the_organisation_is(
    project: Project, clock: Clock, settings: Settings
) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"  # at noon in Greenwich, the next day begins there
    ada = person("Ada")
    clock.move_to(NOW.replace(hour=10, minute=30))
    reviews.check_in(project=project, by=ada)
    clock.shift(HOUR)
    reviews.check_in(project=project, by=ada)
    assert CheckIn.objects.count() == 2


def test_many_check_ins_at_once_are_told_apart_too(project: Project) -> None:
    ada = person("Ada")
    reviews.check_in(project=project, by=ada)
    with batch() as store:
        store.load([project])
        for note in ("", "Anew.", "Anew."):
            reviews.check_in(project=project, note=note, by=ada)
    assert list(CheckIn.objects.values_list("note", flat=True)) == ["", "Anew."]


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


def test_the_same_verdict_of_the_same_person_twice_on_one_day_is_one(
    project: Project, clock: Clock
) -> None:
    grace = person("Grace")
    first = reviews.review(project=project, verdict=Verdict.GAPS, minutes="Slow.", by=grace)
    clock.shift(HOUR)
    with nothing_changed():
        again = reviews.review(project=project, verdict=Verdict.GAPS, minutes="Slow.", by=grace)
    assert again == first
    reviews.review(project=project, verdict=Verdict.GAPS, minutes="Slower.", by=grace)
    clock.shift(24 * HOUR)
    reviews.review(project=project, verdict=Verdict.GAPS, minutes="Slower.", by=grace)
    assert Review.objects.count() == 3
