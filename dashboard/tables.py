"""The board's tables. They take rows and cannot query; a row's aims are one string."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django_tables2.data import TableListData

from dashboard.choices import Agreement
from dashboard.drawing import (
    area_attribute,
    cell_td,
    currency_content,
    score_content,
    share_td,
    trend_content,
)
from dashboard.queries.board import BoardPage, Details, Total
from dashboard.queries.cells import Cell, Mark
from dashboard.queries.framework import AimHead, AreaHead
from dashboard.queries.lines import Line
from dashboard.queries.looks import Currency
from dashboard.queries.sums import Share
from dashboard.scoring import Score

NOWHERE = Cell()
NOTHING = Share(Score())
PER_PAGE = 100
MOST_PER_PAGE = 1000
AGREEMENTS = {
    Agreement.NOT_YET: "not agreed yet",
    Agreement.IN_TALKS: "in talks",
    Agreement.AGREED: "agreed, and nothing answered yet",
}
MARKS = {"blocked": Mark.BLOCKED, "waiting": Mark.WAITING, "gained": Mark.GAINED}


def lines_per_page(wanted: str, total: int) -> int:
    """How many lines a page has: a number within reason, or all."""
    if wanted == "all":
        return max(total, 1)
    is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) < 6
    return min(max(int(wanted), 1), MOST_PER_PAGE) if is_number else PER_PAGE


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
    """The rows of one team or group, and what leads to it. Sorting dissolves bands into one."""

    rows: Sequence[Row]
    name: str = ""
    href: str = ""
    above: str = ""
    above_href: str = ""
    total: Total | None = None


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

    class Meta:
        order_by_field = "sort"
        orderable = True

    def __init__(self, page: BoardPage, rows: Iterable[Any], **more: Any) -> None:
        self.board = page
        self.details = Details()
        super().__init__(InOrder(list(rows)), order_by=page.asked.sort.alias or None, **more)

    def turn_to(self, number: str, per_page: str) -> list[Any]:
        """Show one page and return its rows. Whatever is asked for, there is a page."""
        self.paginate(per_page=lines_per_page(per_page, len(self.rows)))
        self.page = self.paginator.get_page(number)
        return [row.record for row in self.page.object_list]

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

    def shares_of(self, record: Any, link: Callable[[AimHead | None, AreaHead], str]) -> SafeString:
        """The cells of a row of sums."""
        own = self.details.shares.get(record.id, {})
        is_of_aims = self.board.grain.is_of_aims
        return mark_safe(
            "".join(
                share_td(
                    own.get(aim.id if is_of_aims else area.id, NOTHING),
                    escape(link(aim if is_of_aims else None, area)),
                    start,
                )
                for area, aim, start in self._places
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

    def with_trend(self, record: Any, score: Score) -> SafeString:
        """A score, and the line of how it came about."""
        trend = trend_content(self.details.trends.get(record.id, ()))
        return score_content(score) + trend


class ProjectTable(BoardTable):
    """A row for each project, in bands of teams."""

    team = tables.Column(verbose_name="Team", accessor="team")
    freshness = tables.Column(verbose_name="Review", accessor="looked_at", empty_values=())
    step = tables.Column(
        verbose_name="Next step", accessor="slug", empty_values=(), orderable=False
    )

    class Meta(BoardTable.Meta):
        sequence = ("name", "team", "score", "freshness", "step")

    def __init__(self, page: BoardPage) -> None:
        hidden = [] if page.asked.sort.key else ["team"]
        hidden += [] if page.grain.is_of_aims else ["step"]
        super().__init__(page, page.lines, exclude=hidden)

    def banded(self, rows: Sequence[Row]) -> Iterable[Band]:
        for team_id, members in groupby(rows, key=lambda row: row.record.team_id):
            own = list(members)
            line = own[0].record
            yield Band(
                own,
                line.team,
                narrowed(team=line.team_slug),
                line.group,
                narrowed(group=line.group_slug),
                self.board.team_totals[team_id],
            )

    def row(self, record: Line) -> Row:
        if record.is_assessed:
            is_of_aims = self.board.grain.is_of_aims
            rest = self._cells(record) if is_of_aims else self._shares(record)
            return Row(record, self.lead(record), rest)
        lead = self.lead(record, "name", "team")
        width = len(self.columns) - len(lead) + self.board.columns
        quiet = (
            f'<td class="unassessed" colspan="{width}"><span>'
            '<span class="agreement">Not yet assessed, {}</span> <span class="about">{}</span>'
            "</span></td>"
        )
        about = format_html(quiet, AGREEMENTS[record.agreement], record.about)
        return Row(record, lead, about)

    def _cells(self, line: Line) -> SafeString:
        cells = self.details.cells.get(line.id, {})
        address = project_address(line.slug)
        return mark_safe(
            "".join(
                cell_td(cell, f"{address}#{aim.path}", start, self._is_hit(cell, aim))
                for _, aim, start in self._places
                for cell in (cells.get(aim.id, NOWHERE),)
            )
        )

    def _is_hit(self, cell: Cell, aim: AimHead) -> bool:
        """Whether a cell is what was asked for, by level or by mark."""
        asked = self.board.asked.filters
        if not asked:
            return False
        if any(cell.mark == mark for name, mark in MARKS.items() if name in asked):
            return True
        level = asked.get("level")
        if not level or "aim" in asked or not cell.is_applicable:
            return False
        return cell.rank == 0 if level == "none" else cell.word == aim.ladder.name_of(level)

    def _shares(self, line: Line) -> SafeString:
        address = project_address(line.slug)
        return self.shares_of(line, lambda aim, area: f"{address}#{area.key}")

    def render_name(self, record: Line) -> SafeString:
        owner = format_html('<span class="owner">{}</span>', record.owner) if record.owner else ""
        address = project_address(record.slug)
        return format_html('<a href="{}">{}</a>{}', address, record.name, owner)

    def render_team(self, record: Line) -> SafeString:
        return format_html('<a href="{}">{}</a>', narrowed(team=record.team_slug), record.team)

    def render_score(self, record: Line) -> SafeString:
        return self.with_trend(record, record.score)

    def render_freshness(self, record: Line) -> SafeString:
        currency = self.details.currency.get(record.id, Currency())
        return currency_content(currency, self.board.day)

    def render_step(self, record: Line) -> SafeString:
        """The aim whose next level is nearest, where nothing blocks it."""
        cells = self.details.cells.get(record.id, {})
        ahead = [
            (cell.asked - cell.done, place, aim, cell)
            for place, aim in enumerate(self.board.aims)
            if (cell := cells.get(aim.id, NOWHERE)).is_applicable
            and not cell.is_complete
            and cell.mark != Mark.BLOCKED
        ]
        if not ahead:
            return mark_safe("")
        left, _, aim, _ = min(ahead, key=lambda each: each[:2])
        address = f"{project_address(record.slug)}#{aim.path}"
        return format_html(
            '<a href="{}">{}</a><span class="of">{} left</span>', address, aim.name, left
        )
