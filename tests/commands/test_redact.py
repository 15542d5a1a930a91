from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dashboard.actions.assessments import Words
from dashboard.models import Assessment, Event
from tests.actions import makers

pytestmark = pytest.mark.django_db


def redact(*args: str) -> str:
    out = StringIO()
    call_command("redact", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def event(db: None) -> Event:
    """An answer whose note should not have been written."""
    makers.apply(makers.ready())
    makers.said(makers.project("api"), "known", words=Words("It is Ada's fault."))
    return Event.objects.get(verb="answered")


def test_a_text_is_found_with_its_event_field_and_whom_it_is_about(event: Event) -> None:
    told = redact("--find", "ada's FAULT")
    assert told.startswith(f'{event.pk} note: "It is Ada\'s fault." (')


def test_without_yes_it_says_what_it_would_do_and_does_nothing(event: Event) -> None:
    with makers.nothing_written():
        told = redact(str(event.pk), "note")
    assert told == f"Would blank the note of event {event.pk}. Say --yes to do it.\n"


def test_with_yes_it_blanks_and_twice_it_is_blank_already(event: Event) -> None:
    assert redact(str(event.pk), "note", "--yes") == "Blanked the note in 1 events.\n"
    assert Assessment.objects.get().note == ""
    with makers.nothing_changed():
        assert redact(str(event.pk), "note", "--yes") == "Blank already.\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "Name an event and a field"),
        (("1",), "Name an event and a field"),
        (("999999", "note", "--yes"), "There is no event 999999"),
    ],
)
def test_what_it_cannot_do_is_said(event: Event, args: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words), makers.nothing_written():
        redact(*args)


@pytest.mark.parametrize("field", ["minutes", "answer", "nonsense"])
def test_a_field_that_the_event_did_not_set_is_said(event: Event, field: str) -> None:
    with pytest.raises(CommandError, match=f"set no {field}"), makers.nothing_written():
        redact(str(event.pk), field, "--yes")
