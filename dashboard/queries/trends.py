"""Where scores came from: twelve months, walked back from what they are now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import Case, Sum, Value, When

from dashboard.models import Movement
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
    key: Literal["project", "team"], day: date, area: int | None = None
) -> dict[int, Changes]:
    """How points and maxima changed in twelve months, by project or team. One query.

    A standing counts for the team in whose score it was, so that a hand-over takes from one what
    it gives to the other.
    """
    movements = Movement.objects.filter(day__gt=_ends(day)[0])
    if area is not None:
        movements = movements.filter(aim__area=area)
    by = ["project_id"] if key == "project" else []
    rows = (
        movements.annotate(step=_step(day))
        .order_by()
        .values(*by, "step", "team_before_id", "team_after_id")
        .annotate(
            points_came=Sum("points_after"),
            maximum_came=Sum("maximum_after"),
            points_went=Sum("points_before"),
            maximum_went=Sum("maximum_before"),
        )
    )
    return _added(rows, key)


def _added(rows: Iterable[Mapping[str, Any]], key: str) -> dict[int, Changes]:
    found: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for row in rows:
        for team, name, sign in (("team_after_id", "came", 1), ("team_before_id", "went", -1)):
            if row[team] is not None:
                steps = found[row["project_id"] if key == "project" else row[team]]
                points, maximum = steps.get(row["step"], (0, 0))
                more = sign * row[f"points_{name}"], sign * row[f"maximum_{name}"]
                steps[row["step"]] = (points + more[0], maximum + more[1])
    return dict(found)


def _ends(day: date) -> list[date]:
    """The last day of each step, that before the first included."""
    return [day - timedelta(days=DAYS * (STEPS - step) // STEPS) for step in range(STEPS + 1)]


def _step(day: date) -> Case:
    ends = _ends(day)
    steps = [When(day__lte=ends[step], then=Value(step)) for step in range(1, STEPS)]
    return Case(*steps, default=Value(STEPS))
