"""What a report is about: everything, or one group, team, area, aim or project."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from dashboard.models import Area, Group, Project, Team
from dashboard.queries.framework import FrameworkView

EVERYTHING = "Everything"
NAMED: Mapping[str, Any] = {"project": Project, "team": Team, "group": Group}
KINDS = ("project", "aim", "team", "area", "group")


@dataclass(frozen=True, slots=True)
class Scope:
    """One of them. `key` is its slug or key, of an aim its path; `id` is 0 of everything.

    `teams` are those of a group on some day; without them, those that it has now.
    """

    kind: str = ""
    key: str = ""
    name: str = EVERYTHING
    id: int = 0
    teams: tuple[int, ...] | None = None

    @property
    def asked(self) -> dict[str, str]:
        """As it stands in an address."""
        return {self.kind: self.key} if self.kind else {}

    @property
    def query(self) -> str:
        """The same, encoded; empty for everything."""
        return urlencode(self.asked, safe="/")

    def holds(self, team: int | None) -> bool:
        """Whether what counts for a team counts in its sums, too; none: it counts nowhere.

        Of a group that is so for any team, unless its teams are known.
        """
        if team is None:
            return False
        if self.kind == "team":
            return team == self.id
        return self.teams is None or team in self.teams

    def of_movements(self) -> Q:
        """The movements that are about it."""
        return self.of_side("before") | self.of_side("after")

    def of_side(self, side: str) -> Q:
        """The movements that began in it, or that ended in it."""
        return self._within(f"team_{side}")

    def of_standings(self) -> Q:
        """The standings that are in its sums now."""
        return self._within("team")

    def of_commitments(self) -> Q:
        """What was promised in it."""
        return self._within("team")

    def _within(self, team: str) -> Q:
        """Rows of a project and an aim."""
        match self.kind:
            case "project" | "aim":
                return Q(**{self.kind: self.id})
            case "area":
                return Q(aim__area=self.id)
            case "team":
                return Q(**{team: self.id})
            case "group" if self.teams is not None:
                return Q(**{f"{team}__in": self.teams})
            case "group":
                return Q(**{f"{team}__group": self.id})
        return Q()


WHOLE = Scope()


def scope_in(framework: FrameworkView, asked: Mapping[str, str]) -> Scope | None:
    """What an address asks for, the narrowest where it names several; none of what is not there.

    One query, for a project, team or group.
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
    row = NAMED[kind].objects.filter(slug=key).first() if "\0" not in key else None
    return Scope(kind, key, row.name, row.pk) if row else None


def named(kind: str) -> list[tuple[str, str]]:
    """Slug and name of every group or team that is not retired. One query."""
    rows = NAMED[kind].objects.filter(retired_at__isnull=True).order_by()
    return list(rows.values_list("slug", "name"))
