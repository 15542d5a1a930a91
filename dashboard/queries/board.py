"""The board: projects, teams or groups by aims or areas."""

import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from dashboard import scoring
from dashboard.choices import Freshness
from dashboard.days import day_of
from dashboard.looks import Currency, Looks, last_looks
from dashboard.models import Standing
from dashboard.queries.cells import CELL_FIELDS, Cell, cell_of
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView, Ladder, ladders_of
from dashboard.queries.grain import GROUPS, Grain
from dashboard.queries.lines import Line
from dashboard.queries.order import UNSORTED, Sort, folded
from dashboard.queries.sums import Share, shares
from dashboard.queries.trends import Trend, changes_by, together, trend_of
from dashboard.queries.week import Week, this_week
from dashboard.scoring import Score

Cells = Mapping[int, Mapping[int, Cell]]
Shares = Mapping[int, Mapping[int, Share]]
NO_GROUP = "No group"
NEVER = sys.maxsize  # no rank is as high


@dataclass(frozen=True, slots=True)
class Total:
    """A score of several projects, of which some may not be assessed yet.

    `current` of them were reviewed or checked in lately enough.
    """

    score: Score
    projects: int
    assessed: int
    current: int = 0

    @property
    def unassessed(self) -> int:
        """How many projects are in no sum."""
        return self.projects - self.assessed


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked for, besides the grain: filters by name, words to search, a sorting."""

    filters: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    sort: Sort = UNSORTED

    @property
    def is_all(self) -> bool:
        """Whether nothing narrows what is shown."""
        return not (self.filters or self.search.strip())


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What stands around the table. `area` is that of the board of one area.

    `lines` are the projects asked for, `everything` all of them; `aims` of `areas` are columns.
    """

    day: date
    applied_at: datetime | None
    has_criteria: bool
    areas: tuple[AreaHead, ...]
    ladders: tuple[Ladder, ...]
    everything: Sequence[Line]
    lines: Sequence[Line]
    total: Total
    team_totals: Mapping[int, Total]
    group_totals: Mapping[int, Total]
    grain: Grain
    asked: Asked
    week: Week
    area: AreaHead | None = None

    @property
    def aims(self) -> list[AimHead]:
        """The aims that are columns, in order."""
        return [aim for area in self.areas for aim in area.aims]

    @property
    def columns(self) -> int:
        """How many columns stand beside the first ones."""
        return len(self.aims) if self.grain.is_of_aims else len(self.areas)

    @property
    def search(self) -> str:
        """What was searched for, to show it again."""
        return self.asked.search


@dataclass(frozen=True, slots=True)
class Details:
    """What one page of the table needs beyond its rows, by project, team or group."""

    cells: Cells = field(default_factory=dict)
    shares: Shares = field(default_factory=dict)
    currency: Mapping[int, Currency] = field(default_factory=dict)
    trends: Mapping[int, Trend] = field(default_factory=dict)
    trend: Trend = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """A team or a group as a row. `above` is the team's group, `above_id` 0 where it has none."""

    id: int
    slug: str
    name: str
    total: Total
    above_id: int = 0
    above_slug: str = ""
    above: str = ""


def columns_of(framework: FrameworkView, area: AreaHead | None = None) -> tuple[AreaHead, ...]:
    """Areas with the aims that count today; those without any are left out."""
    areas = [area] if area else framework.areas
    counting = [
        replace(area, aims=tuple(a for a in area.aims if a.span.includes(framework.settled_on)))
        for area in areas
    ]
    return tuple(area for area in counting if area.aims)


def board_page(
    framework: FrameworkView,
    lines: Sequence[Line],
    grain: Grain,
    asked: Asked,
    area: AreaHead | None = None,
    week: Week | None = None,
) -> BoardPage:
    """What stands around the table. `lines` are all projects, asked for or not. Three queries,
    but none where it is told what of the `week` stands above."""
    areas = columns_of(framework, area)
    aims = [aim for shown in areas for aim in shown.aims]
    total_of = _totals(framework)
    words = folded(asked.search).split()
    return BoardPage(
        day=framework.day,
        applied_at=framework.applied_at,
        has_criteria=bool(framework.areas),
        areas=areas,
        ladders=tuple(ladders_of(aims)),
        everything=lines,
        lines=[line for line in lines if line.is_wanted and line.has(words)],
        total=total_of(lines),
        team_totals={team: total_of(own) for team, own in _by(lines, _team).items()},
        group_totals={group: total_of(own) for group, own in _by(lines, _group).items()},
        grain=grain,
        asked=asked,
        week=this_week(aims, framework.day) if week is None else week,
        area=area,
    )


def _team(line: Line) -> int:
    return line.team_id


def _group(line: Line) -> int:
    return line.group_id


def _by(lines: Iterable[Line], key: Callable[[Line], int]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return found


def _totals(framework: FrameworkView) -> Callable[[Iterable[Line]], Total]:
    """Sum over sum, of the projects that are assessed."""

    def total_of(lines: Iterable[Line]) -> Total:
        every = list(lines)
        assessed = [line for line in every if line.is_assessed]
        points = sum(line.score.points for line in assessed)
        maximum = sum(line.score.maximum for line in assessed)
        current = sum(_is_current(framework, line) for line in assessed)
        return Total(Score(points, maximum), len(every), len(assessed), current)

    return total_of


def _is_current(framework: FrameworkView, line: Line) -> bool:
    last = day_of(line.looked_at) if line.looked_at else None
    fresh = scoring.freshness(last, framework.day, framework.rules.fresh_days)
    return fresh in (Freshness.NEW, Freshness.CURRENT)


def gathered(page: BoardPage) -> list[Gathered]:
    """The rows of a board of teams or groups: of those asked for, with all of their projects."""
    own: dict[int, Gathered] = {}
    for line in page.lines:
        row = _group_row(line, page) if page.grain.down == GROUPS else _team_row(line, page)
        own.setdefault(row.id, row)
    return list(own.values())


def _group_row(line: Line, page: BoardPage) -> Gathered:
    total = page.group_totals[line.group_id]
    return Gathered(line.group_id, line.group_slug, line.group or NO_GROUP, total)


def _team_row(line: Line, page: BoardPage) -> Gathered:
    return Gathered(
        id=line.team_id,
        slug=line.team_slug,
        name=line.team,
        total=page.team_totals[line.team_id],
        above_id=line.group_id,
        above_slug=line.group_slug,
        above=line.group or NO_GROUP,
    )


def project_details(framework: FrameworkView, page: BoardPage, lines: Collection[Line]) -> Details:
    """What the board shows of some projects. Three queries, whatever their number."""
    ids = [line.id for line in lines]
    aims = {aim.id: aim for aim in page.aims}
    looks = last_looks(ids)
    within = page.area.id if page.area else None
    day, bands = framework.day, framework.rules.fresh_days
    changes = changes_by("project", framework, within)
    is_of_aims = page.grain.is_of_aims
    return Details(
        cells=_cells(framework, page.week, looks, aims) if is_of_aims else {},
        shares={} if is_of_aims else shares("project_id", "aim__area_id", aims, ids),
        currency={project: each.currency(day, bands, within) for project, each in looks.items()},
        trends={line.id: trend_of(line.score, changes.get(line.id, {})) for line in lines},
        trend=trend_of(page.total.score, together(changes.values())),
    )


def gathered_details(
    framework: FrameworkView, page: BoardPage, rows: Sequence[Gathered]
) -> Details:
    """What the board shows of teams or groups. Two queries."""
    is_of_groups = page.grain.down == GROUPS
    aims = [aim.id for aim in page.aims]
    changes = changes_by("team", framework, page.area.id if page.area else None)
    members: dict[int, set[int]] = defaultdict(set)
    for line in page.everything:
        members[line.group_id if is_of_groups else line.team_id].add(line.team_id)
    return Details(
        shares=shares(
            "team__group_id" if is_of_groups else "team_id",
            "aim_id" if page.grain.is_of_aims else "aim__area_id",
            aims,
        ),
        trends={
            row.id: trend_of(
                row.total.score, together(changes.get(team, {}) for team in members[row.id])
            )
            for row in rows
        },
        trend=trend_of(page.total.score, together(changes.values())),
    )


def _cells(
    framework: FrameworkView, week: Week, looks: Mapping[int, Looks], aims: Mapping[int, AimHead]
) -> Cells:
    overdue, blocked = _overdue(framework, looks), week.blocked
    found: dict[int, dict[int, Cell]] = defaultdict(dict)
    rows = Standing.objects.filter(project__in=looks, aim__in=aims).order_by()
    for row in rows.values_list("project_id", "aim_id", *CELL_FIELDS, named=True):
        pair = (row.project_id, row.aim_id)
        aim = aims[row.aim_id]
        found[row.project_id][row.aim_id] = cell_of(
            row,
            aim.ladder,
            is_blocked=pair in blocked,
            has_gained=week.risen.get(pair, NEVER) <= row.rank,
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
