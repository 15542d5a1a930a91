from datetime import timedelta
from typing import Any

import pytest

from dashboard.actions import (
    assessments,
    commitments,
    intents,
    meanings,
    projects,
    remarks,
    reviews,
    sittings,
)
from dashboard.actions.assessments import Words
from dashboard.actions.intents import Plan
from dashboard.actions.meanings import Sides
from dashboard.actions.moment import Conflict
from dashboard.actions.privacy import redact
from dashboard.choices import Answer, RemarkKind
from dashboard.models import (
    Assessment,
    CheckIn,
    Commitment,
    Event,
    EventText,
    Intent,
    Meaning,
    Project,
    Remark,
    Review,
    Sitting,
    Team,
)
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    cycle,
    find,
    find_aim,
    find_level,
    kept,
    last_event,
    nothing_changed,
    person,
    refused,
    said,
)

HOUR = timedelta(hours=1)
SECRET = Words(note="It is *Ada's* fault.", evidence_url="https://example.org/ada")


def event_of(verb: str) -> Event:
    return Event.objects.filter(verb=verb).earliest("pk")


def test_a_note_is_blanked_in_the_record_and_in_the_row(project: Project) -> None:
    row = said(project, "known", words=SECRET)
    assert redact(event=event_of("answered"), field="note", by=None) == 1
    row = Assessment.objects.get(pk=row.pk)
    assert (row.note, row.note_html, row.evidence_url) == ("", "", SECRET.evidence_url)
    assert "fault" not in str(kept())


def test_evidence_is_blanked(project: Project) -> None:
    said(project, "known", words=SECRET)
    redact(event=event_of("answered"), field="evidence_url", by=None)
    assert "example.org/ada" not in str(kept())


def test_every_repetition_in_the_record_of_that_row_goes(project: Project) -> None:
    said(project, "known", words=SECRET)
    said(project, "known", words=Words("Something else."))
    said(project, "known", words=SECRET)
    assessments.take_back(project=project, objective=find("known"), by=None)
    assert redact(event=event_of("answered"), field="note", by=None) == 4
    assert "fault" not in str(kept())
    assert EventText.objects.filter(after="Something else.").exists()


def test_the_row_keeps_what_it_says_now(project: Project) -> None:
    said(project, "known", words=SECRET)
    said(project, "known", words=Words("Something else."))
    redact(event=event_of("answered"), field="note", by=None)
    assert Assessment.objects.get().note == "Something else."


def test_the_same_words_elsewhere_are_another_matter(project: Project) -> None:
    said(project, "known", words=SECRET)
    said(project, "clear", words=SECRET)
    redact(event=event_of("answered"), field="note", by=None)
    assert Assessment.objects.get(objective=find("clear")).note == SECRET.note


def test_redacting_is_an_event_that_does_not_repeat_the_text(project: Project) -> None:
    grace = person("Grace")
    said(project, "known", words=SECRET)
    redact(event=event_of("answered"), field="note", by=grace)
    event = last_event()
    assert (event.verb, event.by, event.after) == ("redacted", grace, {"redacted": "note"})
    assert (event.project, event.objective) == (project, find("known"))
    assert event.texts.count() == 0


def test_redacting_twice_changes_nothing(project: Project, clock: Clock) -> None:
    said(project, "known", words=SECRET)
    redact(event=event_of("answered"), field="note", by=None)
    clock.shift(HOUR)
    with nothing_changed():
        assert redact(event=event_of("answered"), field="note", by=None) == 0


def test_a_page_that_still_holds_the_text_cannot_bring_it_back(project: Project) -> None:
    seen = said(project, "known", words=SECRET).revision
    redact(event=event_of("answered"), field="note", by=None)
    with refused("Somebody changed", Conflict):
        said(project, "known", Answer.NOT_YET, words=SECRET, seen=seen)


def test_every_kind_of_text_can_be_redacted(project: Project) -> None:
    projects.describe(project=project, description="secret", by=None)
    plan = Plan("blocked", blocked_by="secret", unblocked_by="secret", note="secret")
    intents.set_intent(project=project, aim=find_aim("tests"), plan=plan, by=None)
    reviews.review(project=project, verdict="gaps", minutes="secret", by=None)
    reviews.check_in(project=project, note="secret", by=None)
    said(project, "known", words=Words(evidence_title="secret"))
    assessments.send_back(project=project, objective=find("known"), reason="secret", by=None)
    for text in EventText.objects.select_related("event"):
        redact(event=text.event, field=text.field, by=None)
    assert "secret" not in str(kept())
    project.refresh_from_db()
    assert project.description_html == ""
    assert Review.objects.get().minutes_html == CheckIn.objects.get().note_html == ""
    assert Intent.objects.get().blocked_by == ""


def test_what_is_said_beside_answers_can_be_redacted(project: Project, team: Team) -> None:
    of: dict[str, Any] = {
        "project": project,
        "objective": find("known"),
        "text": "secret",
        "by": None,
    }
    remarks.remark(**of)
    meanings.agree(**of, sides=Sides(team=True))
    promise = commitments.commit(
        project=project,
        aim=find_aim("tests"),
        level=find_level("started"),
        cycle=cycle(),
        by=None,
    )
    commitments.withdraw(commitment=promise, reason="secret", by=None)
    sitting = sittings.open_sitting(team=team, by=None)
    for of_project in (None, project):
        verdict = "gaps" if of_project else ""
        sittings.note_finding(
            sitting=sitting, project=of_project, verdict=verdict, minutes="secret", by=None
        )
    sittings.close_sitting(sitting=sitting, by=None)
    for text in EventText.objects.select_related("event"):
        assert redact(event=text.event, field=text.field, by=None) == 1
    assert "secret" not in str(kept())
    assert Remark.objects.get().text_html == Meaning.objects.get().text_html == ""
    assert Sitting.objects.get().minutes_html == ""
    assert Commitment.objects.get().withdrawn_at == NOW


def test_a_redacted_remark_is_still_a_remark(project: Project) -> None:
    of: dict[str, Any] = {"project": project, "objective": find("known"), "by": None}
    remarks.remark(**of, text="secret", kind=RemarkKind.DISPUTE)
    redact(event=event_of("disputed"), field="text", by=None)
    remarks.remark(**of, text="Settled.", kind=RemarkKind.SETTLEMENT)
    assert [row.text for row in Remark.objects.all()] == ["", "Settled."]


def test_what_both_sides_signed_before_they_changed_it_is_blanked(project: Project) -> None:
    of: dict[str, Any] = {"project": project, "objective": find("known"), "by": None}
    meanings.agree(**of, text="secret", sides=Sides(team=True))
    first = last_event()
    meanings.agree(**of, text="Else.", sides=Sides(steward=True))
    assert redact(event=first, field="text", by=None) == 2
    assert "secret" not in str(kept())
    assert Meaning.objects.get().text == "Else."


def test_before_a_sitting_was_closed_its_minutes_are_not_redacted(
    project: Project, team: Team, clock: Clock
) -> None:
    sitting = sittings.open_sitting(team=team, by=None)
    clock.shift(HOUR)
    values: dict[str, Any] = {"project": None, "verdict": "", "minutes": "secret"}
    sittings.note_finding(sitting=sitting, by=None, **values)
    sittings.close_sitting(sitting=sitting, by=None)
    with refused("before"):
        redact(event=event_of("sitting-closed"), field="minutes", by=None, at=NOW)


@pytest.mark.parametrize("field", ["answer", "note_html", "minutes", "nothing"])
def test_what_the_event_did_not_set_is_refused(project: Project, field: str) -> None:
    said(project, "known", words=SECRET)
    with refused(f"set no {field}"):
        redact(event=event_of("answered"), field=field, by=None)


def test_before_the_projects_latest_event_is_refused(project: Project, clock: Clock) -> None:
    clock.shift(HOUR)
    said(project, "known", words=SECRET)
    with refused("before"):
        redact(event=event_of("answered"), field="note", by=None, at=NOW)


def test_an_archived_projects_texts_can_be_redacted(project: Project) -> None:
    said(project, "known", words=SECRET)
    projects.archive(project=project, by=None)
    assert redact(event=event_of("answered"), field="note", by=None) == 1
