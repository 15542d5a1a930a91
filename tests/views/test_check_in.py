"""The team says on its project's page that what is recorded is still true."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dashboard.actions import people, projects
from dashboard.choices import Role
from dashboard.models import CheckIn, Project
from tests.actions import makers

pytestmark = pytest.mark.django_db
ALL, TESTING = "/projects/api/check-in/", "/projects/api/testing/check-in/"
BOTH = pytest.mark.parametrize("address", [ALL, TESTING])


@pytest.fixture
def project() -> Project:
    makers.apply(makers.ready())
    return makers.project("api", team=makers.team("engine"))


@pytest.fixture
def lead(project: Project) -> Client:
    return somebody(project, Role.LEAD)


def somebody(project: Project, role: Role) -> Client:
    client, user = Client(), User.objects.create(username=role)
    person = makers.person(role.label, user=user)
    people.add_member(team=project.team, person=person, role=role, by=None)
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("address", "area", "back"),
    [(ALL, None, "standing"), (TESTING, "Testing", "testing")],
)
def test_a_check_in_comes_back_to_where_it_was_given(
    lead: Client, address: str, area: str | None, back: str
) -> None:
    answer = lead.post(address, {"note": "Looked *twice*."})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/projects/api/#{back}")
    row = CheckIn.objects.get()
    assert (row.area and str(row.area), row.note, str(row.checked_in_by)) == (
        area,
        "Looked *twice*.",
        "Lead",
    )
    assert "Checked in" in lead.get("/projects/api/").content.decode()


@BOTH
def test_a_note_is_not_needed(lead: Client, address: str) -> None:
    assert lead.post(address).status_code == 302
    assert CheckIn.objects.get().note == ""


@BOTH
def test_twice_on_one_day_is_as_good_as_once(lead: Client, address: str) -> None:
    lead.post(address)
    with makers.nothing_changed():
        assert lead.post(address).status_code == 302


def test_a_deputy_may_and_a_member_may_not(project: Project) -> None:
    assert somebody(project, Role.DEPUTY).post(TESTING).status_code == 302
    member = somebody(project, Role.MEMBER)
    with makers.nothing_written():
        assert member.post(TESTING).status_code == 403
    assert "/check-in/" not in member.get("/projects/api/").content.decode()


@BOTH
def test_a_note_that_cannot_be_kept_is_told_where_it_was_typed(lead: Client, address: str) -> None:
    with makers.nothing_written():
        answer = lead.post(address, {"note": "So\x00it is."})
    assert answer.status_code == 422
    assert answer.content.decode().count("Null characters") == 1


@BOTH
def test_an_archived_project_says_so(project: Project, lead: Client, address: str) -> None:
    projects.archive(project=project, by=None)
    with makers.nothing_written():
        answer = lead.post(address, {"note": "My words."})
    shown = answer.content.decode()
    assert (answer.status_code, "Api is archived." in shown, "My words." in shown) == (
        422,
        True,
        True,
    )
    assert "/check-in/" not in lead.get("/projects/api/").content.decode()


@pytest.mark.parametrize(
    "address", ["/projects/nothing/check-in/", "/projects/api/nothing/check-in/"]
)
def test_what_is_not_there_is_not_found(lead: Client, address: str) -> None:
    assert lead.post(address).status_code == 404


@BOTH
def test_it_needs_its_token_and_is_never_only_looked_at(lead: Client, address: str) -> None:
    assert lead.get(address).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = lead.cookies
    assert strict.post(address).status_code == 403
    assert not CheckIn.objects.exists()
