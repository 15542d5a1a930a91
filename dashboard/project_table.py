"""The board of projects: a row for each, in bands of teams."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dashboard.choices import Agreement
from dashboard.drawing import cell_td, currency_content
from dashboard.looks import Currency
from dashboard.queries.board import BoardPage
from dashboard.queries.cells import Cell, Mark
from dashboard.queries.framework import AimHead
from dashboard.queries.lines import Line
from dashboard.tables import MARKS, Band, BoardTable, Row, project_address

NOWHERE = Cell()
AGREEMENTS = {
    Agreement.NOT_YET: "not agreed yet",
    Agreement.IN_TALKS: "in talks",
    Agreement.AGREED: "agreed, and nothing answered yet",
}


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
                self.to(team=line.team_slug),
                line.group,
                self.to(group=line.group_slug),
                self.board.team_totals[team_id],
                self.why(team=line.team_slug),
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
        return mark_safe(
            "".join(
                cell_td(cell, self.to_aim(line.slug, aim.path), start, self._is_hit(cell, aim))
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
        return self.shares_of(line, project=line.slug)

    def render_name(self, record: Line) -> SafeString:
        owner = format_html('<span class="owner">{}</span>', record.owner) if record.owner else ""
        address = project_address(record.slug)
        return format_html('<a href="{}">{}</a>{}', address, record.name, owner)

    def render_team(self, record: Line) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.to(team=record.team_slug), record.team)

    def render_score(self, record: Line) -> SafeString:
        return self.with_trend(record, record.score, self.why(project=record.slug))

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
