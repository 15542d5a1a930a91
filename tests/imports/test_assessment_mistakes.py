from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from dashboard.actions import projects
from dashboard.imports.assessments import ONE_PAST, import_assessments
from dashboard.imports.table import Unusable
from dashboard.models import Project
from tests.actions import makers
from tests.actions.makers import aim, area, nothing_written
from tests.imports.conftest import Write, told

pytestmark = pytest.mark.usefixtures("verified")
Mistakes = Callable[..., list[str]]
NOTHING = "it is empty, for other kinds of project, or of another time"
HEADING = "project,aim,objective,level,answer,confirmed,at,by,evidence,note"


@pytest.fixture
def mistakes(write: Write) -> Mistakes:
    """What is told of a file of which nothing may be written."""

    def found(*lines: str, heading: str = HEADING) -> list[str]:
        with nothing_written(), pytest.raises(Unusable) as error:
            import_assessments(write(heading, *lines))
        return told(error)

    return found


@pytest.fixture(autouse=True)
def world(clock: object, db: None) -> None:
    makers.apply(makers.ready(), area("docs", aim("guide", "written"), aim("tests", "known")))
    makers.project("api")


def test_every_wrong_line_is_told_with_all_that_is_wrong(mistakes: Mistakes) -> None:
    assert mistakes(
        "app,guid,written,,done,perhaps,31.1.2025,,nowhere,",
        "api,guide,written,,met,,,,,",
        "api,guide,writen,,met,,,,,",
        "api,guide,,,met,,,,,",
        "api,guide,written,started,met,,,,,",
        "api,guide,,startet,met,,,,,",
        "api,guide,,mature,met,,,,,",
        "api,guide,written,,not applicable,,,,,",
        ",,,,,,,,x,",
        'api,guide,"written',
    ) == [
        "line 2: answer: `done` must be not yet, met or not applicable",
        "line 2: at: `31.1.2025` is no date like 2026-05-31",
        "line 2: confirmed: `perhaps` must be yes or no",
        "line 2: evidence: `nowhere` is no web address like https://example.org/page",
        "line 2: unknown aim `guid`: did you mean `guide`?",
        "line 2: unknown project `app`: did you mean `api`?",
        "line 4: unknown objective `writen`: did you mean `written`?",
        "line 5: name an objective or a level, and not both",
        "line 6: name an objective or a level, and not both",
        "line 7: unknown level `startet`: did you mean `started`?",
        f"line 8: level: guide asks Api nothing at mature: {NOTHING}",
        "line 9: not applicable needs a note that says why",
        "line 10: aim is empty",
        "line 10: answer is empty",
        "line 10: evidence: `x` is no web address like https://example.org/page",
        "line 10: name an objective or a level, and not both",
        "line 10: project is empty",
        "line 11: this is no CSV: a quotation mark is not closed or not doubled",
    ]


def test_an_aim_in_several_areas_is_told_with_their_names(mistakes: Mistakes) -> None:
    assert mistakes("api,tests,known,,met,,,,,") == [
        "line 2: aim: tests is in several areas; name one of testing/tests, docs/tests"
    ]


def test_needed_columns_are_told(mistakes: Mistakes) -> None:
    assert mistakes("api,tests", heading="project,answers") == [
        "line 1: there is no column aim, answer; the columns are "
        "project, aim, objective, level, answer, confirmed, at, by, evidence, note"
    ]


def test_a_line_twice_is_told(mistakes: Mistakes) -> None:
    assert mistakes(
        "api,guide,written,,met,,,,,",
        "api,docs/guide,written,,met,yes,,Ada,,Again.",
        "api,guide,written,,met,,2026-01-01,,,",
        "api,guide,written,,met,,2026-01-01T00:00,,,",
        "api,guide,,started,met,,,,,",
        "api,guide,,Started,met,,,,,",
    ) == [
        "line 3: line 2 says this already",
        "line 5: line 4 says this already",
        "line 7: line 6 says this already",
    ]


@pytest.mark.parametrize(
    "other",
    [
        "api,testing/tests,,first-results,not yet,,,,,",
        "api,testing/tests,,started,not yet,,,,,",
        "api,testing/tests,,first results,met,no,,,,",
        "api,testing/tests,,first results,not applicable,,,,,Why.",
    ],
)
def test_lines_that_contradict_each_other_are_told(mistakes: Mistakes, other: str) -> None:
    line = "api,testing/tests,,first-results,met,,,,,"
    assert mistakes(line, other) == ["line 3: it contradicts line 2"]
    assert mistakes(other, line) == ["line 3: it contradicts line 2"]


def test_an_objective_said_to_be_two_things_is_told(mistakes: Mistakes) -> None:
    assert mistakes("api,guide,written,,met,,,,,", "api,guide,written,,not yet,,,,,") == [
        "line 3: it contradicts line 2"
    ]


def test_archived_projects_other_kinds_and_retired_objectives_are_told(
    mistakes: Mistakes, clock: time_machine.Traveller
) -> None:
    retired = makers.objective("old", retired="2026-03-01")
    served = makers.objective("served", applies_to=["service"])
    makers.apply(
        makers.ready(),
        area("docs", aim("guide", "written", retired), aim("tests", "known")),
        area("run", aim("serving", served, applies_to=["service"])),
    )
    makers.project("web", kind="service")
    projects.archive(project=makers.project("gone"), by=None)
    clock.shift(timedelta(days=1))
    assert mistakes(
        "gone,guide,written,,met,,,,,",
        "gone,guide,,started,met,,,,,",
        "api,serving,served,,met,,,,,",
        "web,serving,served,,met,,,,,",
        "api,serving,,started,met,,,,,",
        "api,guide,old,,met,,,,,",
        "api,guide,old,,met,,2026-02-28,,,",
    ) == [
        "line 2: Gone is archived.",
        "line 3: Gone is archived.",
        "line 4: This objective does not apply to this kind of project.",
        f"line 6: level: serving asks Api nothing at started: {NOTHING}",
        "line 7: This objective is retired.",
    ]


def test_each_line_before_the_latest_event_is_told(mistakes: Mistakes) -> None:
    makers.met(Project.objects.get(), "written")
    late = f"is before the last thing recorded of Api, at 09:00 on 15 June 2026. {ONE_PAST}"
    assert mistakes(
        "api,testing/tests,,started,met,,2026-01-31,,,",
        "api,testing/tests,better,,met,,2026-02-28,,,",
        "api,testing/tests,all,,met,,,,,",
    ) == [
        f"line 2: 00:00 on 31 January 2026 {late}",
        f"line 3: 00:00 on 28 February 2026 {late}",
    ]


def test_refusals_are_told_together_with_what_cannot_be_read(mistakes: Mistakes) -> None:
    makers.met(Project.objects.get(), "written")
    assert mistakes("api,guide,written,,not yet,,2026-01-31,,,", "api,guide,w,,met,,,,,") == [
        "line 2: 00:00 on 31 January 2026 is before the last thing recorded of Api, "
        f"at 09:00 on 15 June 2026. {ONE_PAST}",
        "line 3: unknown objective `w`; known here: `written`",
    ]


def test_very_many_wrong_lines_are_told_soon(mistakes: Mistakes) -> None:
    lines = [f"app-{n},guide-{n},written,,done,,,,," for n in range(5000)]
    assert len(mistakes(*lines)) == 15_000
