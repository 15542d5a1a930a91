"""The people of a team: read by everybody, changed by those who lead it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from dashboard.actions import people, teams
from dashboard.choices import Role
from dashboard.models import Membership, Person, Team
from tests.actions import makers
from tests.views.conftest import Cost, Page

pytestmark = pytest.mark.django_db
ADDRESS = "/teams/engine/people/"


@pytest.fixture
def team() -> Team:
    """A lead since March, who was a member before; a member; somebody who left."""
    with time_machine.travel(makers.NOW, tick=False) as clock:
        team, grace, bob = makers.team("engine"), makers.person("Grace"), makers.person("Bob")
        people.add_member(team=team, person=grace, role=Role.MEMBER, by=None)
        people.add_member(team=team, person=bob, role=Role.MEMBER, by=None)
        clock.shift(timedelta(days=30))
        people.add_member(team=team, person=grace, role=Role.LEAD, by=None)
        people.add_member(team=team, person=makers.person("Ada"), role=Role.MEMBER, by=None)
        people.remove_member(team=team, person=bob, by=None)
    return team


def entered(name: str, **more: object) -> Client:
    """The browser of somebody who logged in."""
    client, user = Client(), User.objects.create(username=name.lower(), **more)
    Person.objects.filter(name=name).update(user=user)
    client.force_login(user)
    return client


@pytest.fixture
def lead(team: Team) -> Client:
    return entered("Grace")


def change(client: Client, name: str, role: str, **typed: object) -> HttpResponse:
    place = Membership.objects.get(person__name=name, ended_at__isnull=True)
    address = f"{ADDRESS}{place.person_id}/"
    return client.post(address, {"role": role, "seen": place.pk} | typed)  # type: ignore[return-value]


def add(client: Client, name: str, role: str = "member") -> HttpResponse:
    return client.post(f"{ADDRESS}new/", {"name": name, "role": role})  # type: ignore[return-value]


def roles() -> dict[str, str]:
    rows = Membership.objects.filter(ended_at__isnull=True)
    return dict(rows.values_list("person__name", "role"))


def test_everybody_reads_who_is_there_since_when_and_who_was(show: Page, team: Team) -> None:
    shown = show(ADDRESS)
    for words in ("Grace", "Lead", "1 April 2026", "here since 2 March 2026", "Ada", "2 people"):
        assert words in shown, words
    assert "Bob, member" in shown
    assert "2 March 2026 to 1 April 2026" in shown
    assert shown.index("Grace") < shown.index("Ada") < shown.index("Bob")
    assert "<form" not in shown.partition("<main")[2].partition("</main>")[0]


def test_a_lead_adds_and_removes_members_and_deputies(lead: Client) -> None:
    makers.person("Mary Shelley")
    answer = add(lead, "Mary Shelley", "deputy")
    assert (answer.status_code, answer.headers["Location"]) == (302, ADDRESS)
    change(lead, "Ada", "deputy")
    change(lead, "Mary Shelley", "")
    assert roles() == {"Grace": "lead", "Ada": "deputy"}


def test_a_lead_is_offered_nothing_about_leads(lead: Client, team: Team) -> None:
    shown = lead.get(ADDRESS).content.decode()
    assert 'Change<span class="hidden"> what Ada is' in shown
    assert "what Grace is" not in shown
    assert 'value="lead"' not in shown
    with makers.nothing_written():
        assert change(lead, "Grace", "").status_code == 422
        assert add(lead, "Bob", "lead").status_code == 422


def test_an_administrator_appoints_and_removes_leads(team: Team) -> None:
    admin = entered("Root", is_superuser=True)
    assert 'value="lead"' in admin.get(ADDRESS).content.decode()
    change(admin, "Ada", "lead")
    change(admin, "Grace", "")
    assert roles() == {"Ada": "lead"}


@pytest.mark.parametrize("name", ["Ada", "Stranger"])
def test_nobody_else_changes_anything(team: Team, name: str) -> None:
    client = entered(name)
    shown = client.get(ADDRESS).content.decode()
    assert "person-place" not in shown
    assert "Add somebody" not in shown
    with makers.nothing_written():
        assert add(client, "Bob").status_code == 403
        assert change(client, "Ada", "").status_code == 403


def test_whoever_is_not_logged_in_logs_in_and_comes_back(client: Client, team: Team) -> None:
    assert add(client, "Bob").headers["Location"] == f"/accounts/login/?next={ADDRESS}"


@pytest.mark.parametrize(
    ("name", "role", "told"),
    [
        ("Nobody", "member", "Nobody here is called Nobody"),
        ("", "member", "Say who."),
        ("x" * 121, "member", "at most 120"),
        ("Bob", "boss", "nothing to be in a team"),
        ("Bob", "", "required"),
        ("Ada", "deputy", "Ada is here already, as member"),
        ("a\0b", "member", "Null characters"),
    ],
)
def test_a_mistake_is_told_with_what_was_typed_and_nothing_is_written(
    lead: Client, name: str, role: str, told: str
) -> None:
    with makers.nothing_written():
        answer = add(lead, name, role)
    shown = answer.content.decode()
    assert (answer.status_code, told in shown) == (422, True)
    assert not name.isalpha() or f'value="{name}"' in shown


@pytest.mark.parametrize("typed", [{"seen": ""}, {"seen": "x"}, {"role": "boss"}])
def test_a_change_that_makes_no_sense_is_told(lead: Client, typed: dict[str, str]) -> None:
    with makers.nothing_written():
        assert change(lead, "Ada", typed.pop("role", "deputy"), **typed).status_code == 422


def test_what_somebody_else_changed_meanwhile_stays(lead: Client, team: Team) -> None:
    seen = Membership.objects.get(person__name="Ada").pk
    root, ada = makers.person("Root"), Person.objects.get(name="Ada")
    people.add_member(team=team, person=ada, role=Role.DEPUTY, by=root)
    with makers.nothing_written():
        answer = change(lead, "Ada", "", seen=seen)
    assert answer.status_code == 409
    assert "Root changed this at" in answer.content.decode()


def test_whose_place_ended_meanwhile_is_told_with_who_ended_it(lead: Client, team: Team) -> None:
    place = Membership.objects.get(person__name="Ada")
    people.remove_member(team=team, person=place.person, by=makers.person("Root"))
    with makers.nothing_written():
        answer = lead.post(f"{ADDRESS}{place.person_id}/", {"role": "deputy", "seen": place.pk})
    assert answer.status_code == 409
    assert "Root ended the place of Ada here at" in answer.content.decode()


def test_removing_twice_is_fine(lead: Client, team: Team) -> None:
    place = Membership.objects.get(person__name="Ada")
    change(lead, "Ada", "")
    with makers.nothing_changed():
        again = lead.post(f"{ADDRESS}{place.person_id}/", {"role": "", "seen": place.pk})
    assert again.status_code == 302


def test_what_is_not_there_is_not_found(lead: Client) -> None:
    outsider = makers.person("Outsider").pk
    assert lead.get("/teams/nothing/people/").status_code == 404
    assert lead.post("/teams/nothing/people/new/").status_code == 404
    assert lead.post(f"{ADDRESS}{outsider}/", {"role": "", "seen": 1}).status_code == 404
    assert lead.post(f"{ADDRESS}999999999999999999999/").status_code == 404


def test_a_retired_team_offers_nothing(lead: Client, team: Team) -> None:
    teams.retire_team(team=team, by=None)
    admin = entered("Root", is_superuser=True)
    shown = admin.get(ADDRESS).content.decode()
    assert "was retired on" in shown
    assert "Add somebody" not in shown
    assert "cannot become a member" in add(admin, "Ada").content.decode()


def test_a_new_team_says_what_to_do(show: Page) -> None:
    makers.team("engine")
    assert "Nobody is entered yet" in show(ADDRESS)


def test_the_way_there_is_on_the_project_and_on_mine(lead: Client, team: Team) -> None:
    makers.project("api", team=team)
    assert f'href="{ADDRESS}"' in lead.get("/projects/api/").content.decode()
    assert f'<a href="{ADDRESS}">People of Engine</a>' in lead.get("/mine/").content.decode()


@pytest.mark.parametrize("number", [1, 8])
def test_it_costs_the_same_for_one_and_eight(
    cost: Callable[[str], Cost], team: Team, number: int
) -> None:
    for each in range(number):
        who = makers.person(f"P{each}")
        people.add_member(team=team, person=who, role=Role.MEMBER, by=None)
    assert cost(ADDRESS) == Cost(view=3, template=0)
