"""The time of the story: it passes on working days, from nine to five."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dashboard.days import start_of

DAYS_A_YEAR = 365.25
OPENS = timedelta(hours=9)
MINUTES_A_DAY = 8 * 60
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """Turns the story's time, in working days since it began, into moments."""

    days: tuple[date, ...]

    @property
    def end(self) -> float:
        """When the story ends."""
        return float(len(self.days))

    def share(self, part: float) -> float:
        """The time at which this part of the story is over."""
        return part * self.end

    def day(self, when: float) -> date:
        """The day of a time."""
        return self.days[self._index(when)]

    def at(self, when: float) -> datetime:
        """The moment of a time, to the minute; nothing is before the start or after the end."""
        index = self._index(when)
        part = min(max(when - index, 0.0), 1.0)
        minutes = timedelta(minutes=round(part * MINUTES_A_DAY))
        return (start_of(self.days[index]) + OPENS + minutes).astimezone(UTC)

    def _index(self, when: float) -> int:
        return min(max(int(when), 0), len(self.days) - 1)


def clock(years: int, until: date) -> Clock:
    """The working days of so many years before a day."""
    length = round(DAYS_A_YEAR * years)
    days = [until - timedelta(days=back) for back in range(length, 0, -1)]
    return Clock(tuple(day for day in days if day.weekday() < SATURDAY))
