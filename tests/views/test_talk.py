"""What is said beside an objective: remarks, disputes, and what its words mean here."""

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from dashboard.actions import people
from dashboard.actions import projects as project_actions
from dashboard.choices import Role
from dashboard.models import Meaning, Project, Remark
from tests.actions import makers

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
AT = "testing/tests/known"


@pytest.fixture
def project() -> Project:
    makers.apply(makers.ready())
    return makers.project("api", team=makers.team("engine"))


def somebody(name: str) -> tuple[Client, User]:
    client, user = Client(), User.objects.create(username=name)
    client.force_login(user)
    return client, user


@pytest.fixture
def member(project: Project) -> Client:
    client, user = somebody("Ada")
    person = makers.person("Ada", user=user)
    people.add_member(team=project.team, person=person, role=Role.MEMBER, by=None)
    return client


@pytest.fixture
def lead(project: Project) -> Client:
    client, user = somebody("Grace")
    person = makers.person("Grace", user=user)
    people.add_member(team=project.team, person=person, role=Role.LEAD, by=None)
    return client


@pytest.fixture
def steward(project: Project) -> Client:
    client, user = somebody("Mary")
    people.add_steward(person=makers.person("Mary", user=user), area=None, by=None)
    return client


def post(client: Client, what: str, **typed: object) -> HttpResponse:
    headers = typed.pop("headers", {})
    address = f"/projects/api/{AT}/{what}/"
    return client.post(address, typed, headers=headers)  # type: ignore[return-value, arg-type]


def shown(client: Client) -> str:
    return client.get("/projects/api/").content.decode()


def test_a_remark_is_there_for_everybody_to_read(member: Client, client: Client) -> None:
    answer = post(member, "remark", text="Since *when*?")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/projects/api/#{AT}")
    page = shown(client)
    assert "Since <em>when</em>?" in page
    assert "1 remark" in page
    assert "/remark/" not in page  # a visitor reads


def test_by_htmx_the_thread_alone_comes_back(member: Client) -> None:
    answer = post(member, "remark", text="Since when?", headers=HTMX)
    content = answer.content.decode()
    assert answer.status_code == 200
    assert content.strip().startswith('<div class="talk')
    assert "Since when?" in content


def test_a_remark_is_answered_and_the_same_is_not_said_twice(
    member: Client, steward: Client
) -> None:
    post(member, "remark", text="Since when?")
    post(member, "remark", text="Since when?")
    post(steward, "remark", text="Since spring.")
    assert [str(row.said_by) for row in Remark.objects.all()] == ["Ada", "Mary"]


def test_a_dispute_is_marked_until_it_is_settled(member: Client, steward: Client) -> None:
    post(member, "remark", kind="dispute", text="The report is of last year.")
    assert "Disputed" in shown(member)
    assert "/settlement/" not in shown(member)
    assert "/settlement/" in shown(steward)
    post(steward, "settlement", text="The new one is linked.")
    assert [row.kind for row in Remark.objects.all()] == ["dispute", "settlement"]
    assert "Disputed" not in shown(member)


@pytest.mark.parametrize(
    ("what", "typed", "told"),
    [
        ("remark", {"text": ""}, "Write something."),
        ("remark", {"text": "  "}, "Write something."),
        ("settlement", {"text": "Done."}, "no dispute to settle"),
        ("meaning", {"text": "All.", "seen": "x"}, "whole number"),
        ("meaning", {"text": "All.", "seen": "9"}, "no longer there"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(
    lead: Client, what: str, typed: dict[str, str], told: str
) -> None:
    with makers.nothing_written():
        answer = post(lead, what, **typed)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_what_was_typed_stays_in_the_form(steward: Client) -> None:
    assert (
        "Done &amp; dusted." in post(steward, "settlement", text="Done & dusted.").content.decode()
    )


def test_of_an_archived_project_nothing_more_is_said(lead: Client, project: Project) -> None:
    project_actions.archive(project=project, by=None)
    assert "/remark/" not in shown(lead)
    assert post(lead, "remark", text="Still here?").status_code == 422


def test_a_meaning_is_signed_by_the_team_and_then_by_the_steward(
    lead: Client, steward: Client, client: Client
) -> None:
    post(lead, "meaning", seen=0, text="Every payment path.")
    page = shown(steward)
    assert "One side signed" in page
    assert "Sign it" in page
    assert "Sign it" not in shown(lead)
    post(steward, "meaning", seen=Meaning.objects.get().revision, text="Every payment path.")
    page = shown(client)
    assert "Grace for the team" in page
    assert "Mary as steward" in page
    assert "One side signed" not in page


def test_other_words_need_the_other_signature_again(lead: Client, steward: Client) -> None:
    post(lead, "meaning", seen=0, text="Every payment path.")
    post(steward, "meaning", seen=Meaning.objects.get().revision, text="Every path.")
    row = Meaning.objects.get()
    assert (row.team_at, str(row.steward_by), row.text) == (None, "Mary", "Every path.")


def test_what_the_other_side_said_meanwhile_is_not_overwritten(
    lead: Client, steward: Client
) -> None:
    post(lead, "meaning", seen=0, text="Every payment path.")
    with makers.nothing_written():
        answer = post(steward, "meaning", seen=0, text="Every path.", headers=HTMX)
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "Grace changed this at" in content
    assert "Every path.</textarea>" in content


def test_a_member_does_not_sign_for_the_team(member: Client) -> None:
    assert post(member, "meaning", seen=0, text="All.").status_code == 403


def test_what_is_not_there_is_not_found(lead: Client) -> None:
    for what in ("remark", "settlement", "meaning"):
        address = f"/projects/api/testing/tests/nothing/{what}/"
        assert lead.post(address, {"text": "x", "seen": 0}).status_code == 404
