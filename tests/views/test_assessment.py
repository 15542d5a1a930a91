"""Editing in place, as programs and browsers without JavaScript ask for it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from dashboard.actions import people, projects
from dashboard.choices import Answer, Role
from dashboard.models import Assessment, Project, Team
from tests.actions import makers

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
ADDRESS = "/projects/api/testing/tests/{}/{}/"


@pytest.fixture
def project() -> Project:
    makers.apply(makers.ready())
    return makers.project("api", team=makers.team("engine"))


def somebody(role: str, name: str) -> Client:
    client = Client()
    user = User.objects.create(username=name)
    person = makers.person(name, user=user)
    if role == "steward":
        people.add_steward(person=person, area=None, by=None)
    else:
        people.add_member(team=Team.objects.get(), person=person, role=role, by=None)
    client.force_login(user)
    return client


@pytest.fixture
def lead(project: Project) -> Client:
    return somebody(Role.LEAD, "Grace")


@pytest.fixture
def member(project: Project) -> Client:
    return somebody(Role.MEMBER, "Ada")


def seen(key: str = "known") -> int:
    row = Assessment.objects.filter(objective__key=key).first()
    return row.revision if row else 0


def post(client: Client, noun: str, key: str = "known", **more: object) -> HttpResponse:
    headers = more.pop("headers", None)
    typed = {"seen": seen(key)} | more
    return client.post(ADDRESS.format(key, noun), typed, headers=headers)  # type: ignore[arg-type,return-value]


def kept(key: str = "known") -> Assessment:
    return Assessment.objects.get(objective__key=key)


def test_a_members_answer_waits(member: Client) -> None:
    answer = post(member, "answer", answer="met", note="We *know*.")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/projects/api/#testing/tests/known",
    )
    row = kept()
    assert (row.answer, row.note, row.confirmed_at, str(row.answered_by)) == (
        Answer.MET,
        "We *know*.",
        None,
        "Ada",
    )


def test_a_leads_answer_counts_at_once(lead: Client) -> None:
    post(lead, "answer", answer="met")
    assert kept().confirmed_at


def test_all_that_goes_with_an_answer_is_kept(member: Client) -> None:
    words = {
        "note": "So it is.",
        "evidence_url": "https://ci.example/1",
        "evidence_title": "Report",
        "evidence_on": "2026-03-01",
    }
    post(member, "answer", answer="met", **words)
    row = kept()
    assert {name: str(getattr(row, name)) for name in words} == words


def test_twice_is_as_good_as_once(member: Client) -> None:
    post(member, "answer", answer="met")
    revision = kept().revision
    assert post(member, "answer", answer="met").status_code == 302
    assert kept().revision == revision


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Choose an answer."),
        ({"answer": "perhaps"}, "That is no answer"),
        ({"answer": ""}, "Choose an answer."),
        ({"answer": "met", "evidence_url": "nonsense with spaces"}, "no web address"),
        ({"answer": "met", "evidence_url": "javascript:alert(1)"}, "no web address"),
        ({"answer": "met", "evidence_on": "yesterday"}, "Write the day as"),
        ({"answer": "met", "evidence_title": "x" * 201}, "at most 200"),
        ({"answer": "not-applicable"}, "Say why it is not applicable."),
        ({"answer": "met", "seen": "-1"}, "greater than or equal to 0"),
        ({"answer": "met", "seen": "x"}, "whole number"),
        ({"answer": "met", "note": "\x00"}, "Null characters"),
    ],
)
@pytest.mark.parametrize("headers", [None, HTMX], ids=["page", "fragment"])
def test_a_mistake_is_told_where_it_was_made_and_nothing_is_written(
    member: Client, typed: dict[str, str], told: str, headers: dict[str, str] | None
) -> None:
    with makers.nothing_written():
        answer = post(member, "answer", headers=headers, **({"note": ""} | typed))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert told in shown
    assert ("<html" in shown) == (headers is None)


def test_what_was_typed_is_not_lost_with_a_mistake(member: Client) -> None:
    typed = {"note": "A long note.", "evidence_on": "soon", "evidence_title": "Mine"}
    shown = post(member, "answer", answer="met", **typed).content.decode()
    assert "A long note." in shown
    assert 'value="Mine"' in shown


def test_evidence_is_asked_for_where_the_criteria_do(member: Client) -> None:
    makers.apply(
        makers.area("testing", makers.aim("tests", makers.objective("known", evidence="required")))
    )
    answer = post(member, "answer", answer="met")
    assert (answer.status_code, "asks for evidence" in answer.content.decode()) == (422, True)
    assert post(member, "answer", answer="met", evidence_url="ci.example/1").status_code == 302
    assert kept().evidence_url == "https://ci.example/1"


@pytest.mark.parametrize("headers", [None, HTMX], ids=["page", "fragment"])
def test_what_somebody_else_said_meanwhile_is_not_overwritten(
    member: Client, lead: Client, headers: dict[str, str] | None
) -> None:
    before = seen()
    post(lead, "answer", answer="not-yet", note="Not at all.")
    with makers.nothing_written():
        answer = post(member, "answer", answer="met", note="Mine.", seen=before, headers=headers)
    shown = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Grace changed this at", "Not at all.", "Mine.", "You wanted to say"):
        assert words in shown
    assert post(member, "answer", answer="met", note="Mine.").status_code == 302  # after all
    assert (kept().answer, kept().note) == (Answer.MET, "Mine.")


def test_wanting_what_already_is_so_is_fine(member: Client, lead: Client) -> None:
    before = seen()
    post(lead, "answer", answer="not-yet")
    assert post(member, "answer", answer="not-yet", seen=before).status_code == 302


def test_an_edit_answers_with_all_that_it_may_have_changed(lead: Client) -> None:
    for key in ("known", "clear"):
        shown = post(lead, "answer", key, answer="met", headers=HTMX).content.decode()
    assert shown.lstrip().startswith("<details")
    assert 'id="testing/tests" open' in shown
    assert 'id="standing" hx-swap-oob="true"' in shown
    assert "Started" in shown
    assert "Undo" in shown


def test_a_claim_is_confirmed_and_sent_back(member: Client, lead: Client) -> None:
    post(member, "answer", answer="met")
    post(lead, "confirmation")
    assert str(kept().confirmed_by) == "Grace"
    post(lead, "refusal", reason="Show it.")
    assert (kept().confirmed_at, kept().sent_back_reason) == (None, "Show it.")
    shown = member.get("/projects/api/").content.decode()
    assert "Show it." in shown


@pytest.mark.parametrize("headers", [None, HTMX], ids=["page", "fragment"])
def test_other_words_confirmed_meanwhile_are_shown_to_whoever_confirms(
    member: Client, lead: Client, headers: dict[str, str] | None
) -> None:
    post(member, "answer", answer="met", note="Since spring.")
    before = seen()
    post(lead, "answer", answer="met", note="Since autumn.")
    with makers.nothing_written():
        answer = post(lead, "confirmation", seen=before, headers=headers)
    page = answer.content.decode()
    assert (answer.status_code, "Grace changed this at" in page) == (409, True)
    assert "Since autumn." in page
    assert "You wanted to say" not in page


def test_sending_back_needs_a_word(member: Client, lead: Client) -> None:
    post(member, "answer", answer="met")
    with makers.nothing_written():
        answer = post(lead, "refusal", reason=" ")
    assert (answer.status_code, "Say why it is sent back." in answer.content.decode()) == (
        422,
        True,
    )


def test_a_claim_that_changed_is_not_confirmed_unseen(member: Client, lead: Client) -> None:
    post(member, "answer", answer="met")
    before = seen()
    post(member, "answer", answer="met", note="Something else.")
    assert post(lead, "confirmation", seen=before).status_code == 409
    assert kept().confirmed_at is None


def test_an_answer_is_taken_back_and_that_is_undone(lead: Client) -> None:
    post(lead, "answer", answer="met", note="So.")
    post(lead, "withdrawal")
    assert kept().answer == Answer.UNSAID
    post(lead, "undoing")
    assert (kept().answer, kept().note, bool(kept().confirmed_at)) == (Answer.MET, "So.", True)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_undone_is_said_where_it_was_and_can_be_redone(
    lead: Client, headers: dict[str, str]
) -> None:
    def shown(what: str) -> str:
        answer = post(lead, what, answer="met", headers=headers)
        again = answer if headers else lead.get("/projects/api/")
        edit = again.content.decode().partition('id="testing/tests/known"')[2]
        return edit.partition('<form class="undo"')[2].partition("</form>")[0]

    for what, told, offered in (
        ("answer", "Saved.", "Undo"),
        ("undoing", "Undone.", "Redo"),
        ("undoing", "Undone.", "Redo"),
    ):
        form = shown(what)
        assert told in form
        assert f">{offered}</button>" in form


def test_what_others_changed_is_not_undone(member: Client, lead: Client) -> None:
    post(member, "answer", answer="met")
    post(lead, "confirmation")
    assert post(member, "undoing").status_code == 403
    assert kept().confirmed_at


@pytest.mark.parametrize("address", ["nothing/tests/known", "testing/no/known", "testing/tests/no"])
def test_what_is_not_there_is_not_found(lead: Client, address: str) -> None:
    assert lead.post(f"/projects/api/{address}/answer/", {"seen": 0}).status_code == 404


def test_an_archived_project_takes_no_more(lead: Client, project: Project) -> None:
    projects.archive(project=project, by=None)
    answer = post(lead, "answer", answer="met")
    assert (answer.status_code, "Api is archived." in answer.content.decode()) == (422, True)
    assert "/answer/" not in lead.get("/projects/api/").content.decode()


def test_somebody_who_acts_for_the_first_time_is_entered(project: Project) -> None:
    admin = Client()
    admin.force_login(User.objects.create_superuser("Kofi"))
    post(admin, "answer", answer="met")
    assert str(kept().answered_by) == "Kofi"


def test_an_edit_needs_its_token(project: Project, lead: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = lead.cookies
    assert post(strict, "answer", answer="met").status_code == 403
    assert not Assessment.objects.exists()


def test_undo_is_offered_for_half_a_minute(
    lead: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(lead, "answer", answer="met")
    assert "Undo" in lead.get("/projects/api/").content.decode()
    monkeypatch.setattr("dashboard.queries.undoing.UNDO_FOR", timedelta(0))
    assert "Undo" not in lead.get("/projects/api/").content.decode()


def test_a_form_in_another_encoding_is_a_bad_request(lead: Client) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = lead.cookies
    client.get("/projects/api/")  # gives the token
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    with makers.nothing_written():
        answer = client.post(ADDRESS.format("known", "answer"), "seen=0", content_type=kind)
    assert answer.status_code == 400
    assert "Upstanding" in answer.content.decode()
