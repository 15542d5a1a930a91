"""Plain words for figures: what rose, fell or stayed, and nothing that they do not say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from dashboard import formats
from dashboard.formats import signed
from dashboard.progress import Band, Line
from dashboard.scoring import Score

__all__ = ["came_from", "exact", "listed", "period", "share", "signed", "told_apart"]
Named = TypeVar("Named", bound=Band | Line)


def exact(score: Score) -> float | None:
    """Per cents to a tenth, a half rounded up, as charts draw them; none of no maximum."""
    if not score.maximum:
        return None
    return (2000 * score.points + score.maximum) // (2 * score.maximum) / 10


def share(score: Score) -> str:
    """Whole per cents, of which 0 is nothing and 100 everything."""
    return formats.percentage(score.percentage)


def came_from(before: Score, after: Score) -> str:
    """How one share became another: "rose from 12 % to 31 %", "stayed near 12 %"."""
    moved = after.points * before.maximum - before.points * after.maximum
    if not moved:
        return f"stayed at {share(after)}"
    if before.percentage == after.percentage:
        return f"stayed near {share(after)}"
    return f"{'rose' if moved > 0 else 'fell'} from {share(before)} to {share(after)}"


def period(first: date, last: date) -> str:
    """From one day to another."""
    return f"from {formats.day(first)} to {formats.day(last)}"


def listed(parts: Iterable[str]) -> str:
    """Things in a row: "one, two and three"; nothing of none."""
    *most, last = [*parts] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def told_apart(things: Iterable[Named], *taken: str) -> tuple[Named, ...]:
    """Bands or lines with names of their own: behind one that is taken, or that several have,
    stands the key of the thing. What has no key keeps its name."""
    every = [*things]
    counts: Counter[str] = Counter(thing.name for thing in every)
    used = {*taken, *(name for name, count in counts.items() if count > 1)}
    found: list[Named] = []
    for thing in every:
        name = thing.name
        while thing.key and name in used:
            name = f"{name} ({thing.key})"
        used.add(name)
        found.append(replace(thing, name=name))
    return tuple(found)


def explained(why: str, day: date) -> str:
    """Where the score of a day is explained; nowhere where that is not known."""
    return f"{why}{day.isoformat()}" if why else ""
