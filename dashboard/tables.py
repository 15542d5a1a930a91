"""The board's tables. They take rows and cannot query; a row's aims are one string."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django_tables2.data import TableListData

from dashboard.addresses import explanation_address
from dashboard.drawing import (
    area_attribute,
    explained,
    score_content,
    share_td,
    trend_content,
)
from dashboard.queries.board import BoardPage, Details, Total
from dashboard.queries.cells import Mark
from dashboard.queries.framework import AimHead, AreaHead
from dashboard.queries.sums import Share
from dashboard.scoring import Score

NOTHING = Share(Score())
PER_PAGE = 100
MOST_PER_PAGE = 1000
MOST_CELLS = 20_000  # on one page; more would take a worker more memory than it should have
MARKS = {"blocked": Mark.BLOCKED, "waiting": Mark.WAITING, "gained": Mark.GAINED}


def lines_per_page(wanted: str, total: int, columns: int) -> int:
    """How many lines of so many cells a page has: a number within reason, or all that may be."""
    most = max(MOST_CELLS // max(columns, 1), PER_PAGE)
    if wanted == "all":
        return min(max(total, 1), most)
    is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) < 6
    return min(max(int(wanted), 1), MOST_PER_PAGE, most) if is_number else PER_PAGE


class InOrder(TableListData):  # type: ignore[misc]  # django-tables2 ships no types
    """Rows that come in their order."""

    def order_by(self, aliases: Sequence[Any]) -> None:
        """They are sorted where they are read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the columns of the table that it fills, and its aims or areas as one string."""

    record: Any
    columns: Sequence[tuple[Any, Any]]
    rest: SafeString


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of one team or group, and what leads to it. Sorting dissolves bands into one.

    `why` leads to how its score comes about.
    """

    rows: Sequence[Row]
    name: str = ""
    href: str = ""
    above: str = ""
    above_href: str = ""
    total: Total | None = None
    why: str = ""


@lru_cache(maxsize=4096)
def project_address(slug: str) -> str:
    """Where a project's page is; slugs need no escaping."""
    return reverse("project", args=[slug])


def narrowed(**asked: str) -> str:
    """The query that shows only this."""
    return "?" + urlencode(asked)


class BoardTable(tables.Table):  # type: ignore[misc]  # django-tables2 ships no types
    """Rows with score and trend. `turn_to` a page, then `fill` it with its details."""

    name = tables.Column(verbose_name="Project", accessor="slug", empty_values=())
    score = tables.Column(
        verbose_name="Score", accessor="slug", empty_values=(), initial_sort_descending=True
    )

    on = ""  # the day that it is of, where that is gone

    class Meta:
        order_by_field = "sort"
        orderable = True

    def __init__(self, page: BoardPage, rows: Iterable[Any], **more: Any) -> None:
        self.board = page
        self.details = Details()
        super().__init__(InOrder(list(rows)), order_by=page.asked.sort.alias or None, **more)

    def turn_to(self, number: str, per_page: str) -> list[Any]:
        """Show one page and return its rows. Whatever is asked for, there is a page."""
        total = len(self.rows)
        self.paginate(per_page=lines_per_page(per_page, total, self.board.columns))
        self.page = self.paginator.get_page(number)
        return [row.record for row in self.page.object_list]

    @property
    def fits(self) -> bool:
        """Whether all rows may stand on one page."""
        total = len(self.rows)
        return lines_per_page("all", total, self.board.columns) >= total

    @property
    def turned(self) -> dict[str, str]:
        """The page it is turned to, as the product's own addresses say it."""
        if self.paginator.num_pages == 1:
            return {"per_page": "all"} if self.paginator.per_page != PER_PAGE else {}
        return {"page": str(self.page.number)} if self.page.number > 1 else {}

    @property
    def is_sorted(self) -> bool:
        """Whether sorting has dissolved the bands."""
        return bool(self.board.asked.sort.key)

    @property
    def is_narrowed(self) -> bool:
        """Whether some cells are what was asked for, and stand out."""
        asked = self.board.asked.filters
        is_level = "level" in asked and "aim" not in asked
        is_marked = any(name in asked for name in MARKS)
        return self.board.grain.is_of_cells and (is_level or is_marked)

    @property
    def has_areas(self) -> bool:
        """Whether the aims are grouped by area in a heading of two rows."""
        return len(self.board.areas) > 1 and self.board.grain.is_of_aims

    @property
    def band_width(self) -> int:
        """How many columns stand beside a band's name."""
        return len(self.columns) - 1 + self.board.columns

    @property
    def page_numbers(self) -> Iterable[int | str]:
        """The numbers of pages to offer, with gaps."""
        return list(self.paginator.get_elided_page_range(self.page.number))

    def fill(self, details: Details) -> None:
        """Give the rows of the page their cells."""
        self.details = details

    @property
    def bands(self) -> Iterable[Band]:
        """The rows of the page, by team or group where nothing is sorted."""
        rows = [self.row(bound.record) for bound in self.page.object_list]
        return [Band(rows)] if self.is_sorted else list(self.banded(rows))

    def row(self, record: Any) -> Row:
        """One row."""
        raise NotImplementedError

    def lead(self, record: Any, *names: str) -> list[tuple[Any, SafeString]]:
        """The columns before the aims, those named or all, with what they show of a record."""
        return [
            (column, render(record))
            for column, render in self._rendering
            if not names or column.name in names
        ]

    @cached_property
    def _rendering(self) -> list[tuple[Any, Callable[[Any], SafeString]]]:
        """Each column with its method. The library looks for it, and at it, again for each cell."""
        return [(column, getattr(self, f"render_{column.name}")) for column in self.columns]

    def banded(self, rows: Sequence[Row]) -> Iterable[Band]:
        """Rows by what they belong to."""
        raise NotImplementedError

    def to(self, **asked: str) -> str:
        """The address that shows only this."""
        return narrowed(**asked)

    def to_aim(self, slug: str, path: str) -> str:
        """Where a cell leads: to its aim, or its area, in its project."""
        return f"{project_address(slug)}#{path}"

    def shares_of(self, record: Any, **whose: str) -> SafeString:
        """The cells of a row of sums; each leads to what it is a sum of, where there is a page."""
        own = self.details.shares.get(record.id, {})
        to = escape(self.to_share(**whose)) if any(whose.values()) else ""
        if self.board.grain.is_of_aims:
            cells = [(aim.id, f"aim={aim.path}", start) for _, aim, start in self._places]
        else:
            cells = [(area.id, f"area={area.key}", start) for area, _, start in self._places]
        return mark_safe(
            "".join(
                share_td(own.get(key, NOTHING), to and f"{to}&amp;{where}", start)
                for key, where, start in cells
            )
        )

    @cached_property
    def _places(self) -> list[tuple[AreaHead, AimHead, str]]:
        """What stands across: an aim of an area, of an area alone the first one."""
        found = []
        for area in self.board.areas:
            aims = area.aims if self.board.grain.is_of_aims else area.aims[:1]
            starts = [area_attribute(area.name, len(aims)), *[""] * (len(aims) - 1)]
            found += [(area, aim, start) for aim, start in zip(aims, starts, strict=True)]
        return found

    def to_share(self, **whose: str) -> str:
        """Where a cell of sums leads, but for its aim or area: to how it comes about."""
        return explanation_address(**whose, on=self.on)

    def why(self, **whose: str) -> str:
        """Where the score of a row or band on this board is explained."""
        area = self.board.area.key if self.board.area else ""
        return explanation_address(**whose, area=area, on=self.on)

    def with_trend(self, record: Any, score: Score, why: str) -> SafeString:
        """A score, where it is explained, and the line of its last months."""
        trend = trend_content(self.details.trends.get(record.id, ()))
        content = score_content(score)
        return (explained(content, why) if why else content) + trend
