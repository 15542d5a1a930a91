from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from dashboard.days import today
from dashboard.models import Revision
from dashboard.queries.framework import Ladder, Span, framework_on, ladders_of
from tests.actions import makers

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=1)


def test_a_span_includes_its_first_day_and_not_its_last() -> None:
    span = Span(counts_from=DAY, retired_on=LATER)
    assert [span.includes(DAY + timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, False]


def test_a_span_says_why_a_day_is_outside() -> None:
    span = Span(counts_from=DAY, retired_on=LATER)
    assert span.words(DAY - timedelta(days=1)) == "Counts from 2 March 2026"
    assert span.words(LATER) == "Retired on 3 March 2026"


def test_a_ladder_names_a_level_it_does_not_know_by_its_key() -> None:
    assert Ladder("", ()).name_of("gone") == "gone"


@pytest.mark.django_db
def test_without_criteria_there_is_nothing() -> None:
    framework = framework_on(today())
    assert (framework.applied_at, framework.areas) == (None, ())
    assert not framework.is_unsettled


@pytest.mark.django_db
def test_a_database_that_was_emptied_by_hand_still_reads() -> None:
    Revision.objects.all().delete()
    assert framework_on(today()).revision == 0


@pytest.mark.django_db
def test_an_area_with_a_ladder_of_its_own_climbs_that() -> None:
    own = makers.area("b", makers.aim("y", at={"one": ["q"]}), levels=makers.ladder("one", "two"))
    makers.apply(makers.area("a", makers.aim("x", "p")), own)
    framework = framework_on(today())
    x, y = framework.aims
    assert [step.name for step in x.ladder.steps] == ["Started", "First results", "Mature"]
    assert [step.name for step in y.ladder.steps] == ["One", "Two"]
    assert [ladder.area for ladder in ladders_of(framework.aims)] == ["", "B"]


@pytest.mark.django_db
def test_an_aim_is_found_by_its_path() -> None:
    makers.apply(makers.ready())
    framework = framework_on(today())
    aim = framework.aim("testing/tests")
    assert aim is not None
    assert aim.path == "testing/tests"
    assert framework.aim("testing/none") is None
    assert framework.area("none") is None


@pytest.mark.django_db
def test_an_aim_exists_for_the_kinds_that_its_area_exists_for() -> None:
    some = makers.aim("some", "p", applies_to=["service", "library"])
    every = makers.aim("every", "q")
    area = makers.area("a", some, every, applies_to=["service"])
    makers.apply(area, kinds=["service", "library"])
    assert [aim.applies_to for aim in framework_on(today()).aims] == [("service",), ("service",)]


@pytest.mark.django_db
def test_texts_are_shown_as_they_were_written() -> None:
    makers.apply(makers.area("a", makers.aim("x", "p"), description="*All* of it."))
    (area,) = framework_on(today()).areas
    assert "<em>All</em>" in area.description_html
    assert "Because." in area.aims[0].reason_html


@pytest.mark.django_db
@pytest.mark.parametrize("areas", [1, 4])
def test_reading_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries, areas: int
) -> None:
    makers.apply(*(makers.area(f"a{n}", makers.aim("x", "p")) for n in range(areas)))
    framework_on(today())  # the rules are kept in memory from now on
    with django_assert_num_queries(1):
        framework_on(today())
