"""Undo: an answer as it was before its last change. That is a new event; nothing is erased."""

from datetime import datetime
from typing import Any

from django.db.models import Field, ForeignKey

from dashboard.actions.action import action, take
from dashboard.actions.assessments import Words, decide, need_unchanged
from dashboard.actions.moment import Moment, Refused
from dashboard.choices import Answer, Through, Verb
from dashboard.models import Assessment, Event, EventText, Objective, Person, Project

CHANGES = (Verb.ANSWERED, Verb.CONFIRMED, Verb.SENT_BACK, Verb.TAKEN_BACK, Verb.UNDONE)


def undo(
    *,
    project: Project,
    objective: Objective,
    seen: int | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Assessment:
    """Set an answer back to what it was before its last change, whoever made that.

    `seen` is the revision of the change to undo; a later one raises `Conflict`. Undone twice, the
    change is there again. Raises `Refused` where nothing was ever said.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        row = moment.store.assessment(project, objective)
        if row is None:
            raise Refused("There is nothing to undo.")
        need_unchanged(row, seen)
        decide(moment, Verb.UNDONE, row, _before(moment, row))
        return row


def _before(moment: Moment, row: Assessment) -> dict[str, Any]:
    """The values that the last event on the row changed, as they were."""
    moment.store.flush()
    events = Event.objects.filter(subject="assessment", subject_id=row.pk, verb__in=CHANGES)
    event = events.order_by("-pk")[:1].get()
    if not event.before:  # it was the first: nothing had been said
        unsaid = {"answer": Answer.UNSAID, "confirmed_at": None, "confirmed_by": None}
        words = dict.fromkeys(("note", "evidence_url", "evidence_title"), "")
        return unsaid | words | {"evidence_on": Words().evidence_on}
    texts = EventText.objects.filter(event=event).values_list("field", "before")
    return {name: _value(name, told) for name, told in event.before.items()} | dict(texts)


def _value(name: str, told: Any) -> Any:
    """What JSON holds as the column takes it; people are held by their number."""
    column = Assessment._meta.get_field(name)
    if isinstance(column, ForeignKey):
        return Person(pk=told) if told else None
    assert isinstance(column, Field)
    return column.to_python(told)
