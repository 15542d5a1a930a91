"""Teams and groups: create, rename, group, merge, retire."""

from datetime import datetime

from django.db.models import Max

from dashboard.actions import projects
from dashboard.actions.action import action, not_before
from dashboard.actions.moment import Moment, Refused
from dashboard.actions.people import end
from dashboard.actions.recording import write
from dashboard.actions.spans import respan
from dashboard.choices import Through, Verb
from dashboard.models import Event, Group, Membership, Person, Project, Team
from dashboard.record import subject_of


def create_group(
    *,
    slug: str,
    name: str,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Group:
    """Create a group. Raises `Refused` where the slug is taken."""
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        if Group.objects.filter(slug=slug).exists():
            raise Refused(f"There is a group {slug} already.")
        group = Group()
        write(moment, Verb.GROUP_CREATED, group, slug=slug, name=name)
        return group


def rename_group(
    *,
    group: Group,
    name: str,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Group:
    """Give a group another name; its slug stays."""
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        group = Group.objects.get(pk=group.pk)
        write(moment, Verb.GROUP_RENAMED, group, name=name)
        return group


def retire_group(
    *,
    group: Group,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Group:
    """Close a group. Raises `Refused` while a team is in it."""
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        group = Group.objects.get(pk=group.pk)
        if group.teams.filter(retired_at__isnull=True).exists():
            raise Refused(f"The group {group.name} still has teams.")
        if group.retired_at is None:
            write(moment, Verb.GROUP_RETIRED, group, retired_at=moment.at)
        return group


def create_team(
    *,
    slug: str,
    name: str,
    group: Group | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Team:
    """Create a team. Raises `Refused` where the slug is taken."""
    with action(by=by, at=at, through=through) as moment:
        if moment.store.team_named(slug):
            raise Refused(f"There is a team {slug} already.")
        group = _open(moment, group)
        team = Team()
        write(moment, Verb.TEAM_CREATED, team, slug=slug, name=name, group=group)
        respan(moment, team)
        return team


def rename_team(
    *,
    team: Team,
    name: str,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Team:
    """Give a team another name; its slug stays, and its past keeps the old one."""
    with action(by=by, at=at, through=through) as moment:
        moment, team = taken(moment, team)
        if write(moment, Verb.TEAM_RENAMED, team, name=name):
            respan(moment, team)
        return team


def group_team(
    *,
    team: Team,
    group: Group | None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Team:
    """Put a team into a group, or into none."""
    with action(by=by, at=at, through=through) as moment:
        moment, team = taken(moment, team)
        group = _open(moment, group)
        if write(moment, Verb.TEAM_GROUPED, team, group=group):
            respan(moment, team)
        return team


def merge_teams(
    *,
    team: Team,
    into: Team,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Team:
    """Hand all projects and members of a team to another one, and retire it.

    Members who are in both keep their place in the other. Returns the retired team.
    """
    with action(by=by, at=at, through=through) as moment:
        _, into = taken(moment, into)
        moment, team = taken(moment, team)
        if team.merged_into_id == into.pk:
            return team
        if team == into or into.retired_at or team.retired_at:
            raise Refused(f"{team.name} cannot be merged into {into.name}.")
        for project in Project.objects.filter(team=team).order_by("pk"):
            projects.move(project=project, team=into, by=by, at=at, through=through)
        _move_members(moment, team, into)
        write(moment, Verb.TEAM_MERGED, team, merged_into=into, retired_at=moment.at)
        return team


def retire_team(
    *,
    team: Team,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Team:
    """Close a team. Raises `Refused` while it has a project that is not archived."""
    with action(by=by, at=at, through=through) as moment:
        moment, team = taken(moment, team)
        if team.projects.filter(archived_at__isnull=True).exists():
            raise Refused(f"The team {team.name} still has projects.")
        if team.retired_at is None:
            for membership in team.memberships.filter(ended_at__isnull=True).order_by("pk"):
                end(moment, Verb.MEMBER_REMOVED, membership)
            write(moment, Verb.TEAM_RETIRED, team, retired_at=moment.at)
        return team


def taken(moment: Moment, team: Team) -> tuple[Moment, Team]:
    """The team as it is now, and the moment placed after the last change of it."""
    moment.store.flush()
    team = Team.objects.select_related("group").get(pk=team.pk)
    changes = Event.objects.filter(subject=subject_of(Team), subject_id=team.pk)
    return not_before(moment, changes.aggregate(at=Max("at"))["at"], team.name), team


def _open(moment: Moment, group: Group | None) -> Group | None:
    """The group as it is now, which must not be retired."""
    if group is None:
        return None
    moment.store.flush()
    group = Group.objects.get(pk=group.pk)
    if group.retired_at:
        raise Refused(f"The group {group.name} is retired.")
    return group


def _move_members(moment: Moment, team: Team, into: Team) -> None:
    there = set(into.memberships.filter(ended_at__isnull=True).values_list("person_id", flat=True))
    for membership in team.memberships.filter(ended_at__isnull=True).order_by("pk"):
        ended_at = end(moment, Verb.MEMBER_REMOVED, membership)
        if membership.person_id not in there:
            place = Membership(person_id=membership.person_id, team=into, role=membership.role)
            write(moment, Verb.MEMBER_ADDED, place, started_at=ended_at)
