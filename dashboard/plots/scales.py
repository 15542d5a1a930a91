"""Where things stand on a chart: ticks of days and numbers, and labels that do not overlap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
DAYS = (1, 2, 7, 14)
MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Tick:
    """A day with its words. Where there is little room, minor ones are left out."""

    on: date
    words: str
    is_minor: bool


def part_of(day: date, days: Sequence[date]) -> float:
    """How far along the days one of them is, from 0 to 1."""
    span = (days[-1] - days[0]).days
    return (day - days[0]).days / span if span else 0.0


def day_ticks(days: Sequence[date]) -> tuple[Tick, ...]:
    """The beginnings of months or years, or of days where there are few; at most eight."""
    first, last = days[0], days[-1]
    if (last - first).days < 70:
        found = _some_days(first, last)
        words = [f"{day.day} {day:%b}" for day in found]
    else:
        found = _some_months(first, last)
        words = [_month(day, is_first=not place) for place, day in enumerate(found)]
    januaries = [place for place, day in enumerate(found) if day.month == day.day == 1]
    kept = januaries[0] % 2 if januaries else 0
    # what stands at the very end would be wider than the chart
    return tuple(
        Tick(day, told, place % 2 != kept)
        for place, (day, told) in enumerate(zip(found, words, strict=True))
        if part_of(day, days) < 0.97
    )


def _month(day: date, is_first: bool) -> str:
    return f"{day:%b} {day.year}" if is_first or day.month == 1 else f"{day:%b}"


def _some_days(first: date, last: date) -> list[date]:
    span = (last - first).days
    step = next(step for step in DAYS if span / step <= MOST_TICKS)
    return [first + timedelta(days=past) for past in range(0, span + 1, step)]


def _some_months(first: date, last: date) -> list[date]:
    months = list(_months(first, last))
    for step in MONTHS:
        found = [day for day in months if (12 * day.year + day.month - 1) % step == 0]
        if len(found) <= MOST_TICKS:
            break
    return found


def _months(first: date, last: date) -> Iterator[date]:
    """The first days of months within."""
    day = first if first.day == 1 else _next_month(first)
    while day <= last:
        yield day
        day = _next_month(day)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def number_ticks(low: float, high: float, most: int = 5) -> tuple[int, ...]:
    """Round whole numbers from one end of a scale to the other, at most so many steps apart."""
    rough = max((high - low) / most, 1)
    power = 10 ** floor(log10(rough))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough)
    return tuple(range(ceil(low / step) * step, floor(high) + 1, step))


def short(name: str, most: int) -> str:
    """A name in the room that there is."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def ceiling_of(highest: float) -> int:
    """Where a scale of per cents ends, so that what is on it has room: it begins at 0."""
    return next((top for top in (10, 20, 40, 60, 80) if highest <= top), 100)


def spread(places: Sequence[float], apart: float, bottom: float) -> list[float]:
    """The places, in their order and moved as little as it takes to be so far apart.

    Below `bottom` is none; where there are too many for the room, they run out at the top.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved, above = list(places), float("-inf")
    for index in order:
        above = moved[index] = max(places[index], above + apart)
    below = bottom + apart
    for index in reversed(order):
        below = moved[index] = min(moved[index], below - apart)
    return moved
