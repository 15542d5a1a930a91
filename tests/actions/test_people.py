from datetime import timedelta
from typing import Any

import pytest

from dashboard.actions import people, teams
from dashboard.actions.privacy import forget
from dashboard.models import Membership, Person, Stewardship, Team
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    find_area,
    last_event,
    nothing_changed,
    person,
    refused,
    verbs,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def ada(db: None) -> Person:
    return person("Ada")


def places(team: Team) -> list[tuple[Any, ...]]:
    fields = ("role", "started_at", "ended_at")
    return list(Membership.objects.filter(team=team).values_list(*fields))


def add(team: Team, who: Person, role: str = "member", **more: Any) -> Membership:
    return people.add_member(team=team, person=who, role=role, by=None, **more)


def test_a_member_is_added(team: Team, ada: Person) -> None:
    grace = person("Grace")
    people.add_member(team=team, person=ada, role="deputy", by=grace)
    assert places(team) == [("deputy", NOW, None)]
    event = last_event()
    assert (event.verb, event.team, event.by) == ("member-added", team, grace)
    assert event.names == {"team": "Engine"}  # nobody's name
    assert event.after["person"] == ada.pk


def test_adding_twice_changes_nothing(team: Team, ada: Person, clock: Clock) -> None:
    add(team, ada)
    clock.shift(HOUR)
    with nothing_changed():
        add(team, ada)


def test_another_role_ends_the_one_before(team: Team, ada: Person, clock: Clock) -> None:
    add(team, ada)
    clock.shift(HOUR)
    add(team, ada, "lead")
    assert places(team) == [("member", NOW, NOW + HOUR), ("lead", NOW + HOUR, None)]
    assert verbs()[-2:] == ["member-removed", "member-added"]


def test_somebody_may_be_in_several_teams(team: Team, ada: Person) -> None:
    add(team, ada)
    add(teams.create_team(slug="b", name="B", by=None), ada, "lead")
    assert Membership.objects.filter(ended_at__isnull=True).count() == 2


def test_a_removed_member_stays_in_the_past(team: Team, ada: Person, clock: Clock) -> None:
    add(team, ada)
    clock.shift(HOUR)
    people.remove_member(team=team, person=ada, by=None)
    assert places(team) == [("member", NOW, NOW + HOUR)]
    with nothing_changed():
        people.remove_member(team=team, person=ada, by=None)


def test_what_begins_and_ends_at_one_moment_is_never_empty(team: Team, ada: Person) -> None:
    add(team, ada)
    add(team, ada, "lead")
    people.remove_member(team=team, person=ada, by=None)
    assert [role for role, *_ in places(team)] == ["member", "lead"]
    assert all(ended > started for _, started, ended in places(team))


def test_a_place_does_not_end_before_it_began(team: Team, ada: Person) -> None:
    add(team, ada)
    with refused("before"):
        people.remove_member(team=team, person=ada, by=None, at=NOW - HOUR)
    with refused("before"):
        add(team, ada, "lead", at=NOW - HOUR)


def test_a_clock_behind_the_beginning_ends_it_after(team: Team, ada: Person) -> None:
    add(team, ada, at=NOW + timedelta(minutes=4))
    people.remove_member(team=team, person=ada, by=None)
    ((_, started, ended),) = places(team)
    assert ended > started


@pytest.mark.parametrize("role", ["", "boss"])
def test_an_unknown_role_is_refused(team: Team, ada: Person, role: str) -> None:
    with refused("The role"):
        add(team, ada, role)


def test_a_retired_team_takes_nobody_even_if_the_caller_has_not_seen_it_retire(
    team: Team, ada: Person
) -> None:
    stale = Team.objects.get(pk=team.pk)
    teams.retire_team(team=team, by=None)
    with refused("cannot become a member of Engine"):
        add(stale, ada)


def test_somebody_forgotten_becomes_nothing(team: Team, ada: Person, criteria: None) -> None:
    stale = Person.objects.get(pk=ada.pk)
    forget(person=ada, by=None)
    with refused("cannot become a member"):
        add(team, stale)
    with refused("cannot become a steward"):
        people.add_steward(person=stale, area=None, by=None)


def test_a_steward_of_an_area_and_of_everything(ada: Person, criteria: None) -> None:
    testing = find_area("testing")
    people.add_steward(person=ada, area=testing, by=None)
    assert (last_event().verb, last_event().area) == ("steward-added", testing)
    people.add_steward(person=ada, area=None, by=None)
    assert last_event().area is None
    assert Stewardship.objects.filter(ended_at__isnull=True).count() == 2


@pytest.mark.parametrize("is_of_everything", [True, False])
def test_appointing_and_relieving_twice_change_nothing(
    ada: Person, criteria: None, clock: Clock, is_of_everything: bool
) -> None:
    of = None if is_of_everything else find_area("testing")
    people.add_steward(person=ada, area=of, by=None)
    clock.shift(HOUR)
    with nothing_changed():
        people.add_steward(person=ada, area=of, by=None)
    people.remove_steward(person=ada, area=of, by=None)
    assert Stewardship.objects.get().ended_at == NOW + HOUR
    with nothing_changed():
        people.remove_steward(person=ada, area=of, by=None)


def test_a_steward_is_relieved_of_one_area_alone(ada: Person, criteria: None) -> None:
    people.add_steward(person=ada, area=find_area("testing"), by=None)
    people.add_steward(person=ada, area=None, by=None)
    people.remove_steward(person=ada, area=None, by=None)
    assert Stewardship.objects.get(ended_at__isnull=True).area == find_area("testing")


def test_a_name_is_one_person(db: None) -> None:
    first = people.person_named("Ada")
    assert people.person_named("Ada") == first
    assert people.person_named("ada") != first


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_has_no_name(db: None, name: str) -> None:
    forget(person=person("Ada"), by=None)
    with refused("name"):
        people.person_named(name)
