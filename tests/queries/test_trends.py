from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import projects
from dashboard.days import today
from dashboard.queries import trends
from dashboard.queries.framework import framework_on
from dashboard.queries.lines import board_lines
from dashboard.queries.trends import changes_by, together, trend_of
from dashboard.scoring import Score
from tests.actions import makers


def test_a_trend_ends_with_what_is_and_walks_back() -> None:
    trend = trend_of(Score(6, 12), {12: (3, 0), 2: (3, 12)})
    assert len(trend) == 13
    assert trend[-1] == 50
    assert set(trend[2:12]) == {25}
    assert trend[:2] == (None, None)


def test_without_a_change_it_is_level() -> None:
    assert set(trend_of(Score(1, 4), {})) == {25}


def test_changes_of_several_are_added() -> None:
    assert together([{1: (1, 2)}, {1: (3, 4), 2: (5, 6)}]) == {1: (4, 6), 2: (5, 6)}


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


@pytest.mark.django_db
def test_work_of_last_year_is_told_by_its_time_and_a_hand_over_by_team() -> None:
    makers.apply(makers.ready(), at=days_ago(500))
    engine, front = makers.team("engine"), makers.team("front")
    api = makers.project("api", team=engine, at=days_ago(450))
    makers.said(api, "known", is_confirmed=True, at=days_ago(400))
    makers.said(api, "clear", is_confirmed=True, at=days_ago(100))
    projects.move(project=api, team=front, by=None, at=days_ago(10))
    (line,) = board_lines(framework_on(today()))
    assert (line.score.points, line.score.maximum) == (1, 6)
    of_project = trend_of(line.score, changes_by("project", framework_on(today()))[api.pk])
    assert of_project == (0,) * 9 + (17,) * 4
    by_team = changes_by("team", framework_on(today()))
    assert trend_of(Score(), by_team[engine.pk])[-3:] == (17, 17, None)
    assert trend_of(line.score, by_team[front.pk])[-3:] == (None, None, 17)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 5])
def test_they_cost_one_query(
    django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    makers.apply(makers.ready())
    for _ in range(number):
        makers.met(makers.project(), "known")
    framework = framework_on(today())
    with django_assert_num_queries(1):
        assert len(changes_by("project", framework)) == number


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["project", "team"])
def test_what_comes_later_is_added_to_what_was_read(
    key: Literal["project", "team"], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    makers.apply(makers.ready())
    api = makers.project("api")
    makers.met(api, "known")
    framework = framework_on(today())
    first = changes_by(key, framework)
    before = {whose: dict(changes) for whose, changes in first.items()}
    makers.met(api, "clear")
    makers.met(makers.project("web", team=makers.team("front")), "known")
    with django_assert_num_queries(1):
        later = changes_by(key, framework)
    assert first == before  # whoever holds it is not surprised
    trends.forget()
    assert later == changes_by(key, framework) != first


@pytest.mark.django_db
def test_what_was_read_of_another_history_is_read_again() -> None:
    makers.apply(makers.ready())
    makers.met(makers.project("api"), "known")
    framework = framework_on(today())
    right = changes_by("project", framework)
    ((where, kept),) = trends._kept.items()
    for other in (replace(kept, last=kept.last + 1), replace(kept, revision=kept.revision + 1)):
        trends._kept[where] = replace(other, changes={1: {1: (99, 99)}})
        assert changes_by("project", framework) == right
