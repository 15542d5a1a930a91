"""Finds the teams and groups that a file names, and enters those that are not there yet."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from django.utils.text import slugify

from dashboard.actions import teams
from dashboard.actions.moment import Refused
from dashboard.choices import Verb
from dashboard.models import Event, Group, Project, Team
from dashboard.models.fields import KEY_LENGTH
from dashboard.record import subject_of

NAMINGS = (Verb.TEAM_CREATED, Verb.TEAM_RENAMED, Verb.GROUP_CREATED, Verb.GROUP_RENAMED)


def same(name: str) -> str:
    """What two spellings of one name have in common: neither case nor blanks tell them apart."""
    return " ".join(normalize("NFKC", name).casefold().split())


class Directory:
    """All teams and groups, by the names they have and by those they had. Three queries."""

    def __init__(self, acting: dict[str, Any]) -> None:
        self._acting = acting
        self._groups = Group.objects.in_bulk()
        self._teams = Team.objects.select_related("group", "merged_into").in_bulk()
        earlier = _earlier_names()
        self._groups_named = _by_name(self._groups.values(), earlier)
        self._teams_named = _by_name(self._teams.values(), earlier)
        self._slugs = {
            Group: {group.slug for group in self._groups.values()},
            Team: {team.slug for team in self._teams.values()},
        }
        self.new_groups: list[str] = []
        self.new_teams: list[str] = []
        self.regrouped: list[str] = []

    def place(self, team: str, group: str, project: Project | None = None) -> Team:
        """The team of that name, in the group of that name where one is given.

        Without a team it is the project's. Raises `Refused` where one that is closed would get
        something new.
        """
        here = project.team_id if project else None
        known = self._teams_named.get(same(team)) if team else here
        if known is None:
            return self._create(team, group)
        found = self._teams[known]
        if found.retired_at and found.pk != here:
            raise Refused(_closed(found))
        return self._grouped(found, group) if group else found

    def _create(self, name: str, group: str) -> Team:
        slug = self._free_slug(Team, name)
        within = self._group(group) if group else None
        team = teams.create_team(slug=slug, name=name, group=within, **self._acting)
        self._teams[team.pk] = team
        self._teams_named[same(name)] = team.pk
        self.new_teams.append(name)
        return team

    def _grouped(self, team: Team, name: str) -> Team:
        if team.group_id and self._groups_named.get(same(name)) == team.group_id:
            return team
        team = teams.group_team(team=team, group=self._group(name), **self._acting)
        self._teams[team.pk] = team
        self.regrouped.append(team.name)
        return team

    def _group(self, name: str) -> Group:
        known = self._groups_named.get(same(name))
        group = self._groups[known] if known else self._create_group(name)
        if group.retired_at:
            raise Refused(f"the group {group.name} is retired")
        return group

    def _create_group(self, name: str) -> Group:
        slug = self._free_slug(Group, name)
        group = teams.create_group(slug=slug, name=name, **self._acting)
        self._groups[group.pk] = group
        self._groups_named[same(name)] = group.pk
        self.new_groups.append(name)
        return group

    def _free_slug(self, model: type[Team] | type[Group], name: str) -> str:
        """A slug that says the name as far as addresses can, and is nobody else's."""
        taken = self._slugs[model]
        stem = slugify(name)[: KEY_LENGTH - 5].strip("-_")
        stem = stem or sha256(same(name).encode()).hexdigest()[:12]
        slug, number = stem, 1
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        taken.add(slug)
        return slug


def _earlier_names() -> dict[tuple[str, int], list[str]]:
    """The names that teams and groups ever had, oldest first, by what they are."""
    names: dict[tuple[str, int], list[str]] = {}
    events = Event.objects.filter(verb__in=NAMINGS).order_by("pk")
    for subject, row_id, after in events.values_list("subject", "subject_id", "after"):
        names.setdefault((subject, row_id), []).append(after["name"])
    return names


def _by_name(
    rows: Iterable[Team | Group], earlier: dict[tuple[str, int], list[str]]
) -> dict[str, int]:
    """Ids by name; a name of today wins over an earlier one, an open row over a closed one."""
    found: dict[str, int] = {}
    ordered = sorted(rows, key=lambda row: (row.retired_at is not None, -row.pk))
    for row in ordered:
        found.setdefault(same(row.name), row.pk)
    for row in ordered:
        for name in earlier.get((subject_of(type(row)), row.pk), ()):
            found.setdefault(same(name), row.pk)
    return found


def _closed(team: Team) -> str:
    if team.merged_into:
        return f"the team {team.name} was merged into {team.merged_into.name}; name that one"
    return f"the team {team.name} is retired"
