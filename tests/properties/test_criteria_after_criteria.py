"""Apply any valid criteria after any other: no answer is lost, and all that is kept is right."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as some

from dashboard.actions import assessments, criteria
from dashboard.actions.action import settle
from dashboard.actions.moment import Refused
from dashboard.choices import Answer
from dashboard.criteria.problems import CriteriaError
from dashboard.models import Assessment, Framework, Movement, Project
from dashboard.queries.verification import differences_found
from tests.actions import makers
from tests.actions.makers import WHY, nothing_written
from tests.properties import frameworks
from tests.properties.conftest import Clock, Example
from tests.properties.frameworks import Draw

SAID = ("objective_id", "answer", "note", "answered_at", "confirmed_at", "sent_back_at")


def answers() -> list[tuple[Any, ...]]:
    return list(Assessment.objects.order_by("pk").values_list("pk", "project_id", *SAID))


def is_kept() -> bool:
    """Whether everything that was answered is in the criteria in force."""
    framework = Framework.objects.last()
    assert framework
    asked = set(framework.content["ids"].values())
    answered = Assessment.objects.values_list("objective_id", flat=True)
    return set(answered) <= asked


def say_something(draw: Draw, framework: frameworks.Framework, projects: list[Project]) -> None:
    project = frameworks.pick(draw, projects)
    objective = makers.find(frameworks.any_objective(draw, framework))
    answer = frameworks.pick(draw, [Answer.MET, Answer.MET, Answer.NOT_APPLICABLE, Answer.NOT_YET])
    try:
        assessments.answer(
            project=project,
            objective=objective,
            answer=answer,
            words=WHY,
            is_confirmed=draw(some.booleans()),
            by=None,
        )
    except Refused:
        event("an answer was refused")


def apply_next(draw: Draw, framework: frameworks.Framework) -> frameworks.Framework:
    """Work on the criteria and apply them; those in force afterwards."""
    after = frameworks.edited(draw, framework)
    try:
        loaded = after.loaded()
    except CriteriaError:
        event("no framework")
        return framework
    before, moved = answers(), Movement.objects.count()
    try:
        with nothing_written():
            rehearsed = criteria.apply(loaded, is_rehearsal=True, by=None)
    except CriteriaError:
        with nothing_written():
            try:
                criteria.apply(loaded, by=None)
            except CriteriaError:
                event("refused")
                return framework
            raise AssertionError("refused only in rehearsal") from None
    assert criteria.apply(loaded, by=None) == rehearsed
    event("applied")
    assert answers() == before
    assert is_kept()
    new = Movement.objects.order_by("pk")[moved:]
    assert {movement.cause for movement in new} <= {"criteria"}
    assert list(differences_found()) == []
    with makers.nothing_changed():
        assert criteria.apply(loaded, by=None).changes is None
    after.remember()
    return after


def steps(draw: Draw, clock: Clock) -> None:
    framework = frameworks.first(draw)
    criteria.apply(framework.loaded(), by=None)
    framework.remember()
    team = makers.team()
    projects = [makers.project(kind=kind, team=team) for kind in ("service", "library")]
    for _ in range(draw(some.integers(1, 3))):
        for _ in range(draw(some.integers(0, 4))):
            say_something(draw, framework, projects)
        clock.shift(timedelta(days=draw(some.integers(0, 4))))
        framework = apply_next(draw, framework)
    clock.shift(timedelta(days=30))
    settle()


@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=some.data())
def test_no_answer_is_lost_and_everything_is_right(example: Example, data: some.DataObject) -> None:
    with example() as clock:
        steps(data.draw, clock)
