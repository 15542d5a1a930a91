"""Scores of several standings at once: of a team or a project, on an aim or in an area."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from django.db.models import Sum

from dashboard.models import Standing
from dashboard.scoring import Score

Down = Literal["project_id", "team_id", "team__group_id"]
Across = Literal["aim_id", "aim__area_id"]


@dataclass(frozen=True, slots=True)
class Share:
    """Points of their maximum, and how many answers in it wait to be confirmed."""

    score: Score
    waiting: int = 0


def shares(
    down: Down, across: Across, aims: Collection[int], projects: Collection[int] | None = None
) -> Mapping[int, Mapping[int, Share]]:
    """Points, maximum and what waits, by row and by column. One query.

    Of everything that is in the sums, or of some projects alone. Teams in no group are row 0.
    """
    rows = Standing.objects.filter(aim__in=aims, team__isnull=False)
    if projects is not None:
        rows = rows.filter(project__in=projects)
    found: dict[int, dict[int, Share]] = defaultdict(dict)
    summed = (
        rows.order_by()
        .values_list(down, across)
        .annotate(points=Sum("points"), maximum=Sum("maximum"), waiting=Sum("waiting"))
    )
    for row, column, points, maximum, waiting in summed:
        found[row or 0][column] = Share(Score(points, maximum), waiting)
    return found
