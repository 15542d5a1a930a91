"""The organisation itself: people, groups and teams, and the criteria with their one change.

The change is applied twice at one moment: first what renames a key, then the criteria as given.
"""

from collections.abc import Iterator
from datetime import datetime

from dashboard.actions import criteria, people, teams
from dashboard.choices import Role, Through
from dashboard.criteria.loader import Loaded
from dashboard.demo import names
from dashboard.demo.acts import Act
from dashboard.demo.log_ins import NAMES, enter_with_log_in
from dashboard.demo.organisation import ADMIN, AREA_STEWARD, MERGES, RENAMES, STEWARD, Team
from dashboard.demo.story import Story
from dashboard.models import Person

CRITERIA, TEAMS, PLACES = 0.02, 0.1, 0.2  # of the first day, after people were entered


def founding(story: Story) -> Iterator[Act]:
    """All that happens to nobody's project in particular, in any order."""
    yield from _people(story)
    yield from _criteria(story)
    yield from _stewards(story)
    for slug, name in story.organisation.groups.items():
        yield story.act(TEAMS, ADMIN, teams.create_group, {}, slug=slug, name=name)
    for team in story.organisation.teams:
        yield from _team(story, team)


def area_steward(story: Story, area: str) -> str:
    """Who is steward of an area; that of the first can log in."""
    keys = [area.key for area in story.versions.criteria.areas]
    return names.person(keys.index(area)) if keys.index(area) else AREA_STEWARD


def _people(story: Story) -> Iterator[Act]:
    everybody = [ADMIN, STEWARD]
    everybody += [area_steward(story, area.key) for area in story.versions.criteria.areas]
    everybody += [person for team in story.organisation.teams for person in team.people]
    for name in everybody:
        action = enter_with_log_in if name in NAMES else people.enter_person
        yield story.act(0, "", action, {}, name=name)


def _criteria(story: Story) -> Iterator[Act]:
    states = story.versions
    yield story.act(CRITERIA, ADMIN, _apply, {}, loaded=states.earlier)
    yield story.act(story.change, ADMIN, _apply, {}, loaded=states.renamed)
    yield story.act(story.change, ADMIN, _apply, {}, loaded=states.given)


def _apply(
    *, loaded: Loaded, by: Person | None, at: datetime, through: Through
) -> criteria.Applied:
    return criteria.apply(loaded, by=by, at=at, through=through)


def _stewards(story: Story) -> Iterator[Act]:
    yield story.act(TEAMS, ADMIN, people.add_steward, {"person": STEWARD, "area": ""})
    for area in story.versions.criteria.areas:
        rows = {"person": area_steward(story, area.key), "area": area.key}
        yield story.act(TEAMS, ADMIN, people.add_steward, rows)


def _team(story: Story, team: Team) -> Iterator[Act]:
    rows = {"group": team.group}
    yield story.act(TEAMS, ADMIN, teams.create_team, rows, slug=team.slug, name=team.name)
    roles = (Role.LEAD, Role.DEPUTY, Role.MEMBER, Role.MEMBER, Role.MEMBER)
    for person, role in zip(team.people, roles, strict=True):
        yield _place(story, team, person, role, PLACES)
    if team.succeeded_at is not None:
        yield from _succession(story, team, team.succeeded_at)
    if team.later_name:
        when, name = story.clock.share(RENAMES), team.later_name
        yield story.act(when, ADMIN, teams.rename_team, {"team": team.slug}, name=name)
    if team.merged_into:
        rows = {"team": team.slug, "into": team.merged_into.slug}
        yield story.act(story.clock.share(MERGES), ADMIN, teams.merge_teams, rows)


def _succession(story: Story, team: Team, when: float) -> Iterator[Act]:
    lead, deputy, next_deputy, *_ = team.people
    rows = {"team": team.slug, "person": lead}
    yield story.act(when, ADMIN, people.remove_member, rows)
    yield _place(story, team, deputy, Role.LEAD, when)
    yield _place(story, team, next_deputy, Role.DEPUTY, when)


def _place(story: Story, team: Team, person: str, role: Role, when: float) -> Act:
    rows = {"team": team.slug, "person": person}
    return story.act(when, ADMIN, people.add_member, rows, role=role)
