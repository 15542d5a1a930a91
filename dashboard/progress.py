"""What the charts of progress show, as values. `queries.progress` makes them, `charts` draws them.

Days are days in the configured time zone, and a figure of a day is as it was at the day's end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dashboard.choices import Cause
from dashboard.scoring import Score


@dataclass(frozen=True, slots=True)
class Band:
    """One place where standings can be, none included. `shade` is its colour, 0 to 6.

    Where the aims have one ladder, a band is a level; where they have several, so much of them.
    """

    key: str
    name: str
    shade: int


@dataclass(frozen=True, slots=True)
class Levels:
    """How many standings were in each band at the end of each day.

    `counts` has a row for each band, the lowest first, and in each a number for each day. What is
    not applicable or not assessed is in none. `blocked` of them had something in their way. `why`
    is where a day of it is explained, but for the day.
    """

    days: tuple[date, ...]
    bands: tuple[Band, ...]
    counts: tuple[tuple[int, ...], ...]
    blocked: tuple[int, ...]
    why: str = ""

    @property
    def totals(self) -> tuple[int, ...]:
        """How many standings there were at the end of each day."""
        return tuple(map(sum, zip(*self.counts, strict=True)))


@dataclass(frozen=True, slots=True)
class Line:
    """The score of one team or project at the end of each day. `href` leads to its progress."""

    key: str
    name: str
    href: str
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class CycleEnd:
    """The last day of a cycle."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores at the end of each day: of everything in the scope, and of at most eight parts.

    `fresh` are the points of the whole that stood on something that was fresh that day: reviewed
    or checked in there, and not overdue. `left_out` parts have no line. `why` is where a day of it
    is explained, but for the day.
    """

    days: tuple[date, ...]
    whole: Line
    parts: tuple[Line, ...]
    fresh: tuple[int, ...]
    cycles: tuple[CycleEnd, ...]
    left_out: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """How many projects stand in each band of one aim, and how many points it can still give."""

    path: str
    name: str
    area: str
    counts: tuple[int, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Spreads:
    """Where a scope stood at the end of a day, aim by aim, the most to gain first."""

    on: date
    bands: tuple[Band, ...]
    aims: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What one cause did to points and maximum, by so many movements. `href` leads to them."""

    cause: Cause
    points: int
    maximum: int
    movements: int
    href: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """How a score became another. The steps add up to the difference, of points and of maximum."""

    starts_on: date
    ends_on: date
    before: Score
    after: Score
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the promises of one team for one cycle; `made` is their sum."""

    cycle: str
    cycle_slug: str
    team: str
    team_slug: str
    kept: int
    missed: int
    open: int
    withdrawn: int
    lapsed: int

    @property
    def made(self) -> int:
        """How many there were."""
        return self.kept + self.missed + self.open + self.withdrawn + self.lapsed


@dataclass(frozen=True, slots=True)
class Mark:
    """A movement on a small chart: what it did to the points, and in words by whom and why."""

    on: date
    points: int
    words: str


class Charts(Protocol):
    """What the five charts of one scope and period show. Each may be worked out when it is asked
    for."""

    @property
    def levels(self) -> Levels: ...
    @property
    def scores(self) -> Scores: ...
    @property
    def spreads(self) -> Spreads: ...
    @property
    def waterfall(self) -> Waterfall: ...
    @property
    def promises(self) -> Sequence[Outcomes]: ...
