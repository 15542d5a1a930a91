"""What the criteria in force ask, as rows kept in memory: only applying criteria writes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.db.models import Subquery

from dashboard import rules
from dashboard.markdown import to_html
from dashboard.models import Aim, Area, Level, Objective, Revision

_lock = Lock()
_kept: LRUCache[tuple[str, int], "Objectives"] = LRUCache(8)


@dataclass(frozen=True)
class Objectives:
    """The objectives of one framework, each with its level, aim and area. Nobody changes them."""

    rows: tuple[Objective, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[int, Objective]:
        """By row id."""
        return {row.pk: row for row in self.rows}

    @cached_property
    def by_path(self) -> Mapping[tuple[str, ...], Objective]:
        """By the keys of area, aim and objective."""
        return {(row.aim.area.key, row.aim.key, row.key): row for row in self.rows}

    @cached_property
    def by_aim(self) -> Mapping[int, tuple[Objective, ...]]:
        """By aim, the lowest level first."""
        found: dict[int, list[Objective]] = {}
        for row in self.rows:
            found.setdefault(row.aim_id, []).append(row)
        return {aim: tuple(rows) for aim, rows in found.items()}

    @cached_property
    def aims(self) -> Mapping[int, Aim]:
        """The aims that ask them."""
        return {row.aim_id: row.aim for row in self.rows}


def of_kept(digest: str, framework_id: int | None) -> Objectives:
    """The objectives of a framework, if there is one. One query, once in a process; of one that is
    no longer in force one more, and its rows are in no database.
    """
    if framework_id is None:
        return Objectives()
    key = (digest, framework_id)
    with _lock:
        found = _kept.get(key)
    if found is None:
        in_force, found = _read()
        if in_force != framework_id:
            found = Objectives(tuple(_applied(rules.kept(digest, framework_id))))
        with _lock:
            _kept[key] = found
    return found


def forget() -> None:
    """Read them anew. For tests, which begin with another database each."""
    with _lock:
        _kept.clear()


def _read() -> tuple[int | None, Objectives]:
    """The rows, and in one statement with them to which framework they belong."""
    in_force = Subquery(Revision.objects.values("framework_id")[:1])
    current = Objective.objects.filter(is_current=True).select_related("aim__area", "level")
    asked = current.annotate(in_force=in_force).order_by("level__rank", "position", "pk")
    rows: Any = tuple(asked)
    return (rows[0].in_force if rows else None), Objectives(rows)


def _applied(content: rules.Content) -> Iterator[Objective]:
    """The objectives as a framework was applied, the lowest level of an aim first."""
    criteria, ids = content["criteria"], content["ids"]
    for each in criteria["areas"]:
        area = Area(pk=ids[each["area"]], key=each["area"], name=each["name"])
        levels = {level["key"]: level["name"] for level in each["levels"] or criteria["levels"]}
        for wanted in each["aims"]:
            path = f"{area.key}/{wanted['key']}"
            aim = Aim(pk=ids[path], area=area, key=wanted["key"], name=wanted["name"])
            for key, name in levels.items():
                level = Level(key=key, name=name)
                for entry in wanted["objectives"].get(key, ()):
                    yield _objective(ids[f"{path}/{entry['key']}"], aim, level, entry)


def _objective(number: int, aim: Aim, level: Level, entry: rules.Content) -> Objective:
    return Objective(
        pk=number,
        aim=aim,
        level=level,
        key=entry["key"],
        text=entry["text"],
        text_html=to_html(entry["text"]),
        guidance=entry["guidance"],
        guidance_html=to_html(entry["guidance"]),
        is_evidence_required=entry["evidence"] == "required",
        applies_to=entry["applies_to"],
        counts_from=rules.day_in(entry["from"]),
        retired_on=rules.day_in(entry["retired"]),
    )
