"""What can be set back: the last change of an answer or an intent, and by whom that was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from dashboard.choices import Verb
from dashboard.models import Aim, Assessment, Event, Intent, Objective, Project
from dashboard.queries.framework import AimHead
from dashboard.record import UNDOABLE, subject_of
from dashboard.rights import Reader

UNDO_FOR = timedelta(seconds=30)
SAID, MEANT = subject_of(Assessment), subject_of(Intent)


@dataclass(frozen=True, slots=True)
class Undo:
    """The address of what sets something back, in parts, and the revision of what was seen.

    Without an objective it is about what is meant for the aim.
    """

    area: str
    aim: str
    objective: str
    seen: int


def last_answered_by(project: Project, objective: Objective) -> int | None:
    """Whose the last change of an answer was; nobody's where there is none. One query."""
    rows = Assessment.objects.filter(project=project, objective=objective)
    return _last_by(SAID, rows.values("pk"))


def last_meant_by(project: Project, aim: Aim) -> int | None:
    """The same for an intent."""
    return _last_by(MEANT, Intent.objects.filter(project=project, aim=aim).values("pk"))


def _last_by(subject: str, rows: Iterable[Any]) -> int | None:
    events = Event.objects.filter(subject=subject, subject_id__in=rows, verb__in=UNDOABLE)
    return events.order_by("-pk").values_list("by_id", flat=True).first()


def changed_just_now(project: Project, person: int | None, now: datetime | None) -> dict[int, bool]:
    """The revisions in which somebody said or decided something of a project just now, each with
    whether they undid something.

    A row that still has one of them was changed by nobody since. One query, none for a visitor.
    """
    if person is None or now is None:
        return {}
    events = Event.objects.filter(project=project, by=person, verb__in=UNDOABLE)
    rows = events.filter(at__gt=now - UNDO_FOR).values_list("revision", "verb")
    return {revision: verb == Verb.UNDONE for revision, verb in rows}


def undoable(
    heads: Mapping[int, AimHead], project: Project, reader: Reader, events: Sequence[Event]
) -> dict[int, Undo]:
    """What the reader may undo, by the event that would be undone: the last on its row.

    `heads` are the aims by number; `events` come with their objectives. Three queries, none for
    who may nothing.
    """
    if project.archived_at:
        return {}
    mine = [event for event in events if _may_undo(heads, project, reader, event)]
    if not mine:
        return {}
    last, seen = _last(project, mine), _seen(mine)
    return {event.pk: _undo(heads, event, seen) for event in mine if event.pk in last}


def _may_undo(heads: Mapping[int, AimHead], project: Project, reader: Reader, event: Event) -> bool:
    head = _head(heads, event)
    if head is None or event.verb not in UNDOABLE:
        return False
    may = reader.may_undo if event.objective else reader.may_undo_intent
    return may(project.team_id, head.area_id, head.confirmed_by, event.by_id)


def _head(heads: Mapping[int, AimHead], event: Event) -> AimHead | None:
    """The aim as it is in the criteria now; an objective may have come to another one."""
    aim = event.objective.aim_id if event.objective else event.aim_id
    return heads.get(aim or 0)


def _undo(heads: Mapping[int, AimHead], event: Event, seen: Mapping[tuple[str, int], int]) -> Undo:
    head = _head(heads, event)
    assert head
    objective = event.objective.key if event.objective else ""
    return Undo(head.area_key, head.key, objective, seen[event.subject, event.subject_id])


def _last(project: Project, events: Iterable[Event]) -> set[int]:
    rows = Event.objects.filter(project=project, verb__in=UNDOABLE)
    rows = rows.filter(subject_id__in={event.subject_id for event in events})
    by_row = rows.order_by().values("subject", "subject_id").annotate(last=Max("pk"))
    return set(by_row.values_list("last", flat=True))


def _seen(events: Iterable[Event]) -> dict[tuple[str, int], int]:
    """The revisions of the rows; redacting one of their texts raises these too."""
    keys = {event.subject_id for event in events}
    said = Assessment.objects.filter(pk__in=keys).values_list("pk", "revision")
    meant = Intent.objects.filter(pk__in=keys).values_list("pk", "revision")
    found = {(SAID, key): revision for key, revision in said}
    return found | {(MEANT, key): revision for key, revision in meant}
