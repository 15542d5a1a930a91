"""How a score of several projects comes about: summed in the database, listed up to a hundred."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from dashboard.choices import Applicability
from dashboard.formats import counted
from dashboard.models import Movement, Project, Standing
from dashboard.queries.explained import (
    Action,
    AimPart,
    Explanation,
    Extent,
    Member,
    Members,
    Since,
)
from dashboard.queries.explaining_left import left_of
from dashboard.queries.explaining_parts import MOST, MOVED, areas_of, heads_in, rung_of, total
from dashboard.queries.framework import AimHead, FrameworkView
from dashboard.queries.outside import COUNTED, absent, with_answers
from dashboard.scoring import Score

SHOWN_ACTIONS = 3


@dataclass(frozen=True, slots=True)
class _Place:
    """So many projects with the same standing on an aim."""

    applicability: str
    level: str
    points: int
    maximum: int
    projects: int
    unfinished: int
    waiting: int


Places = Mapping[int, Sequence[_Place]]


def of_several(framework: FrameworkView, extent: Extent) -> Explanation:
    """How the score of a team, group, area, aim or of everything comes about.

    At most ten queries, whatever the size.
    """
    heads = heads_in(framework, extent)
    standings = _standings(extent, heads)
    places, projects = _places(standings), _projects(extent)
    areas = areas_of(extent, _parts(framework, extent, heads, places))
    aims = [aim for area in areas for aim in area.aims]
    score = total([aim.score for aim in aims])
    kinds, missing = _kinds(projects)
    members, found = _members(extent, standings), absent(projects, MOST)
    left, more = left_of(framework, extent, heads, standings, kinds)
    return Explanation(
        day=framework.day,
        applied_at=framework.applied_at,
        extent=extent,
        score=score if kinds else None,
        projects=sum(kinds.values()),
        areas=areas,
        left=tuple(left),
        absent=tuple(found),
        actions=tuple(_actions(extent, aims, members)),
        members=members,
        left_more=more,
        absent_more=missing - len(found),
    )


def _projects(extent: Extent) -> QuerySet[Project]:
    if extent.team:
        return Project.objects.filter(team=extent.team)
    if extent.group:
        return Project.objects.filter(team__group=extent.group)
    return Project.objects.all()


def _of_team(extent: Extent, name: str) -> Q:
    """What belongs to the extent's team or group, by the name of the column."""
    if extent.team:
        return Q(**{name: extent.team})
    if extent.group:
        return Q(**{f"{name}__group": extent.group})
    return Q(**{f"{name}__isnull": False})


def _standings(extent: Extent, heads: Iterable[AimHead]) -> QuerySet[Standing]:
    """What is in the sum, and what was set aside in projects that are."""
    aims = [head.id for head in heads]
    return Standing.objects.filter(_of_team(extent, "team"), aim__in=aims).order_by()


def _places(standings: QuerySet[Standing]) -> Places:
    """How many projects stand where, by aim. One query."""
    by = ("aim_id", "applicability", "level", "points", "maximum")
    rows = standings.values_list(*by).annotate(
        projects=Count("pk"),
        unfinished=Count("pk", filter=Q(rank__lt=F("levels"))),
        waits=Sum("waiting"),
    )
    found: dict[int, list[_Place]] = defaultdict(list)
    for aim, *values in rows:
        found[aim].append(_Place(*values))
    return found


def _parts(
    framework: FrameworkView, extent: Extent, heads: Iterable[AimHead], places: Places
) -> Iterable[AimPart]:
    """What each aim gives that counts anywhere. One query."""
    moved = _last_moved(extent, places)
    for head in heads:
        own = [p for p in places.get(head.id, ()) if p.applicability == Applicability.APPLICABLE]
        own.sort(key=lambda place: (place.points, place.maximum), reverse=True)
        if own:
            yield AimPart(
                head=head,
                score=Score(
                    sum(place.points * place.projects for place in own),
                    sum(place.maximum * place.projects for place in own),
                ),
                rungs=tuple(
                    rung_of(framework, head, p.level, p.points, p.maximum, p.projects) for p in own
                ),
                unfinished=sum(place.unfinished for place in own),
                waiting=sum(place.waiting for place in own),
                href=extent.narrowed(aim=head.path),
                since=Since(moved[head.id]) if head.id in moved else None,
            )


def _last_moved(extent: Extent, aims: Iterable[int]) -> dict[int, date]:
    """When a standing that counts here last moved, by aim. One query."""
    rows = Movement.objects.filter(MOVED, _of_team(extent, "team_after"), aim__in=list(aims))
    return dict(rows.order_by().values_list("aim").annotate(Max("day")))


def _kinds(projects: QuerySet[Project]) -> tuple[dict[str, int], int]:
    """How many projects are in the sum, by kind, and how many are not. One query."""
    rows = (
        with_answers(projects)
        .order_by()
        .values_list("kind")
        .annotate(every=Count("pk"), inside=Count("pk", filter=COUNTED))
    )
    kinds, missing = {}, 0
    for kind, every, inside in rows:
        missing += every - inside
        if inside:
            kinds[kind] = inside
    return kinds, missing


def _members(extent: Extent, standings: QuerySet[Standing]) -> Members:
    """The same sum by project within a team, elsewhere by team. One query."""
    of = "project" if extent.team else "team"
    rows: Any = (
        standings.values_list(f"{of}__slug", f"{of}__name")
        .annotate(Sum("points"), Sum("maximum"), Count("project", distinct=True), Max("level"))
        .filter(maximum__sum__gt=0)
    )
    by_left = sorted(rows, key=lambda row: (row[2] - row[3], row[0]))
    shown, others = by_left[:MOST], by_left[MOST:]
    return Members(
        of=of,
        rows=tuple(_member(extent, of, *row) for row in shown),
        more=len(others),
        rest=Score(sum(row[2] for row in others), sum(row[3] for row in others)),
    )


def _member(
    extent: Extent, of: str, slug: str, name: str, points: int, maximum: int, count: int, level: str
) -> Member:
    note = counted(count, "project")
    if of == "project":
        note = extent.aim.ladder.name_of(level) if extent.aim and level else ""
    return Member(name, extent.narrowed(**{of: slug}), Score(points, maximum), note)


def _actions(extent: Extent, aims: Iterable[AimPart], members: Members) -> Iterable[Action]:
    """Where most is to be gained: on which aims, or, of one aim, in whose projects."""
    if extent.aim:
        own = [(row.score.maximum - row.score.points, row.name, row.href) for row in members.rows]
    else:
        own = [(aim.left, aim.head.name, aim.href) for aim in aims]
    most = sorted(own, key=lambda each: -each[0])[:SHOWN_ACTIONS]
    for left, name, href in most:
        if left:
            yield Action(name, f"{counted(left, 'point')} to gain", href)
