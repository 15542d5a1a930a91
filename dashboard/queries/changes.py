"""Movements in a scope and a period, each with who, when and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from dashboard.choices import Cause
from dashboard.models import Movement
from dashboard.queries.credits import Credit, claimer, credit
from dashboard.queries.differences import word_of
from dashboard.queries.framework import FrameworkView
from dashboard.queries.past import Stood, sides_of
from dashboard.queries.past_levels import Levels
from dashboard.queries.periods import Period
from dashboard.queries.scopes import Scope


@dataclass(frozen=True, slots=True)
class Change:
    """A standing that moved: by whom, when, why, and from where to where."""

    slug: str
    project: str
    aim: str
    path: str
    level_before: str
    level_after: str
    points: int
    maximum: int
    credit: Credit
    on: date
    cause: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The first of several changes, and how many there are."""

    shown: tuple[Change, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.shown)


IN_NO_SUM = "In no sum"
GAINED = Q(cause=Cause.WORK_DONE, rank_after__gt=F("rank_before"))
LOST = Q(cause=Cause.WORK_UNDONE, rank_after__lt=F("rank_before"))


def changes_in(
    framework: FrameworkView, scope: Scope, period: Period, only: Q, most: int
) -> Changes:
    """Movements between the ends of two days, the latest first. Three queries."""
    moved = Movement.objects.filter(
        scope.of_movements(), only, day__gt=period.starts_on, day__lte=period.ends_on
    )
    shown = list(moved.order_by("-day", "-at", "-pk").values_list("pk", flat=True)[:most])
    rows = Movement.objects.filter(pk__in=shown).annotate(claimed_by=claimer())
    latest = rows.select_related("project", "aim__area", "event__by").order_by("-at", "-pk")
    levels = Levels(framework)
    return Changes(tuple(_change(levels, scope, row) for row in latest), moved.count())


def _change(levels: Levels, scope: Scope, row: Any) -> Change:
    before, after = sides_of(row)
    return Change(
        slug=row.project.slug,
        project=row.project.name,
        aim=row.aim.name,
        path=f"{row.aim.area.key}/{row.aim.key}",
        level_before=_word(row.aim_id, before, levels),
        level_after=_word(row.aim_id, after, levels),
        points=_counted(scope, row, "points"),
        maximum=_counted(scope, row, "maximum"),
        credit=credit(row.event.verb, row.claimed_by, row.event.by),
        on=row.day,
        cause=Cause(row.cause).label,
    )


def _word(aim: int, side: Stood, levels: Levels) -> str:
    return word_of(aim, side, levels) if side.team else IN_NO_SUM


def _counted(scope: Scope, row: Any, name: str) -> int:
    """What it added to the sums: a side that is in none of them is nothing there."""
    after = getattr(row, f"{name}_after") if scope.holds(row.team_after_id, row.day) else 0
    before = getattr(row, f"{name}_before") if scope.holds(row.team_before_id, row.day) else 0
    return int(after - before)
