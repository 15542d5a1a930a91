"""What stands on a chart, as values: drawn by `plots` on the server and by Plotly in the browser.

A tint is the name of a colour in the style sheet, so that both drawings follow its themes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Look(StrEnum):
    """How a line is told from others beside its colour; the values are Plotly's `dash`."""

    SOLID = "solid"
    DASHED = "dash"
    DOTTED = "dot"
    BROKEN = "dashdot"


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend. Where there is room it may stand at the end of its line instead."""

    name: str
    tint: str
    look: Look | None = None
    is_bold: bool = False
    is_labelled: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A value for each day, or none, and what is told about each where one points at it.

    `end` is the last value in words: values are rounded to a tenth, and of that no whole per cents
    can be made.
    """

    name: str
    tint: str
    values: tuple[float | None, ...]
    notes: tuple[str, ...]
    end: str = ""
    look: Look = Look.SOLID
    is_bold: bool = False
    has_halo: bool = False
    is_labelled: bool = True

    @property
    def last(self) -> tuple[int, float] | None:
        """The place and the value of the last day that has one."""
        known = [(place, value) for place, value in enumerate(self.values) if value is not None]
        return known[-1] if known else None


@dataclass(frozen=True, slots=True)
class Flag:
    """A day that has a name."""

    on: date
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Per cents by day: areas that stand on each other, the lowest first, and lines over them.

    The gap is shaded between two of the lines, the upper and the lower, told by their places.
    """

    days: tuple[date, ...]
    areas: tuple[Series, ...] = ()
    lines: tuple[Series, ...] = ()
    gap: tuple[int, int] | None = None
    gap_name: str = ""
    flags: tuple[Flag, ...] = ()
    ceiling: int = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: where it begins, how long it is, and what is written on it."""

    name: str
    tint: str
    start: float
    size: float
    words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of pieces with its name before and its sum behind it.

    `level` is what the bars have come to with it. `more` stands below the sum where there is room.
    """

    name: str
    parts: tuple[Part, ...]
    end: str
    href: str = ""
    level: float | None = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Bars under each other on one scale; without a unit it has no numbers."""

    bars: tuple[Bar, ...]
    low: float
    high: float
    unit: str
    are_named: bool = True  # else the page has the names, as links
