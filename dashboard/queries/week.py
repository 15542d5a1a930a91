"""What stands above the board: gains of this week, what is blocked on whom, and what waits."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from dashboard.choices import Answer, Cause, IntentChoice
from dashboard.days import day_of
from dashboard.dossier import GAIN_DAYS
from dashboard.models import Assessment, Intent, Movement, Standing
from dashboard.queries.framework import AimHead

DAYS = 7
CHOSEN = Coalesce("chosen_at", "said_at")  # since when an intent is what it is
SHOWN = 3
Pair = tuple[int, int]  # project and aim


@dataclass(frozen=True, slots=True)
class Gain:
    """A level that a project reached by work, and who says that it did."""

    slug: str
    name: str
    aim: AimHead
    level: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An aim that cannot be completed, by what, and who can remove that."""

    project_id: int
    slug: str
    name: str
    aim: AimHead
    blocked_by: str
    unblocked_by: str
    since: date


@dataclass(frozen=True, slots=True)
class Claims:
    """How many answers of an area wait to be confirmed, and since when the oldest does."""

    key: str
    name: str
    count: int
    oldest: date


@dataclass(frozen=True, slots=True)
class Week:
    """This week, newest gains and oldest obstacles first.

    `risen` tells of each project and aim that rose by work in `GAIN_DAYS` days the lowest rank
    that it rose to.
    """

    gains: tuple[Gain, ...]
    obstacles: tuple[Obstacle, ...]
    claims: tuple[Claims, ...]
    risen: Mapping[Pair, int]

    @property
    def blocked(self) -> set[Pair]:
        """Projects and aims that something blocks."""
        return {(obstacle.project_id, obstacle.aim.id) for obstacle in self.obstacles}

    @property
    def first_gains(self) -> tuple[Gain, ...]:
        """Those that have room."""
        return self.gains[:SHOWN]

    @property
    def first_obstacles(self) -> tuple[Obstacle, ...]:
        """Those that have room."""
        return self.obstacles[:SHOWN]

    @property
    def more_gains(self) -> int:
        """How many have none."""
        return len(self.gains[SHOWN:])

    @property
    def more_obstacles(self) -> int:
        """How many have none."""
        return len(self.obstacles[SHOWN:])


def this_week(aims: Collection[AimHead], day: date) -> Week:
    """What moved and what holds up on some aims, in projects in the sums. Three queries."""
    heads = {aim.id: aim for aim in aims}
    rises = [row for row in _rises(day) if row.aim_id in heads]
    risen: dict[Pair, int] = {}
    for row in rises:
        pair = (row.project_id, row.aim_id)
        risen[pair] = min(row.rank_after, risen.get(pair, row.rank_after))
    return Week(_gains(rises, heads, day), _obstacles(heads), _claims(heads), risen)


def _rises(day: date) -> Iterable[Any]:
    """Levels reached by work within `GAIN_DAYS`, the latest first; of every aim, by the day."""
    claimed = Assessment.objects.filter(
        project=OuterRef("project"), objective=OuterRef("event__objective")
    )
    rows = Movement.objects.filter(
        cause=Cause.WORK_DONE,
        rank_after__gt=F("rank_before"),
        day__gt=day - timedelta(days=GAIN_DAYS),
    ).annotate(claimed_by=Subquery(claimed.values("answered_by__name")[:1]))
    return rows.order_by("-at", "-pk").values_list(
        "project_id",
        "project__slug",
        "project__name",
        "project__archived_at",
        "aim_id",
        "level_after",
        "rank_after",
        "team_after_id",
        "day",
        "event__by__name",
        "claimed_by",
        named=True,
    )


def _gains(rises: Iterable[Any], heads: Mapping[int, AimHead], day: date) -> tuple[Gain, ...]:
    first = day - timedelta(days=DAYS)
    shown: dict[Pair, Gain] = {}
    for row in rises:
        if row.day > first and row.team_after_id and not row.project__archived_at:
            shown.setdefault((row.project_id, row.aim_id), _gain(row, heads[row.aim_id]))
    return tuple(shown.values())


def _gain(row: Any, aim: AimHead) -> Gain:
    by = row.claimed_by or row.event__by__name or ""
    level = aim.ladder.name_of(row.level_after)
    return Gain(row.project__slug, row.project__name, aim, level, by, row.day)


def _obstacles(heads: Mapping[int, AimHead]) -> tuple[Obstacle, ...]:
    unfinished = Standing.objects.filter(
        project=OuterRef("project"),
        aim=OuterRef("aim"),
        team__isnull=False,
        rank__lt=F("levels"),
    )
    rows = Intent.objects.filter(Exists(unfinished), aim__in=heads, choice=IntentChoice.BLOCKED)
    return tuple(
        Obstacle(
            project_id=row.project_id,
            slug=row.project__slug,
            name=row.project__name,
            aim=heads[row.aim_id],
            blocked_by=row.blocked_by,
            unblocked_by=row.unblocked_by,
            since=day_of(row.since),
        )
        for row in rows.annotate(since=CHOSEN)
        .order_by("since", "pk")
        .values_list(
            "project_id",
            "project__slug",
            "project__name",
            "aim_id",
            "blocked_by",
            "unblocked_by",
            "since",
            named=True,
        )
    )


def _claims(heads: Mapping[int, AimHead]) -> tuple[Claims, ...]:
    areas = {aim.area_id: aim for aim in heads.values()}
    counted = Standing.objects.filter(
        project=OuterRef("project"), aim=OuterRef("objective__aim"), team__isnull=False
    )
    rows = Assessment.objects.filter(
        Q(answer=Answer.MET) | Q(answer=Answer.NOT_APPLICABLE),
        Exists(counted.filter(waiting__gt=0)),
        objective__aim__in=heads,
        confirmed_at__isnull=True,
        sent_back_at__isnull=True,
    )
    found = (
        rows.order_by()
        .values_list("objective__aim__area_id")
        .annotate(count=Count("pk"), oldest=Min("answered_at"))
    )
    claims = [
        Claims(areas[area].area_key, areas[area].area_name, count, day_of(oldest))
        for area, count, oldest in found
    ]
    return tuple(sorted(claims, key=lambda each: each.oldest))
