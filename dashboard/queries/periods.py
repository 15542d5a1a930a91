"""From when to when: what addresses of reports, comparisons and downloads ask for."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from dashboard.days import day_told
from dashboard.formats import day as in_words
from dashboard.queries.promises import CycleHead

MONTHS = {"3": "3 months", "12": "12 months", "24": "24 months"}
DEFAULT = "12"
MOST_POINTS = 180


@dataclass(frozen=True, slots=True)
class Period:
    """From the end of one day to the end of another: what happened in between.

    `key` is "cycle", a number of months, "all", or empty for two days that somebody chose.
    `refusal` says why what was asked for is not what is shown.
    """

    key: str
    starts_on: date
    ends_on: date
    refusal: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """As it stands in an address."""
        if self.key:
            return {} if self.key == DEFAULT else {"period": self.key}
        return {"from": self.starts_on.isoformat(), "to": self.ends_on.isoformat()}

    @property
    def query(self) -> str:
        """The same, encoded."""
        return urlencode(self.asked)

    @property
    def days(self) -> tuple[date, ...]:
        """Days to draw, the first and the last among them, as many as a line can show."""
        whole = (self.ends_on - self.starts_on).days
        step = max(1, -(-whole // MOST_POINTS))
        later = (self.ends_on - timedelta(days=back) for back in reversed(range(0, whole, step)))
        return (self.starts_on, *later)


def period_in(
    asked: Mapping[str, str], day: date, first: date | None, cycles: Sequence[CycleHead]
) -> Period:
    """What an address asks for: twelve months, where it asks for nothing or for nonsense.

    `first` is the day on which anything was recorded; no period begins before the day before it.
    """
    earliest = min(first - timedelta(days=1), day) if first else day
    if asked.get("from") or asked.get("to"):
        return _chosen(asked, day, earliest)
    return _named(asked.get("period", ""), day, earliest, cycles)


def _named(key: str, day: date, earliest: date, cycles: Sequence[CycleHead]) -> Period:
    cycle = next((head for head in cycles if head.is_current), None)
    if key == "cycle" and cycle:
        return Period(key, max(cycle.starts_on - timedelta(days=1), earliest), day)
    if key == "all":
        return Period(key, earliest, day)
    refusal = "No cycle is going on today." if key == "cycle" else ""
    key = key if key in MONTHS else DEFAULT
    return Period(key, max(_months_before(day, int(key)), earliest), day, refusal)


def _chosen(asked: Mapping[str, str], day: date, earliest: date) -> Period:
    starts_on, ends_on = day_told(asked.get("from", "")), day_told(asked.get("to", ""))
    fallback = _named("", day, earliest, ())
    for name, given in (("from", starts_on), ("to", ends_on)):
        if asked.get(name) and given is None:
            words = f"“{asked[name][:40]}” is not a day such as {day.isoformat()}."
            return Period(DEFAULT, fallback.starts_on, fallback.ends_on, words)
    if starts_on and ends_on and starts_on > ends_on:
        starts_on, ends_on = ends_on, starts_on
    unrecorded = f"Nothing is recorded before {in_words(earliest + timedelta(days=1))}"
    if ends_on and ends_on < earliest:
        return Period(DEFAULT, fallback.starts_on, fallback.ends_on, f"{unrecorded}.")
    if starts_on and starts_on > day:
        words = f"{in_words(starts_on)} is still to come."
        return Period(DEFAULT, fallback.starts_on, fallback.ends_on, words)
    told = [f"{unrecorded}: this begins there."] if starts_on and starts_on < earliest else []
    if ends_on and ends_on > day:
        told.append(f"{in_words(ends_on)} is still to come: this is up to today.")
    ends_on = min(ends_on or day, day)
    starts_on = max(starts_on or _months_before(ends_on, int(DEFAULT)), earliest)
    return Period("", starts_on, ends_on, " ".join(told))


def _months_before(day: date, months: int) -> date:
    """The same day so many months ago; the last one of a month that is too short."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    for number in range(day.day, 27, -1):
        with suppress(ValueError):
            return date(year, month + 1, number)
    return date(year, month + 1, day.day)
