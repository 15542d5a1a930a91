from datetime import timedelta

import pytest

from dashboard.actions import assessments, intents, projects, reviews
from dashboard.actions.assessments import Words
from dashboard.actions.intents import Plan
from dashboard.actions.moment import Conflict
from dashboard.actions.privacy import redact
from dashboard.choices import Answer
from dashboard.models import Assessment, CheckIn, Event, EventText, Intent, Project, Review
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    find,
    find_aim,
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
