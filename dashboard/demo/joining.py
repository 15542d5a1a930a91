"""How a project comes in, is agreed, changes hands or kind, and goes."""

from collections.abc import Iterator

from dashboard.actions import projects
from dashboard.choices import Agreement
from dashboard.demo import names
from dashboard.demo.acts import Act
from dashboard.demo.organisation import ADMIN, AGREES, Fate, Project
from dashboard.demo.story import Story

TALKS_LAST = 15  # working days


def joining(story: Story, project: Project) -> Iterator[Act]:
    """What happens to a project beside its answers."""
    rows = {"project": project.slug}
    yield _joins(story, project)
    yield from _agrees(story, project)
    if project.fate is Fate.HANDED_OVER and project.later_team is not project.team:
        yield from _handed_over(story, project)
    if project.kind != project.later_kind:
        lead, kind = project.team.lead_at(project.changes_at), project.later_kind
        yield story.act(project.changes_at, lead, projects.change_kind, rows, kind=kind)
    if project.fate is Fate.ARCHIVED:
        yield story.act(project.ends + 1, ADMIN, projects.archive, rows)


def _joins(story: Story, project: Project) -> Act:
    team, when = project.team_at(project.joins), project.joins
    rows = {"team": team.slug, "owner": team.lead_at(when), "contact": project.member(0, when)}
    return story.act(
        when,
        ADMIN,
        projects.join,
        rows,
        slug=project.slug,
        name=project.product.name,
        kind=project.kind,
        description=f"{project.product.purpose} Made up, like all of {names.ORGANISATION}.",
        url=f"{names.SITE}/{project.slug}/",
        repository=f"{names.SITE}/code/{project.slug}",
    )


def _agrees(story: Story, project: Project) -> Iterator[Act]:
    """Talks come first; the first answer then makes the project agreed."""
    rows, agree = {"project": project.slug}, projects.set_agreement
    if project.fate is Fate.NOT_YET:
        return
    agreed = project.begins if project.fate.is_told else story.clock.share(AGREES)
    if agreed - TALKS_LAST > project.joins:
        talks = agreed - TALKS_LAST
        lead = project.team_at(talks).lead_at(talks)
        yield story.act(talks, lead, agree, rows, agreement=Agreement.IN_TALKS)
    if project.fate is Fate.NEVER_ANSWERED:
        lead = project.team_at(agreed).lead_at(agreed)
        yield story.act(agreed, lead, agree, rows, agreement=Agreement.AGREED)


def _handed_over(story: Story, project: Project) -> Iterator[Act]:
    when, team = project.changes_at, project.later_team
    to = {"project": project.slug, "team": team.slug}
    yield story.act(when, project.team.lead_at(when), projects.move, to)
    people = {"owner": team.lead_at(when), "contact": project.member(0, when)}
    rows = {"project": project.slug, **people}
    yield story.act(when, team.lead_at(when), projects.describe, rows)
