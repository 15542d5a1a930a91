"""The framework to read: every aim in short, and one aim whole."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.models import Objective
from dashboard.queries.answers import only_for
from dashboard.queries.framework import (
    AimHead,
    AreaHead,
    FrameworkView,
    Ladder,
    Span,
    Step,
    ladders_of,
)
from dashboard.queries.standpoints import Place, places_on


@dataclass(frozen=True, slots=True)
class AimLevel:
    """A level that an aim uses: `rank` of `levels`, and the points for standing there."""

    step: Step
    rank: int
    levels: int
    points: int
    objectives: int


@dataclass(frozen=True, slots=True)
class AimOutline:
    """An aim in the list of all. `notes` say when it counts and for which projects alone."""

    head: AimHead
    levels: tuple[AimLevel, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaOutline:
    """An area in the list of all."""

    head: AreaHead
    aims: tuple[AimOutline, ...]


@dataclass(frozen=True, slots=True)
class AimsPage:
    """Every aim, by area."""

    day: date
    applied_at: datetime | None
    areas: tuple[AreaOutline, ...]
    ladders: tuple[Ladder, ...]
    aims: int
    objectives: int


@dataclass(frozen=True, slots=True)
class AskedObjective:
    """An objective as the criteria ask it."""

    key: str
    level: str
    text_html: str
    guidance_html: str
    is_evidence_required: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AimPage:
    """One aim, what it asks, and who stands where on it."""

    day: date
    applied_at: datetime | None
    outline: AimOutline
    levels: tuple[tuple[AimLevel, tuple[AskedObjective, ...]], ...]
    places: tuple[Place, ...]


def aims_page(framework: FrameworkView) -> AimsPage:
    """Every aim with its levels; for a framework read with its texts. One query."""
    rows = Objective.objects.filter(is_current=True).order_by()
    asked = Counter(rows.values_list("aim_id", "level__key"))
    areas = tuple(
        AreaOutline(area, tuple(_outline(aim, asked, framework.settled_on) for aim in area.aims))
        for area in framework.areas
    )
    return AimsPage(
        day=framework.day,
        applied_at=framework.applied_at,
        areas=areas,
        ladders=tuple(ladders_of(framework.aims)),
        aims=sum(len(area.aims) for area in areas),
        objectives=asked.total(),
    )


def aim_page(framework: FrameworkView, aim: AimHead) -> AimPage:
    """One aim; for a framework read with its texts. Two queries."""
    rows = Objective.objects.filter(is_current=True, aim=aim.id).select_related("level")
    objectives = [_objective(row, framework.settled_on) for row in rows]
    asked = Counter((aim.id, row.level) for row in objectives)
    outline = _outline(aim, asked, framework.settled_on)
    return AimPage(
        day=framework.day,
        applied_at=framework.applied_at,
        outline=outline,
        levels=tuple(
            (level, tuple(row for row in objectives if row.level == level.step.key))
            for level in outline.levels
        ),
        places=tuple(places_on(aim, framework.day)),
    )


def _outline(aim: AimHead, asked: Mapping[tuple[int, str], int], day: date) -> AimOutline:
    used = [step for step in aim.ladder.steps if asked.get((aim.id, step.key))]
    levels = tuple(
        AimLevel(step, rank, len(used), step.value * aim.weight, asked[aim.id, step.key])
        for rank, step in enumerate(used, start=1)
    )
    return AimOutline(aim, levels, _notes(aim.span, aim.applies_to, day))


def _notes(span: Span, kinds: Iterable[str], day: date) -> tuple[str, ...]:
    return tuple(note for note in (span.words(day), only_for(kinds)) if note)


def _objective(row: Objective, day: date) -> AskedObjective:
    span = Span(row.counts_from, row.retired_on)
    return AskedObjective(
        key=row.key,
        level=row.level.key,
        text_html=row.text_html,
        guidance_html=row.guidance_html,
        is_evidence_required=row.is_evidence_required,
        notes=_notes(span, row.applies_to, day),
    )
