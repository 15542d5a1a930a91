"""What is blocked today, by what, and on whom it waits."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef

from dashboard.choices import IntentChoice
from dashboard.days import day_of
from dashboard.models import Intent, Standing
from dashboard.queries.framework import FrameworkView
from dashboard.queries.progress import aims_in
from dashboard.queries.scopes import Scope
from dashboard.queries.week import CHOSEN


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An aim that something blocks, as it is today."""

    slug: str
    project: str
    aim: str
    path: str
    blocked_by: str
    unblocked_by: str
    since: date


def obstacles_in(framework: FrameworkView, scope: Scope) -> tuple[Obstacle, ...]:
    """What is blocked today in the sums of a scope, the longest first. One query."""
    unfinished = Standing.objects.filter(
        scope.of_standings(),
        project=OuterRef("project"),
        aim=OuterRef("aim"),
        team__isnull=False,
        rank__lt=F("levels"),
    )
    heads = {aim.id: aim for aim in aims_in(framework, scope)}
    blocked = Intent.objects.filter(choice=IntentChoice.BLOCKED, aim__in=list(heads))
    rows: Any = blocked.filter(Exists(unfinished))
    return tuple(
        Obstacle(
            slug=row.project.slug,
            project=row.project.name,
            aim=heads[row.aim_id].name,
            path=heads[row.aim_id].path,
            blocked_by=row.blocked_by,
            unblocked_by=row.unblocked_by,
            since=day_of(row.since),
        )
        for row in rows.annotate(since=CHOSEN).select_related("project").order_by("since", "pk")
    )
