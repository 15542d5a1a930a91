"""What actions cost in queries, and that this does not grow with what is not touched."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboard.actions import assessments, criteria, projects
from dashboard.choices import Answer
from dashboard.days import today
from dashboard.models import Team
from dashboard.queries.framework import framework_on
from tests.actions import makers
from tests.actions.makers import aim, apply, area, costs, find, loaded, met, said

SIZES = (3, 60)
SPLIT = 1  # an insert of many rows is two on SQLite, which takes no more than 999 values at once


def aims(count: int) -> None:
    """So many aims of two objectives each, in a process that has read them."""
    apply(area("testing", *[aim(f"aim-{n}", f"a{n}", f"b{n}") for n in range(count)]))
    framework = framework_on(today())
    assert len(framework.rules.objectives) == len(framework.objectives.rows) == 2 * count


@pytest.mark.parametrize("count", SIZES)
def test_an_answer_costs_at_most_ten(team: Team, count: int) -> None:
    aims(count)
    api = makers.project("api", team=team)
    met(api, "a0")
    objective = find("b0")
    with CaptureQueriesContext(connection) as queries:
        assessments.answer(
            project=api, objective=objective, answer=Answer.MET, is_confirmed=True, by=None
        )
    assert costs(queries) <= 10


@pytest.mark.parametrize("act", ["answer", "confirm", "take_back"])
def test_an_act_costs_the_same_for_few_aims_and_many(team: Team, act: str) -> None:
    found = []
    for count in SIZES:
        aims(count)
        api = makers.project(team=team)
        met(api, "a1")
        said(api, "a0")
        objective = find("a0")
        more = {"answer": Answer.NOT_YET} if act == "answer" else {}
        with CaptureQueriesContext(connection) as queries:
            getattr(assessments, act)(project=api, objective=objective, by=None, **more)
        found.append(costs(queries))
    assert found[0] == found[1]


def test_the_first_answer_costs_the_same_for_few_aims_and_many(team: Team) -> None:
    found = []
    for count in SIZES:
        aims(count)
        api = makers.project(team=team)
        objective = find("a0")
        with CaptureQueriesContext(connection) as queries:
            assessments.answer(
                project=api, objective=objective, answer=Answer.MET, is_confirmed=True, by=None
            )
        found.append(costs(queries))
    assert found[1] <= found[0] + SPLIT <= 17


def test_joining_costs_the_same_for_few_aims_and_many(team: Team) -> None:
    found = []
    for slug, count in zip(("one", "two"), SIZES, strict=True):
        aims(count)
        with CaptureQueriesContext(connection) as queries:
            projects.join(slug=slug, name=slug, team=team, by=None)
        found.append(costs(queries))
    assert found[0] == found[1] <= 8


def test_a_hand_over_costs_the_same_for_few_aims_and_many(team: Team) -> None:
    other = makers.team("other")
    found = []
    for count in SIZES:
        aims(count)
        api = makers.project(team=team)
        met(api, "a0")
        with CaptureQueriesContext(connection) as queries:
            projects.move(project=api, team=other, by=None)
        found.append(costs(queries))
    assert found[1] <= found[0] + SPLIT <= 16


def test_applying_criteria_costs_the_same_for_few_projects_and_many(team: Team) -> None:
    found = []
    for count in (2, 20):
        apply(area("testing", aim("tests", "known", weight=count)))
        for _ in range(count):
            met(makers.project(team=team), "known")
        wanted = loaded(area("testing", aim("tests", "known", weight=count + 1)))
        with CaptureQueriesContext(connection) as queries:
            criteria.apply(wanted, by=None)
        found.append(costs(queries))
    assert found[0] == found[1]
