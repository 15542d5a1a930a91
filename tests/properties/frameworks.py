"""Criteria that grow by what authors do to them: add, reword, rename, move, retire, drop."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from hypothesis import strategies as some

from dashboard.criteria.loader import Loaded
from tests.actions import makers
from tests.actions.makers import Yaml

T = TypeVar("T")
KINDS = ("service", "library")
AREAS, AIMS, OBJECTIVES, LEVELS = "abc", "pqrs", "uvwxyz", ("low", "mid", "high", "top")
DAYS = tuple(date(2026, 3, day) for day in (1, 3, 5, 8, 20))


class Draw(Protocol):
    def __call__(self, strategy: some.SearchStrategy[T]) -> T: ...


@dataclass
class Entry:
    """Anything with a key. `was` is its path in the criteria in force, "" for what is new."""

    key: str
    said: Yaml = field(default_factory=dict)
    inside: "list[Entry]" = field(default_factory=list)
    was: str = ""
    level: str = ""


@dataclass
class Framework:
    """Criteria as their author has them open in an editor."""

    areas: list[Entry] = field(default_factory=list)
    levels: tuple[str, ...] = LEVELS[:3]

    def ladder(self, area: Entry) -> Sequence[str]:
        return area.said.get("levels") or self.levels

    def aims(self) -> list[tuple[Entry, Entry]]:
        return [(area, aim) for area in self.areas for aim in area.inside]

    def objectives(self) -> list[tuple[Entry, Entry, Entry]]:
        return [(*pair, objective) for pair in self.aims() for objective in pair[1].inside]

    def remember(self) -> None:
        """What stands here now is in force."""
        for area in self.areas:
            area.was = area.key
        for area, aim in self.aims():
            aim.was = f"{area.key}/{aim.key}"
        for area, aim, objective in self.objectives():
            objective.was = f"{area.key}/{aim.key}/{objective.key}"

    def loaded(self) -> Loaded:
        """Written as YAML and read again; raises CriteriaError where that is no framework."""
        areas = [self._area(area) for area in self.areas]
        return makers.loaded(*areas, levels=makers.ladder(*self.levels), kinds=list(KINDS))

    def _area(self, area: Entry) -> Yaml:
        said = dict(area.said)
        if levels := said.pop("levels", None):
            said["levels"] = makers.ladder(*levels)
        if area.was not in ("", area.key):
            said["formerly"] = [area.was]
        return makers.area(area.key, *(self._aim(area, aim) for aim in area.inside), **said)

    def _aim(self, area: Entry, aim: Entry) -> Yaml:
        under = area.was or area.key
        levels: dict[str, list[Yaml]] = {}
        for each in aim.inside:
            said = each.said | _formerly(each, f"{aim.was or f'{area.key}/{aim.key}'}/{each.key}")
            levels.setdefault(each.level, []).append(makers.objective(each.key, **said))
        said = aim.said | _formerly(aim, f"{under}/{aim.key}")
        return makers.aim(aim.key, at=levels, **said)


def _formerly(entry: Entry, implied: str) -> Yaml:
    """Where it was, unless that follows from where what holds it was."""
    return {"formerly": [entry.was]} if entry.was not in ("", implied) else {}


def copied(framework: Framework) -> Framework:
    return copy.deepcopy(framework)


def fresh(draw: Draw, pool: Sequence[str], siblings: Sequence[Entry]) -> str | None:
    """A key of the pool that no sibling has."""
    free = [key for key in pool if key not in {each.key for each in siblings}]
    return draw(some.sampled_from(free)) if free else None


def pick(draw: Draw, things: Sequence[T]) -> T:
    return draw(some.sampled_from(things))


def first(draw: Draw) -> Framework:
    """One or two areas with an aim or two."""
    framework = Framework()
    for _ in range(draw(some.integers(1, 2))):
        add_area(draw, framework)
    for _ in range(draw(some.integers(0, 3))):
        add_aim(draw, framework)
    for _ in range(draw(some.integers(1, 5))):
        add_objective(draw, framework)
    return framework


# What authors do.


def add_area(draw: Draw, framework: Framework) -> None:
    if key := fresh(draw, AREAS, framework.areas):
        framework.areas.append(Entry(key))
        _add_aim_to(draw, framework, framework.areas[-1])


def add_aim(draw: Draw, framework: Framework) -> None:
    _add_aim_to(draw, framework, pick(draw, framework.areas))


def _add_aim_to(draw: Draw, framework: Framework, area: Entry) -> None:
    if key := fresh(draw, AIMS, area.inside):
        area.inside.append(Entry(key))
        _add_objective_to(draw, framework, area, area.inside[-1])


def add_objective(draw: Draw, framework: Framework) -> None:
    _add_objective_to(draw, framework, *pick(draw, framework.aims()))


def _add_objective_to(draw: Draw, framework: Framework, area: Entry, aim: Entry) -> None:
    if key := fresh(draw, OBJECTIVES, aim.inside):
        aim.inside.append(Entry(key, level=pick(draw, framework.ladder(area))))


def drop_objective(draw: Draw, framework: Framework) -> None:
    _, aim, objective = pick(draw, framework.objectives())
    if len(aim.inside) > 1:
        aim.inside.remove(objective)


def drop_aim(draw: Draw, framework: Framework) -> None:
    area, aim = pick(draw, framework.aims())
    if len(area.inside) > 1:
        area.inside.remove(aim)


def drop_area(draw: Draw, framework: Framework) -> None:
    if len(framework.areas) > 1:
        framework.areas.remove(pick(draw, framework.areas))


def rename_area(draw: Draw, framework: Framework) -> None:
    area = pick(draw, framework.areas)
    area.key = fresh(draw, AREAS, framework.areas) or area.key


def rename_aim(draw: Draw, framework: Framework) -> None:
    area, aim = pick(draw, framework.aims())
    aim.key = fresh(draw, AIMS, area.inside) or aim.key


def rename_objective(draw: Draw, framework: Framework) -> None:
    _, aim, objective = pick(draw, framework.objectives())
    objective.key = fresh(draw, OBJECTIVES, aim.inside) or objective.key


def move_objective(draw: Draw, framework: Framework) -> None:
    _, old, objective = pick(draw, framework.objectives())
    area, new = pick(draw, framework.aims())
    if new is not old and objective.key not in {each.key for each in new.inside}:
        old.inside.remove(objective)
        objective.level = pick(draw, framework.ladder(area))
        new.inside.append(objective)
    _drop_empty(framework)


def move_aim(draw: Draw, framework: Framework) -> None:
    old, aim = pick(draw, framework.aims())
    new = pick(draw, framework.areas)
    if new is not old and aim.key not in {each.key for each in new.inside}:
        old.inside.remove(aim)
        new.inside.append(aim)
        _fit(draw, framework, new)
    _drop_empty(framework)


def _drop_empty(framework: Framework) -> None:
    for area in framework.areas:
        area.inside = [aim for aim in area.inside if aim.inside]
    framework.areas = [area for area in framework.areas if area.inside]


def move_level(draw: Draw, framework: Framework) -> None:
    area, _, objective = pick(draw, framework.objectives())
    objective.level = pick(draw, framework.ladder(area))


def reword(draw: Draw, framework: Framework) -> None:
    _, _, objective = pick(draw, framework.objectives())
    objective.said["text"] = f"Wording {draw(some.integers(1, 9))}."


def weigh(draw: Draw, framework: Framework) -> None:
    _, aim = pick(draw, framework.aims())
    aim.said["weight"] = draw(some.integers(1, 4))


def date_it(draw: Draw, framework: Framework) -> None:
    """Announce, retire, or neither any more."""
    entries = [aim for _, aim in framework.aims()] + [o for *_, o in framework.objectives()]
    said = pick(draw, entries).said
    for name in ("from_", "retired"):
        said.pop(name, None)
    if name := pick(draw, ("from_", "retired", "")):
        said[name] = pick(draw, DAYS)


def limit(draw: Draw, framework: Framework) -> None:
    """For one kind alone, or for all again."""
    entries = [*framework.areas, *(aim for _, aim in framework.aims())]
    said = pick(draw, [*entries, *(o for *_, o in framework.objectives())]).said
    said["applies_to"] = pick(draw, ([], ["service"], ["library"]))


def change_ladder(draw: Draw, framework: Framework) -> None:
    """Of an area, of its own or shared again, or the shared one."""
    ladders = [LEVELS[:1], LEVELS[:3], LEVELS[1:], LEVELS]
    if draw(some.booleans()):
        framework.levels = pick(draw, ladders)
    else:
        area = pick(draw, framework.areas)
        area.said["levels"] = pick(draw, [None, *ladders])
    for area in framework.areas:
        _fit(draw, framework, area)


def _fit(draw: Draw, framework: Framework, area: Entry) -> None:
    """Put what stood at a level that is gone at another."""
    ladder = framework.ladder(area)
    for aim in area.inside:
        for objective in aim.inside:
            if objective.level not in ladder:
                objective.level = pick(draw, ladder)


def reorder(draw: Draw, framework: Framework) -> None:
    framework.areas = draw(some.permutations(framework.areas))
    _, aim = pick(draw, framework.aims())
    aim.inside = draw(some.permutations(aim.inside))


def forget_where(draw: Draw, framework: Framework) -> None:
    """Leave out `formerly`: what was there is dropped, and what is here is new."""
    *_, objective = pick(draw, framework.objectives())
    objective.was = ""


EDITS: tuple[Callable[[Draw, Framework], None], ...] = (
    add_area, add_aim, add_objective, drop_objective, drop_aim, drop_area,
    rename_area, rename_aim, rename_objective, move_objective, move_aim, move_level,
    reword, weigh, date_it, date_it, limit, change_ladder, reorder, forget_where,
)  # fmt: skip


def edited(draw: Draw, framework: Framework) -> Framework:
    """The same after somebody worked on it."""
    after = copied(framework)
    for edit in draw(some.lists(some.sampled_from(EDITS), min_size=1, max_size=4)):
        edit(draw, after)
    return after


def any_objective(draw: Draw, framework: Framework) -> str:
    area, aim, objective = pick(draw, framework.objectives())
    return f"{area.key}/{aim.key}/{objective.key}"
