"""What is blocked, by what, and on whom it waits: today, and at the end of any day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from dashboard.choices import IntentChoice
from dashboard.days import day_of
from dashboard.models import Event, EventText, Intent, Standing
from dashboard.queries.framework import FrameworkView
from dashboard.queries.past import Pair, end_of, framework_then, stood
from dashboard.queries.progress import aims_in
from dashboard.queries.scopes import Scope
from dashboard.queries.week import CHOSEN
from dashboard.record import subject_of

WHOSE = ("blocked_by", "unblocked_by")
NAMES = ("project__slug", "project__name")
TOLD = ("pk", "project", "aim", "at", "after", *NAMES)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An aim that something blocks."""

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


def obstacles_then(framework: FrameworkView, scope: Scope, day: date) -> tuple[Obstacle, ...]:
    """What was blocked at the end of a day, in the sums of then. Three queries.

    Projects have their names of today, aims those of then.
    """
    then = framework_then(framework, day)
    heads = {aim.id: aim for aim in aims_in(then, scope)}
    of_project = Q(project=scope.id) if scope.kind == "project" else Q()
    intents = Event.objects.filter(
        of_project, subject=subject_of(Intent), aim__in=list(heads), at__lt=end_of(day)
    )
    said = _said(intents)
    places = stood(day, heads, {project for project, _ in said})
    return tuple(
        Obstacle(
            slug=told["project__slug"],
            project=told["project__name"],
            aim=heads[aim].name,
            path=heads[aim].path,
            blocked_by=told["blocked_by"],
            unblocked_by=told["unblocked_by"],
            since=day_of(told["since"]),
        )
        for (project, aim), told in sorted(said.items(), key=lambda pair: pair[1]["since"])
        if (place := places.get((project, aim)))
        and scope.holds(place.team, day)
        and place.rank < place.levels
    )


def _said(intents: QuerySet[Event]) -> dict[Pair, dict[str, Any]]:
    """What was said of each project and aim that something blocked in the end, and since when."""
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    for row in EventText.objects.filter(event__in=intents, field__in=WHOSE):
        texts[row.event_id][row.field] = row.after
    found: dict[Pair, dict[str, Any]] = {}
    for event in intents.order_by("pk").values(*TOLD):
        told = found.setdefault((event["project"], event["aim"]), dict.fromkeys(WHOSE, ""))
        told |= {**texts[event["pk"]], **{name: event[name] for name in NAMES}}
        if "choice" in event["after"]:
            told["choice"], told["since"] = event["after"]["choice"], event["at"]
    return {
        pair: told for pair, told in found.items() if told.get("choice") == IntentChoice.BLOCKED
    }
