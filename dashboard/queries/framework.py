"""The criteria in force as pages show them: areas, their aims and the ladders these climb."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from dashboard import objectives, rules
from dashboard.choices import Confirmer
from dashboard.formats import day as in_words
from dashboard.markdown import to_html
from dashboard.models import Framework, Revision
from dashboard.objectives import Objectives
from dashboard.rules import Content, Past, Rules

NOW = """
SELECT r.number, r.settled_on, f.id, f.digest, f.applied_at,
       (SELECT recorded_at FROM dashboard_event ORDER BY id DESC LIMIT 1)
FROM dashboard_revision r LEFT JOIN dashboard_framework f ON f.id = r.framework_id
"""


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
    confirmed_by: str = Confirmer.LEAD
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
    kept_as: tuple[str, int | None] = ("", None)

    @property
    def past(self) -> Past:
        """The criteria as they were. One query, once in a process for each applied framework."""
        digest, framework_id = self.kept_as
        return Past(rules.applied_until(digest, framework_id)) if framework_id else Past()

    @property
    def aims(self) -> Iterator[AimHead]:
        """Every aim in order, announced and retired ones included."""
        return (aim for area in self.areas for aim in area.aims)

    @property
    def objectives(self) -> Objectives:
        """What is asked, as rows. One query, once in a process."""
        return objectives.of_kept(*self.kept_as)

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


class Now(NamedTuple):
    """Where the record is: what every reader reads first, and what pages are kept by.

    `written_at` is the time of the last event: a database that was restored counts its revisions
    again.
    """

    revision: int = 0
    settled_on: date | None = None
    framework_id: int | None = None
    digest: str = ""
    applied_at: datetime | None = None
    written_at: object = None


def now_in_database() -> Now:
    """Read the revision before anything else. One query, and no model: every request makes it."""
    with connection.cursor() as cursor:
        cursor.execute(NOW)
        row = cursor.fetchone()
    if row is None:
        return Now()
    number, settled_on, framework_id, digest, applied_at, written_at = row
    if applied_at and applied_at.tzinfo is None:  # SQLite knows no time zones
        applied_at = applied_at.replace(tzinfo=UTC)
    return Now(number, settled_on, framework_id, digest or "", applied_at, written_at)


def now_for(ledger: Revision, framework: Framework | None) -> Now:
    """The same, of what whoever writes has read."""
    if framework is None:
        return Now(ledger.number, ledger.settled_on)
    facts = (framework.pk, framework.digest, framework.applied_at)
    return Now(ledger.number, ledger.settled_on, *facts)


def framework_on(day: date, now: Now | None = None) -> FrameworkView:
    """The criteria in force, as they are now where nothing was read before.

    No query, but one, once in a process, for each newly applied framework: what is kept of it
    never changes.
    """
    now = now or now_in_database()
    kept = (now.digest, now.framework_id) if now.framework_id else None
    return FrameworkView(
        day=day,
        settled_on=now.settled_on or day,
        revision=now.revision,
        applied_at=now.applied_at,
        rules=rules.of_kept(*kept) if kept else Rules(),
        areas=_areas(*kept) if kept else (),
        kept_as=(now.digest, now.framework_id),
    )


@lru_cache(maxsize=8)
def _areas(digest: str, framework_id: int) -> tuple[AreaHead, ...]:
    content = rules.kept(digest, framework_id)
    criteria, ids = content["criteria"], content["ids"]
    shared = Ladder("", _steps(criteria["levels"]))
    return tuple(_area(area, shared, ids) for area in criteria["areas"] if area["aims"])


def _area(area: Content, shared: Ladder, ids: Mapping[str, int]) -> AreaHead:
    own = Ladder(area["name"], _steps(area["levels"])) if area["levels"] else shared
    return AreaHead(
        id=ids[area["area"]],
        key=area["area"],
        name=area["name"],
        aims=tuple(_aim(area, aim, own, ids) for aim in area["aims"]),
        description_html=to_html(area["description"]),
    )


def _steps(levels: Iterable[Content]) -> tuple[Step, ...]:
    return tuple(
        Step(level["key"], level["name"], level["value"], level["meaning"]) for level in levels
    )


def _aim(area: Content, aim: Content, ladder: Ladder, ids: Mapping[str, int]) -> AimHead:
    return AimHead(
        id=ids[f"{area['area']}/{aim['key']}"],
        key=aim["key"],
        name=aim["name"],
        weight=aim["weight"],
        area_id=ids[area["area"]],
        area_key=area["area"],
        area_name=area["name"],
        ladder=ladder,
        span=Span(rules.day_in(aim["from"]), rules.day_in(aim["retired"])),
        applies_to=_kinds(area["applies_to"], aim["applies_to"]),
        confirmed_by=area["confirmed_by"],
        reason_html=to_html(aim["reason"]),
        background=tuple(aim["background"]),
    )


def _kinds(of_area: Iterable[str], of_aim: Iterable[str]) -> tuple[str, ...]:
    """The kinds of project that both the aim and its area exist for; empty: all."""
    area, aim = tuple(of_area), tuple(of_aim)
    return tuple(kind for kind in aim or area if not area or kind in area)


def ladders_of(aims: Iterable[AimHead]) -> list[Ladder]:
    """The ladders that these aims climb, each once, in the aims' order."""
    return list(dict.fromkeys(aim.ladder for aim in aims))
