"""The difference between two boards, drawn: a row for each project, and who moved it why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from dashboard import formats
from dashboard.addresses import explanation_address
from dashboard.choices import Applicability
from dashboard.drawing import area_attribute, cell_class, cell_content, explained
from dashboard.past_tables import history_address
from dashboard.queries.cells import Cell
from dashboard.queries.compare import Comparison, Row, Why, score_of
from dashboard.queries.differences import Difference, Kind, Moved
from dashboard.queries.lines import Line
from dashboard.scoring import Score
from dashboard.shapes import shape

SIGNS = {Kind.UP: "↑", Kind.DOWN: "↓", Kind.NEW: "+", Kind.GONE: "\N{MINUS SIGN}", Kind.OTHER: "≈"}
WORDS = {
    Kind.UP: "Up", Kind.DOWN: "Down", Kind.NEW: "New", Kind.GONE: "Gone",
    Kind.OTHER: "Counts differently",
}  # fmt: skip
NO_SCORE = "\N{EN DASH}"
BY_CRITERIA = "by changed criteria alone"


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One project: its name, score and cells, and what moved, as strings."""

    line: Line
    href: str
    note: str
    score: SafeString
    counts: SafeString
    cells: SafeString
    whys: SafeString
    words: str


@dataclass(frozen=True, slots=True)
class ShownBand:
    """The projects of one team, with its score on both days."""

    name: str
    group: str
    score: SafeString
    rows: Sequence[ShownRow]


def bands_of(comparison: Comparison, rows: Iterable[Row]) -> list[ShownBand]:
    """The rows of a page, by team."""
    return [
        ShownBand(
            members[0].line.team,
            members[0].line.group,
            _team_score(comparison, team),
            [_row(comparison, row) for row in members],
        )
        for team, some in groupby(rows, key=lambda row: row.line.team_id)
        for members in [list(some)]
    ]


def _team_score(comparison: Comparison, team: int) -> SafeString:
    was = score_of(line for line in comparison.was.values() if line.team_id == team)
    now = score_of(line for line in comparison.now.values() if line.team_id == team)
    return scores_content(was, now)


def _row(comparison: Comparison, row: Row) -> ShownRow:
    return ShownRow(
        line=row.line,
        href=history_address(row.line.slug),
        note=_note(row),
        score=scores_content(_score(row.was), _score(row.now), _whys(comparison, row)),
        counts=counts_content(row.counts),
        cells=_cells(comparison, row),
        whys=format_html_join("", "{}", ((_why(row, why),) for why in row.whys)),
        words=counts_words(row.counts),
    )


def _score(line: Line | None) -> Score:
    return line.score if line and line.is_assessed else Score()


def _note(row: Row) -> str:
    if row.was is None:
        return "new here"
    if row.now is None:
        return "no longer here"
    if row.was.team_id != row.now.team_id:
        return f"before in {row.was.team}"
    return "" if row.now.is_assessed else "not assessed"


def _whys(comparison: Comparison, row: Row) -> list[str]:
    """Where its score of each day is explained."""
    return [
        explanation_address(project=row.line.slug, area=comparison.area, on=view.day)
        for view in (comparison.earlier, comparison.later)
    ]


def scores_content(was: Score, now: Score, whys: Sequence[str] = ("", "")) -> SafeString:
    """Two scores, each with its points; a dash for that of nothing. `whys` explain them."""
    told = [_percentage(score, why) for score, why in zip((was, now), whys, strict=True)]
    return format_html(
        '<span class="then">{}</span> <span class="to" aria-label="to">→</span> '
        '<strong>{}</strong><span class="of">{} → {}</span>',
        *told,
        _points(was),
        _points(now),
    )


def _percentage(score: Score, why: str) -> str:
    words = formats.percentage(score.percentage)
    return explained(words, why) if words and why else words or NO_SCORE


def _points(score: Score) -> str:
    if not score.maximum:
        return "none"
    return f"{formats.number(score.points)} / {formats.number(score.maximum)}"


def sign_content(kind: Kind, *, is_by_criteria: bool) -> SafeString:
    """The sign of what became of a standing."""
    word = WORDS[kind] + (f", {BY_CRITERIA}" if is_by_criteria else "")
    rule = " by-criteria" if is_by_criteria else ""
    return format_html(
        '<span class="sign {}{}" role="img" aria-label="{}">{}</span>',
        kind.value, rule, word, SIGNS[kind],
    )  # fmt: skip


def counts_content(counts: Mapping[str, int]) -> SafeString:
    """How many went which way, each with its sign."""
    return format_html_join(
        " ",
        '<span class="{}"><span class="sign {}" aria-hidden="true">{}</span>{}'
        '<span class="hidden"> {}</span></span>',
        (
            ("count", kind.value, SIGNS[kind], counts[kind.value], WORDS[kind].lower())
            for kind in Kind
            if counts.get(kind.value)
        ),
    )


def counts_words(counts: Mapping[str, int]) -> str:
    """How many went which way: "3 up, 1 down"."""
    told = [
        f"{formats.number(counts[kind.value])} {WORDS[kind].lower()}"
        for kind in Kind
        if counts.get(kind.value)
    ]
    return ", ".join(told)


def _cells(comparison: Comparison, row: Row) -> SafeString:
    found = {why.column.aim.id: why for why in row.whys}
    parts = []
    for band in comparison.bands:
        starts = [area_attribute(band.name, len(band.columns)), *[""] * (len(band.columns) - 1)]
        for column, start in zip(band.columns, starts, strict=True):
            cell, why = row.cells[column.aim.id], found.get(column.aim.id)
            if why is None:
                parts.append(_still(cell, start))
            else:
                href = history_address(row.line.slug, column.href_path)
                parts.append(_changed(cell, why.difference, why.before, escape(href), start))
    return mark_safe("".join(parts))


@lru_cache(maxsize=4096)
def _still(cell: Cell, start: str) -> str:
    if not (cell.is_applicable or cell.is_not_applicable):
        return f'<td class="cell outside"{start}></td>'
    return (
        f'<td class="cell unmoved {cell_class(cell)}"{start}><span>{cell_content(cell)}</span></td>'
    )


def _changed(cell: Cell, difference: Difference, before: str, href: str, start: str) -> str:
    sign = sign_content(difference.kind, is_by_criteria=difference.is_by_criteria)
    side = difference.before
    has_moved = difference.kind != Kind.GONE and side.applicability == Applicability.APPLICABLE
    pair = (
        format_html(
            '<span class="was">{}</span><span class="hidden">from {} to </span>',
            shape(side.rank, side.levels),
            before,
        )
        if has_moved
        else ""
    )
    return (
        f'<td class="cell changed {cell_class(cell)} {difference.kind.value}"{start}>'
        f'<a href="{href}">{pair}{cell_content(cell)}{sign}</a></td>'
    )


def _why(row: Row, why: Why) -> SafeString:
    """One standing that moved: from what to what, and its movements in words."""
    difference = why.difference
    return format_html(
        '<li><p>{} <a href="{}">{}</a> <span class="path">{} → {}</span>{}{}</p><ol>{}{}</ol></li>',
        sign_content(difference.kind, is_by_criteria=difference.is_by_criteria),
        history_address(row.line.slug, why.column.href_path),
        why.column.aim.name,
        why.before,
        why.after,
        _signed(difference),
        format_html(' <span class="rule">{}</span>', BY_CRITERIA)
        if difference.is_by_criteria
        else "",
        format_html('<li class="of">{} earlier in its history</li>', why.more) if why.more else "",
        format_html_join("", "{}", ((moved_content(moved),) for moved in why.moved)),
    )


def _signed(difference: Difference) -> SafeString:
    before = difference.before.points if difference.before.counts else 0
    after = difference.after.points if difference.after.counts else 0
    change = after - before
    if not change:
        return mark_safe("")
    unit = "point" if abs(change) == 1 else "points"
    return format_html(' <span class="of">{} {}</span>', signed(change), unit)


def signed(value: int) -> str:
    """A change with its sign."""
    return f"{value:+,d}".replace("-", "\N{MINUS SIGN}")


def moved_content(moved: Moved) -> SafeString:
    """One movement: when, who did what, and as what it counts."""
    return format_html(
        '<li><time datetime="{}">{}</time> {}<strong>{}</strong> {}{} '
        '<span class="of">{}</span></li>',
        moved.on.isoformat(),
        formats.day(moved.on),
        format_html("<strong>{}</strong> said it, ", moved.said_by)
        if moved.said_by != moved.by
        else "",
        moved.by or "Nobody named",
        moved.verb,
        format_html(": {}", moved.of) if moved.of else "",
        moved.cause,
    )
