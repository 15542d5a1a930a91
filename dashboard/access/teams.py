"""Teams, their sittings, and cycles, for whoever may lead, review or plan."""

from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest

from dashboard.access.projects import area_of
from dashboard.access.readers import fit, need, person_acting, somebody, there
from dashboard.models import Area, Cycle, Person, Project, Sitting, Team
from dashboard.rights import Reader


def team_to_read(slug: str) -> Team:
    """404 where there is none."""
    return there(Team.objects.select_related("group").filter(slug=slug).first())


class Leading(NamedTuple):
    """One team, for somebody who may say who belongs to it."""

    reader: Reader
    person: Person
    team: Team


def team_to_lead(request: HttpRequest, slug: str) -> Leading:
    """For whoever leads the team."""
    reader, team = somebody(request), team_to_read(slug)
    need(reader.may_lead(team.pk))
    return Leading(reader, person_acting(request, reader), team)


def member_of(team: Team, person: int) -> Person:
    """Somebody who belongs to a team, or did."""
    return there(Person.objects.filter(memberships__team=team, pk=person).first())


class Chair(NamedTuple):
    """A team and an area, or all of them, for somebody who may hold a sitting on that."""

    reader: Reader
    person: Person
    team: Team
    area: Area | None


def sitting_to_read(slug: str, number: int) -> Sitting:
    """The closed sitting of a team of that number; 404 where there is none."""
    rows = Sitting.objects.filter(team__slug=slug, pk=number, closed_at__isnull=False)
    return there(rows.select_related("team", "area", "closed_by").first())


def sitting_to_hold(request: HttpRequest, slug: str, area: str) -> Chair:
    """For whoever may give a verdict in an area, or in all of them where none is named."""
    reader, team = somebody(request), team_to_read(slug)
    of = area_of(area)
    need(reader.may_review(of.pk if of else None))
    return Chair(reader, person_acting(request, reader), team, of)


def sitting_of(chair: Chair, number: str) -> Sitting:
    """The sitting that a form stands in, closed meanwhile or not; 404 where there is none."""
    key = int(number) if number.isdecimal() and len(number) < 19 else 0
    return there(Sitting.objects.filter(team=chair.team, area=chair.area, pk=key).first())


def project_of(sitting: Sitting, slug: str) -> Project | None:
    """A project of the team, or one of which the sitting has a draft; none where none is named.

    404 where it is another team's.
    """
    among = Q(team=sitting.team_id) | Q(findings__sitting=sitting)
    return there(Project.objects.filter(among, slug=fit(slug)).first()) if slug else None


def planner(request: HttpRequest) -> Person:
    """Whoever may plan cycles."""
    reader = somebody(request)
    need(reader.may_plan)
    return person_acting(request, reader)


def cycle_to_plan(request: HttpRequest, slug: str) -> tuple[Person, Cycle]:
    """The same, of a cycle that is there."""
    reader = somebody(request)
    row = there(Cycle.objects.filter(slug=slug).first())
    need(reader.may_plan)
    return person_acting(request, reader), row
