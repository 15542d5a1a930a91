"""Has the team taken this up? Said on the project's page."""

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from dashboard.actions import people, projects
from dashboard.choices import Agreement
from dashboard.models import Project
from tests.actions import makers

pytestmark = pytest.mark.django_db
ADDRESS = "/projects/api/agreement/"


@pytest.fixture
def project() -> Project:
    """Answered and agreed, with a level reached."""
    makers.apply(makers.ready())
    project = makers.project("api", team=makers.team("engine"))
    makers.met(project, "known", "clear")
    return project


def entered(project: Project, role: str) -> Client:
    client, user = Client(), User.objects.create(username=role, is_superuser=role == "admin")
    person = makers.person(role, user=user)
    match role:
        case "steward":
            people.add_steward(person=person, area=None, by=None)
        case "area steward":
            people.add_steward(person=person, area=makers.find_area("testing"), by=None)
        case "lead" | "deputy" | "member":
            people.add_member(team=project.team, person=person, role=role, by=None)
    client.force_login(user)
    return client


def say(client: Client, agreement: str, seen: str = "agreed") -> HttpResponse:
    return client.post(ADDRESS, {"agreement": agreement, "seen": seen})  # type: ignore[return-value]


def kept() -> str:
    return Project.objects.get().agreement


@pytest.mark.parametrize("role", ["lead", "deputy", "steward", "admin"])
def test_who_leads_or_answers_for_everything_says_it(project: Project, role: str) -> None:
    client = entered(project, role)
    assert f'action="{ADDRESS}"' in client.get("/projects/api/").content.decode()
    answer = say(client, "in-talks")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/projects/api/")
    assert kept() == Agreement.IN_TALKS
    assert (
        "so that what is recorded here is in no sum"
        in client.get("/projects/api/").content.decode()
    )


@pytest.mark.parametrize("role", ["member", "area steward", "stranger"])
def test_nobody_else_is_offered_it_or_may(project: Project, role: str) -> None:
    client = entered(project, role)
    shown = client.get("/projects/api/").content.decode()
    assert "<dd>Agreed</dd>" in shown
    assert ADDRESS not in shown
    with makers.nothing_written():
        assert say(client, "in-talks").status_code == 403


def test_whoever_is_not_logged_in_logs_in_and_comes_back(client: Client, project: Project) -> None:
    assert ADDRESS not in client.get("/projects/api/").content.decode()
    assert say(client, "agreed").headers["Location"] == "/accounts/login/?next=/projects/api/"


def test_set_back_and_agreed_again_the_points_are_there_again(project: Project) -> None:
    lead = entered(project, "lead")
    before = makers.counted(project.team)
    say(lead, "not-yet")
    assert makers.counted(project.team) == (0, 0)
    say(lead, "agreed", "not-yet")
    assert makers.counted(project.team) == before == (1, 6)


def test_saying_it_twice_changes_nothing(project: Project) -> None:
    lead = entered(project, "lead")
    say(lead, "in-talks")
    with makers.nothing_changed():
        assert say(lead, "in-talks").status_code == 302


@pytest.mark.parametrize(
    ("agreement", "seen", "told"),
    [
        ("perhaps", "agreed", "no agreement"),
        ("", "agreed", "required"),
        ("in-talks", "", "required"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(
    project: Project, agreement: str, seen: str, told: str
) -> None:
    lead = entered(project, "lead")
    with makers.nothing_written():
        answer = say(lead, agreement, seen)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_what_somebody_else_said_meanwhile_stays(project: Project) -> None:
    lead = entered(project, "lead")
    projects.set_agreement(project=project, agreement="in-talks", by=makers.person("Mary"))
    with makers.nothing_written():
        answer = say(lead, "not-yet", "agreed")
    assert answer.status_code == 409
    assert "Mary changed this at" in answer.content.decode()


def test_an_archived_project_stays_as_it_is(project: Project) -> None:
    lead = entered(project, "lead")
    projects.archive(project=project, by=None)
    assert ADDRESS not in lead.get("/projects/api/").content.decode()
    with makers.nothing_written():
        answer = say(lead, "in-talks")
    assert (answer.status_code, "Api is archived." in answer.content.decode()) == (422, True)


def test_a_project_that_is_not_there_has_none(project: Project) -> None:
    lead = entered(project, "lead")
    assert lead.post("/projects/nothing/agreement/", {"agreement": "agreed"}).status_code == 404
    assert lead.get(ADDRESS).status_code == 405
