"""What is known of a project before anything is said of its aims."""

from dataclasses import dataclass
from datetime import date

from dashboard.choices import Agreement
from dashboard.days import day_of
from dashboard.formats import web_address
from dashboard.models import Project
from dashboard.queries.answers import name_of


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What is known of a project before anything is said of its aims."""

    slug: str
    name: str
    team: str
    team_slug: str
    group: str
    group_slug: str
    kind: str
    owner: str
    contact: str
    url: str
    repository: str
    description_html: str
    agreement: Agreement
    joined_on: date
    archived_on: date | None


def facts_of(project: Project) -> ProjectFacts:
    """The facts of a project read with team, group, owner and contact."""
    team, group = project.team, project.team.group
    return ProjectFacts(
        slug=project.slug,
        name=project.name,
        team=team.name,
        team_slug=team.slug,
        group=group.name if group else "",
        group_slug=group.slug if group else "",
        kind=project.kind,
        owner=name_of(project.owner),
        contact=name_of(project.contact),
        url=web_address(project.url),
        repository=web_address(project.repository),
        description_html=project.description_html,
        agreement=Agreement(project.agreement),
        joined_on=day_of(project.joined_at),
        archived_on=day_of(project.archived_at) if project.archived_at else None,
    )
