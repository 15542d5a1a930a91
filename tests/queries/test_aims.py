from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import intents
from dashboard.choices import Answer
from dashboard.days import today
from dashboard.queries.aims import AimPage, aim_page, aims_page
from dashboard.queries.framework import framework_on
from dashboard.queries.standpoints import places_on
from tests.actions import makers

pytestmark = pytest.mark.django_db


def page(path: str = "testing/tests") -> AimPage:
    framework = framework_on(today())
    aim = framework.aim(path)
    assert aim is not None
    return aim_page(framework, aim)


def places() -> dict[str, list[str]]:
    return {place.word: [project.name for project in place.projects] for place in page().places}


def test_levels_are_those_that_the_aim_uses_with_their_points() -> None:
    makers.apply(makers.area("a", makers.aim("x", "p", weight=2, at={"mature": ["q", "r"]})))
    (area,) = aims_page(framework_on(today())).areas
    (aim,) = area.aims
    found = [(level.step.key, level.rank, level.points, level.objectives) for level in aim.levels]
    assert found == [("started", 1, 2, 1), ("mature", 2, 12, 2)]


def test_the_list_counts_what_there_is() -> None:
    makers.apply(makers.ready(), makers.area("a", makers.aim("x", "p")))
    found = aims_page(framework_on(today()))
    assert (found.aims, found.objectives) == (2, 6)


def test_an_aim_says_when_and_for_what_it_counts() -> None:
    aim = makers.aim("x", "p", from_=today() + timedelta(days=1), applies_to=["library"])
    makers.apply(makers.area("a", aim), kinds=["library"])
    announced, kinds = page("a/x").outline.notes
    assert announced.startswith("Counts from")
    assert kinds == "Only for projects of the kind library"


def test_objectives_stand_under_their_levels() -> None:
    makers.apply(makers.ready())
    found = {level.step.key: [row.key for row in rows] for level, rows in page().levels}
    assert found == {
        "started": ["known", "clear"],
        "first-results": ["better"],
        "mature": ["all", "kept"],
    }


def test_projects_are_told_by_where_they_stand_the_highest_first() -> None:
    makers.apply(makers.ready())
    everything = {"top": ["known", "clear", "better", "all", "kept"], "low": ["known", "clear"]}
    for name, keys in everything.items():
        makers.met(makers.project(name), *keys)
    makers.met(makers.project("begun"), "known")
    makers.said(makers.project("nothing"), "known", Answer.NOT_YET)
    makers.project("unassessed")
    assert list(places().items()) == [
        ("Mature", ["Top"]),
        ("Started", ["Low"]),
        ("Under way", ["Begun"]),
        ("Not started", ["Nothing"]),
    ]


def test_where_it_is_not_applicable_is_told_last() -> None:
    makers.apply(makers.ready())
    project = makers.project("api")
    makers.said(project, "known", Answer.NOT_YET)
    plan = intents.Plan("not-applicable", note="It has no code.")
    aim = makers.find_aim("tests")
    intents.set_intent(project=project, aim=aim, plan=plan, is_confirmed=True, by=None)
    assert places() == {"Not applicable": ["Api"]}


@pytest.mark.parametrize("number", [1, 5])
def test_who_stands_where_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    makers.apply(makers.ready())
    for _ in range(number):
        makers.met(makers.project(), "known", "clear")
    aim = framework_on(today()).aim("testing/tests")
    assert aim is not None
    with django_assert_num_queries(1):
        assert len(places_on(aim, today())[0].projects) == number
