"""Two boards, of the ends of two days, cell by cell: what moved, by whom and why."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.choices import Cause
from dashboard.queries.board import columns_of
from dashboard.queries.cells import Cell, Mark
from dashboard.queries.days_asked import DaysAsked
from dashboard.queries.differences import (
    Difference,
    Kind,
    Looked,
    Moved,
    differences,
    in_words,
    moved_between,
    regrouped_between,
    word_of,
)
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView
from dashboard.queries.lines import Line
from dashboard.queries.parts import area_asked, area_then
from dashboard.queries.past import NOWHERE, Pair, Stood, framework_then, past_lines, stood
from dashboard.queries.past_levels import Levels
from dashboard.scoring import Score

PER_PAGE = 40
MOVED_SHOWN = 3  # of one standing


@dataclass(frozen=True, slots=True)
class Column:
    """An aim that counted on one of the days. `href` leads to it, if it is still asked."""

    aim: AimHead
    href_path: str
    has_come: bool
    has_gone: bool


@dataclass(frozen=True, slots=True)
class Band:
    """An area with its columns."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """A standing that moved: from what to what, and its last movements; `more` came before,
    and of all of them are the `causes` and the people."""

    column: Column
    difference: Difference
    before: str
    after: str
    moved: tuple[Moved, ...]
    more: int
    causes: tuple[str, ...]
    said_by: tuple[str, ...]
    decided_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A project on two days; on either it may not be there. `line` is what is known last."""

    line: Line
    was: Line | None
    now: Line | None
    cells: Mapping[int, Cell]
    whys: tuple[Why, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """What became of everything that is looked at."""

    counts: Mapping[str, int]
    by_criteria: int
    before: Score
    after: Score
    projects_before: int
    projects_after: int

    @property
    def moved(self) -> int:
        """How many standings are not as they were."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Comparison:
    """What moved between two days. `was` and `now` are the projects of the part asked for, by
    number; `lines` those to show, `everything` the projects of both days."""

    earlier: FrameworkView
    later: FrameworkView
    bands: tuple[Band, ...]
    was: Mapping[int, Line]
    now: Mapping[int, Line]
    lines: tuple[Line, ...]
    differences: Mapping[Pair, Difference]
    totals: Totals
    everything: tuple[Line, ...]
    area: str = ""

    @property
    def columns(self) -> list[Column]:
        """Every aim that counted on one of the days."""
        return [column for band in self.bands for column in band.columns]


def compared(framework: FrameworkView, asked: DaysAsked) -> Comparison:
    """What moved between the two days asked for, in the part asked for. Ten queries.

    A project is in a group or team on the days it was in it.
    """
    assert asked.earlier
    assert asked.later
    views = [framework_then(framework, day) for day in (asked.earlier, asked.later)]
    area = area_asked(framework, asked)
    areas = [area_then(view, area) if area else None for view in views]
    every = [past_lines(view, area) for view, area in zip(views, areas, strict=True)]
    sides = [_part_of(lines, asked) for lines in every]
    bands = _bands(framework, *(columns_of(*each) for each in zip(views, areas, strict=True)))
    was, now = sides
    looked = [
        Looked(lines, [aim.id for each in ([area] if area else view.areas) for aim in each.aims])
        for lines, area, view in zip(sides, areas, views, strict=True)
    ]
    found = differences(asked.earlier, asked.later, *looked)
    moved = {project for project, _ in found}
    lines = {**was, **now}
    shown = [line for line in lines.values() if asked.shows_all or line.id in moved]
    return Comparison(
        earlier=views[0],
        later=views[1],
        bands=bands,
        was=was,
        now=now,
        lines=tuple(sorted(shown, key=lambda line: line.place)),
        differences=found,
        totals=_totals(found.values(), was.values(), now.values()),
        everything=(*every[0], *every[1]),
        area=asked.part.get("area", ""),
    )


def _part_of(lines: Iterable[Line], asked: DaysAsked) -> dict[int, Line]:
    """The lines of the group, team or project asked for, by number."""
    return {line.id: line for line in lines if is_in_part(line, asked.part)}


def is_in_part(line: Line, part: Mapping[str, str]) -> bool:
    """Whether a project was in the group and team that are asked for."""
    own = {"group": line.group_slug, "team": line.team_slug, "project": line.slug}
    return all(own[name] == value for name, value in part.items() if name in own)


def _bands(
    framework: FrameworkView, was: Sequence[AreaHead], now: Sequence[AreaHead]
) -> tuple[Band, ...]:
    """The aims of the later day in their areas, and behind them those that were only before."""
    then, later = ({aim.id for area in side for aim in area.aims} for side in (was, now))
    current = {aim.id: aim.path for aim in framework.aims}

    def columns(aims: Iterable[AimHead]) -> tuple[Column, ...]:
        return tuple(
            Column(aim, current.get(aim.id, ""), aim.id not in then, aim.id not in later)
            for aim in aims
        )

    gone = {area.id: [aim for aim in area.aims if aim.id not in later] for area in was}
    bands = [Band(area.name, columns([*area.aims, *gone.pop(area.id, [])])) for area in now]
    names = {area.id: area.name for area in was}
    return (*bands, *(Band(names[area], columns(aims)) for area, aims in gone.items() if aims))


def _totals(found: Collection[Difference], was: Collection[Line], now: Collection[Line]) -> Totals:
    return Totals(
        counts=Counter(each.kind.value for each in found),
        by_criteria=sum(each.is_by_criteria for each in found),
        before=score_of(was),
        after=score_of(now),
        projects_before=len(was),
        projects_after=len(now),
    )


def score_of(lines: Iterable[Line]) -> Score:
    """The score of the projects that are assessed."""
    scores = [line.score for line in lines if line.is_assessed]
    return Score(sum(each.points for each in scores), sum(each.maximum for each in scores))


def rows_of(comparison: Comparison, lines: Sequence[Line]) -> list[Row]:
    """Some projects with their cells, and what moved in each. Two queries, and one more where a
    team changed its group."""
    ids = [line.id for line in lines]
    aims = [column.aim.id for column in comparison.columns]
    earlier, later = comparison.earlier, comparison.later
    levels, was_levels = Levels(later), Levels(earlier)
    places = stood(later.day, aims, ids)
    moved = _moved(comparison, aims, ids, levels)
    by_project: dict[int, dict[int, Difference]] = defaultdict(dict)
    for (project, aim), difference in comparison.differences.items():
        by_project[project][aim] = difference
    return [
        _row(comparison, line, by_project[line.id], places, moved, (was_levels, levels))
        for line in lines
    ]


def _moved(
    comparison: Comparison, aims: Collection[int], ids: Collection[int], levels: Levels
) -> Mapping[Pair, Sequence[Moved]]:
    """What moved each standing of some projects, in order: movements, and changes of group."""
    days = comparison.earlier.day, comparison.later.day
    found = {**in_words(moved_between(*days, aims, ids), levels)}
    teams = {
        pair: each.before.team or each.after.team or 0
        for pair, each in comparison.differences.items()
        if each.cause == Cause.HANDED_OVER and pair[0] in ids
    }
    regrouped = regrouped_between(*days, {*teams.values()})
    for pair, team in teams.items():
        if team in regrouped:
            steps = [*found.get(pair, ()), regrouped[team]]
            found[pair] = sorted(steps, key=lambda step: step.on)
    return found


def _row(
    comparison: Comparison,
    line: Line,
    own: Mapping[int, Difference],
    places: Mapping[Pair, Stood],
    moved: Mapping[Pair, Sequence[Moved]],
    both: tuple[Levels, Levels],
) -> Row:
    was_levels, levels = both
    cells, whys = {}, []
    now = comparison.now.get(line.id)
    for column in comparison.columns:
        aim, difference = column.aim.id, own.get(column.aim.id)
        side = places.get((line.id, aim), NOWHERE)
        if difference and difference.kind == Kind.GONE:
            side = difference.before
        elif now is None or not now.is_assessed:
            side = NOWHERE
        cells[aim] = past_cell(aim, side, levels)
        if difference:
            steps = moved.get((line.id, aim), ())
            causes = [step.cause for step in steps]
            causes += [difference.cause.label] if difference.cause else []
            whys.append(
                Why(
                    column=column,
                    difference=difference,
                    before=word_of(aim, difference.before, was_levels),
                    after=word_of(aim, difference.after, levels),
                    moved=tuple(steps[-MOVED_SHOWN:]),
                    more=max(len(steps) - MOVED_SHOWN, 0),
                    causes=tuple(dict.fromkeys(causes)),
                    said_by=tuple(dict.fromkeys(s.said_by for s in steps if s.said_by)),
                    decided_by=tuple(dict.fromkeys(step.by for step in steps if step.by)),
                )
            )
    return Row(
        line=line,
        was=comparison.was.get(line.id),
        now=now,
        cells=cells,
        whys=tuple(whys),
        counts=Counter(each.kind.value for each in own.values()),
    )


def past_cell(
    aim: int, side: Stood, levels: Levels, mark: Mark = Mark.NONE, *, is_overdue: bool = False
) -> Cell:
    """A standing of a day that is gone; how much of the next level was done is not told."""
    if side.team is None:
        return Cell()
    return Cell(
        applicability=side.applicability,
        word=word_of(aim, side, levels),
        rank=side.rank,
        levels=side.levels,
        mark=mark,
        is_overdue=is_overdue,
    )
