"""Undo: something as it was before its last change. That is a new event; nothing is erased."""

from datetime import datetime
from typing import Any

from django.db.models import Field, ForeignKey, Model

from dashboard.actions import assessments, intents
from dashboard.actions.action import action, take
from dashboard.actions.moment import Moment, Refused, need_unchanged
from dashboard.choices import Answer, IntentChoice, Through, Verb
from dashboard.models import Aim, Assessment, Event, EventText, Intent, Objective, Person, Project
from dashboard.record import PROSE, UNDOABLE, columns, subject_of

UNSAID: dict[type[Model], dict[str, Any]] = {
    Assessment: {"answer": Answer.UNSAID},
    Intent: {"choice": IntentChoice.NONE},
}


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
        assessments.decide(moment, Verb.UNDONE, row, _before(moment, row))
        return row


def undo_intent(
    *,
    project: Project,
    aim: Aim,
    seen: int | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Intent:
    """Set an intent back in the same way."""
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        row = moment.store.intent(project, aim.pk)
        if row is None:
            raise Refused("There is nothing to undo.")
        need_unchanged(row, seen)
        intents.keep(moment, Verb.UNDONE, row, _before(moment, row))
        return row


def _before(moment: Moment, row: Assessment | Intent) -> dict[str, Any]:
    """The values that the last event on the row changed, as they were."""
    moment.store.flush()
    subject = subject_of(type(row))
    events = Event.objects.filter(subject=subject, subject_id=row.pk, verb__in=UNDOABLE)
    event = events.order_by("-pk")[:1].get()
    if "project" in event.after:  # it made the row: nothing had been said
        return _unsaid(row)
    texts = EventText.objects.filter(event=event).values_list("field", "before")
    return {name: _value(row, name, told) for name, told in event.before.items()} | dict(texts)


def _unsaid(row: Assessment | Intent) -> dict[str, Any]:
    kept = columns(type(row))
    nothing: dict[str, Any] = {"confirmed_at": None, "confirmed_by": None}
    nothing |= {name: "" for name in (*PROSE, "planned_for") if name in kept}
    nothing |= {name: None for name in ("evidence_on",) if name in kept}
    return nothing | UNSAID[type(row)]


def _value(row: Assessment | Intent, name: str, told: Any) -> Any:
    """What JSON holds as the column takes it; people are held by their number."""
    column = row._meta.get_field(name)
    if isinstance(column, ForeignKey):
        return Person(pk=told) if told else None
    assert isinstance(column, Field)
    return column.to_python(told)
