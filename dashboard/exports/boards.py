"""The board as a table: the rows and columns that are asked for, on all of its pages."""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.exports.files import Sheet, Value, file_name
from dashboard.looks import Currency
from dashboard.queries.board import BoardPage, Details, Gathered
from dashboard.queries.cells import Cell
from dashboard.queries.days_asked import PARTS
from dashboard.queries.grain import GROUPS
from dashboard.queries.lines import Line
from dashboard.queries.sums import Share
from dashboard.scoring import Score

PROJECT = (
    "project", "name", "kind", "owner", "team", "team name", "group", "agreement", "assessed",
    "points", "maximum", "percentage", "review", "last looked at",
)  # fmt: skip
GATHERED = ("name", "group", "projects", "assessed", "points", "maximum", "percentage", "reviewed")
OF_CELL, OF_SUM = ("", " rank", " of"), (" points", " maximum", " percentage")
NOTHING = Share(Score())


def board_sheet(page: BoardPage, rows: Sequence[Any], details: Details) -> Sheet:
    """The board. Of a standing: the level, its rank and how many levels there are; of a sum:
    points, their maximum and the percentage."""
    is_of_projects = page.grain.is_of_projects
    parts = OF_CELL if page.grain.is_of_cells else OF_SUM
    across = [area.key for area in page.areas]
    if page.grain.is_of_aims:
        across = [aim.path for aim in page.aims]
    of_gathered = ("group" if page.grain.down == GROUPS else "team", *GATHERED)
    return Sheet(
        name=file_name("board", _part_of(page), page.day.isoformat()),
        columns=(
            *(PROJECT if is_of_projects else of_gathered),
            *(f"{key}{part}" for key in across for part in parts),
        ),
        rows=_rows(page, rows, details),
        about={"day": page.day, "applied": page.applied_at, **page.asked.filters},
    )


def _part_of(page: BoardPage) -> list[str]:
    asked = {**page.asked.filters, "area": page.area.key if page.area else ""}
    return [asked[name] for name in PARTS if asked.get(name)]


def _rows(page: BoardPage, rows: Sequence[Any], details: Details) -> Iterator[list[Value]]:
    columns = [aim.id for aim in page.aims] if page.grain.is_of_aims else [a.id for a in page.areas]
    for row in rows:
        if isinstance(row, Line):
            own = _project(row, details)
            is_assessed = row.is_assessed
        else:
            own = _gathered(row)
            is_assessed = bool(row.total.assessed)
        for column in columns:
            if page.grain.is_of_cells:
                cell = details.cells.get(row.id, {}).get(column, Cell())
                own += _cell(cell) if is_assessed else ["", None, None]
            else:
                share = details.shares.get(row.id, {}).get(column, NOTHING)
                own += _score(share.score) if is_assessed else [None] * 3
        yield own


def _project(line: Line, details: Details) -> list[Value]:
    current = details.currency.get(line.id, Currency())
    return [
        line.slug, line.name, line.kind, line.owner, line.team_slug, line.team, line.group,
        line.agreement.value, line.is_assessed,
        *(_score(line.score) if line.is_assessed else [None] * 3), current.word, current.last_on,
    ]  # fmt: skip


def _gathered(row: Gathered) -> list[Value]:
    total = row.total
    score = _score(total.score) if total.assessed else [None] * 3
    return [row.slug, row.name, row.above, total.projects, total.assessed, *score, total.current]


def _score(score: Score) -> list[Value]:
    return [score.points, score.maximum, score.percentage]


def _cell(cell: Cell) -> list[Value]:
    if cell.is_applicable:
        return [cell.word, cell.rank, cell.levels]
    return ["Not applicable" if cell.is_not_applicable else "", None, None]
