"""What a report is about: everything, or one group, team, area, aim or project."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from dashboard.days import day_of
from dashboard.models import Area, Group, Project, Team, TeamSpan
from dashboard.queries.framework import FrameworkView

EVERYTHING = "Everything"
Spans = Sequence[tuple[date | None, date | None]]
ALWAYS: Spans = ((None, None),)
NAMED: Mapping[str, Any] = {"project": Project, "team": Team, "group": Group}
KINDS = ("project", "aim", "team", "area", "group")


@dataclass(frozen=True, slots=True)
class Scope:
    """One of them. `key` is its slug or key, of an aim its path; `id` is 0 of everything.

    `inside` tells of a group when each team was in it: from a first day to the day after the last;
    none is without end.
    """

    kind: str = ""
    key: str = ""
    name: str = EVERYTHING
    id: int = 0
    inside: Mapping[int, Spans] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, str]:
        """As it stands in an address."""
        return {self.kind: self.key} if self.kind else {}

    @property
    def query(self) -> str:
        """The same, encoded; empty for everything."""
        return urlencode(self.asked, safe="/")

    @property
    def why(self) -> str:
        """Where its score at the end of a day is explained, but for the day."""
        return f"{reverse('explanation')}?{urlencode({**self.asked, 'on': ''}, safe='/')}"

    def holds(self, team: int | None, day: date) -> bool:
        """Whether what counts for a team on a day counts in its sums, too; none counts nowhere."""
        if team is None:
            return False
        if self.kind == "team":
            return team == self.id
        if self.kind == "group":
            return team in teams_inside(self.inside, day)
        return True

    def as_of(self, day: date) -> "Scope":
        """The same, of a group with the teams that it had at the end of a day, for all days."""
        return replace(self, inside=dict.fromkeys(teams_inside(self.inside, day), ALWAYS))

    def of_movements(self) -> Q:
        """The movements that are about it."""
        return self.of_side("before") | self.of_side("after")

    def of_side(self, side: str) -> Q:
        """The movements that began in it, or that ended in it."""
        return self._within(f"team_{side}", "day")

    def of_standings(self) -> Q:
        """The standings that are in its sums now."""
        if self.kind == "group":
            return Q(team__in=[team for team, spans in self.inside.items() if not spans[-1][1]])
        return self._within("team")

    def of_commitments(self) -> Q:
        """What was promised in it: of a group, by teams that were in it when the cycle ended."""
        return self._within("team", "cycle__ends_on")

    def _within(self, team: str, day: str = "") -> Q:
        """Rows of a project and an aim, by the names of their columns."""
        match self.kind:
            case "project" | "aim":
                return Q(**{self.kind: self.id})
            case "area":
                return Q(aim__area=self.id)
            case "team":
                return Q(**{team: self.id})
            case "group":
                return self._of_teams(team, day)
        return Q()

    def _of_teams(self, team: str, day: str) -> Q:
        """Rows of each team on the days when it was in the group."""
        found = Q(pk__in=())
        for key, spans in self.inside.items():
            for since, end in spans:
                told = Q(**{team: key})
                told &= Q(**{f"{day}__gte": since}) if since else Q()
                told &= Q(**{f"{day}__lt": end}) if end else Q()
                found |= told
        return found


WHOLE = Scope()


def scope_in(framework: FrameworkView, asked: Mapping[str, str]) -> Scope | None:
    """What an address asks for, the narrowest where it names several; none of what is not there.

    One query for a project or team, two for a group.
    """
    kind = next((kind for kind in KINDS if asked.get(kind)), "")
    key = asked.get(kind, "")
    if not kind:
        return WHOLE
    if kind == "aim":
        aim = framework.aim(key)
        return Scope(kind, key, aim.name, aim.id) if aim else None
    if kind == "area":
        area: Area | Any = framework.area(key)
        return Scope(kind, key, area.name, area.id) if area else None
    row = row_named(kind, key)
    if row is None:
        return None
    return Scope(kind, key, row.name, row.pk, inside_of(row.pk) if kind == "group" else {})


def row_named(kind: str, slug: str) -> Any:
    """The project, team or group of that slug, whether it still works or not; none of nonsense."""
    return NAMED[kind].objects.filter(slug=slug).first() if "\0" not in slug else None


def teams_inside(inside: Mapping[int, Spans], day: date) -> list[int]:
    """The teams that a group had at the end of a day."""
    return [
        team
        for team, spans in inside.items()
        if any((not since or since <= day) and (not end or day < end) for since, end in spans)
    ]


def inside_of(group: int) -> dict[int, Spans]:
    """When each team was in a group. The first span of a team holds before it began, too."""
    inside: dict[int, list[tuple[date | None, date | None]]] = defaultdict(list)
    known: set[int] = set()
    for span in TeamSpan.objects.order_by("team_id", "started_at"):
        if span.group_id == group:
            since = day_of(span.started_at) if span.team_id in known else None
            inside[span.team_id].append((since, day_of(span.ended_at) if span.ended_at else None))
        known.add(span.team_id)
    return dict(inside)


def named(kind: str) -> list[tuple[str, str]]:
    """Slug and name of every group, team or project that is not gone. One query."""
    gone = "archived_at" if kind == "project" else "retired_at"
    rows = NAMED[kind].objects.filter(**{f"{gone}__isnull": True}).order_by()
    return list(rows.values_list("slug", "name"))
