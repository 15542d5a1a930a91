"""Everything that happened to a project, by day, the latest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone

from dashboard.choices import Agreement, Answer, Cause, IntentChoice, Through, Verb, Verdict
from dashboard.days import day_of
from dashboard.models import Event, EventText, Movement, Objective, Project
from dashboard.queries.framework import AimHead, FrameworkView
from dashboard.rules import Rules

PER_PAGE = 50
WORDS: Mapping[str, type[TextChoices]] = {
    "answer": Answer,
    "choice": IntentChoice,
    "verdict": Verdict,
    "agreement": Agreement,
}
TOLD_AS_THEY_ARE = ("name", "kind", "planned_for")
TEXTS = {
    "note": "Note",
    "evidence_title": "Evidence",
    "evidence_url": "Evidence at",
    "sent_back_reason": "Why",
    "withdrawn_reason": "Why",
    "blocked_by": "Blocked by",
    "unblocked_by": "Can be unblocked by",
    "minutes": "Minutes",
    "description": "Description",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after; either may be empty."""

    before: str
    after: str


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
    """One event: who did what to what, and what came of it. `path` is its anchor on the page."""

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


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page of the history of a project, or of one of its aims or objectives."""

    slug: str
    name: str
    applied_at: datetime | None
    aims: tuple[tuple[str, str], ...]
    asked: str
    days: tuple[tuple[date, tuple[Happening, ...]], ...]
    turned: "Page[Event]"


def history_page(
    framework: FrameworkView, project: Project, asked: str, number: str
) -> HistoryPage:
    """The history of a project; of one aim or objective where a path is asked for. Four queries.

    What nobody did to it, and yet moved it, is in it too: changed criteria, a day that came.
    """
    turned = Paginator(_events(project, asked), PER_PAGE).get_page(number)
    events = list(turned.object_list)
    moved, texts = _moved(framework, project, events), _texts(events)
    heads = {aim.id: aim for aim in framework.aims}
    rows = [_happening(event, heads, texts, moved, framework.rules) for event in events]
    days = groupby(rows, key=lambda row: day_of(row.at))
    return HistoryPage(
        slug=project.slug,
        name=project.name,
        applied_at=framework.applied_at,
        aims=tuple((aim.path, aim.name) for aim in framework.aims),
        asked=asked,
        days=tuple((day, tuple(members)) for day, members in days),
        turned=turned,
    )


def _events(project: Project, asked: str) -> QuerySet[Event]:
    area, _, rest = asked.partition("/")
    aim, _, objective = rest.partition("/")
    events = Event.objects.filter(
        Q(project=project) | Q(pk__in=Movement.objects.filter(project=project).values("event"))
    )
    if aim:
        touched = Movement.objects.filter(project=project, aim__key=aim, aim__area__key=area)
        of_aim = Q(aim__key=aim, aim__area__key=area)
        if objective:
            events = events.filter(of_aim, objective__key=objective)
        else:
            events = events.filter(of_aim | Q(pk__in=touched.values("event")))
    return events.select_related("by", "objective__aim__area").order_by("-at", "-pk")


def _texts(events: Iterable[Event]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    rows = EventText.objects.filter(event__in=[event.pk for event in events]).order_by("pk")
    for row in rows:
        if row.after and row.field in TEXTS:
            found.setdefault(row.event_id, []).append((TEXTS[row.field], row.after))
    return found


def _moved(
    framework: FrameworkView, project: Project, events: Iterable[Event]
) -> dict[int, list[Moved]]:
    heads = {aim.id: aim for aim in framework.aims}
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
    return aim.ladder.name_of(key) if key else "none"


def _happening(
    event: Event,
    heads: Mapping[int, AimHead],
    texts: Mapping[int, list[tuple[str, str]]],
    moved: Mapping[int, list[Moved]],
    rules: Rules,
) -> Happening:
    aim = heads.get(event.aim_id or 0)
    path = aim.path if aim else ""
    if aim and isinstance(event.objective, Objective):
        path = f"{path}/{event.objective.key}"
    return Happening(
        at=timezone.localtime(event.at),
        by=str(event.by) if event.by else "",
        verb=Verb(event.verb).label,
        through="" if event.through == Through.PAGE else Through(event.through).label,
        path=path,
        aim=event.names.get("aim", ""),
        subject=event.names.get("objective", ""),
        changes=(*_changes(event), *_promised(event, rules)),
        texts=tuple(texts.get(event.pk, ())),
        moved=tuple(moved.get(event.pk, ())),
    )


def _changes(event: Event) -> Iterable[Change]:
    for name, after in event.after.items():
        before = event.before.get(name) or ""
        if name in WORDS:
            yield Change(_word(name, before) if before else "", _word(name, after))
        elif name in TOLD_AS_THEY_ARE and (before or after):
            yield Change(str(before), str(after or ""))


def _promised(event: Event, rules: Rules) -> Iterable[Change]:
    """The level that a promise names, as it is called today."""
    aim, level = event.aim_id or 0, event.after.get("level")
    ladder = rules.ladders.get(aim, ())
    if level in ladder:
        yield Change("", rules.aims[aim].ladder[ladder.index(level)].name)


def _word(name: str, value: Any) -> str:
    return WORDS[name](value).label if value in WORDS[name].values else ""
