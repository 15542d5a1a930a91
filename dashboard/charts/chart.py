"""One chart as a page shows it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from dashboard.pictures import Key

Figure = dict[str, Any]
NOTHING = mark_safe("")
Ways = tuple[tuple[str, str], ...]
Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table beside a chart. `href` is where its first cell leads."""

    cells: tuple[Value, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, in words, as a table, as a drawing, and as what Plotly makes of it in a browser.

    `empty` says why there is too little to draw and what to do about it; it is empty where there
    is enough. The table may have rows all the same.
    """

    key: str
    title: str
    about: str
    description: str
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    keys: tuple[Key, ...] = ()
    figure: Figure = field(default_factory=dict)
    svg: SafeString = NOTHING
    empty: str = ""
    ways: Ways = ()  # the names of bars, each with where it leads, if the page has them as links

    @property
    def kind(self) -> str:
        """What it is drawn as: "days" or "rows"."""
        return str(self.figure["layout"]["meta"]["kind"]) if self.figure else ""

    @property
    def figure_id(self) -> str:
        """What the page calls the figure that the browser draws."""
        return f"{self.key}-figure"

    @property
    def is_empty(self) -> bool:
        """Whether there is too little to draw."""
        return bool(self.empty)
