"""Finds what the cells of a line name: a project, an aim, an objective or a level."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from dashboard.imports.cells import nearest
from dashboard.imports.table import Row
from dashboard.models import Aim, Level, Objective, Project

T = TypeVar("T")


class Catalogue:
    """All projects, and the criteria in force. Four queries."""

    def __init__(self) -> None:
        self._projects = {p.slug: p for p in Project.objects.select_related("team")}
        self._aims: dict[str, list[Aim]] = defaultdict(list)
        self._levels: dict[int | None, list[Level]] = defaultdict(list)
        self._objectives: dict[int, dict[str, Objective]] = defaultdict(dict)
        for aim in Aim.objects.filter(is_current=True).select_related("area"):
            self._aims[aim.key].append(aim)
            self._aims[f"{aim.area.key}/{aim.key}"].append(aim)
        for level in Level.objects.filter(is_current=True).order_by("rank"):
            self._levels[level.area_id].append(level)
        current = Objective.objects.filter(is_current=True).select_related("aim__area", "level")
        for objective in current.order_by("level__rank", "position"):
            self._objectives[objective.aim_id][objective.key] = objective

    def project(self, row: Row) -> Project | None:
        """The project that the line names, if there is one."""
        return _found(row, "project", row["project"], self._projects)

    def objectives(self, row: Row) -> tuple[Objective, ...]:
        """The objective that the line names, or those of its level and of the levels below."""
        found = _found(row, "aim", row["aim"], self._aims)
        if found is None:
            return ()
        if len(found) > 1:
            paths = ", ".join(f"{aim.area.key}/{aim.key}" for aim in found)
            row.tell(f"aim: {row['aim']} is in several areas; name one of {paths}")
            return ()
        if bool(row["objective"]) == bool(row["level"]):
            row.tell("name an objective or a level, and not both")
            return ()
        asked = self._objectives[found[0].pk]
        if row["level"]:
            return self._up_to(row, found[0], asked.values())
        objective = _found(row, "objective", row["objective"], asked)
        return (objective,) if objective else ()

    def _up_to(self, row: Row, aim: Aim, objectives: Iterable[Objective]) -> tuple[Objective, ...]:
        ladder = self._levels.get(aim.area_id) or self._levels[None]
        names = {level.key: level for level in ladder}
        names |= {level.name.casefold(): level for level in ladder}
        level = _found(row, "level", row["level"].casefold(), names)
        if level is None:
            return ()
        below = tuple(o for o in objectives if o.level.rank <= level.rank)
        if not any(o.level_id == level.pk for o in below):
            row.tell(f"level: {aim.name} has no level {row['level']}")
        return below


def _found(row: Row, column: str, word: str, known: Mapping[str, T]) -> T | None:
    if not word:
        row.tell(f"there is no {column}")
    elif word not in known:
        row.tell(f"{column}: there is no {word}{nearest(word, known)}")
    return known.get(word) if word else None
