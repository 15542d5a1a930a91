"""Which row is which entry of the criteria: by its key, by where it formerly was, or new."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from dashboard.criteria.loader import Loaded
from dashboard.criteria.problems import CriteriaError, Place, Problem
from dashboard.criteria.schema import Aim as AimSpec
from dashboard.criteria.schema import Area as AreaSpec
from dashboard.criteria.schema import Level as LevelSpec
from dashboard.criteria.schema import Objective as ObjectiveSpec
from dashboard.models import (
    Aim,
    Area,
    Assessment,
    CheckIn,
    Commitment,
    Intent,
    Level,
    Meaning,
    Objective,
    Remark,
    Review,
    Sitting,
    Stewardship,
)

Row = Area | Level | Aim | Objective
Spec = AreaSpec | LevelSpec | AimSpec | ObjectiveSpec
BESIDE_OBJECTIVES = (Assessment, Remark, Meaning)
HOLDS: dict[type[Row], str] = {
    Area: "answers, reviews or stewards",
    Aim: "answers, intents or promises",
    Objective: "answers or remarks",
}


@dataclass(eq=False, slots=True)
class Match:
    """One entry of the criteria and its row; `was` is the path the row had, "" if it is new.

    `level` is an objective's, and `position` counts among its siblings.
    """

    path: str
    spec: Spec
    row: Row
    was: str
    parent: "Match | None"
    position: int
    level: "Match | None" = None

    @property
    def is_renamed(self) -> bool:
        """Whether the row had another key."""
        return bool(self.was) and self.row.key != self.spec.key

    @property
    def is_moved(self) -> bool:
        """Whether the row belonged to another area or aim."""
        above = {Aim: "area_id", Objective: "aim_id"}.get(type(self.row))
        if not self.was or above is None or self.parent is None:
            return False
        return bool(getattr(self.row, above) != self.parent.row.pk)


@dataclass(slots=True)
class Matching:
    """All entries with their rows, parents first, and the current rows that no entry is."""

    areas: list[Match] = field(default_factory=list)
    levels: list[Match] = field(default_factory=list)
    aims: list[Match] = field(default_factory=list)
    objectives: list[Match] = field(default_factory=list)
    dropped: dict[str, Row] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Match]:
        yield from (*self.areas, *self.levels, *self.aims, *self.objectives)


class Rows:
    """The rows there are, by the paths they had, and which of them somebody answered."""

    def __init__(self) -> None:
        self.paths: dict[Row, str] = {}
        self._found: dict[tuple[type[Row], str], list[Row]] = defaultdict(list)
        self._said_of = _said_of()
        for area in Area.objects.all():
            self._keep(area, area.key)
        for level in Level.objects.select_related("area"):
            self._keep(level, f"{level.area.key if level.area else ''}:{level.key}")
        for aim in Aim.objects.select_related("area"):
            self._keep(aim, f"{self.paths[aim.area]}/{aim.key}")
        for objective in Objective.objects.select_related("aim__area"):
            self._keep(objective, f"{self.paths[objective.aim]}/{objective.key}")
        said = [row for row in self.paths if self.is_said(row)]
        self._answered = {row for each in said for row in (each, *above(each))}

    def _keep(self, row: Row, path: str) -> None:
        self.paths[row] = path
        self._found[type(row), path].append(row)

    def at(self, model: type[Row], path: str) -> list[Row]:
        """The rows that had this path, the current one first."""
        return sorted(self._found[model, path], key=lambda row: (not row.is_current, -row.pk))

    def path_of(self, row: Row) -> str:
        """The path a row had; of a new row one that nothing had."""
        return self.paths[row] if row.pk else "?"

    def is_said(self, row: Row) -> bool:
        """Whether somebody said something of it."""
        return row.pk in self._said_of[type(row)]

    def is_answered(self, row: Row) -> bool:
        """Whether somebody said something of it, or of what it holds."""
        return row in self._answered

    def current(self) -> Iterator[tuple[str, Row]]:
        """Every current row with its path."""
        return ((path, row) for row, path in self.paths.items() if row.is_current)


def above(row: Row) -> tuple[Row, ...]:
    """What a row belongs to, nearest first."""
    match row:
        case Objective():
            return (row.aim, row.aim.area)
        case Aim():
            return (row.area,)
    return ()


def _said_of() -> Mapping[type[Row], set[int]]:
    def keys(rows: QuerySet[Any], name: str) -> set[int]:
        return set(rows.order_by().values_list(name, flat=True).distinct())

    stewards = Stewardship.objects.filter(ended_at__isnull=True)
    looked = (Review.objects.all(), CheckIn.objects.all(), Sitting.objects.all(), stewards)
    promises = Commitment.objects.all()
    beside = [keys(model._default_manager.all(), "objective_id") for model in BESIDE_OBJECTIVES]
    return {
        Area: set().union(*(keys(rows, "area_id") for rows in looked)),
        Aim: keys(Intent.objects.all(), "aim_id") | keys(promises, "aim_id"),
        Objective: set().union(*beside),
        Level: set(),  # a promise of one that is gone is asked for no more
    }


class Matcher:
    """Finds the row of each entry. `problems` gathers what cannot be."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.rows = Rows()
        self.problems: list[Problem] = []
        self._taken: dict[Row, str] = {}

    def match(self) -> Matching:
        """Every entry with its row. Raises CriteriaError where an answer would be lost."""
        result = Matching()
        criteria = self.loaded.criteria
        shared = [self._level(None, spec, i) for i, spec in enumerate(criteria.levels, 1)]
        result.levels.extend(shared)
        for position, spec in enumerate(criteria.areas):
            area = self._match(Area, spec.key, spec, None, position)
            result.areas.append(area)
            own = [self._level(area, level, i) for i, level in enumerate(spec.levels or (), 1)]
            result.levels.extend(own)
            ladder = {level.spec.key: level for level in own or shared}
            for i, aim_spec in enumerate(spec.aims):
                aim = self._match(Aim, f"{area.path}/{aim_spec.key}", aim_spec, area, i)
                result.aims.append(aim)
                result.objectives.extend(self._objectives(aim, aim_spec, ladder))
        self._drop(result)
        if self.problems:
            raise CriteriaError(self.problems)
        return result

    def _objectives(
        self, aim: Match, spec: AimSpec, ladder: Mapping[str, Match]
    ) -> Iterator[Match]:
        numbered = [(key, objective) for key, some in spec.objectives.items() for objective in some]
        for position, (level, objective) in enumerate(numbered):
            path = f"{aim.path}/{objective.key}"
            match = self._match(Objective, path, objective, aim, position)
            match.level = ladder[level]
            yield match

    def _level(self, area: Match | None, spec: LevelSpec, rank: int) -> Match:
        under = f"{self.rows.path_of(area.row) if area else ''}:"
        former = [f"{under}{key.rpartition('/')[2]}" for key in spec.formerly]
        path = f"{area.path if area else ''}:{spec.key}"
        return self._chosen(Level, path, spec, area, rank, [f"{under}{spec.key}", *former])

    def _match(
        self, model: type[Row], path: str, spec: Spec, parent: Match | None, position: int
    ) -> Match:
        under = f"{self.rows.path_of(parent.row)}/" if parent else ""
        former = [key if "/" in key else f"{under}{key}" for key in spec.formerly]
        places = [f"{under}{spec.key}", *former]
        return self._chosen(model, path, spec, parent, position, places)

    def _chosen(
        self,
        model: type[Row],
        path: str,
        spec: Spec,
        parent: Match | None,
        position: int,
        places: Sequence[str],
    ) -> Match:
        """The row at the first of the places that has one; two that are answered are a problem."""
        found = [row for place in places for row in self.rows.at(model, place)]
        found = [row for row in found if row not in self._taken]
        answered = [row for row in found if self.rows.is_answered(row)]
        if len(answered) > 1:
            both = " and ".join(self.rows.paths[row] for row in answered)
            words = f"{both} both have answers; they cannot become one"
            self.problems.append(self._place(path).problem(words))
        current = [row for row in found if row.is_current]
        row = next(iter([*answered, *current, *found]), None)
        self._taken |= dict.fromkeys(answered or ([row] if row else []), path)
        was = self.rows.paths[row] if row and row.is_current else ""
        return Match(path, spec, row or model(), was, parent, position)

    def _drop(self, result: Matching) -> None:
        result.dropped = {p: row for p, row in self.rows.current() if row not in self._taken}
        lost = [row for row in result.dropped.values() if self.rows.is_said(row)]
        for row in dict.fromkeys(self._missed(row) for row in lost):
            self.problems.append(self._told_as_lost(row))

    def _missed(self, row: Row) -> Row:
        """The row, or the highest above it that is missed too, so that a mistake is told once."""
        return list(takewhile(lambda each: each not in self._taken, (row, *above(row))))[-1]

    def _told_as_lost(self, row: Row) -> Problem:
        near = next((self._taken[each] for each in above(row) if each in self._taken), "")
        kept = "keep it with its aims `retired`" if isinstance(row, Area) else "keep it `retired`"
        has = f"{self.rows.paths[row]} has {HOLDS[type(row)]}"
        words = f"{has}: say `formerly` where it is now, or {kept}"
        return self._place(near).problem(words)

    def _place(self, path: str) -> Place:
        """The entry, or the nearest thing above it that is still written somewhere."""
        while path:
            if path in self.loaded.places:
                return self.loaded.places[path]
            path = path.rpartition("/")[0]
        return Place(str(Path(next(iter(self.loaded.places.values())).file).parent))
