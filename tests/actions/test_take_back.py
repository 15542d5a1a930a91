from datetime import date, timedelta

from dashboard.actions import assessments, projects
from dashboard.actions.assessments import Words
from dashboard.actions.moment import Conflict
from dashboard.choices import Answer
from dashboard.models import Assessment, EventText, Movement, Project, Team
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    aim,
    apply,
    area,
    counted,
    find,
    last_event,
    met,
    movements,
    nothing_changed,
    person,
    refused,
    said,
    stands,
    verbs,
)

HOUR = timedelta(hours=1)
FULL = Words("note", "https://example.org/", "title", date(2026, 3, 1))


def take_back(project: Project, key: str = "known", **more: object) -> None:
    values = {"by": None} | more
    assessments.take_back(project=project, objective=find(key), **values)  # type: ignore[arg-type]


def test_the_row_stays_and_says_nothing(project: Project, clock: Clock) -> None:
    met(project, "clear")
    said(project, "known", words=FULL, is_confirmed=True)
    clock.shift(HOUR)
    ada = person("Ada")
    take_back(project, by=ada)
    row = Assessment.objects.get(objective=find("known"))
    assert (row.answer, row.note, row.note_html, row.evidence_url) == (Answer.UNSAID, "", "", "")
    assert (row.evidence_title, row.evidence_on, row.confirmed_at) == ("", None, None)
    assert (row.answered_by, row.answered_at) == (ada, NOW + HOUR)
    assert stands(project) == ("", 0, 6)
    assert movements(project)[-1] == ("work-undone", "tests", 1, 0)


def test_the_event_keeps_what_was_said(project: Project) -> None:
    met(project, "clear")
    said(project, "known", words=FULL)
    take_back(project)
    event = last_event()
    assert (event.verb, event.before["answer"], event.after["answer"]) == ("taken-back", "met", "")
    assert {text.before for text in EventText.objects.filter(event=event)} == {
        "note",
        "https://example.org/",
        "title",
    }


def test_taking_back_twice_changes_nothing(project: Project, clock: Clock) -> None:
    met(project, "clear", "known")
    take_back(project)
    clock.shift(HOUR)
    with nothing_changed():
        take_back(project, seen=0)


def test_taking_back_what_nobody_said_changes_nothing(project: Project) -> None:
    with nothing_changed():
        take_back(project)


def test_the_last_answer_taken_back_takes_the_project_out_of_the_sums(
    project: Project, team: Team
) -> None:
    met(project, "known", "clear")
    take_back(project, "clear")
    assert counted(team) == (0, 6)
    take_back(project, "known")
    assert counted(team) == (0, 0)
    assert [cause for cause, *_ in movements(project)] == [
        "joined",
        "work-done",
        "work-undone",
        "left",
    ]


def test_the_last_answer_taken_back_loses_its_level_before_the_project_leaves(team: Team) -> None:
    apply(area("testing", aim("tests", "known"), aim("types", "strict")))
    api = projects.join(slug="api", name="Api", team=team, by=None)
    met(api, "known")
    take_back(api)
    assert movements(api)[-3:] == [
        ("work-undone", "tests", 1, 0),
        ("left", "tests", 0, 0),
        ("left", "types", 0, 0),
    ]
    left = Movement.objects.filter(cause="left")
    assert {(row.team_before, row.team_after) for row in left} == {(team, None)}


def test_a_first_answer_after_the_last_was_taken_back_joins_again(
    project: Project, team: Team
) -> None:
    met(project, "known")
    take_back(project)
    met(project, "known", "clear")
    assert counted(team) == (1, 6)
    assert [cause for cause, *_ in movements(project)] == ["joined", "left", "joined", "work-done"]
    assert verbs(project).count("agreement-changed") == 1


def test_what_changed_meanwhile_is_a_conflict(project: Project) -> None:
    seen = said(project, "known", by=person("Ada")).revision
    said(project, "known", words=Words("More."), by=person("Ada"))
    with refused("Ada changed this", Conflict):
        take_back(project, seen=seen)


def test_an_undone_edit_needs_no_objective_that_is_still_asked(
    project: Project, clock: Clock
) -> None:
    met(project, "known", "clear")
    retired = {"key": "known", "text": "known is so.", "retired": date(2026, 3, 2)}
    apply(area("testing", aim("tests", retired, "clear")))
    take_back(project)
    assert stands(project) == ("started", 1, 1)


def test_in_an_archived_project_nothing_is_taken_back(project: Project) -> None:
    said(project, "known")
    projects.archive(project=project, by=None)
    with refused("archived"):
        take_back(project)


def test_before_the_answer_is_refused(project: Project, clock: Clock) -> None:
    clock.shift(HOUR)
    said(project, "known")
    with refused("before"):
        take_back(project, at=NOW)
