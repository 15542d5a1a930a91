"""What explanations of several projects are worked out of: today's rows, or those of a past day."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from dashboard.models import Project, Standing
from dashboard.queries.explained import Absent, Extent
from dashboard.queries.explaining_parts import MOST
from dashboard.queries.framework import AimHead
from dashboard.queries.outside import COUNTED, absent, absent_then, with_answers
from dashboard.queries.past import latest, places_then, spans_then
from dashboard.queries.scopes import inside_of, teams_inside


@dataclass(frozen=True, slots=True)
class Ground:
    """The standings of an extent on its aims, and the projects in its sums by kind.

    The columns of `standings` end with `side`: those of a past day are what movements led to.
    `teams` are the extent's; none where it is of all. `names` has those of teams by id, where they
    may have had others. `missing` projects are in no sum, of which `absent` tells the first.
    """

    day: date
    standings: QuerySet[Any]
    side: str
    teams: Collection[int] | None
    kinds: Mapping[str, int]
    absent: Sequence[Absent]
    missing: int
    names: Mapping[int, str]

    @property
    def is_past(self) -> bool:
        """Whether it is of a day that is gone."""
        return self.side != ""

    def of_teams(self, column: str) -> Q:
        """Rows that belong to the extent by the team that a column names."""
        return of_teams(self.teams, column)


def of_teams(teams: Collection[int] | None, column: str) -> Q:
    """Rows of some teams, or of any that is named."""
    return Q(**{f"{column}__isnull": False} if teams is None else {f"{column}__in": teams})


def ground(extent: Extent, heads: Iterable[AimHead], day: date) -> Ground:
    """Two to five queries; what is summed is asked when it is needed."""
    teams = _teams(extent, day)
    aims = [head.id for head in heads]
    return _then(teams, aims, day) if extent.on else _today(teams, aims, day)


def _teams(extent: Extent, day: date) -> Collection[int] | None:
    if extent.team:
        return (extent.team.pk,)
    return teams_inside(inside_of(extent.group.pk), day) if extent.group else None


def _today(teams: Collection[int] | None, aims: Collection[int], day: date) -> Ground:
    projects = Project.objects.filter(of_teams(teams, "team"))
    rows = (
        with_answers(projects)
        .order_by()
        .values_list("kind")
        .annotate(every=Count("pk"), inside=Count("pk", filter=COUNTED))
    )
    counts = [*rows]
    return Ground(
        day=day,
        standings=Standing.objects.filter(of_teams(teams, "team"), aim__in=aims).order_by(),
        side="",
        teams=teams,
        kinds={kind: inside for kind, _, inside in counts if inside},
        absent=absent(projects, MOST),
        missing=sum(every - inside for _, every, inside in counts),
        names={},
    )


def _then(teams: Collection[int] | None, aims: Collection[int], day: date) -> Ground:
    spans = [*spans_then(day).filter(of_teams(teams, "team")).select_related("project")]
    inside = latest(day).filter(of_teams(teams, "team_after"))
    counted = set(inside.values_list("project_id", flat=True))
    gone = [absent_then(span, has_answers=span.project_id in counted) for span in spans]
    told = sorted((each for each in gone if each), key=lambda each: (each.since, each.name))
    return Ground(
        day=day,
        standings=latest(day, aims).filter(of_teams(teams, "team_after")),
        side="_after",
        teams=teams,
        kinds=Counter(span.kind for span in spans if span.project_id in counted),
        absent=told[:MOST],
        missing=len(told),
        names={team: place.name for team, place in places_then(day).items()},
    )
