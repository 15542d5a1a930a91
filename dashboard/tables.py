"""The board's table. It takes rows and cannot query; what it shows of aims is one string a row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django_tables2.data import TableListData

from dashboard import formats
from dashboard.choices import Agreement
from dashboard.queries.board import BoardPage, Details, Total
from dashboard.queries.cells import GAIN_DAYS, Cell, Mark
from dashboard.queries.lines import Line
from dashboard.queries.looks import Currency
from dashboard.queries.order import folded
from dashboard.scoring import Score
from dashboard.shapes import bar, shade, shape

NOWHERE = Cell()
LONG_AGO = datetime.min.replace(tzinfo=UTC)
PER_PAGE = 100
MOST_PER_PAGE = 1000
AGREEMENTS = {
    Agreement.NOT_YET: "not agreed yet",
    Agreement.IN_TALKS: "in talks",
    Agreement.AGREED: "agreed, and nothing answered yet",
}
SORTS: Mapping[str, Callable[[Line], Any]] = {
    "name": lambda line: (folded(line.name), line.slug),
    "team": lambda line: line.place,
    "score": lambda line: (line.score.percentage or 0, line.score.points),
    "freshness": lambda line: line.looked_at or LONG_AGO,
}


def cell_class(cell: Cell) -> str:
    """The classes that give a cell its colour and outline."""
    if cell.is_not_applicable:
        return "not-applicable"
    if not cell.is_applicable:
        return "outside"
    under_way = " under-way" if cell.is_under_way else ""
    overdue = " overdue" if cell.is_overdue else ""
    return f"shade-{shade(cell.rank, cell.levels)}{under_way}{overdue}"


@lru_cache(maxsize=4096)
def cell_content(cell: Cell) -> SafeString:
    """What a cell shows: shape, word, how much of the next level is done, one mark."""
    if cell.is_not_applicable:
        return mark_safe('<span class="word">Not applicable</span>')
    if not cell.is_applicable:
        return mark_safe("")
    word = format_html('<span class="word">{}</span>', cell.word)
    done = "" if cell.is_complete else f'<span class="of">{cell.done} of {cell.asked}</span>'
    stale = '<span class="hidden">, review overdue</span>' if cell.is_overdue else ""
    return mark_safe(f"{shape(cell.rank, cell.levels)}{word}{done}{mark_content(cell)}{stale}")


def mark_content(cell: Cell) -> str:
    """The mark of a cell; empty where there is none."""
    match cell.mark:
        case Mark.BLOCKED:
            return _mark("blocked", "Blocked", "!")
        case Mark.WAITING:
            return _mark("waiting", f"{cell.waiting} waiting to be confirmed", str(cell.waiting))
        case Mark.GAINED:
            return _mark("gained", f"Gained within {GAIN_DAYS} days", "★")
        case _:
            return ""


def _mark(kind: str, label: str, sign: str) -> str:
    return f'<span class="mark {kind}" role="img" aria-label="{label}">{sign}</span>'


def score_content(score: Score) -> SafeString:
    """Points of their maximum, as a bar and as a percentage."""
    part = score.percentage
    if part is None:
        return mark_safe('<span class="of">No aim counts here</span>')
    points, maximum = formats.number(score.points), formats.number(score.maximum)
    return mark_safe(
        f'<span class="points"><strong>{points}</strong> <span class="of">/ {maximum}</span></span>'
        f'{bar(part)}<span class="percent">{formats.percentage(part)}</span>'
    )


def currency_content(currency: Currency, day: date) -> SafeString:
    """The last verdict, and how long ago anybody looked."""
    return format_html(
        '<span class="verdict {}">{}</span><span class="age">{}</span>',
        currency.freshness.value,
        currency.word,
        formats.age(currency.last_on, day),
    )


def lines_per_page(wanted: str, total: int) -> int:
    """How many lines a page has: a number within reason, or all."""
    if wanted == "all":
        return max(total, 1)
    is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) < 6
    return min(max(int(wanted), 1), MOST_PER_PAGE) if is_number else PER_PAGE


def _cell(cell: Cell, address: str, area: str) -> str:
    """One cell. The first of an area carries its initial, for where there are no headings."""
    initial = f' data-area="{escape(area[:1].upper())}"' if area else ""
    start = f'<td class="cell {cell_class(cell)}"{initial}>'
    if not (cell.is_applicable or cell.is_not_applicable):
        return f"{start}</td>"
    return f'{start}<a href="{escape(address)}">{cell_content(cell)}</a></td>'


class Lines(TableListData):  # type: ignore[misc]  # django-tables2 ships no types
    """The lines of the board, sorted by one rule. What is not assessed has no score: it is last."""

    def order_by(self, aliases: Sequence[Any]) -> None:
        for alias in reversed(aliases):
            self.data.sort(key=SORTS[alias.bare], reverse=alias.is_descending)
            if alias.bare in ("score", "freshness"):
                self.data.sort(key=lambda line: not line.is_assessed)


@dataclass(frozen=True, slots=True)
class Row:
    """One project: the columns of the table that it fills, and its aims as one string."""

    line: Line
    columns: Sequence[tuple[Any, Any]]
    rest: SafeString


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of one team. Without `team`, sorting has dissolved the teams."""

    rows: Sequence[Row]
    team: Line | None = None
    total: Total | None = None


class BoardTable(tables.Table):  # type: ignore[misc]  # django-tables2 ships no types
    """Projects with score and review. `turn_to` a page, then `fill` it with its details."""

    name = tables.Column(verbose_name="Project", accessor="slug")
    team = tables.Column(verbose_name="Team")
    score = tables.Column(verbose_name="Score", initial_sort_descending=True)
    freshness = tables.Column(verbose_name="Review", accessor="looked_at", empty_values=())

    class Meta:
        order_by_field = "sort"
        orderable = True

    def __init__(self, page: BoardPage, lines: Iterable[Line], *, sort: str = "") -> None:
        wanted = [alias for alias in sort.split(",") if alias.removeprefix("-") in SORTS]
        self.board = page
        self.is_sorted = bool(wanted)
        self.details = Details({}, {})
        hidden = () if self.is_sorted else ("team",)
        super().__init__(Lines(list(lines)), order_by=wanted[:4] or None, exclude=hidden)

    def turn_to(self, number: str, per_page: str) -> list[Line]:
        """Show one page and return its lines. Whatever is asked for, there is a page."""
        self.paginate(per_page=lines_per_page(per_page, len(self.rows)))
        self.page = self.paginator.get_page(number)
        return [row.record for row in self.page.object_list]

    @property
    def has_areas(self) -> bool:
        """Whether the aims are grouped by area in a heading of two rows."""
        return len(self.board.areas) > 1

    @property
    def band_width(self) -> int:
        """How many columns stand beside a team's name."""
        return len(self.columns) - 1 + len(self.board.aims)

    @property
    def page_numbers(self) -> Iterable[int | str]:
        """The numbers of pages to offer, with gaps."""
        return list(self.paginator.get_elided_page_range(self.page.number))

    def fill(self, details: Details) -> None:
        """Give the lines of the page their cells."""
        self.details = details

    @property
    def bands(self) -> Iterable[Band]:
        """The rows of the page, by team where nothing is sorted."""
        rows = list(map(self._row, self.page.object_list))
        if self.is_sorted:
            yield Band(rows)
            return
        for team_id, members in groupby(rows, key=lambda row: row.line.team_id):
            own = list(members)
            yield Band(own, own[0].line, self.board.team_totals[team_id])

    def _row(self, bound: Any) -> Row:
        line = bound.record
        if line.is_assessed:
            return Row(line, list(bound.items()), self._cells(line))
        lead = [pair for pair in bound.items() if pair[0].name in ("name", "team")]
        width = len(self.columns) - len(lead) + len(self.board.aims)
        quiet = (
            f'<td class="unassessed" colspan="{width}"><span>'
            '<span class="agreement">Not yet assessed, {}</span> <span class="about">{}</span>'
            "</span></td>"
        )
        return Row(line, lead, format_html(quiet, AGREEMENTS[line.agreement], line.about))

    def _cells(self, line: Line) -> SafeString:
        cells = self.details.cells.get(line.id, {})
        address = reverse("project", args=[line.slug])
        parts = [
            _cell(
                cells.get(aim.id, NOWHERE), f"{address}#{aim.path}", aim.area_name if not n else ""
            )
            for area in self.board.areas
            for n, aim in enumerate(area.aims)
        ]
        return mark_safe("".join(parts))

    def render_name(self, record: Line) -> SafeString:
        owner = format_html('<span class="owner">{}</span>', record.owner) if record.owner else ""
        address = reverse("project", args=[record.slug])
        return format_html('<a href="{}">{}</a>{}', address, record.name, owner)

    def render_team(self, record: Line) -> SafeString:
        return format_html('<a href="?team={}">{}</a>', record.team_slug, record.team)

    def render_score(self, value: Score) -> SafeString:
        return score_content(value)

    def render_freshness(self, record: Line) -> SafeString:
        currency = self.details.currency.get(record.id, Currency())
        return currency_content(currency, self.board.day)
