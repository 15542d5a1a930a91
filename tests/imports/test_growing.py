"""A file that is imported again, and one that grew."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine

from dashboard.actions import assessments
from dashboard.choices import Answer, Cause
from dashboard.imports.assessments import ONE_PAST, Report, import_assessments
from dashboard.imports.projects import import_projects
from dashboard.imports.table import Unusable
from dashboard.models import Assessment, Movement, Person, Project
from tests.actions import makers
from tests.actions.makers import WHY, nothing_changed, nothing_written, stands
from tests.imports.conftest import Write, told

pytestmark = pytest.mark.usefixtures("verified")
Import = Callable[..., Report]
HEADING = "project,aim,objective,level,answer,confirmed,at,by,evidence,note"
PAST = (
    "api,tests,,started,met,,2025-03-31,Ada,,",
    "api,tests,better,,met,no,2025-06-30,Ada,https://example.org/1,Look.",
    "api,tests,kept,,not yet,,2025-06-30,,,",
    "api,tests,all,,not applicable,,2025-06-30,,,There is none.",
    "api,tests,better,,met,yes,2025-09-30,Grace,,",
    "api,tests,,mature,met,,2025-12-31,,,",
    "api,tests,clear,,not yet,,2026-03-31,,,",
)


@pytest.fixture
def enter(write: Write) -> Import:
    """Import a file of these lines."""
    return lambda *lines: import_assessments(write(HEADING, *lines))


@pytest.fixture
def project(clock: object, db: None) -> Project:
    makers.apply(makers.ready(), at=datetime(2024, 1, 1, tzinfo=UTC))
    return makers.project("api")


def days() -> list[str]:
    return [f"{day}" for day in Movement.objects.order_by("pk").values_list("day", flat=True)]


def test_the_same_file_again_changes_nothing(enter: Import, project: Project) -> None:
    first = enter(*PAST)
    assert first.rebuilt == ["api"]
    with nothing_changed():
        again = enter(*PAST)
    assert (again.answers, again.rebuilt, again.projects) == (0, [], [])
    assert again.unchanged == first.answers + first.unchanged


def test_a_file_that_grew_imports_what_is_new(
    enter: Import, project: Project, clock: time_machine.Traveller
) -> None:
    enter(*PAST)
    before = len(days())
    clock.move_to(datetime(2026, 10, 5, tzinfo=UTC))
    grown = (*PAST, "api,tests,clear,,met,,2026-06-30,Ada,,", "api,tests,known,,met,,2026-09-30,,,")
    report = enter(*grown)
    assert (report.answers, report.projects) == (1, ["api"])
    assert days()[before:] == ["2026-06-30"]
    assert stands(project) == ("mature", 6, 6)
    with nothing_changed():
        assert enter(*grown).answers == 0


def test_new_lines_carry_the_cause_they_would_have_had(
    enter: Import, project: Project, clock: time_machine.Traveller
) -> None:
    enter(*PAST)
    clock.move_to(datetime(2026, 10, 5, tzinfo=UTC))
    enter("api,tests,clear,,met,,2026-09-30,,,")
    last = Movement.objects.last()
    assert last is not None
    assert (last.cause, f"{last.day}", last.rank_after) == (Cause.WORK_DONE, "2026-09-30", 3)


def test_new_words_of_the_same_answer_are_new(
    enter: Import, project: Project, clock: time_machine.Traveller
) -> None:
    enter(*PAST)
    clock.move_to(datetime(2026, 10, 5, tzinfo=UTC))
    line = "api,tests,better,,met,,2026-09-30,Ada,https://example.org/2,"
    assert enter(line).answers == 1
    row = Assessment.objects.get(objective__key="better")
    assert (row.evidence_url, row.note) == ("https://example.org/2", "Look.")
    with nothing_changed():
        enter(line)


def test_what_was_said_on_the_page_since_stays(
    enter: Import, project: Project, clock: time_machine.Traveller
) -> None:
    enter(*PAST)
    clock.move_to(datetime(2026, 10, 5, tzinfo=UTC))
    makers.met(project, "clear")
    with nothing_changed():
        enter(*PAST)
    assert stands(project) == ("mature", 6, 6)


def test_what_was_taken_back_on_the_page_stays_so(enter: Import, project: Project) -> None:
    enter(*PAST)
    row = Assessment.objects.get(objective__key="known")
    assessments.take_back(project=project, objective=row.objective, by=None)
    with nothing_changed():
        enter(*PAST)


def test_another_past_is_told_and_not_written(
    enter: Import, project: Project, write: Write
) -> None:
    enter(*PAST)
    with nothing_written(), pytest.raises(Unusable) as error:
        enter(
            *PAST[:2],
            "api,tests,kept,,met,,2025-06-30,,,",
            "api,tests,all,,not applicable,,2025-06-30,,,For another reason.",
            *PAST[4:],
        )
    late = f"is before the last thing recorded of Api, at 09:00 on 15 June 2026. {ONE_PAST}"
    assert told(error) == [f"line {n}: 00:00 on 30 June 2025 {late}" for n in (4, 5)]


def test_a_new_project_in_a_file_that_grew_gets_its_history(
    enter: Import, project: Project
) -> None:
    enter(*PAST)
    makers.project("web")
    web = [line.replace("api,", "web,") for line in PAST]
    report = enter(*PAST, *web)
    assert (report.projects, report.rebuilt) == (["web"], ["web"])


def test_nobody_is_entered_for_a_line_that_says_nothing_new(
    enter: Import, project: Project
) -> None:
    enter(*PAST)
    with nothing_changed():
        enter(PAST[0].replace("Ada", "Zoe"))
    assert not Person.objects.filter(name="Zoe").exists()


def test_the_file_of_projects_can_be_imported_again_too(
    enter: Import, write: Write, clock: object
) -> None:
    makers.apply(makers.ready(), at=datetime(2024, 1, 1, tzinfo=UTC))
    lines = ("key,name,team,agreement,since", "api,API,Core,not yet,2025-06-01")
    import_projects(write(*lines))
    enter(*PAST)
    with nothing_changed():
        assert import_projects(write(*lines)).unchanged == 1
        import_projects(write("key,since", "api,2025-03-31"))


@pytest.mark.parametrize("since", ["2025-03-01", "2025-04-30", "2026-01-01"])
def test_but_another_joining_is_refused_once_there_are_answers(
    enter: Import, write: Write, clock: object, since: str
) -> None:
    makers.apply(makers.ready(), at=datetime(2024, 1, 1, tzinfo=UTC))
    import_projects(write("key,name,team,since", "api,API,Core,2025-06-01"))
    enter(*PAST)
    with nothing_written(), pytest.raises(Unusable) as error:
        import_projects(write("key,since", f"api,{since}"))
    assert told(error) == ["line 2: When API joined can no longer be changed."]


def test_a_level_again_leaves_what_was_set_aside_meanwhile(
    enter: Import, project: Project, clock: time_machine.Traveller
) -> None:
    enter(*PAST)
    clock.move_to(datetime(2026, 10, 5, tzinfo=UTC))
    makers.said(project, "clear", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    clock.shift(3600)
    with nothing_changed():
        enter("api,tests,,started,met,,2026-10-05T00:30,,,")
