"""How a score of several projects comes about: summed in the database, listed up to a hundred."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q, Sum, Value

from dashboard.choices import Applicability
from dashboard.formats import counted
from dashboard.models import Movement
from dashboard.queries.explained import (
    Action,
    AimPart,
    Explanation,
    Extent,
    Member,
    Members,
    Since,
)
from dashboard.queries.explaining_ground import Ground, ground
from dashboard.queries.explaining_left import left_of
from dashboard.queries.explaining_parts import (
    MOST,
    MOVED,
    areas_of,
    heads_in,
    last_moves,
    rung_of,
    since_of,
    total,
)
from dashboard.queries.framework import AimHead, FrameworkView
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

    At most eleven queries, whatever the size; of a past day fourteen.
    """
    heads = heads_in(framework, extent)
    own = ground(extent, heads, framework.day)
    areas = areas_of(extent, _parts(framework, extent, heads, own))
    aims = [aim for area in areas for aim in area.aims]
    members = _members(extent, own)
    left, more = left_of(framework, extent, heads, own)
    return Explanation(
        day=framework.day,
        applied_at=framework.applied_at,
        extent=extent,
        score=total([aim.score for aim in aims]) if own.kinds else None,
        projects=sum(own.kinds.values()),
        areas=areas,
        left=tuple(left),
        absent=tuple(own.absent),
        actions=() if own.is_past else tuple(_actions(extent, aims, members)),
        members=members,
        left_more=more,
        absent_more=own.missing - len(own.absent),
    )


def _places(own: Ground) -> Places:
    """How many projects stand where, by aim. What waited on a past day is not told. One query."""
    side = own.side
    by = [f"{name}{side}" for name in ("applicability", "level", "points", "maximum")]
    rows = own.standings.values_list("aim_id", *by).annotate(
        projects=Count("pk"),
        unfinished=Count("pk", filter=Q(**{f"rank{side}__lt": F(f"levels{side}")})),
        waits=Value(0) if own.is_past else Sum("waiting"),
    )
    found: dict[int, list[_Place]] = defaultdict(list)
    for aim, *values in rows:
        found[aim].append(_Place(*values))
    return found


def _parts(
    framework: FrameworkView, extent: Extent, heads: Iterable[AimHead], own: Ground
) -> Iterable[AimPart]:
    """What each aim gives that counts anywhere. Two queries."""
    places = _places(own)
    moved = _last_moved(own, places)
    for head in heads:
        at = [p for p in places.get(head.id, ()) if p.applicability == Applicability.APPLICABLE]
        at.sort(key=lambda place: (place.points, place.maximum), reverse=True)
        if at:
            yield AimPart(
                head=head,
                score=Score(
                    sum(place.points * place.projects for place in at),
                    sum(place.maximum * place.projects for place in at),
                ),
                rungs=tuple(
                    rung_of(framework, head, p.level, p.points, p.maximum, p.projects) for p in at
                ),
                unfinished=sum(place.unfinished for place in at),
                waiting=sum(place.waiting for place in at),
                href=extent.narrowed(aim=head.path),
                since=moved.get(head.id),
            )


def _last_moved(own: Ground, aims: Iterable[int]) -> dict[int, Since]:
    """How a standing that counts here last moved, by aim. One query."""
    here = own.of_teams("team_after")
    moved = Movement.objects.filter(MOVED, here, aim__in=list(aims), day__lte=own.day).order_by()
    last = moved.values("aim").annotate(last=Max("pk")).values("last")
    rows = last_moves(Movement.objects.filter(pk__in=last))
    return {row.aim_id: since_of(row, row.project.name) for row in rows}


def _members(extent: Extent, own: Ground) -> Members:
    """The same sum by project within a team, elsewhere by team. One query."""
    side, of = own.side, "project" if extent.team else "team"
    whose = of if of == "project" else f"team{side}"
    rows: Any = (
        own.standings.values_list(whose, f"{whose}__slug", f"{whose}__name")
        .annotate(
            got=Sum(f"points{side}"),
            whole=Sum(f"maximum{side}"),
            count=Count("project", distinct=True),
            highest=Max(f"level{side}"),
        )
        .filter(whole__gt=0)
    )
    by_left = sorted(rows, key=lambda row: (row[3] - row[4], row[1]))
    shown, others = by_left[:MOST], by_left[MOST:]
    names = {} if of == "project" else own.names
    return Members(
        of=of,
        rows=tuple(
            _member(extent, of, slug, names.get(key, name), *sums)
            for key, slug, name, *sums in shown
        ),
        more=len(others),
        rest=Score(sum(row[3] for row in others), sum(row[4] for row in others)),
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
