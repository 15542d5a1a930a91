from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import reviews
from dashboard.days import today
from dashboard.queries.board import Asked, BoardPage, board_page, project_details
from dashboard.queries.framework import AreaHead, FrameworkView, framework_on
from dashboard.queries.grain import Grain
from dashboard.queries.lines import board_lines
from dashboard.scoring import Score
from tests.actions import makers

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=400)
FINEST = Grain("projects", "aims", "words")


def page_of(framework: FrameworkView, area: AreaHead | None = None) -> BoardPage:
    return board_page(framework, board_lines(framework, area), FINEST, Asked(), area)


def test_totals_are_sums_over_sums_of_what_is_assessed() -> None:
    makers.apply(makers.ready())
    engine, front = makers.team("engine"), makers.team("front")
    makers.met(makers.project("api", team=engine), "known", "clear")
    makers.said(makers.project("jobs", team=engine), "known")
    makers.project("shop", team=front)
    page = page_of(framework_on(today()))
    assert (page.total.score, page.total.projects, page.total.assessed) == (Score(1, 12), 3, 2)
    assert page.team_totals[engine.pk].score == Score(1, 12)
    assert page.team_totals[front.pk].unassessed == 1


def test_columns_are_the_aims_that_count_today() -> None:
    makers.apply(
        makers.area(
            "a",
            makers.aim("now", "p"),
            makers.aim("soon", "q", from_=today() + timedelta(days=1)),
            makers.aim("gone", "r", retired=today()),
        ),
        makers.area("b", makers.aim("later", "s", from_=today() + timedelta(days=1))),
    )
    page = page_of(framework_on(today()))
    assert [aim.key for aim in page.aims] == ["now"]
    assert [area.key for area in page.areas] == ["a"]
    assert page.has_criteria


def test_a_cell_is_outlined_where_its_own_area_is_overdue() -> None:
    areas = [makers.area(key, makers.aim(f"of-{key}", f"x{key}")) for key in ("a", "b")]
    makers.apply(*areas, at=LONG_AGO)
    project = makers.project("api", at=LONG_AGO)
    makers.met(project, "xa", "xb", at=LONG_AGO)
    reviews.review(project=project, verdict="on-track", by=None, at=LONG_AGO)
    reviews.check_in(project=project, area=makers.find_area("b"), by=None)
    framework = framework_on(today())
    page = page_of(framework)
    details = project_details(framework, page, page.lines)
    overdue = {aim.key: details.cells[project.pk][aim.id].is_overdue for aim in framework.aims}
    assert overdue == {"of-a": True, "of-b": False}
    assert details.currency[project.pk].word == "Unreviewed"
    page = page_of(framework, framework.area("a"))
    of_a = project_details(framework, page, page.lines)
    assert of_a.currency[project.pk].freshness == "overdue"
    assert len(of_a.cells[project.pk]) == 1


@pytest.mark.parametrize("number", [1, 6])
def test_details_cost_three_queries(
    django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    makers.apply(makers.ready())
    for _ in range(number):
        makers.met(makers.project(), "known")
    framework = framework_on(today())
    page = page_of(framework)
    with django_assert_num_queries(3):
        assert len(project_details(framework, page, page.lines).cells) == number
