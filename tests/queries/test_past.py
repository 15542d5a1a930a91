"""The board of a day that is gone, and what moved between two."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import intents, projects, reviews, teams
from dashboard.choices import Agreement, Answer
from dashboard.days import today
from dashboard.models import Project
from dashboard.queries.differences import Kind, Looked, differences, in_words, moved_between
from dashboard.queries.framework import FrameworkView, framework_on
from dashboard.queries.past import (
    blocked_then,
    first_day,
    framework_then,
    past_lines,
    past_shares,
    risen_then,
    stood,
)
from dashboard.queries.past_levels import Levels
from dashboard.scoring import Score
from tests.actions import makers

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def on(days: int) -> date:
    return ago(days).date()


def then(days: int) -> FrameworkView:
    return framework_then(framework_on(today()), on(days))


@pytest.fixture
def api() -> Project:
    """It joined 100 days ago, began 90 days ago, rose 50 days ago and was handed over 20 ago."""
    makers.apply(makers.ready(), at=ago(110))
    engine, front = makers.team("engine", at=ago(105)), makers.team("front", at=ago(105))
    api = makers.project("api", team=engine, at=ago(100))
    makers.met(api, "known", at=ago(90))
    makers.met(api, "clear", at=ago(50), by=makers.person("Ada"))
    projects.move(project=api, team=front, by=None, at=ago(20))
    return api


def test_a_project_is_there_from_its_first_day_and_in_the_sums_from_its_first_answer(
    api: Project,
) -> None:
    assert past_lines(then(101)) == []
    (young,) = past_lines(then(100))
    assert (young.is_assessed, young.agreement) == (False, Agreement.NOT_YET)
    (begun,) = past_lines(then(90))
    assert (begun.is_assessed, begun.score, begun.team) == (True, Score(0, 6), "Engine")
    (risen,) = past_lines(then(50))
    assert risen.score == Score(1, 6)


def test_it_is_in_the_team_it_was_in(api: Project) -> None:
    assert [line.team for line in past_lines(then(21))] == ["Engine"]
    assert [line.team for line in past_lines(then(20))] == ["Front"]
    shares = past_shares("team", then(21), then(21).areas, is_of_aims=True)
    assert list(shares) == [api.spans.earliest("started_at").team_id]


def test_a_team_is_called_what_it_was_called_and_before_it_began_what_it_began_as() -> None:
    makers.apply(makers.ready(), at=ago(90))
    core = teams.create_group(slug="core", name="Core", by=None, at=ago(40))
    engine = makers.team("engine", at=ago(30))
    project = makers.project("api", team=engine, at=ago(25))
    projects.date_joining(project=project, since=ago(60), by=None)
    teams.rename_team(team=engine, name="Motor", by=None, at=ago(10))
    teams.group_team(team=engine, group=core, by=None, at=ago(5))
    told = [(line.team, line.group) for days in (50, 11, 10, 5) for line in past_lines(then(days))]
    assert told == [("Engine", ""), ("Engine", ""), ("Motor", ""), ("Motor", "Core")]


def test_an_archived_project_leaves_and_comes_back(api: Project) -> None:
    projects.archive(project=api, by=None, at=ago(10))
    projects.revive(project=api, by=None, at=ago(5))
    assert [len(past_lines(then(days))) for days in (11, 10, 6, 5)] == [1, 0, 0, 1]


def test_the_last_look_is_that_of_then() -> None:
    makers.apply(makers.ready(), at=ago(60))
    api = makers.project("api", at=ago(50))
    reviews.review(project=api, verdict="gaps", by=None, at=ago(40))
    reviews.check_in(project=api, area=makers.find_area("testing"), by=None, at=ago(30))
    looked = [line.looked_at for days in (41, 40, 30) for line in past_lines(then(days))]
    assert looked == [None, ago(40), ago(30)]


def test_a_score_of_an_area_is_of_its_aims() -> None:
    makers.apply(makers.ready(), makers.area("safety", makers.aim("keys", "sealed")), at=ago(50))
    api = makers.project("api", at=ago(40))
    makers.met(api, "sealed", at=ago(30))
    view = then(10)
    assert [line.score for line in past_lines(view)] == [Score(1, 7)]
    assert [line.score for line in past_lines(view, view.area("safety"))] == [Score(1, 1)]


def test_the_criteria_are_those_of_the_end_of_the_day_and_at_first_the_first() -> None:
    makers.apply(makers.area("a", makers.aim("x", "p")), at=ago(30))
    makers.apply(makers.area("a", makers.aim("x", "p", name="Later")), at=ago(10))
    assert [next(then(days).aims).name for days in (40, 30, 11, 10)] == ["x", "x", "x", "Later"]


def test_before_any_criteria_there_are_none() -> None:
    assert list(then(3).aims) == []


def test_a_level_is_called_what_it_was_called_and_a_renamed_one_by_its_new_name() -> None:
    def levels(**first: Any) -> list[makers.Yaml]:
        return [{"value": 1} | first, {"key": "end", "name": "End", "value": 2}]

    aim = makers.aim("x", at={"one": ["p"], "end": ["q"]})
    makers.apply(makers.area("a", aim, levels=levels(key="one", name="One")), at=ago(30))
    api = makers.project("api", team=makers.team(at=ago(30)), at=ago(30))
    makers.met(api, "p", at=ago(20))
    again = makers.aim("x", at={"uno": ["p"], "end": ["q"]})
    named = levels(key="uno", name="Uno", formerly=["one"])
    makers.apply(makers.area("a", again, levels=named), at=ago(10))
    aim_id = makers.find_aim("x").pk
    side = stood(on(5), [aim_id])[api.pk, aim_id]
    assert Levels(then(15)).name(aim_id, side) == "One"
    assert Levels(then(5)).name(aim_id, side) == "Uno"


def test_what_was_blocked_and_what_was_gained(api: Project) -> None:
    aim = makers.find_aim("tests")
    plan = intents.Plan("blocked", blocked_by="the farm")
    intents.set_intent(project=api, aim=aim, plan=plan, by=None, at=ago(15))
    intents.set_intent(project=api, aim=aim, plan=intents.Plan("planned"), by=None, at=ago(12))
    pair = (api.pk, aim.pk)
    assert [blocked_then(on(days), [api.pk]) for days in (16, 15, 12)] == [set(), {pair}, set()]
    assert [risen_then(on(days), [api.pk]) for days in (51, 50, 21, 20)] == [
        {}, {pair: 1}, {pair: 1}, {},
    ]  # fmt: skip


def test_the_first_day_is_that_of_the_first_project(api: Project) -> None:
    assert first_day() == on(100)


def test_without_projects_there_is_no_first_day() -> None:
    assert first_day() is None


@pytest.mark.parametrize("number", [1, 6])
def test_lines_cost_four_queries(
    django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    makers.apply(makers.ready(), at=ago(20))
    for _ in range(number):
        makers.met(makers.project(at=ago(10)), "known", at=ago(9))
    view = then(5)
    with django_assert_num_queries(4):
        assert len(past_lines(view)) == number
    with django_assert_num_queries(1):
        assert len(stood(on(5), [aim.id for aim in view.aims])) == number


# Between two days.


def kinds(earlier: int, later: int) -> list[tuple[str, bool]]:
    was, now = (
        Looked({line.id for line in past_lines(view)}, {aim.id for aim in view.aims})
        for view in (then(earlier), then(later))
    )
    found = differences(on(earlier), on(later), was, now)
    return [(each.kind, each.is_by_criteria) for each in found.values()]


def test_what_came_rose_and_left_is_told(api: Project) -> None:
    assert kinds(99, 91) == []
    assert kinds(95, 85) == [(Kind.NEW, False)]
    assert kinds(85, 40) == [(Kind.UP, False)]
    assert kinds(40, 10) == []  # a hand-over moves nothing, but for its teams
    projects.archive(project=api, by=None, at=ago(5))
    assert kinds(10, 1) == [(Kind.GONE, False)]
    assert kinds(95, 1) == []


def test_a_fall_and_a_rise_that_undo_each_other_are_nothing(api: Project) -> None:
    makers.said(api, "known", Answer.NOT_YET, at=ago(15))
    assert kinds(16, 15) == [(Kind.DOWN, False)]
    makers.met(api, "known", at=ago(10))
    assert kinds(16, 9) == []


def test_what_the_criteria_alone_moved_is_marked(api: Project) -> None:
    heavier = makers.aim(
        "tests", "known", "clear", at={"first-results": ["better"], "mature": ["all", "kept"]},
        weight=2,
    )  # fmt: skip
    makers.apply(makers.area("testing", heavier, makers.aim("more", "of-it")), at=ago(8))
    assert sorted(kinds(10, 5)) == [(Kind.NEW, True), (Kind.OTHER, True)]
    makers.met(api, "better", at=ago(4))
    assert sorted(kinds(10, 3)) == [(Kind.NEW, True), (Kind.UP, False)]


def test_movements_say_who_when_and_why(api: Project) -> None:
    aims = [aim.id for aim in then(0).aims]
    rows = moved_between(on(60), on(0), aims, [api.pk])
    (moved,) = in_words(rows, Levels(then(0))).values()
    up, over = moved
    assert (up.on, up.by, up.before, up.after, up.points) == (
        on(50), "Ada", "No level", "Started", 1,
    )  # fmt: skip
    assert (up.cause, up.of) == ("Work done", "clear is so.")
    assert (over.cause, over.of) == ("Handed over", "from Engine to Front")


def test_differences_cost_two_queries(
    api: Project, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    looked = Looked({api.pk}, [aim.id for aim in then(0).aims])
    with django_assert_num_queries(2):
        differences(on(95), on(0), looked, looked)
    with django_assert_num_queries(3):
        differences(on(95), on(0), looked, Looked((), looked.aims))
