from datetime import date, timedelta

import pytest

from dashboard.actions import assessments, projects
from dashboard.actions.assessments import Words
from dashboard.actions.moment import Conflict
from dashboard.choices import Agreement, Answer
from dashboard.models import Assessment, EventText, Movement, Project, ProjectSpan, Standing, Team
from tests.actions import makers
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    WHY,
    aim,
    apply,
    area,
    counted,
    find,
    kept,
    last_event,
    met,
    movements,
    nothing_changed,
    objective,
    person,
    refused,
    said,
    stands,
    verbs,
)

HOUR = timedelta(hours=1)


def test_a_confirmed_answer_scores_at_once(project: Project) -> None:
    met(project, "known", "clear")
    assert stands(project) == ("started", 1, 6)
    assert movements(project) == [("joined", "tests", 0, 0), ("work-done", "tests", 0, 1)]


def test_an_unconfirmed_answer_waits_and_scores_nothing(project: Project) -> None:
    met(project, "known")
    row = said(project, "clear")
    assert row.confirmed_at is None
    assert stands(project) == ("", 0, 6)
    assert Standing.objects.get().waiting == 1
    assert Movement.objects.count() == 1  # that of joining


def test_what_was_said_is_kept_with_its_words_and_who_said_it(project: Project) -> None:
    ada = person("Ada")
    words = Words("It *is*.", "https://example.org/run", "The run", date(2026, 3, 1))
    row = said(project, "known", words=words, by=ada)
    row = Assessment.objects.get(pk=row.pk)
    assert (row.answer, row.answered_by, row.answered_at) == (Answer.MET, ada, NOW)
    assert (row.note, row.note_html) == ("It *is*.", "<p>It <em>is</em>.</p>\n")
    assert (row.evidence_url, row.evidence_title) == ("https://example.org/run", "The run")
    assert (row.evidence_on, row.wording) == (date(2026, 3, 1), 1)


def test_the_event_names_everything_and_keeps_free_text_apart(project: Project) -> None:
    met(project, "known")
    said(project, "clear", words=Words("Secret note", "https://example.org/secret"))
    event = last_event()
    assert event.verb == "answered"
    assert event.names == {
        "project": "Api",
        "team": "Engine",
        "area": "Testing",
        "aim": "tests",
        "objective": "clear is so.",
    }
    assert event.project == project
    assert event.objective == find("clear")
    assert event.after["answer"] == "met"
    assert "secret" not in str(event.after).lower()
    texts = {text.field: (text.before, text.after) for text in EventText.objects.all()}
    assert texts == {
        "note": ("", "Secret note"),
        "evidence_url": ("", "https://example.org/secret"),
    }


def test_changed_words_are_told_before_and_after(project: Project) -> None:
    said(project, "known", words=Words("one"))
    said(project, "known", words=Words("two"))
    text = EventText.objects.last()
    assert text
    assert (text.field, text.before, text.after) == ("note", "one", "two")
    assert "answer" not in last_event().after


def test_the_first_answer_makes_the_project_agreed_and_brings_it_into_the_sums(
    project: Project, team: Team, clock: Clock
) -> None:
    assert counted(team) == (0, 0)
    clock.shift(HOUR)
    said(project, "known", Answer.NOT_YET)
    project.refresh_from_db()
    assert project.agreement == Agreement.AGREED
    assert counted(team) == (0, 6)
    assert verbs(project) == ["project-joined", "answered", "agreement-changed"]
    movement = Movement.objects.get()
    assert (movement.cause, movement.event.verb) == ("joined", "agreement-changed")
    assert (movement.team_before, movement.team_after) == (None, team)
    spans = ProjectSpan.objects.values_list("agreement", "started_at", "ended_at")
    assert list(spans) == [
        ("not-yet", NOW, NOW + HOUR),
        ("agreed", NOW + HOUR, None),
    ]


def test_the_first_answer_of_an_agreed_project_is_one_event(project: Project) -> None:
    projects.set_agreement(project=project, agreement=Agreement.AGREED, by=None)
    met(project, "known", "clear")
    assert verbs(project) == ["project-joined", "agreement-changed", "answered", "answered"]
    assert movements(project)[0] == ("joined", "tests", 0, 0)


def test_later_answers_do_not_agree_for_the_team(project: Project, team: Team) -> None:
    met(project, "known")
    projects.set_agreement(project=project, agreement=Agreement.IN_TALKS, by=None)
    met(project, "clear")
    project.refresh_from_db()
    assert project.agreement == Agreement.IN_TALKS
    assert counted(team) == (0, 0)
    assert stands(project) == ("started", 1, 6)


@pytest.mark.parametrize("answer", [Answer.MET, Answer.NOT_YET, Answer.NOT_APPLICABLE])
@pytest.mark.parametrize("is_confirmed", [True, False])
def test_saying_it_twice_changes_nothing(
    project: Project, clock: Clock, answer: str, is_confirmed: bool
) -> None:
    first = said(project, "known", answer, words=WHY, is_confirmed=is_confirmed)
    clock.shift(HOUR)
    with nothing_changed():
        again = said(project, "known", answer, words=WHY, is_confirmed=is_confirmed)
    assert again.revision == first.revision


def test_wanting_what_is_so_is_fine_even_when_stale(project: Project) -> None:
    said(project, "known", words=Words("a"))
    said(project, "known", words=Words("b"))
    with nothing_changed():
        said(project, "known", words=Words("b"), seen=0)


def test_a_stale_edit_is_told_who_changed_what_and_when(project: Project, clock: Clock) -> None:
    seen = said(project, "known", by=person("Ada")).revision
    clock.shift(HOUR)
    said(project, "known", Answer.NOT_YET, by=person("Bob"), seen=seen)
    clock.shift(HOUR)
    with refused("Bob changed this at 10:00 on 2 March 2026", Conflict) as told:
        said(project, "known", words=Words("mine"), seen=seen)
    conflict = told.value
    assert isinstance(conflict, Conflict)
    assert isinstance(conflict.theirs, Assessment)
    assert conflict.theirs.answer == Answer.NOT_YET
    assert (str(conflict.by), conflict.at) == ("Bob", NOW + HOUR)


def test_a_conflict_names_whoever_confirmed_when_that_came_last(
    project: Project, clock: Clock
) -> None:
    seen = said(project, "known", by=person("Ada")).revision
    clock.shift(HOUR)
    assessments.confirm(project=project, objective=find("known"), by=person("Grace"))
    with refused("Grace changed this at 10:00", Conflict):
        said(project, "known", Answer.NOT_YET, seen=seen)


def test_a_conflict_names_whoever_sent_it_back_when_that_came_last(
    project: Project, clock: Clock
) -> None:
    seen = said(project, "known", by=person("Ada")).revision
    clock.shift(HOUR)
    grace = person("Grace")
    assessments.send_back(project=project, objective=find("known"), reason="No.", by=grace)
    with refused("Grace changed this at 10:00", Conflict):
        said(project, "known", Answer.NOT_YET, seen=seen)


def test_a_conflict_tells_the_time_of_the_configured_zone(
    project: Project, settings: object
) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"  # type: ignore[attr-defined]
    said(project, "known")
    with refused("changed this at 18:00", Conflict):
        said(project, "known", Answer.NOT_YET, seen=0)


def test_an_edit_that_saw_the_latest_goes_through(project: Project) -> None:
    row = said(project, "known", seen=0)
    row = said(project, "known", Answer.NOT_YET, seen=row.revision)
    assert row.answer == Answer.NOT_YET


def test_an_edit_of_what_nobody_said_that_saw_something_is_refused(project: Project) -> None:
    with refused("no longer there"):
        said(project, "known", seen=3)


@pytest.mark.parametrize(
    ("answer", "words"),
    [("", "take the answer back"), ("maybe", "not a valid"), ("MET", "not a valid")],
)
def test_an_unknown_answer_is_refused(project: Project, answer: str, words: str) -> None:
    with refused(words):
        said(project, "known", answer)
    project.refresh_from_db()
    assert project.agreement == Agreement.NOT_YET


@pytest.mark.parametrize("note", ["", "  \n"])
def test_not_applicable_without_a_reason_is_refused(project: Project, note: str) -> None:
    with refused("Say why"):
        said(project, "known", Answer.NOT_APPLICABLE, words=Words(note))


def test_met_without_the_evidence_asked_for_is_refused(team: Team) -> None:
    apply(area("testing", aim("tests", objective("known", evidence="required"))))
    api = projects.join(slug="api", name="Api", team=team, by=None)
    with refused("evidence"):
        said(api, "known")
    said(api, "known", Answer.NOT_YET)
    said(api, "known", words=Words(evidence_url="https://example.org/"))
    said(api, "known", words=Words("Kept on paper."), is_evidence_waived=True)


@pytest.mark.parametrize(
    "words",
    [
        Words(evidence_url="javascript:alert(1)"),
        Words(evidence_url="not an address"),
        Words(evidence_url=f"https://example.org/{'x' * 1000}"),
        Words(evidence_title="x" * 201),
        Words(note="nothing\x00printable"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(project: Project, words: Words) -> None:
    with refused("The "):
        said(project, "known", words=words)


def test_an_objective_that_no_criteria_hold_is_refused(project: Project) -> None:
    gone = find("kept")
    apply(area("testing", aim("tests", "known", "clear")))
    with refused("not part of the criteria"):
        assessments.answer(project=project, objective=gone, answer=Answer.MET, by=None)


def test_an_objective_for_other_kinds_is_refused(team: Team) -> None:
    entry = objective("known", applies_to=["service"])
    apply(area("testing", aim("tests", entry, "clear")), kinds=["service", "library"])
    api = projects.join(slug="api", name="Api", team=team, kind="library", by=None)
    with refused("kind of project"):
        said(api, "known")
    projects.change_kind(project=api, kind="service", by=None)
    said(api, "known")


@pytest.mark.parametrize("where", ["objective", "aim"])
def test_a_retired_objective_is_refused_from_its_day(team: Team, clock: Clock, where: str) -> None:
    retired = {"retired": date(2026, 3, 3)}
    entry = objective("known", **(retired if where == "objective" else {}))
    apply(area("testing", aim("tests", entry, **(retired if where == "aim" else {}))))
    api = projects.join(slug="api", name="Api", team=team, by=None)
    said(api, "known")
    clock.shift(timedelta(days=1))
    with refused("retired"):
        said(api, "known", Answer.NOT_YET)
    said(api, "known")  # wanting what is so is always fine


def test_an_announced_objective_is_answered_and_does_not_count_yet(
    team: Team, clock: Clock
) -> None:
    apply(area("testing", aim("tests", "known", objective("new", from_=date(2026, 3, 3)))))
    api = projects.join(slug="api", name="Api", team=team, by=None)
    met(api, "new")
    assert stands(api) == ("", 0, 1)
    met(api, "known")
    assert stands(api) == ("started", 1, 1)
    clock.shift(timedelta(days=1))
    met(api, "new")
    assert stands(api) == ("started", 1, 1)


def test_an_archived_project_is_answered_no_more(project: Project) -> None:
    met(project, "known")
    projects.archive(project=project, by=None)
    with refused("archived"):
        said(project, "clear")
    met(project, "known")  # as it is


def test_before_the_projects_latest_event_is_refused(project: Project, clock: Clock) -> None:
    clock.shift(HOUR)
    met(project, "known")
    with refused("before the last thing recorded of Api"):
        said(project, "clear", at=NOW + HOUR / 2)


def test_before_the_criteria_last_changed_is_refused(project: Project, clock: Clock) -> None:
    clock.shift(HOUR)
    apply(area("testing", aim("tests", "known", "clear", "new")))
    with refused("before"):
        said(project, "known", at=NOW)


def test_a_time_to_come_is_refused(project: Project) -> None:
    with refused("still to come"):
        said(project, "known", at=NOW + HOUR)


def test_a_time_that_passed_is_kept_beside_when_it_was_recorded(
    project: Project, clock: Clock
) -> None:
    clock.shift(3 * HOUR)
    met(project, "known", at=NOW + HOUR)
    event = last_event()
    assert (event.at, event.recorded_at) == (NOW + HOUR, NOW + 3 * HOUR)
    assert Movement.objects.get().at == NOW + HOUR


def test_a_clock_behind_the_last_event_takes_that_events_time(
    project: Project, clock: Clock
) -> None:
    met(project, "known", at=NOW + timedelta(minutes=4))  # another server's clock is ahead
    met(project, "clear")
    assert last_event().at == NOW + timedelta(minutes=4)
    assert stands(project) == ("started", 1, 6)


def test_work_undone_is_told_as_such(project: Project) -> None:
    met(project, "known", "clear", "better")
    said(project, "known", Answer.NOT_YET)
    assert movements(project)[-1] == ("work-undone", "tests", 4, 0)


def test_confirmed_not_applicable_is_neither_work_done_nor_undone(project: Project) -> None:
    met(project, "known")
    said(project, "clear", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    assert movements(project)[-1] == ("applicability", "tests", 0, 1)
    said(project, "clear", Answer.NOT_YET)
    assert movements(project)[-1] == ("applicability", "tests", 1, 0)


def test_another_answer_needs_another_confirmation(project: Project) -> None:
    met(project, "known", "clear")
    row = said(project, "known", Answer.NOT_APPLICABLE, words=WHY)
    assert (row.confirmed_at, row.confirmed_by) == (None, None)
    assert stands(project) == ("", 0, 6)


def test_other_words_for_the_same_answer_leave_it_confirmed(project: Project, clock: Clock) -> None:
    met(project, "known", "clear")
    clock.shift(HOUR)
    row = said(project, "known", words=Words("More precisely."))
    assert (row.confirmed_at, row.answered_at) == (NOW, NOW + HOUR)
    assert stands(project) == ("started", 1, 6)


def test_a_claim_with_new_words_is_sent_back_no_more(project: Project) -> None:
    said(project, "known", words=Words("Trust us."))
    assessments.send_back(project=project, objective=find("known"), reason="Show.", by=None)
    with nothing_changed():
        said(project, "known", words=Words("Trust us."))
    row = said(project, "known", words=Words("Here it is."))
    assert (row.sent_back_at, row.sent_back_reason) == (None, "")
    assert Standing.objects.get().waiting == 1


def test_an_answer_under_earlier_wording_counts_until_it_is_given_again(
    project: Project, clock: Clock
) -> None:
    met(project, "known", "clear")
    entry = objective("known", text="It is known to all.")
    apply(area("testing", aim("tests", entry, "clear")))
    row = Assessment.objects.get(objective=find("known"))
    assert row.wording < find("known").wording
    assert stands(project) == ("started", 1, 1)
    clock.shift(HOUR)
    row = said(project, "known")
    assert row.wording == find("known").wording == 2
    assert row.confirmed_at == NOW  # the same answer with the same words
    with nothing_changed():
        said(project, "known")


def test_answers_of_one_aim_do_not_touch_another(team: Team) -> None:
    apply(area("testing", aim("tests", "known"), aim("types", "strict")))
    api = projects.join(slug="api", name="Api", team=team, by=None)
    met(api, "known")
    before = Standing.objects.get(aim__key="types").revision
    met(api, "strict")
    assert (
        Standing.objects.get(aim__key="tests").revision
        < Standing.objects.latest("revision").revision
    )
    assert Standing.objects.get(aim__key="types").revision > before


def test_a_project_that_moved_meanwhile_is_answered_for_its_new_team(
    project: Project, team: Team
) -> None:
    """What the caller holds may be stale; what counts is the row under the lock."""
    other = makers.team("other")
    stale = Project.objects.get(pk=project.pk)
    projects.move(project=project, team=other, by=None)
    met(stale, "known", "clear")
    assert counted(other) == (1, 6)
    assert counted(team) == (0, 0)


def test_every_row_of_one_act_carries_its_revision(project: Project) -> None:
    met(project, "known")
    row = said(project, "clear", is_confirmed=True)
    assert row.revision == last_event().revision == Standing.objects.get().revision
    latest = Movement.objects.last()
    assert latest
    assert latest.revision == row.revision
    assert kept()["Revision"][0].count(f'"number": {row.revision}') == 1
