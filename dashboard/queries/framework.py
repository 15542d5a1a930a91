"""The criteria in force as pages show them: areas, their aims and the ladders these climb."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from dashboard import rules
from dashboard.formats import day as in_words
from dashboard.models import Aim, Level, Revision
from dashboard.rules import Rules

TEXTS = ("reason", "reason_html", "background", "area__description", "area__description_html")


@dataclass(frozen=True, slots=True)
class Step:
    """A level of a ladder."""

    key: str
    name: str
    value: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """Levels, lowest first. `area` names the area whose own they are; empty: everybody's."""

    area: str
    steps: tuple[Step, ...]

    def name_of(self, key: str) -> str:
        """What people call the level; the key itself for one that criteria have dropped."""
        return next((step.name for step in self.steps if step.key == key), key)


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when something counts."""

    counts_from: date | None = None
    retired_on: date | None = None

    def includes(self, day: date) -> bool:
        """Whether it counts on that day."""
        return not self.words(day)

    def words(self, day: date) -> str:
        """Why it does not count on that day; empty where it does."""
        if self.retired_on and self.retired_on <= day:
            return f"Retired on {in_words(self.retired_on)}"
        if self.counts_from and day < self.counts_from:
            return f"Counts from {in_words(self.counts_from)}"
        return ""


@dataclass(frozen=True, slots=True)
class AimHead:
    """An aim, without its objectives."""

    id: int
    key: str
    name: str
    weight: int
    area_id: int
    area_key: str
    area_name: str
    ladder: Ladder
    span: Span
    applies_to: tuple[str, ...]
    reason_html: str = ""
    background: tuple[Mapping[str, str], ...] = ()

    @property
    def path(self) -> str:
        """Area and aim, as in addresses and anchors."""
        return f"{self.area_key}/{self.key}"


@dataclass(frozen=True, slots=True)
class AreaHead:
    """An area with its aims."""

    id: int
    key: str
    name: str
    aims: tuple[AimHead, ...]
    description_html: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """The criteria on `day`, as they were at `revision`; none before `applied_at` is set.

    What counts is told by `settled_on`, up to which the stored standings account for the days
    that the criteria name.
    """

    day: date
    settled_on: date
    revision: int
    applied_at: datetime | None
    rules: Rules
    areas: tuple[AreaHead, ...]

    @property
    def aims(self) -> Iterator[AimHead]:
        """Every aim in order, announced and retired ones included."""
        return (aim for area in self.areas for aim in area.aims)

    @property
    def is_unsettled(self) -> bool:
        """Whether a day has come that the stored standings do not account for."""
        return bool(self.rules.changes_between(self.settled_on, self.day))

    def area(self, key: str) -> AreaHead | None:
        """The area of that key."""
        return next((area for area in self.areas if area.key == key), None)

    def aim(self, path: str) -> AimHead | None:
        """The aim of that path."""
        return next((aim for aim in self.aims if aim.path == path), None)


def framework_on(day: date, *, with_texts: bool = False) -> FrameworkView:
    """Read the criteria in force; the revision is read before anything else.

    Three queries, and once in a process a fourth for the rules of each newly applied framework.
    Without `with_texts`, reasons and descriptions stay empty.
    """
    revision = Revision.objects.select_related("framework").defer("framework__content").first()
    aims = _aims(with_texts)
    ladders = _ladders()
    heads = [_aim_head(aim, ladders, with_texts) for aim in aims]
    areas = {aim.area_id: aim.area for aim in aims}
    framework = revision.framework if revision else None
    return FrameworkView(
        day=day,
        settled_on=(revision and revision.settled_on) or day,
        revision=revision.number if revision else 0,
        applied_at=framework.applied_at if framework else None,
        rules=rules.current(framework),
        areas=tuple(
            AreaHead(
                id=area_id,
                key=areas[area_id].key,
                name=areas[area_id].name,
                aims=tuple(members),
                description_html=areas[area_id].description_html if with_texts else "",
            )
            for area_id, members in groupby(heads, key=lambda head: head.area_id)
        ),
    )


def _aims(with_texts: bool) -> list[Aim]:
    rows = Aim.objects.filter(is_current=True, area__is_current=True).select_related("area")
    return list(rows if with_texts else rows.defer(*TEXTS))


def _ladders() -> dict[int | None, tuple[Step, ...]]:
    """The levels of each area that has its own, and of the framework under None."""
    rows = Level.objects.filter(is_current=True).order_by("area_id", "rank", "pk")
    found: dict[int | None, list[Step]] = {}
    for row in rows:
        step = Step(row.key, row.name, row.value, row.meaning)
        found.setdefault(row.area_id, []).append(step)
    return {area: tuple(steps) for area, steps in found.items()}


def _aim_head(
    aim: Aim, ladders: Mapping[int | None, tuple[Step, ...]], with_texts: bool
) -> AimHead:
    own = ladders.get(aim.area_id)
    texts: dict[str, Any] = {}
    if with_texts:
        texts = {"reason_html": aim.reason_html, "background": tuple(aim.background)}
    return AimHead(
        id=aim.pk,
        key=aim.key,
        name=aim.name,
        weight=aim.weight,
        area_id=aim.area_id,
        area_key=aim.area.key,
        area_name=aim.area.name,
        ladder=Ladder(aim.area.name if own else "", own or ladders.get(None, ())),
        span=Span(aim.counts_from, aim.retired_on),
        applies_to=_kinds(aim),
        **texts,
    )


def _kinds(aim: Aim) -> tuple[str, ...]:
    """The kinds of project that both the aim and its area exist for; empty: all."""
    of_area, of_aim = aim.area.applies_to, aim.applies_to
    return tuple(kind for kind in of_aim or of_area if not of_area or kind in of_area)


def ladders_of(aims: Iterable[AimHead]) -> list[Ladder]:
    """The ladders that these aims climb, each once, in the aims' order."""
    return list(dict.fromkeys(aim.ladder for aim in aims))
