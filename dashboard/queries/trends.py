"""Where scores came from: twelve months, walked back from what they are now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Lock
from typing import Any, Literal

from cachetools import LRUCache
from django.db.models import BooleanField, Case, Max, Q, Sum, Value, When

from dashboard.models import Movement
from dashboard.queries.framework import FrameworkView
from dashboard.scoring import Score

STEPS = 12
DAYS = 365
Trend = tuple[int | None, ...]
Changes = Mapping[int, tuple[int, int]]


def trend_of(now: Score, changes: Changes) -> Trend:
    """The percentage at each of thirteen times, the last being now; None where nothing counted.

    `changes` are points and maximum by the step in which they came.
    """
    points, maximum = now.points, now.maximum
    found = [now.percentage]
    for step in range(STEPS, 0, -1):
        more = changes.get(step, (0, 0))
        points, maximum = points - more[0], maximum - more[1]
        found.append(Score(points, maximum).percentage)
    return tuple(reversed(found))


def together(changes: Iterable[Changes]) -> Changes:
    """The changes of several."""
    total: dict[int, tuple[int, int]] = {}
    for each in changes:
        for step, (points, maximum) in each.items():
            before = total.get(step, (0, 0))
            total[step] = (before[0] + points, before[1] + maximum)
    return total


def changes_by(
    key: Literal["project", "team"], framework: FrameworkView, area: int | None = None
) -> Mapping[int, Changes]:
    """How points and maxima changed in twelve months, by project or team. One query.

    A standing counts for the team in whose score it was, so that a hand-over takes from one what
    it gives to the other. Movements are only ever appended: those that were read are kept in
    memory, and the query asks for later ones. Should the last of them be gone, because an earlier
    backup was restored, all are read again.
    """
    where = (key, area, framework.day, framework.applied_at)
    with _lock:
        kept = _kept.get(where, NOTHING)
        rows = _later(key, framework.day, area, kept)
        if kept.last and not any(row["is_known"] for row in rows):
            kept = NOTHING
            rows = _later(key, framework.day, area, kept)
        _kept[where] = _continued(kept, rows, key)
        return _kept[where].changes


@dataclass(frozen=True, slots=True)
class Kept:
    """Changes up to the last movement, of which pk and revision are known."""

    changes: Mapping[int, Changes] = field(default_factory=dict)
    last: int = 0
    revision: int = 0


NOTHING = Kept()
_kept: LRUCache[tuple[object, ...], Kept] = LRUCache(maxsize=8)
_lock = Lock()


def forget() -> None:
    """Read everything again when next asked."""
    _kept.clear()


def _later(key: str, day: date, area: int | None, kept: Kept) -> list[Mapping[str, Any]]:
    """Sums of what came with movements and what went, of the last known one apart."""
    movements = Movement.objects.filter(day__gt=_ends(day)[0], pk__gte=kept.last)
    if area is not None:
        movements = movements.filter(aim__area=area)
    by = ["project_id"] if key == "project" else ["team_before_id", "team_after_id"]
    came, went = Q(team_after__isnull=False), Q(team_before__isnull=False)
    known = When(pk=kept.last, revision=kept.revision, then=Value(True))
    rows = (
        movements.annotate(
            step=_step(day),
            is_known=Case(known, default=Value(False), output_field=BooleanField()),
        )
        .order_by()
        .values(*by, "step", "is_known")
        .annotate(
            last=Max("pk"),
            until=Max("revision"),
            points_came=Sum("points_after", filter=came, default=0),
            maximum_came=Sum("maximum_after", filter=came, default=0),
            points_went=Sum("points_before", filter=went, default=0),
            maximum_went=Sum("maximum_before", filter=went, default=0),
        )
    )
    return list(rows)


def _continued(kept: Kept, rows: Iterable[Mapping[str, Any]], key: str) -> Kept:
    """What is kept, with more. What others hold of it stays as it is."""
    changes = dict(kept.changes)
    last, revision = kept.last, kept.revision
    for row in rows:
        if row["is_known"]:
            continue
        last, revision = max(last, row["last"]), max(revision, row["until"])
        came = (row["points_came"], row["maximum_came"])
        went = (-row["points_went"], -row["maximum_went"])
        after, before = (
            ("project_id",) * 2 if key == "project" else ("team_after_id", "team_before_id")
        )
        for whose, more in ((row[after], came), (row[before], went)):
            if whose is not None:
                changes[whose] = together([changes.get(whose, {}), {row["step"]: more}])
    return Kept(changes, last, revision)


def _ends(day: date) -> list[date]:
    """The last day of each step, that before the first included."""
    return [day - timedelta(days=DAYS * (STEPS - step) // STEPS) for step in range(STEPS + 1)]


def _step(day: date) -> Case:
    ends = _ends(day)
    steps = [When(day__lte=ends[step], then=Value(step)) for step in range(1, STEPS)]
    return Case(*steps, default=Value(STEPS))
