"""Which days and which part of the board an address asks to see, and why not where it cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from dashboard.addresses import explanation_address
from dashboard.days import day_told
from dashboard.formats import day as in_words

TOLD = 20  # characters of what is no day
PARTS = ("group", "team", "area", "project")


@dataclass(frozen=True, slots=True)
class DaysAsked:
    """One day, `on`, or two. `refusal` tells why there is nothing to show.

    `part` holds slugs by name: group, team, area, project.
    """

    on: date | None = None
    earlier: date | None = None
    later: date | None = None
    part: Mapping[str, str] = ()  # type: ignore[assignment]
    shows_all: bool = False
    refusal: str = ""

    @property
    def query(self) -> dict[str, str]:
        """As it stands in an address, in one order."""
        return self.told | ({"rows": "all"} if self.shows_all else {})

    @property
    def told(self) -> dict[str, str]:
        """The days and the part, without what is only a way of showing them."""
        days = {"on": self.on, "from": self.earlier, "to": self.later}
        told = {name: day.isoformat() for name, day in days.items() if day}
        return told | dict(self.part)

    @property
    def explanation(self) -> str:
        """Where the score of the part is explained, of the one day or of the later."""
        return explanation_address(**self.part, on=self.on or self.later)

    @property
    def explanation_before(self) -> str:
        """The same of the earlier day."""
        return explanation_address(**self.part, on=self.earlier)

    def to(self, **changes: str) -> str:
        """The address with some of it changed; an empty value takes something away."""
        query = {name: value for name, value in (self.query | changes).items() if value}
        return f"?{urlencode(query)}"


def days_asked(
    query: Mapping[str, str], today: date, first: date | None, begins: date | None = None
) -> DaysAsked:
    """What an address asks for. `begins` is the day to compare with where none is named.

    A comparison may begin with the end of the day before the first, when there was nothing.
    """
    part = {name: query[name] for name in PARTS if query.get(name)}
    shows_all = query.get("rows") == "all"
    if first is None:
        return DaysAsked(part=part, refusal="Nothing is recorded yet.")
    days: dict[str, date | None] = {}
    for name in ("on", "from", "to"):
        text = query.get(name, "").strip()
        days[name] = day_told(text)
        if refusal := refusal_of(text, days[name], today, first, is_before=name == "from"):
            return DaysAsked(part=part, refusal=refusal)
    if days["on"]:
        return DaysAsked(on=days["on"], part=part)
    later = days["to"] or today
    earlier = days["from"] or begins or first
    if first == today:
        words = "What is known begins today: from tomorrow on there is a day to compare with."
        return DaysAsked(part=part, refusal=words)
    if earlier == later or (earlier > later and not days["from"]):
        words = f"There is nothing between {in_words(later)} and itself: say from when."
        return DaysAsked(part=part, refusal=words)
    if earlier > later:
        earlier, later = later, earlier
    return DaysAsked(None, earlier, later, part, shows_all)


def refusal_of(
    text: str, day: date | None, today: date, first: date, *, is_before: bool = False
) -> str:
    """Why a day that was asked for cannot be shown; empty where it can, and where none was.

    `is_before`: it may be the day before the first.
    """
    if not text:
        return ""
    if day is None:
        return f"“{text[:TOLD]}” is not a day. Write one like {today.isoformat()}."
    if day > today:
        return f"{in_words(day)} is still to come. The latest day there is to see is today."
    if day < first - timedelta(days=is_before):
        return f"Nothing is recorded of {in_words(day)}. What is known begins on {in_words(first)}."
    return ""
