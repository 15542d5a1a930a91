"""What actions cost in queries, and that this does not grow with what is not touched."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboard.actions import (
    assessments,
    commitments,
    criteria,
    intents,
    meanings,
    projects,
    remarks,
    sittings,
)
from dashboard.actions.intents import Plan
from dashboard.actions.meanings import Sides
from dashboard.actions.undoing import undo_intent
from dashboard.choices import Answer
from dashboard.days import today
from dashboard.models import Project, Team
from dashboard.queries.framework import framework_on
from tests.actions import makers
from tests.actions.makers import aim, apply, area, costs, find, find_level, loaded, met, said

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


def spoken(project: Project, act: str) -> Callable[[], object]:
    """An act beside the answers, with all that it is about found beforehand."""
    of: dict[str, Any] = {"project": project, "objective": find("a0"), "by": None}
    half, level, aim = makers.cycle(), find_level("started"), find("a0").aim
    row = sittings.open_sitting(team=project.team, by=None)
    on: dict[str, Any] = {"sitting": row, "by": None}
    sittings.note_finding(**on, project=project, verdict="gaps", minutes="")
    promised = {"project": project, "aim": aim, "level": level, "cycle": half, "by": None}
    acts: dict[str, Callable[[], object]] = {
        "remark": lambda: remarks.remark(**of, text="Why?", kind="dispute"),
        "agree": lambda: meanings.agree(**of, text="So.", sides=Sides(team=True)),
        "commit": lambda: commitments.commit(**promised),  # type: ignore[arg-type]
        "undo an intent": lambda: undo_intent(project=project, aim=aim, by=None),
        "open a sitting": lambda: sittings.open_sitting(team=project.team, by=None),
        "note a finding": lambda: sittings.note_finding(
            **on, project=None, verdict="", minutes="So."
        ),
        "close a sitting": lambda: sittings.close_sitting(**on),
    }
    return acts[act]


@pytest.mark.parametrize(
    ("act", "most"),
    [
        ("remark", 10),
        ("agree", 9),
        ("commit", 11),
        ("undo an intent", 15),
        ("open a sitting", 5),
        ("note a finding", 5),
        ("close a sitting", 15),
    ],
)
def test_what_is_said_beside_answers_costs_the_same_for_few_aims_and_many(
    team: Team, act: str, most: int
) -> None:
    found = []
    for count in SIZES:
        aims(count)
        api = makers.project(team=makers.team())
        met(api, "a1")
        intents.set_intent(project=api, aim=find("a0").aim, plan=Plan("deferred"), by=None)
        perform = spoken(api, act)
        with CaptureQueriesContext(connection) as queries:
            perform()
        found.append(costs(queries))
    assert found[0] == found[1] <= most


def test_planning_a_cycle_costs_at_most_six(criteria: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        makers.cycle()
    assert costs(queries) <= 6


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
    assert found[1] <= found[0] + SPLIT <= 18


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
