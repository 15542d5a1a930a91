"""The board of teams or groups: rows that sum the projects of each."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dashboard.queries.board import BoardPage, Details, Gathered
from dashboard.queries.grain import GROUPS, PROJECTS
from dashboard.queries.order import folded
from dashboard.tables import NOTHING, Band, BoardTable, Row


class GatheredTable(BoardTable):
    """A row for each team, in bands of groups, or a row for each group."""

    projects = tables.Column(verbose_name="Projects", accessor="slug", empty_values=())
    freshness = tables.Column(verbose_name="Reviewed", accessor="slug", empty_values=())

    class Meta(BoardTable.Meta):
        sequence = ("name", "score", "projects", "freshness")

    def __init__(self, page: BoardPage, rows: Iterable[Gathered]) -> None:
        super().__init__(page, rows)
        self.is_of_groups = page.grain.down == GROUPS
        self.columns["name"].column.verbose_name = "Group" if self.is_of_groups else "Team"

    def banded(self, rows: Sequence[Row]) -> Iterable[Band]:
        for _, members in groupby(rows, key=lambda row: row.record.above):
            own = list(members)
            first = own[0].record
            href = self.to(group=first.above_slug) if first.above_slug else ""
            total = self.board.group_totals.get(first.above_id)
            why = self.why(group=first.above_slug) if first.above_slug else ""
            yield Band(own, "" if self.is_of_groups else first.above, href, total=total, why=why)

    def row(self, record: Gathered) -> Row:
        if record.total.assessed:
            return Row(record, self.lead(record), self.shares_of(record, **self._whose(record)))
        lead = self.lead(record, "name")
        width = len(self.columns) - 1 + self.board.columns
        words = f"None of {record.total.projects} assessed yet"
        quiet = format_html(
            '<td class="unassessed" colspan="{}"><span>{}</span></td>', width, words
        )
        return Row(record, lead, quiet)

    def _whose(self, record: Gathered) -> dict[str, str]:
        return {"group" if self.is_of_groups else "team": record.slug}

    def render_name(self, record: Gathered) -> SafeString:
        if not record.slug:
            return format_html("{}", record.name)
        return format_html(
            '<a href="{}">{}</a>', self.to(**self._whose(record), down=PROJECTS), record.name
        )

    def render_score(self, record: Gathered) -> SafeString:
        why = self.why(**self._whose(record)) if record.slug else ""
        return self.with_trend(record, record.total.score, why)

    def render_projects(self, record: Gathered) -> SafeString:
        quiet = f"{record.total.unassessed} not assessed" if record.total.unassessed else ""
        return format_html(
            '<span>{}</span><span class="of">{}</span>', record.total.projects, quiet
        )

    def render_freshness(self, record: Gathered) -> str:
        return f"{record.total.current} of {record.total.assessed}"


def sorted_rows(page: BoardPage, rows: Sequence[Gathered], details: Details) -> list[Gathered]:
    """The rows of teams or groups by group and name, or as asked; without a score they are last."""
    sort = page.asked.sort
    in_order = sorted(
        rows, key=lambda row: (not row.above_slug, folded(row.above), folded(row.name), row.slug)
    )
    if not sort.key:
        return in_order
    columns = {aim.path: aim.id for aim in page.aims} | {f"{a.key}/": a.id for a in page.areas}

    def value(row: Gathered) -> Any:
        match sort.key:
            case "name":
                return folded(row.name)
            case "projects":
                return row.total.projects
            case "freshness":
                return row.total.current / max(row.total.assessed, 1)
            case "score":
                return (row.total.score.percentage or 0, row.total.score.points)
            case _:
                own = details.shares.get(row.id, {}).get(columns.get(sort.key, 0), NOTHING)
                return -1 if own.score.percentage is None else own.score.percentage

    in_order.sort(key=value, reverse=sort.is_descending)
    return in_order if sort.key == "name" else sorted(in_order, key=lambda r: not r.total.assessed)
