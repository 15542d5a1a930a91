"""Many answers in one save."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboard.actions import answering, assessments, projects
from dashboard.actions.answering import Outcome, Saying, answer_all
from dashboard.actions.assessments import Claim, Words
from dashboard.actions.moment import Conflict
from dashboard.choices import Answer
from dashboard.models import Assessment, Event, Objective, Project, Revision
from tests.actions import makers
from tests.actions.makers import find, person, said, stands

MET = Claim(Answer.MET, is_confirmed=True)
NOT_YET = Claim(Answer.NOT_YET)


def saying(project: Project, key: str, claim: Claim = MET, seen: int = 0) -> Saying:
    return Saying(project, find(key), claim, seen)


def words_of(outcomes: list[Outcome]) -> list[str]:
    return [str(outcome.refusal or outcome.is_saved) for outcome in outcomes]


def test_all_that_nobody_contradicts_is_saved(project: Project) -> None:
    outcomes = answer_all(sayings=[saying(project, key) for key in ("known", "clear")], by=None)
    assert words_of(outcomes) == ["True", "True"]
    assert stands(project) == ("started", 1, 6)


def test_answers_of_several_projects_go_together(project: Project) -> None:
    other = makers.project("jobs", team=project.team)
    answer_all(sayings=[saying(project, "known"), saying(other, "known", NOT_YET)], by=None)
    assert list(Assessment.objects.values_list("project__slug", "answer")) == [
        ("api", "met"),
        ("jobs", "not-yet"),
    ]


def test_each_is_an_act_of_its_own(project: Project) -> None:
    """With an event and a revision of its own, which whoever edits it next has seen."""
    ada = person("Ada")
    answer_all(sayings=[saying(project, key) for key in ("known", "clear")], by=ada)
    events = Event.objects.filter(verb="answered")
    assert [event.by for event in events] == [ada, ada]
    revisions = Assessment.objects.values_list("revision", flat=True)
    assert len(set(revisions)) == 2


def test_what_is_refused_keeps_none_of_the_others(project: Project) -> None:
    why_not = Claim(Answer.NOT_APPLICABLE)
    sayings = [saying(project, "known", why_not), saying(project, "clear"), saying(project, "all")]
    outcomes = answer_all(sayings=sayings, by=None)
    assert words_of(outcomes) == ["Say why it is not applicable.", "True", "True"]
    assert set(Assessment.objects.values_list("objective__key", flat=True)) == {"clear", "all"}


def test_what_somebody_else_changed_meanwhile_is_told_and_stays_theirs(project: Project) -> None:
    grace = person("Grace")
    theirs = said(project, "known", Answer.NOT_YET, words=Words("Not at all."), by=grace)
    outcomes = answer_all(
        sayings=[saying(project, "known"), saying(project, "clear")], by=person("Ada")
    )
    conflict = outcomes[0].refusal
    assert isinstance(conflict, Conflict)
    assert (conflict.theirs, conflict.by) == (theirs, grace)
    assert outcomes[1].is_saved
    assert Assessment.objects.get(objective__key="known").note == "Not at all."


def test_theirs_is_overwritten_by_who_saw_it(project: Project) -> None:
    theirs = said(project, "known", Answer.NOT_YET)
    outcomes = answer_all(sayings=[saying(project, "known", seen=theirs.revision)], by=None)
    assert outcomes[0].is_saved


def test_what_is_so_already_is_neither_saved_nor_refused(project: Project) -> None:
    row = said(project, "known", Answer.NOT_YET)
    sayings = [saying(project, "known", NOT_YET), saying(project, "clear", NOT_YET)]
    assert answer_all(sayings=sayings, by=None)[0] == Outcome()
    row.refresh_from_db()
    assert row.revision < Assessment.objects.get(objective__key="clear").revision


def test_where_nothing_is_saved_nothing_is_written(project: Project) -> None:
    row = said(project, "known", Answer.NOT_YET)
    unsaid = saying(project, "clear", Claim(Answer.UNSAID))
    with makers.nothing_written():
        outcomes = answer_all(
            sayings=[saying(project, "known", seen=row.revision - 1), unsaid], by=None
        )
    assert [type(outcome.refusal).__name__ for outcome in outcomes] == ["Conflict", "Refused"]


def test_twice_is_as_good_as_once(project: Project) -> None:
    sayings = [saying(project, "known"), saying(project, "clear")]
    answer_all(sayings=sayings, by=None)
    with makers.nothing_written():
        assert answer_all(sayings=sayings, by=None) == [Outcome(), Outcome()]


def test_nothing_at_all_is_nothing(project: Project) -> None:
    with makers.nothing_written():
        assert answer_all(sayings=[], by=None) == []


def test_an_archived_project_takes_nothing_and_others_do(project: Project) -> None:
    other = makers.project("jobs", team=project.team)
    projects.archive(project=other, by=None)
    outcomes = answer_all(sayings=[saying(other, "known"), saying(project, "known")], by=None)
    assert words_of(outcomes) == ["Jobs is archived.", "True"]


def test_what_is_not_asked_is_refused(project: Project) -> None:
    of_libraries = makers.aim("packaging", "released", applies_to=["library"])
    makers.apply(makers.area("testing", of_libraries), kinds=["library", "service"])
    outcomes = answer_all(sayings=[saying(project, "released")], by=None)
    assert words_of(outcomes) == ["This objective does not apply to this kind of project."]


def test_a_fault_in_one_takes_back_all(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no refusal is a fault: nothing half written remains."""

    def faulty(*, objective: Objective, **said: Any) -> Assessment:
        row = assessments.answer(objective=objective, **said)
        if objective.key == "clear":
            raise RuntimeError
        return row

    sayings = [saying(project, "known"), saying(project, "clear")]
    monkeypatch.setattr(answering, "answer", faulty)
    with makers.nothing_written(), pytest.raises(RuntimeError):
        answer_all(sayings=sayings, by=None)


def test_a_refused_line_leaves_no_revision_behind(project: Project) -> None:
    before = Revision.objects.get().number
    refused = saying(project, "known", Claim(Answer.UNSAID))
    answer_all(sayings=[refused, refused, saying(project, "clear")], by=None)
    assert Revision.objects.get().number == before + 2  # that of the save, and that of its answer


def test_each_answer_costs_the_same(project: Project) -> None:
    makers.met(project, "known")
    found = []
    for keys in (["clear"], ["better", "all", "kept"]):
        with CaptureQueriesContext(connection) as queries:
            answer_all(sayings=[saying(project, key) for key in keys], by=None)
        found.append(len(queries))
    assert found[1] - found[0] <= 2 * 18
