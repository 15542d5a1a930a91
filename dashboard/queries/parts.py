"""The part of the board that an address asks for, found again on other days."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dashboard.queries.days_asked import DaysAsked
from dashboard.queries.framework import AreaHead, FrameworkView
from dashboard.queries.past import framework_then
from dashboard.queries.scopes import NAMED, Scope, row_named, scope_in

TOLD = 60  # characters of what is nowhere


def views_of(framework: FrameworkView, asked: DaysAsked) -> list[FrameworkView]:
    """The criteria of the days asked for, the latest first, and those of today."""
    days = (asked.on, asked.later, asked.earlier)
    return [*(framework_then(framework, day) for day in days if day), framework]


def area_asked(framework: FrameworkView, asked: DaysAsked) -> AreaHead | None:
    """The area that has the key asked for on one of the days, the latest first, or today."""
    key = asked.part.get("area", "")
    return next(filter(None, (view.area(key) for view in views_of(framework, asked))), None)


def area_then(then: FrameworkView, area: AreaHead) -> AreaHead:
    """The same area on another day, by whatever key; without aims where it was not there."""
    found = (each for each in then.areas if each.id == area.id)
    return next(found, replace(area, aims=()))


def strangers_in(part: Mapping[str, str]) -> Iterator[str]:
    """What is asked for as a group, team or project that never was. A query for each kind."""
    kinds = (kind for kind in NAMED if part.get(kind))
    return (kind for kind in kinds if row_named(kind, part[kind]) is None)


def refusal_of_part(framework: FrameworkView, asked: DaysAsked) -> str:
    """Why the part asked for cannot be shown of any day; empty where it can."""
    missing = list(strangers_in(asked.part))
    if "area" in asked.part and area_asked(framework, asked) is None:
        missing.append("area")
    return " ".join(f"There is no {kind} “{asked.part[kind][:TOLD]}”." for kind in missing)


def scopes_of(framework: FrameworkView, asked: DaysAsked) -> list[Scope]:
    """What the part asked for is of, one by one. A query for a project or team, two for a group."""
    part, area = asked.part, area_asked(framework, asked)
    found = [scope_in(framework, {kind: part[kind]}) for kind in NAMED if kind in part]
    if area:
        found.append(Scope("area", area.key, area.name, area.id))
    return [scope for scope in found if scope]
