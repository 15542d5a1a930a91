"""The board: projects by aims."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dashboard.models import Standing
from dashboard.queries.cells import Cell, cell_of, marked
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView, Ladder, ladders_of
from dashboard.queries.lines import Line, Wanted
from dashboard.queries.looks import Currency, Looks, last_looks
from dashboard.scoring import Score

Cells = Mapping[int, Mapping[int, Cell]]


@dataclass(frozen=True, slots=True)
class Total:
    """A score of several projects, of which some may not be assessed yet."""

    score: Score
    projects: int
    assessed: int

    @property
    def unassessed(self) -> int:
        """How many projects are in no sum."""
        return self.projects - self.assessed


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What stands around the table. `area` is that of the board of one area."""

    day: date
    applied_at: datetime | None
    has_criteria: bool
    areas: tuple[AreaHead, ...]
    ladders: tuple[Ladder, ...]
    total: Total
    team_totals: Mapping[int, Total]
    wanted: Wanted
    area: AreaHead | None = None

    @property
    def aims(self) -> list[AimHead]:
        """The aims that are columns, in order."""
        return [aim for area in self.areas for aim in area.aims]

    @property
    def search(self) -> str:
        """What was searched for, to show it again."""
        return self.wanted.search


@dataclass(frozen=True, slots=True)
class Details:
    """What one page of the table needs beyond its lines: `cells` by project and then by aim."""

    cells: Cells
    currency: Mapping[int, Currency]


def board_page(
    framework: FrameworkView, lines: Sequence[Line], wanted: Wanted, area: AreaHead | None = None
) -> BoardPage:
    """What stands around the table; no query. `lines` are all projects, asked for or not."""
    areas = tuple(_columns(framework, [area] if area else framework.areas))
    return BoardPage(
        day=framework.day,
        applied_at=framework.applied_at,
        has_criteria=bool(framework.areas),
        areas=areas,
        ladders=tuple(ladders_of(aim for shown in areas for aim in shown.aims)),
        total=total_of(lines),
        team_totals=_team_totals(lines),
        wanted=wanted,
        area=area,
    )


def _columns(framework: FrameworkView, areas: Iterable[AreaHead]) -> Iterable[AreaHead]:
    """Areas with the aims that count today; those without any are left out."""
    for area in areas:
        if aims := tuple(aim for aim in area.aims if aim.span.includes(framework.settled_on)):
            yield replace(area, aims=aims)


def total_of(lines: Iterable[Line]) -> Total:
    """Sum over sum, of the projects that are assessed."""
    every = list(lines)
    scores = [line.score for line in every if line.is_assessed]
    points = sum(score.points for score in scores)
    maximum = sum(score.maximum for score in scores)
    return Total(Score(points, maximum), len(every), len(scores))


def _team_totals(lines: Iterable[Line]) -> dict[int, Total]:
    members: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        members[line.team_id].append(line)
    return {team: total_of(each) for team, each in members.items()}


def board_details(
    framework: FrameworkView, lines: Collection[Line], area: AreaHead | None = None
) -> Details:
    """The cells and the currency of some lines. Three queries, whatever their number."""
    looks = last_looks([line.id for line in lines])
    day, bands = framework.day, framework.rules.fresh_days
    within = area.id if area else None
    currency = {project: each.currency(day, bands, within) for project, each in looks.items()}
    return Details(_cells(framework, looks, area), currency)


def _cells(framework: FrameworkView, looks: Mapping[int, Looks], area: AreaHead | None) -> Cells:
    aims = {aim.id: aim for aim in (area.aims if area else framework.aims)}
    overdue = _overdue(framework, looks)
    found: dict[int, dict[int, Cell]] = defaultdict(dict)
    rows = Standing.objects.filter(project__in=looks, aim__in=aims)
    for row in marked(rows, framework.day):
        aim = aims[row.aim_id]
        found[row.project_id][row.aim_id] = cell_of(
            row,
            aim.ladder,
            is_blocked=row.is_blocked,
            has_gained=row.has_gained,
            is_overdue=(row.project_id, aim.area_id) in overdue,
        )
    return found


def _overdue(framework: FrameworkView, looks: Mapping[int, Looks]) -> set[tuple[int, int]]:
    """Project and area, wherever what is recorded stands on stale claims."""
    day, bands = framework.day, framework.rules.fresh_days
    return {
        (project, area.id)
        for project, each in looks.items()
        for area in framework.areas
        if each.is_overdue(day, bands, area.id)
    }
