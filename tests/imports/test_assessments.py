"""Answers without a day: they stand today."""

from collections.abc import Callable

import pytest

from dashboard.actions import assessments, projects
from dashboard.actions.assessments import Words
from dashboard.choices import Agreement, Answer, Cause, Verb
from dashboard.imports.assessments import Report, import_assessments
from dashboard.imports.table import Unusable
from dashboard.models import Assessment, Event, Movement, Person, Project
from tests.actions import makers
from tests.actions.makers import WHY, nothing_changed, nothing_written, stands
from tests.imports.conftest import NOW, Write, told

pytestmark = pytest.mark.usefixtures("verified")
Import = Callable[..., Report]
SHORT = "project,aim,objective,answer"


@pytest.fixture
def enter(write: Write) -> Import:
    """Import a file of these lines."""
    return lambda *lines, **options: import_assessments(write(*lines), **options)


@pytest.fixture
def project(clock: object, db: None) -> Project:
    makers.apply(makers.ready())
    return makers.project("api")


def assessment(key: str) -> Assessment:
    return Assessment.objects.get(objective__key=key)


def test_a_line_answers_an_objective(enter: Import, project: Project) -> None:
    report = enter(
        "project,aim,objective,answer,confirmed,by,evidence,note",
        'api,tests,known,met,yes,Ada,https://example.org/1,"We\nlooked."',
    )
    row = assessment("known")
    assert (row.answer, row.answered_at, row.confirmed_at) == (Answer.MET, NOW, NOW)
    assert (str(row.answered_by), str(row.confirmed_by)) == ("Ada", "Ada")
    assert (row.note, row.evidence_url) == ("We\nlooked.", "https://example.org/1")
    assert (report.answers, report.unchanged, report.projects) == (1, 0, ["api"])
    assert report.rebuilt == []


def test_the_project_is_agreed_and_nobody_did_it_today(enter: Import, project: Project) -> None:
    enter(SHORT, "api,tests,known,met", "api,tests,clear,met")
    project.refresh_from_db()
    assert project.agreement == Agreement.AGREED
    assert makers.movements(project) == [
        (Cause.JOINED, "tests", 0, 0),
        (Cause.IMPORTED, "tests", 0, 1),
    ]
    answered = Event.objects.filter(verb=Verb.ANSWERED)
    assert [(event.through, event.by) for event in answered] == [("import", None)] * 2


def test_an_aim_may_be_named_with_its_area(enter: Import, project: Project) -> None:
    enter(SHORT, "api,testing/tests,known,met")
    assert assessment("known").answer == Answer.MET


@pytest.mark.parametrize("answer", ["not yet", "Not Yet", "not-yet"])
def test_not_yet_is_an_answer(enter: Import, project: Project, answer: str) -> None:
    enter(SHORT, f"api,tests,known,{answer}")
    assert (assessment("known").answer, assessment("known").confirmed_at) == (Answer.NOT_YET, None)


def test_what_is_not_confirmed_waits(enter: Import, project: Project) -> None:
    heading = f"{SHORT},confirmed"
    enter(heading, "api,tests,known,met,no", "api,tests,clear,met,yes")
    assert assessment("known").confirmed_at is None
    assert stands(project) == ("", 0, 6)
    report = enter(heading, "api,tests,known,met,", "api,tests,clear,met,no")
    assert stands(project) == ("started", 1, 6)
    assert (report.answers, report.unchanged) == (1, 1)


def test_not_applicable_leaves_sum_and_maximum(enter: Import, project: Project) -> None:
    enter(
        f"{SHORT},note",
        "api,tests,all,not applicable,No such thing.",
        "api,tests,kept,not applicable,No such thing.",
        "api,tests,known,met,",
        "api,tests,clear,met,",
    )
    assert stands(project) == ("started", 1, 4)


def test_evidence_that_an_objective_asks_for_may_be_missing(
    enter: Import, project: Project
) -> None:
    asking = makers.objective("known", evidence="required")
    makers.apply(makers.area("testing", makers.aim("tests", asking)))
    enter(SHORT, "api,tests,known,met")
    assert assessment("known").confirmed_at == NOW


def test_the_same_file_again_changes_nothing(enter: Import, project: Project) -> None:
    lines = (
        "project,aim,objective,level,answer,confirmed,by,evidence,note",
        "api,tests,known,,met,yes,Ada,https://example.org/1,Seen.",
        "api,tests,clear,,not yet,,,,",
        "api,tests,better,,met,no,Ada,,",
        "api,tests,,mature,not applicable,,,,No such thing.",
    )
    assert enter(*lines).answers == 5
    with nothing_changed():
        report = enter(*lines)
    assert (report.answers, report.unchanged, report.projects) == (0, 5, [])


def test_empty_cells_leave_the_words_of_an_answer_that_stays(
    enter: Import, project: Project
) -> None:
    words = Words("Kept.", "https://example.org/1", "The report", NOW.date())
    makers.said(project, "known", words=words, is_confirmed=True)
    with nothing_changed():
        enter(SHORT, "api,tests,known,met")
        enter(f"{SHORT},evidence", "api,tests,known,met,https://example.org/1")
    enter(f"{SHORT},note", "api,tests,known,met,New.")
    row = assessment("known")
    assert (row.note, row.evidence_url, row.evidence_title) == (
        "New.",
        "https://example.org/1",
        "The report",
    )


def test_other_evidence_takes_title_and_day_of_the_old_away(
    enter: Import, project: Project
) -> None:
    words = Words("Kept.", "https://example.org/1", "The report", NOW.date())
    makers.said(project, "known", words=words)
    enter(f"{SHORT},evidence", "api,tests,known,met,https://example.org/2")
    row = assessment("known")
    assert (row.note, row.evidence_url) == ("Kept.", "https://example.org/2")
    assert (row.evidence_title, row.evidence_on) == ("", None)


def test_another_answer_comes_with_its_own_words(enter: Import, project: Project) -> None:
    makers.said(project, "known", words=Words("Kept.", "https://example.org/1"))
    enter(SHORT, "api,tests,known,not yet")
    assert (assessment("known").note, assessment("known").evidence_url) == ("", "")


def test_what_was_sent_back_and_is_confirmed_in_a_file_is_confirmed(
    enter: Import, project: Project
) -> None:
    row = makers.said(project, "known")
    assessments.send_back(project=project, objective=row.objective, reason="No.", by=None)
    enter(SHORT, "api,tests,known,met")
    assert (assessment("known").confirmed_at, assessment("known").sent_back_at) == (NOW, None)


def test_an_answer_taken_back_is_given_again(enter: Import, project: Project) -> None:
    row = makers.said(project, "known", is_confirmed=True)
    assessments.take_back(project=project, objective=row.objective, by=None)
    assert enter(SHORT, "api,tests,known,met").answers == 1


def test_a_changed_wording_is_answered_anew(enter: Import, project: Project) -> None:
    enter(SHORT, "api,tests,known,met")
    reworded = makers.objective("known", text="Everybody knows.")
    makers.apply(makers.area("testing", makers.aim("tests", reworded, "clear")))
    assert enter(SHORT, "api,tests,known,met").answers == 1
    assert assessment("known").wording == 2


def test_unknown_columns_are_named(enter: Import, project: Project) -> None:
    report = enter(f"{SHORT},Evidense,mood", "api,tests,known,met,x,good")
    assert report.ignored == ["Evidense (did you mean evidence?)", "mood"]


def test_html_and_formulas_stay_text(enter: Import, project: Project) -> None:
    script = "<script>alert(1)</script>"
    enter(f"{SHORT},note,by", f"api,tests,known,met,{script},=1+1")
    assert assessment("known").note == script
    assert "<script" not in assessment("known").note_html
    assert str(assessment("known").answered_by) == "=1+1"


def test_names_of_one_person_are_one_person(enter: Import, project: Project) -> None:
    enter(f"{SHORT},by", "api,tests,known,met,Ada", "api,tests,clear,met,Ada")
    assert Person.objects.get().name == "Ada"


def test_a_heading_alone_imports_nothing(enter: Import, project: Project) -> None:
    with nothing_changed():
        assert enter(SHORT).answers == 0


def test_a_rehearsal_reports_the_same_and_changes_nothing(enter: Import, project: Project) -> None:
    lines = (f"{SHORT},by,at", "api,tests,known,met,Ada,2026-01-01", "api,tests,clear,met,,")
    with nothing_written():
        rehearsed = enter(*lines, is_rehearsal=True)
    assert rehearsed == enter(*lines)
    assert (rehearsed.answers, rehearsed.rebuilt) == (2, ["api"])


def test_an_announced_objective_can_be_answered(enter: Import, project: Project) -> None:
    announced = makers.objective("next", from_="2027-01-01")
    makers.apply(makers.area("testing", makers.aim("tests", "known", announced)))
    enter(SHORT, "api,tests,next,met", "api,tests,known,met")
    assert stands(project) == ("started", 1, 1)


def test_a_day_that_came_unnoticed_is_settled_for_all_projects_first(
    enter: Import, project: Project, clock: object
) -> None:
    soon = makers.objective("next", from_="2026-06-20")
    makers.apply(makers.area("testing", makers.aim("tests", "known", soon)))
    other = makers.project("web")
    makers.met(other, "known")
    assert stands(other) == ("started", 1, 1)
    clock.move_to(NOW.replace(day=25))  # type: ignore[attr-defined]
    enter(f"{SHORT},at", "api,tests,known,met,2026-06-16")
    assert stands(other) == stands(project) == ("", 0, 1)
    assert Movement.objects.filter(cause=Cause.CRITERIA).count() == 2


def test_projects_in_the_file_alone_are_touched(enter: Import, project: Project) -> None:
    other = makers.project("web")
    projects.set_agreement(project=other, agreement=Agreement.IN_TALKS, by=None)
    enter(SHORT, "api,tests,known,met")
    other.refresh_from_db()
    assert other.agreement == Agreement.IN_TALKS


def test_after_not_applicable_as_a_whole_an_objective_can_be_met(
    enter: Import, project: Project
) -> None:
    makers.said(project, "known", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    enter(SHORT, "api,tests,known,met")
    assert assessment("known").answer == Answer.MET


def test_without_criteria_there_is_one_thing_to_tell(write: Write) -> None:
    makers.project("api")
    with nothing_written(), pytest.raises(Unusable) as error:
        import_assessments(write(SHORT, "api,tests,known,met", "web,tests,known,met"))
    assert told(error) == ["no criteria are in force yet; `manage.py criteria apply` comes first"]
