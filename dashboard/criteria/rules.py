"""What must hold between values: once, rising, known, in order.

Each rule is a function from an outline to the mistakes it finds. A rule says nothing where what it
needs cannot be read: that has been told already.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from dashboard.criteria.former import former_places
from dashboard.criteria.outline import Entry, Outline, all_words, ladder_keys, listed, mapped, words
from dashboard.criteria.problems import Problem
from dashboard.criteria.schema import FreshDays
from dashboard.criteria.words import quoted, unknown

Rule = Callable[[Outline], Iterator[Problem]]
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def broken_rules(outline: Outline) -> Iterator[Problem]:
    """Every mistake that only shows when values are held against each other."""
    for rule in RULES:
        yield from rule(outline)


def keys_once(outline: Outline) -> Iterator[Problem]:
    first: dict[tuple[object, ...], Entry] = {}
    for entry in outline.entries:
        if entry.key is None:
            continue
        other = first.setdefault(_siblings(entry), entry)
        if other is not entry:
            message = f"a second {entry.kind} {quoted(entry.key)}: the first is in {_where(other)}"
            yield entry.key_place.problem(message)


def _siblings(entry: Entry) -> tuple[object, ...]:
    """What two entries share that must not have the same key."""
    if entry.kind == "area":
        return ("area", entry.key)
    inside = entry.parent.loc if entry.parent else ()
    return (entry.kind, entry.document.file, inside, entry.key)


def _where(entry: Entry) -> str:
    place = entry.key_place
    return place.file if entry.kind == "area" else f"line {place.line}"


def area_names_once(outline: Outline) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for document in outline.areas:
        name = document.data.get("name")
        if isinstance(name, str) and name:
            other = first.setdefault(name.casefold(), document.file)
            if other is not document.file:
                message = f"a second area called {quoted(name)}: the first is in {other}"
                yield document.place(("name",)).problem(message)


def values_rise(outline: Outline) -> Iterator[Problem]:
    for document in (outline.framework, *outline.areas):
        levels = [
            (index, said["value"])
            for index, said in listed(document.data.get("levels"))
            if isinstance(said.get("value"), int)
        ]
        for (_, before), (index, value) in pairwise(levels):
            if value <= before:
                message = f"the values of levels must rise: {value} comes after {before}"
                yield document.place(("levels", index, "value")).problem(message)


def levels_known(outline: Outline) -> Iterator[Problem]:
    for aim in outline.of("aim"):
        known = ladder_keys(outline, aim.document)
        for level in mapped(aim.said.get("objectives")):
            if known and level not in known:
                key = aim.document.keys[*aim.loc, "objectives", level]
                yield key.place.problem(unknown("level", level, known))


def aims_have_objectives(outline: Outline) -> Iterator[Problem]:
    for aim in outline.of("aim"):
        levels = aim.said.get("objectives")
        if isinstance(levels, dict) and all(objectives == () for objectives in levels.values()):
            place = aim.document.place((*aim.loc, "objectives"))
            yield place.problem("an aim needs at least one objective")


def kinds_known(outline: Outline) -> Iterator[Problem]:
    kinds = all_words(outline.framework.data.get("kinds"))
    for entry in outline.entries if kinds else ():
        for index, kind in words(entry.said.get("applies_to")):
            if kind not in kinds:
                place = entry.document.place((*entry.loc, "applies_to", index))
                yield place.problem(unknown("kind", kind, kinds))


def areas_known(outline: Outline) -> Iterator[Problem]:
    known = all_words(tuple(area.key for area in outline.of("area")))
    if len(known) < len(outline.areas):
        return
    for index, area in words(outline.framework.data.get("areas")):
        if area not in known:
            place = outline.framework.place(("areas", index))
            yield place.problem(unknown("area", area, known))


def days_in_order(outline: Outline) -> Iterator[Problem]:
    for entry in outline.entries:
        begin, end = str(entry.said.get("from")), str(entry.said.get("retired"))
        if DAY.fullmatch(begin) and DAY.fullmatch(end) and end < begin:
            place = entry.document.place((*entry.loc, "retired"))
            yield place.problem(f"retired on {end}, before it counts from {begin}")


def fresh_days_rise(outline: Outline) -> Iterator[Problem]:
    said = mapped(outline.framework.data.get("fresh_days"))
    days = [(name, said.get(name, usual)) for name, usual in FreshDays()]
    for (lower, before), (name, value) in pairwise(days):
        if isinstance(before, int) and isinstance(value, int) and value <= before:
            place = outline.framework.place(("fresh_days", name))
            yield place.problem(f"`{name}` must be more than `{lower}`: {value} follows {before}")


RULES: tuple[Rule, ...] = (
    keys_once,
    area_names_once,
    values_rise,
    levels_known,
    aims_have_objectives,
    kinds_known,
    areas_known,
    days_in_order,
    fresh_days_rise,
    former_places,
)
