"""What a report, a chart or a download is about: everything, or one group, team, area, aim, project."""

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
    """One of them. `key` is its slug, or the path of an aim; `ids` hold its number, if it has one."""

    kind: str = ""
    key: str = ""
    name: str = EVERYTHING
    id: int = 0

    @property
    def asked(self) -> dict[str, str]:
        """As it stands in an address."""
        return {self.kind: self.key} if self.kind else {}

    @property
    def query(self) -> str:
        """The same, encoded; empty for everything."""
        return urlencode(self.asked, safe="/")

    def of_movements(self) -> Q:
        """The movements that are about it; those of a group, by the teams that it has now."""
        match self.kind:
            case "project":
                return Q(project=self.id)
            case "aim":
                return Q(aim=self.id)
            case "area":
                return Q(aim__area=self.id)
            case "team":
                return Q(team_before=self.id) | Q(team_after=self.id)
            case "group":
                return Q(team_before__group=self.id) | Q(team_after__group=self.id)
        return Q()

    def of_standings(self) -> Q:
        """The standings that are in its sums now."""
        match self.kind:
            case "project":
                return Q(project=self.id)
            case "aim":
                return Q(aim=self.id)
            case "area":
                return Q(aim__area=self.id)
            case "team":
                return Q(team=self.id)
            case "group":
                return Q(team__group=self.id)
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
