from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import reviews
from dashboard.choices import Freshness
from dashboard.days import today
from dashboard.looks import CHECKED_IN, NEVER, UNREVIEWED, Currency, Look, Looks, last_looks
from dashboard.scoring import FreshDays
from tests.actions import makers

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOON.date()
BANDS = FreshDays()


def look(days: int, verdict: str = "", area: int | None = None) -> Look:
    return Look(NOON - timedelta(days=days), area, verdict)


def currency(*looks: Look, area: int | None = None) -> Currency:
    return Looks(list(looks)).currency(TODAY, BANDS, area)


def test_what_nobody_looked_at_was_never_reviewed() -> None:
    assert currency() == Currency(Freshness.NEVER, NEVER, None)


@pytest.mark.parametrize(
    ("days", "freshness"),
    [(31, "new"), (32, "current"), (93, "current"), (94, "due"), (186, "due"), (187, "overdue")],
)
def test_freshness_follows_the_bands(days: int, freshness: str) -> None:
    assert currency(look(days, "gaps")).freshness == freshness


def test_the_latest_verdict_is_told() -> None:
    assert currency(look(40, "gaps"), look(4, "on-track")).word == "On track"


def test_a_verdict_overdue_for_review_reads_as_none() -> None:
    assert currency(look(187, "on-track")).word == UNREVIEWED


def test_a_check_in_keeps_it_fresh_and_leaves_the_verdict_to_grow_old() -> None:
    found = currency(look(187, "on-track"), look(2))
    assert (found.freshness, found.word) == (Freshness.NEW, UNREVIEWED)
    assert found.last_on == TODAY - timedelta(days=2)


def test_a_check_in_alone_is_told_as_one() -> None:
    assert currency(look(2)).word == CHECKED_IN


def test_a_look_at_another_area_counts_for_this_one_only_if_it_was_of_all() -> None:
    assert currency(look(2, "gaps", area=7), area=8).freshness == Freshness.NEVER
    assert currency(look(2, "gaps"), area=8).freshness == Freshness.NEW


def test_overdue_is_not_the_same_as_never() -> None:
    assert Looks([look(200, "gaps", 7)]).is_overdue(TODAY, BANDS, 7)
    assert not Looks([]).is_overdue(TODAY, BANDS, 7)


@pytest.mark.django_db
def test_the_last_looks_are_read_for_each_area_and_for_all() -> None:
    makers.apply(makers.area("testing", makers.aim("tests", "known")))
    project, area = makers.project("api"), makers.find_area("testing")
    reviews.review(project=project, verdict="gaps", by=None)
    reviews.review(project=project, verdict="on-track", by=None)
    reviews.review(project=project, verdict="off-track", area=area, by=None)
    reviews.check_in(project=project, area=area, by=None)
    found = last_looks([project.pk])[project.pk]
    assert {(row.area, row.verdict) for row in found.latest} == {
        (None, "gaps"),
        (None, "on-track"),
        (area.pk, "off-track"),
        (area.pk, ""),
    }
    assert found.currency(today(), BANDS).word == "Off track"


@pytest.mark.django_db
@pytest.mark.parametrize("projects", [1, 5])
def test_reading_them_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries, projects: int
) -> None:
    makers.apply(makers.area("testing", makers.aim("tests", "known")))
    ids = [makers.project().pk for _ in range(projects)]
    with django_assert_num_queries(1):
        assert set(last_looks(ids)) == set(ids)
