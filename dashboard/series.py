"""What every change of a standing adds to the sums of its day: values in, values out.

The series of all charts are sums of these entries, so that what is kept day by day can be worked
out again from movements, intents, reviews and check-ins.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.scoring import Score


class Held(NamedTuple):
    """A standing that is in the sums of a team: where it is, and what it stands on.

    `is_blocked`: something is in the way of what is not complete. `fresh_until` is the last day
    on which it stands on a review or check-in that is not overdue; none: on none.
    """

    team: int
    area: int
    aim: int
    rank: int
    levels: int
    points: int
    maximum: int
    is_blocked: bool = False
    fresh_until: date | None = None

    @property
    def place(self) -> tuple[object, ...]:
        """What a movement changes."""
        return self[:7]

    @property
    def subjects(self) -> tuple[tuple[str, int], ...]:
        """In whose sums it is."""
        return (EVERYTHING, 0), (AREA, self.area), (AIM, self.aim), (TEAM, self.team)

    def is_fresh(self, day: date) -> bool:
        """Whether it stands on a look that is not overdue on a day."""
        return self.fresh_until is not None and self.fresh_until >= day


class Key(NamedTuple):
    """Of what a sum is: of a team, an area, an aim, or of everything, which has no number.

    Without a cause, it is of what is blocked and what is fresh.
    """

    subject: str
    subject_id: int
    day: date
    cause: str = ""
    rank: int = 0
    levels: int = 0


class Sums(NamedTuple):
    """What was added, less what was taken away.

    `standings` counts projects on aims; of them, so many are `blocked`. Of the `points`, so many
    are `fresh`.
    """

    standings: int = 0
    points: int = 0
    maximum: int = 0
    blocked: int = 0
    fresh: int = 0


Entry = tuple[Key, Sums]
NOTHING = Sums()
DAY = timedelta(days=1)
EVERYTHING, AREA, AIM, TEAM = "", "area", "aim", "team"


def booked(day: date, cause: str, before: Held | None, after: Held | None) -> Iterator[Entry]:
    """What a change on a day adds; none before or after: it was, or is, in no sum.

    What is fresh today lapses by itself: that is booked on the day on which it will.
    """
    has_moved = (before and before.place) != (after and after.place)
    is_as_cared_for = not has_moved and _told(day, before) == _told(day, after)
    for held, sign in ((before, -1), (after, 1)):
        if held is None:
            continue
        fresh = sign * held.points if held.is_fresh(day) else 0
        for subject in held.subjects:
            if has_moved:
                key = Key(*subject, day, cause, held.rank, held.levels)
                yield key, Sums(sign, sign * held.points, sign * held.maximum)
            if not is_as_cared_for and (held.is_blocked or fresh):
                yield Key(*subject, day), Sums(0, 0, 0, sign * held.is_blocked, fresh)
            if held.fresh_until is not None and fresh:
                yield Key(*subject, held.fresh_until + DAY), Sums(fresh=-fresh)


def _told(day: date, held: Held | None) -> tuple[bool, bool] | None:
    return held and (held.is_blocked, held.is_fresh(day))


def summed(entries: Iterable[Entry]) -> dict[Key, Sums]:
    """Entries of the same in one; those that cancel each other are left out."""
    found: dict[Key, list[int]] = defaultdict(lambda: [0] * len(NOTHING))
    for key, (standings, points, maximum, blocked, fresh) in entries:
        kept = found[key]
        kept[0] += standings
        kept[1] += points
        kept[2] += maximum
        kept[3] += blocked
        kept[4] += fresh
    return without_nothing({key: Sums(*values) for key, values in found.items()})


def without_nothing(sums: Mapping[Key, Sums]) -> dict[Key, Sums]:
    """Sums that are not nothing in every part."""
    return {key: value for key, value in sums.items() if value != NOTHING}


@dataclass(frozen=True, slots=True)
class Day:
    """What the sums come to at the end of a day. `places` counts standings by rank and levels."""

    on: date
    places: Mapping[tuple[int, int], int]
    points: int
    maximum: int
    blocked: int
    fresh: int

    @property
    def score(self) -> Score:
        """Points of their maximum."""
        return Score(self.points, self.maximum)


def at_days(entries: Iterable[Entry], days: Sequence[date]) -> list[Day]:
    """What entries, of one subject each, come to at the end of each of these days, in order."""
    changes: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        changes[entry[0].day].append(entry)
    ahead = deque(sorted(changes))
    places: dict[tuple[int, int], int] = defaultdict(int)
    points = maximum = blocked = fresh = 0
    found = []
    for day in days:
        while ahead and ahead[0] <= day:
            for key, sums in changes[ahead.popleft()]:
                places[key.rank, key.levels] += sums.standings
                points += sums.points
                maximum += sums.maximum
                blocked += sums.blocked
                fresh += sums.fresh
        held = {where: count for where, count in places.items() if count}
        found.append(Day(day, held, points, maximum, blocked, fresh))
    return found


def while_inside(
    entries: Iterable[Entry], spans: Sequence[tuple[date | None, date | None]], cause: str
) -> Iterator[Entry]:
    """The entries of a part of something, of the times when it was a part.

    Each span is from its first day to the day after its last; none: for ever. Joining brings all
    that there was until then, and leaving takes it away, for this cause.
    """
    ordered = sorted(entries, key=lambda entry: entry[0].day)
    for starts_on, ends_before in spans:
        for key, sums in ordered:
            came = starts_on is not None and key.day < starts_on
            if ends_before is not None and key.day >= ends_before:
                continue
            why = cause if key.cause else ""
            yield (
                (key._replace(day=starts_on, cause=why), sums)
                if came and starts_on
                else (key, sums)
            )
            if ends_before is not None:
                gone = Sums(*(-value for value in sums))
                yield key._replace(day=ends_before, cause=why), gone


def causes(entries: Iterable[Entry], after: date, until: date) -> dict[str, Sums]:
    """What each cause added between the ends of two days."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * len(NOTHING))
    for key, sums in entries:
        if key.cause and after < key.day <= until:
            found[key.cause] = [a + b for a, b in zip(found[key.cause], sums, strict=True)]
    return {cause: Sums(*values) for cause, values in found.items()}
