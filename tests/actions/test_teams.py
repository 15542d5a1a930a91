from datetime import timedelta
from typing import Any

import pytest

from dashboard.actions import people, projects, teams
from dashboard.models import Group, Membership, Movement, Project, Team, TeamSpan
from tests.actions import makers
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    counted,
    last_event,
    met,
    nothing_changed,
    person,
    refused,
    verbs,
)

HOUR = timedelta(hours=1)


def group(slug: str = "core") -> Group:
    return teams.create_group(slug=slug, name=slug.title(), by=None)


def spans(team: Team) -> list[tuple[Any, ...]]:
    fields = ("name", "group__slug", "started_at", "ended_at")
    return list(TeamSpan.objects.filter(team=team).values_list(*fields))


# Create.


def test_a_team_begins_with_its_name_and_group(db: None) -> None:
    core = group()
    ada = person("Ada")
    row = teams.create_team(slug="engine", name="Engine", group=core, by=ada)
    assert spans(row) == [("Engine", "core", NOW, None)]
    event = last_event()
    assert (event.verb, event.team, event.group, event.by) == ("team-created", row, core, ada)
    assert event.names == {"team": "Engine", "group": "Core"}


def test_a_slug_that_is_taken_is_refused(team: Team) -> None:
    with refused("There is a team engine already"):
        teams.create_team(slug="engine", name="Another", by=None)
    group()
    with refused("There is a group core already"):
        group()


@pytest.mark.parametrize(
    ("slug", "name", "words"),
    [
        ("engine", "", "name is empty"),
        ("engine", "x" * 121, "at most 120"),
        ("Not A Slug", "Engine", "The slug"),
        ("", "Engine", "slug is empty"),
    ],
)
def test_what_cannot_be_kept_is_refused(db: None, slug: str, name: str, words: str) -> None:
    with refused(words):
        teams.create_team(slug=slug, name=name, by=None)
    with refused(words):
        teams.create_group(slug=slug, name=name, by=None)


def test_a_retired_group_takes_no_team_even_if_the_caller_has_not_seen_it_retire(
    team: Team,
) -> None:
    core = group()
    stale = Group.objects.get()
    teams.retire_group(group=core, by=None)
    with refused("Core is retired"):
        teams.create_team(slug="another", name="Another", group=stale, by=None)
    with refused("Core is retired"):
        teams.group_team(team=team, group=stale, by=None)


# Rename and group.


def test_a_renamed_team_keeps_its_slug_and_its_past_keeps_the_name(
    team: Team, clock: Clock
) -> None:
    clock.shift(HOUR)
    teams.rename_team(team=team, name="Motor", by=None)
    team.refresh_from_db()
    assert (team.name, team.slug) == ("Motor", "engine")
    assert spans(team) == [("Engine", None, NOW, NOW + HOUR), ("Motor", None, NOW + HOUR, None)]


def test_a_group_is_renamed(db: None) -> None:
    core = group()
    teams.rename_group(group=core, name="Kernel", by=None)
    core.refresh_from_db()
    assert (core.name, core.slug) == ("Kernel", "core")
    assert last_event().before == {"name": "Core"}


def test_a_team_moves_to_a_group_and_out_of_it(team: Team, clock: Clock) -> None:
    core = group()
    clock.shift(HOUR)
    teams.group_team(team=team, group=core, by=None)
    clock.shift(HOUR)
    teams.group_team(team=team, group=None, by=None)
    assert [name for _, name, *_ in spans(team)] == [None, "core", None]
    assert last_event().after == {"group": None}


def test_each_of_these_twice_changes_nothing(team: Team, clock: Clock) -> None:
    core = group()

    def acts() -> None:
        teams.rename_group(group=core, name="Kernel", by=None)
        teams.rename_team(team=team, name="Motor", by=None)
        teams.group_team(team=team, group=core, by=None)

    acts()
    clock.shift(HOUR)
    with nothing_changed():
        acts()


def test_two_changes_at_one_moment_leave_one_span(team: Team, clock: Clock) -> None:
    clock.shift(HOUR)
    teams.rename_team(team=team, name="Motor", by=None)
    teams.group_team(team=team, group=group(), by=None)
    assert spans(team) == [("Engine", None, NOW, NOW + HOUR), ("Motor", "core", NOW + HOUR, None)]


def test_nothing_is_dated_before_the_teams_latest_change(team: Team, clock: Clock) -> None:
    core, into = group(), makers.team("into")
    clock.shift(2 * HOUR)
    teams.rename_team(team=team, name="Motor", by=None)
    for at in (NOW - HOUR, NOW + HOUR):
        with refused("before"):
            teams.rename_team(team=team, name="Drive", by=None, at=at)
        with refused("before"):
            teams.group_team(team=team, group=core, by=None, at=at)
        with refused("before"):
            teams.retire_team(team=team, by=None, at=at)
        with refused("before"):
            teams.merge_teams(team=team, into=into, by=None, at=at)


def test_a_clock_behind_the_teams_latest_change_takes_its_time(team: Team) -> None:
    teams.rename_team(team=team, name="Motor", by=None, at=NOW + timedelta(minutes=4))
    teams.rename_team(team=team, name="Drive", by=None)
    assert spans(team)[-1] == ("Drive", None, NOW + timedelta(minutes=4), None)


# Retire.


def test_a_retired_team_has_no_members_any_more(team: Team, clock: Clock) -> None:
    makers.lead(team)
    clock.shift(HOUR)
    teams.retire_team(team=team, by=None)
    team.refresh_from_db()
    assert team.retired_at == NOW + HOUR
    assert Membership.objects.get().ended_at == NOW + HOUR
    assert verbs()[-2:] == ["member-removed", "team-retired"]


def test_retiring_twice_changes_nothing(team: Team, clock: Clock) -> None:
    teams.retire_team(team=team, by=None)
    clock.shift(HOUR)
    with nothing_changed():
        teams.retire_team(team=team, by=None)


def test_a_team_with_projects_does_not_retire(project: Project, team: Team) -> None:
    with refused("still has projects"):
        teams.retire_team(team=team, by=None)
    projects.archive(project=project, by=None)
    teams.retire_team(team=team, by=None)


def test_a_group_retires_once_its_teams_did(team: Team) -> None:
    core = group()
    teams.group_team(team=team, group=core, by=None)
    with refused("still has teams"):
        teams.retire_group(group=core, by=None)
    teams.retire_team(team=team, by=None)
    teams.retire_group(group=core, by=None)
    with nothing_changed():
        teams.retire_group(group=core, by=None)
    core.refresh_from_db()
    assert core.retired_at == NOW


# Merge.


@pytest.fixture
def into(db: None) -> Team:
    return makers.team("into")


def test_a_merged_team_hands_over_its_projects_and_members(
    project: Project, team: Team, into: Team, clock: Clock
) -> None:
    met(project, "known", "clear")
    archived = makers.project("old", team=team)
    projects.archive(project=archived, by=None)
    grace = makers.lead(team)
    clock.shift(HOUR)
    teams.merge_teams(team=team, into=into, by=None)
    team.refresh_from_db()
    assert (team.merged_into, team.retired_at) == (into, NOW + HOUR)
    assert (counted(team), counted(into)) == ((0, 0), (1, 6))
    assert {row.team for row in Project.objects.all()} == {into}
    there = Membership.objects.get(ended_at__isnull=True)
    assert (there.person, there.team, there.role, there.started_at) == (
        grace,
        into,
        "lead",
        NOW + HOUR,
    )
    assert Movement.objects.filter(cause="handed-over").count() == 1
    assert last_event().verb == "team-merged"
    assert last_event().after["merged_into"] == into.pk


def test_members_of_both_teams_keep_their_place_in_the_other(team: Team, into: Team) -> None:
    grace = makers.lead(team)
    people.add_member(team=into, person=grace, role="member", by=None)
    teams.merge_teams(team=team, into=into, by=None)
    assert Membership.objects.get(ended_at__isnull=True).role == "member"


def test_merging_twice_changes_nothing(project: Project, team: Team, into: Team) -> None:
    teams.merge_teams(team=team, into=into, by=None)
    with nothing_changed():
        teams.merge_teams(team=team, into=into, by=None)


def test_a_team_is_not_merged_into_itself_or_into_what_is_gone(team: Team, into: Team) -> None:
    with refused("cannot be merged"):
        teams.merge_teams(team=team, into=team, by=None)
    teams.retire_team(team=into, by=None)
    with refused("cannot be merged"):
        teams.merge_teams(team=team, into=into, by=None)
    with refused("cannot be merged"):
        teams.merge_teams(team=into, into=team, by=None)


def test_teams_are_merged_past_a_clock_that_was_ahead(
    project: Project, team: Team, into: Team
) -> None:
    met(project, "known", at=NOW + timedelta(minutes=4))
    teams.merge_teams(team=team, into=into, by=None)
    project.refresh_from_db()
    assert project.team == into


def test_a_merger_that_a_project_stands_against_changes_nothing(
    project: Project, team: Team, into: Team, clock: Clock
) -> None:
    makers.project("young", team=team)
    clock.shift(HOUR)
    met(project, "known")
    clock.shift(HOUR)
    with refused("before the last thing recorded of Api"):
        teams.merge_teams(team=team, into=into, by=None, at=NOW + HOUR / 2)
