"""The cycles of the organisation: every half-year of its story, and the one to come."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.actions.cycles import plan_cycle
from dashboard.choices import Through
from dashboard.demo.acts import Act
from dashboard.demo.organisation import STEWARD
from dashboard.demo.story import Story
from dashboard.models import Aim, Cycle, Person

PLANNED_BEFORE = 12.0  # working days
PLANNED_AT_FIRST = 0.3  # of the first day, after the criteria


@dataclass(frozen=True, slots=True)
class Half:
    """Half a year by its first and last day, and when in the story it starts and ends."""

    number: int
    name: str
    starts_on: date
    ends_on: date
    starts: float
    ends: float

    @property
    def slug(self) -> str:
        """What its cycle is called in addresses."""
        return self.name.lower()


def half_year(day: date) -> str:
    """The name of the half-year that a day is in."""
    return f"{day.year}-H{1 if day.month <= 6 else 2}"


def halves(story: Story) -> tuple[Half, ...]:
    """All half-years that the story touches, and the one after them, in order."""
    days, last = story.clock.days, story.clock.days[-1]
    found: list[Half] = []
    start = _start(days[0])
    while start <= _next(_start(last)):
        end = _next(start) - timedelta(days=1)
        times = _time(days, start), _time(days, _next(start))
        found.append(Half(len(found), half_year(start), start, end, *times))
        start = _next(start)
    return tuple(found)


def planning(story: Story) -> Iterator[Act]:
    """Each is planned some days before, with two aims in focus where there are so many."""
    for half in halves(story):
        end = story.clock.end - PLANNED_BEFORE / 2
        when = min(max(half.starts - PLANNED_BEFORE, PLANNED_AT_FIRST), end)
        values = {"name": half.name, "starts_on": half.starts_on, "ends_on": half.ends_on}
        yield story.act(when, STEWARD, _plan, _focus(story, half, when), **values)


def _plan(
    *,
    aim: Aim,
    other_aim: Aim | None,
    name: str,
    starts_on: date,
    ends_on: date,
    by: Person | None,
    at: datetime,
    through: Through,
) -> Cycle:
    focus = [each for each in (aim, other_aim) if each]
    return plan_cycle(
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        focus=focus,
        by=by,
        at=at,
        through=through,
    )


def _focus(story: Story, half: Half, when: float) -> dict[str, str]:
    """Other aims in each half-year, from what the criteria have by then."""
    known = [aim for aim in story.aims if aim != story.versions.added or when >= story.change]
    first, second = (known[(2 * half.number + i) % len(known)] for i in (0, 1))
    return {"aim": first, "other_aim": second if second != first else ""}


def _start(day: date) -> date:
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def _next(start: date) -> date:
    return date(start.year, 7, 1) if start.month == 1 else date(start.year + 1, 1, 1)


def _time(days: Sequence[date], day: date) -> float:
    """When in the story a day begins; a day after its end is at its end."""
    return float(bisect_left(days, day))
