"""What is meant for an aim, said and confirmed on the project's page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from dashboard.actions import people
from dashboard.choices import IntentChoice, Role
from dashboard.days import today
from dashboard.models import Intent, Project
from tests.actions import makers
from tests.promised import cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    makers.apply(
        makers.ready(), makers.area("safety", makers.aim("keys", "sealed"), confirmed_by="steward")
    )
    return makers.project("api", team=makers.team("engine"))


@pytest.fixture
def lead(project: Project) -> Client:
    client, user = Client(), User.objects.create(username="Grace")
    person = makers.person("Grace", user=user)
    people.add_member(team=project.team, person=person, role=Role.LEAD, by=None)
    client.force_login(user)
    return client


@pytest.fixture
def steward(project: Project) -> Client:
    client, user = Client(), User.objects.create(username="Mary")
    people.add_steward(person=makers.person("Mary", user=user), area=None, by=None)
    client.force_login(user)
    return client


def post(client: Client, path: str = "testing/tests/intent", **typed: object) -> HttpResponse:
    row = Intent.objects.filter(aim__key=path.split("/")[1]).first()
    address = f"/projects/api/{path}/"
    return client.post(address, {"seen": row.revision if row else 0} | typed)  # type: ignore[return-value]


def kept() -> Intent:
    return Intent.objects.get()


def test_what_blocks_is_said_and_shown_with_who_can_help(lead: Client) -> None:
    answer = post(lead, choice="blocked", blocked_by="a licence", unblocked_by="Purchasing")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/projects/api/#testing/tests")
    shown = lead.get("/projects/api/").content.decode()
    assert "Can be unblocked by Purchasing" in shown
    assert (kept().choice, str(kept().said_by)) == (IntentChoice.BLOCKED, "Grace")


def test_only_the_words_of_a_choice_are_kept(lead: Client) -> None:
    typed = {"planned_for": "2027-H1", "blocked_by": "a licence", "note": "Soon."}
    post(lead, choice="planned", **typed)
    row = kept()
    assert (row.planned_for, row.blocked_by, row.note) == ("2027-H1", "", "Soon.")


def test_it_is_set_back_to_nothing(lead: Client) -> None:
    post(lead, choice="deferred", note="Later.")
    post(lead, choice="", note="Later.")
    assert (kept().choice, kept().note) == (IntentChoice.NONE, "")
    assert "Planned, deferred, blocked?" in lead.get("/projects/api/").content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"choice": "blocked"}, "Say what blocks it."),
        ({"choice": "not-applicable"}, "Say why it is not applicable."),
        ({"choice": "perhaps"}, "nothing to mean"),
        ({"choice": "planned", "planned_for": "x" * 61}, "at most 60"),
        ({"choice": "planned", "seen": ""}, "required"),
        ({"choice": "planned", "seen": "7"}, "no longer there"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(
    lead: Client, typed: dict[str, str], told: str
) -> None:
    with makers.nothing_written():
        answer = post(lead, **({"note": " "} | typed))
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_what_somebody_else_meant_meanwhile_is_not_overwritten(lead: Client) -> None:
    post(lead, choice="planned")
    before = kept().revision
    post(lead, choice="deferred")
    with makers.nothing_written():
        answer = post(lead, choice="blocked", blocked_by="rain", seen=before)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Grace changed this at" in shown
    assert 'value="rain"' in shown


def test_setting_aside_waits_for_whoever_confirms_the_area(lead: Client, steward: Client) -> None:
    post(lead, "safety/keys/intent", choice="not-applicable", note="There are no keys.")
    assert kept().confirmed_at is None
    assert post(lead, "safety/keys/intent-confirmation").status_code == 403
    post(steward, "safety/keys/intent-confirmation")
    assert str(kept().confirmed_by) == "Mary"


def test_a_lead_sets_aside_at_once_where_leads_confirm(lead: Client) -> None:
    post(lead, choice="not-applicable", note="Nothing to test.")
    assert kept().confirmed_at


def test_what_is_not_there_is_not_found(lead: Client) -> None:
    assert lead.post("/projects/api/testing/nothing/intent/", {"seen": 0}).status_code == 404


def test_what_is_planned_is_planned_for_a_cycle(lead: Client) -> None:
    cycle("2026-H2", today(), today() + timedelta(days=90))
    shown = lead.get("/projects/api/").content.decode()
    assert '<option value="2026-H2">' in shown
    assert 'list="cycles"' in shown
    post(lead, choice="planned", planned_for="2026-H2")
    assert "Planned</strong> for 2026-H2" in lead.get("/projects/api/").content.decode()
