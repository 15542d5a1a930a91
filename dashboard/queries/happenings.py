"""What an event tells: who did what to what, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone

from dashboard.choices import Agreement, Answer, Cause, IntentChoice, Through, Verb, Verdict
from dashboard.formats import day as in_words
from dashboard.models import Commitment, Event, EventText, Movement, Objective, Project, Remark
from dashboard.queries.framework import AimHead
from dashboard.queries.naming import Names, names_in
from dashboard.queries.past import NO_LEVEL
from dashboard.queries.undoing import Undo
from dashboard.record import subject_of

WORDS: Mapping[str, type[TextChoices]] = {
    "answer": Answer,
    "choice": IntentChoice,
    "verdict": Verdict,
    "agreement": Agreement,
}
TOLD_AS_THEY_ARE = ("name", "kind", "planned_for")
PEOPLE = {"owner": "Owner", "contact": "Contact"}
LABELLED = {"url": "Address", "repository": "Repository"}
DAYS = {"starts_on": "From", "ends_on": "To"}
COMMITMENT, REMARK = subject_of(Commitment), subject_of(Remark)
SIGNED = {"team_at": "signed for the team", "steward_at": "signed by a steward"}
TEXTS = {
    "note": "Note",
    "evidence_title": "Evidence",
    "evidence_url": "Evidence at",
    "sent_back_reason": "Why",
    "blocked_by": "Blocked by",
    "unblocked_by": "Can be unblocked by",
    "minutes": "Minutes",
    "description": "Description",
    "text": "Words",
    "withdrawn_reason": "Why",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after; either may be empty. `label` says of what, if that is unclear."""

    before: str
    after: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """What an event did to one standing."""

    aim: str
    cause: str
    level_before: str
    level_after: str
    points: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: who did what to what, and what came of it.

    `path` is its anchor on the project's page. `undo` is there where the reader may undo it.
    """

    event: int
    at: datetime
    by: str
    verb: str
    through: str
    path: str
    aim: str
    subject: str
    changes: tuple[Change, ...]
    texts: tuple[tuple[str, str], ...]
    moved: tuple[Moved, ...]
    undo: Undo | None = None


def happenings(
    heads: Mapping[int, AimHead], project: Project, events: Sequence[Event]
) -> list[Happening]:
    """The events of a project in words, in their order; `heads` are the aims by number.

    Two queries, and one for each kind of thing that they name by number: people, teams, promises.
    """
    moved, texts, names = _moved(heads, project, events), _texts(events), names_in(events)
    return [_happening(event, heads, texts, moved, names) for event in events]


def _texts(events: Iterable[Event]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    rows = EventText.objects.filter(event__in=[event.pk for event in events]).order_by("pk")
    for row in rows:
        if row.after and row.field in TEXTS:
            found.setdefault(row.event_id, []).append((TEXTS[row.field], row.after))
    return found


def _moved(
    heads: Mapping[int, AimHead], project: Project, events: Iterable[Event]
) -> dict[int, list[Moved]]:
    found: dict[int, list[Moved]] = {}
    rows = Movement.objects.filter(project=project, event__in=[event.pk for event in events])
    for row in rows.order_by("pk"):
        if row.aim_id in heads:
            found.setdefault(row.event_id, []).append(_one(row, heads[row.aim_id]))
    return found


def _one(row: Movement, aim: AimHead) -> Moved:
    return Moved(
        aim=aim.name,
        cause=Cause(row.cause).label,
        level_before=_level(row.level_before, aim),
        level_after=_level(row.level_after, aim),
        points=row.points_after - row.points_before,
    )


def _level(key: str, aim: AimHead) -> str:
    return aim.ladder.name_of(key) if key else NO_LEVEL


def _happening(
    event: Event,
    heads: Mapping[int, AimHead],
    texts: Mapping[int, list[tuple[str, str]]],
    moved: Mapping[int, list[Moved]],
    names: Names,
) -> Happening:
    aim = heads.get(event.aim_id or 0)
    path = aim.path if aim else ""
    if aim and isinstance(event.objective, Objective):
        path = f"{path}/{event.objective.key}"
    return Happening(
        event=event.pk,
        at=timezone.localtime(event.at),
        by=str(event.by) if event.by else "",
        verb=Verb(event.verb).label,
        through="" if event.through == Through.PAGE else Through(event.through).label,
        path=path,
        aim=event.names.get("aim", "") or event.names.get("area", ""),
        subject=event.names.get("objective", ""),
        changes=tuple(_changes(event, names)),
        texts=tuple(texts.get(event.pk, ())),
        moved=tuple(moved.get(event.pk, ())),
    )


def _changes(event: Event, names: Names) -> Iterable[Change]:
    if event.subject == COMMITMENT:
        yield Change("", names.promises.get(event.subject_id, ""))
        return
    for name, after in event.after.items():
        before = event.before.get(name) or ""
        if event.subject == REMARK or (name == "team" and event.verb != Verb.PROJECT_MOVED):
            continue
        if change := _change(name, before, after or "", names):
            yield change


def _change(name: str, before: Any, after: Any, names: Names) -> Change | None:
    """One value that changed, where it is worth telling."""
    if name in WORDS:
        return Change(_word(name, before), _word(name, after))
    if not (before or after):
        return None
    if name in TOLD_AS_THEY_ARE or name in LABELLED:
        return Change(str(before), str(after), LABELLED.get(name, ""))
    if name in DAYS:
        return Change(_day(before), _day(after), DAYS[name])
    if name in SIGNED:
        return Change("", SIGNED[name]) if after else None
    if name == "team":
        return Change(names.teams.get(before, ""), names.teams.get(after, ""))
    if name in PEOPLE:
        return Change(names.people.get(before, ""), names.people.get(after, ""), PEOPLE[name])
    return None


def _word(name: str, value: Any) -> str:
    return WORDS[name](value).label if value and value in WORDS[name].values else ""


def _day(value: str) -> str:
    return in_words(date.fromisoformat(value)) if value else ""
