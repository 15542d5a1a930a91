"""Setting back, at any time, the last change of an answer or of what is meant."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from dashboard.actions import assessments, people, privacy, projects
from dashboard.actions.assessments import Words
from dashboard.actions.intents import Plan, set_intent
from dashboard.choices import Answer
from dashboard.models import Assessment, EventText, Intent, Person, Project
from tests.actions import makers

pytestmark = pytest.mark.django_db
HISTORY = "/projects/api/history/"
ANSWER = "/projects/api/testing/tests/known/undoing/"
INTENT = "/projects/api/testing/tests/intent-undoing/"
SEALED = "/projects/api/safety/keys/sealed/undoing/"


@pytest.fixture
def project() -> Project:
    """A day ago Ada, a member, said three things, and Grace, who leads, what is meant."""
    with time_machine.travel(makers.NOW, tick=False) as clock:
        keys = makers.aim("keys", "sealed")
        makers.apply(makers.ready(), makers.area("safety", keys, confirmed_by="steward"))
        project = makers.project("api", team=makers.team("engine"))
        for name, role in {"Ada": "member", "Bob": "member", "Grace": "lead"}.items():
            person = makers.person(name)
            people.add_member(team=project.team, person=person, role=role, by=None)
        people.add_steward(person=makers.person("Mary"), area=None, by=None)
        clock.shift(timedelta(days=1))
        ada = Person.objects.get(name="Ada")
        makers.said(project, "known", words=Words("First."), by=ada)
        makers.said(project, "known", Answer.NOT_YET, words=Words("Second."), by=ada)
        makers.said(project, "sealed", by=ada)
        grace = Person.objects.get(name="Grace")
        aim = makers.find_aim("tests")
        set_intent(project=project, aim=aim, plan=Plan("deferred"), by=grace)
    return project


def entered(name: str) -> Client:
    client, user = Client(), User.objects.create(username=name, is_superuser=name == "Root")
    Person.objects.filter(name=name).update(user=user)
    client.force_login(user)
    return client


def offered(client: Client, query: str = "") -> list[str]:
    shown = client.get(f"{HISTORY}{query}").content.decode()
    return re.findall(r'action="([^"]+undoing/)"', shown)


def undo(client: Client, address: str, back: str = HISTORY, **more: object) -> HttpResponse:
    headers = more.pop("headers", None)
    row = Intent.objects.first() if "intent" in address else kept(address.split("/")[-3])
    typed = {"seen": row.revision if row else 0, "back": back} | more
    return client.post(address, typed, headers=headers)  # type: ignore[arg-type,return-value]


def kept(key: str = "known") -> Assessment:
    return Assessment.objects.get(objective__key=key)


@pytest.mark.parametrize(
    ("name", "undos"),
    [
        ("Ada", [SEALED, ANSWER]),
        ("Bob", []),
        ("Grace", [INTENT, ANSWER]),
        ("Mary", [INTENT, SEALED, ANSWER]),
        ("Root", [INTENT, SEALED, ANSWER]),
        ("Stranger", []),
    ],
)
def test_who_made_the_last_change_or_may_confirm_is_offered_it_once_and_may(
    project: Project, name: str, undos: list[str]
) -> None:
    client = entered(name)
    assert offered(client) == undos
    for address in (ANSWER, INTENT, SEALED):
        status = undo(client, address).status_code
        assert status == (302 if address in undos else 403), address


def test_a_visitor_is_offered_nothing_and_logs_in(client: Client, project: Project) -> None:
    assert offered(client) == []
    there = "/accounts/login/?next=/projects/api/"
    assert undo(client, INTENT).headers["Location"] == there


def test_what_was_said_before_is_there_again_and_one_is_back_where_one_was(
    project: Project,
) -> None:
    ada = entered("Ada")
    back = f"{HISTORY}?of=testing/tests&what=answers"
    answer = undo(ada, ANSWER, back)
    assert (answer.status_code, answer.headers["Location"]) == (302, back)
    assert (kept().answer, kept().note) == (Answer.MET, "First.")
    assert "undid" in ada.get(back).content.decode()
    assert offered(ada, "?of=testing/tests") == [ANSWER]  # which sets that back in turn
    undo(ada, ANSWER, back)
    assert (kept().answer, kept().note) == (Answer.NOT_YET, "Second.")


def test_what_was_meant_before_is_there_again(project: Project) -> None:
    grace = entered("Grace")
    assert undo(grace, INTENT).headers["Location"] == HISTORY
    assert Intent.objects.get().choice == ""
    undo(grace, INTENT)
    assert Intent.objects.get().choice == "deferred"


def test_by_htmx_one_is_sent_back_to_the_history(project: Project) -> None:
    answer = undo(entered("Ada"), ANSWER, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, HISTORY)


@pytest.mark.parametrize(
    "back",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "https://evil.example/projects/api/history/",
        "javascript:alert(1)",
    ],
)
def test_nobody_is_sent_elsewhere(project: Project, back: str) -> None:
    answer = undo(entered("Ada"), ANSWER, back)
    assert answer.headers["Location"] == "/projects/api/#testing/tests/known"


def test_a_line_break_in_the_way_back_breaks_no_header(project: Project) -> None:
    answer = undo(entered("Ada"), ANSWER, f"{HISTORY}?of=a\r\nSet-Cookie: x=1")
    assert "\n" not in answer.headers["Location"]
    assert "x" not in answer.cookies


@pytest.mark.parametrize("address", [ANSWER, INTENT])
def test_what_somebody_changed_meanwhile_stays(project: Project, address: str) -> None:
    client, mary = entered("Root"), Person.objects.get(name="Mary")
    before = {"intent": Intent.objects.get().revision, "answer": kept().revision}
    makers.said(project, "known", words=Words("Third."), by=mary)
    aim = makers.find_aim("tests")
    set_intent(project=project, aim=aim, plan=Plan("planned"), by=mary)
    undo(client, SEALED)  # enters who acts
    with makers.nothing_written():
        answer = undo(client, address, seen=before["intent" if address == INTENT else "answer"])
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Not undone: Mary changed this at" in shown
    assert f'<form class="narrow" method="get" action="{HISTORY}">' in shown


@pytest.mark.parametrize("seen", ["", "x", "-1"])
def test_without_what_was_seen_nothing_is_undone(project: Project, seen: str) -> None:
    ada = entered("Ada")
    with makers.nothing_written():
        assert undo(ada, ANSWER, f"{HISTORY}?what=answers", seen=seen).status_code == 422


def test_what_a_decider_undid_is_not_done_again_by_the_team(project: Project) -> None:
    """Otherwise a member would confirm."""
    sealed, mary = makers.find("sealed"), entered("Mary")
    person = Person.objects.get(name="Mary")
    assessments.confirm(project=project, objective=sealed, by=person)
    undo(mary, SEALED)
    ada = entered("Ada")
    assert SEALED not in offered(ada)
    with makers.nothing_written():
        assert undo(ada, SEALED).status_code == 403
    assert kept("sealed").confirmed_at is None


def test_who_left_the_team_undoes_nothing(project: Project) -> None:
    people.remove_member(team=project.team, person=Person.objects.get(name="Ada"), by=None)
    ada = entered("Ada")
    assert offered(ada) == []
    assert undo(ada, ANSWER).status_code == 403


def test_a_redacted_text_is_not_undone_into_being(project: Project) -> None:
    text = EventText.objects.get(field="note", after="First.")
    privacy.redact(event=text.event, field="note", by=None)
    ada = entered("Ada")
    assert undo(ada, ANSWER).status_code == 302
    assert (kept().answer, kept().note) == (Answer.MET, "")


def test_an_archive_offers_and_takes_nothing(project: Project) -> None:
    projects.archive(project=project, by=None)
    ada = entered("Ada")
    assert offered(ada) == []
    with makers.nothing_written():
        answer = undo(ada, ANSWER)
    assert (answer.status_code, "Api is archived." in answer.content.decode()) == (422, True)


def test_it_is_reached_by_post_alone_and_only_what_is_there(project: Project) -> None:
    grace = entered("Grace")
    assert grace.get(INTENT).status_code == 405
    assert grace.post("/projects/api/testing/nothing/intent-undoing/").status_code == 404
    assert grace.post("/projects/nothing/testing/tests/intent-undoing/").status_code == 404


def test_where_nothing_was_meant_there_is_nothing_to_undo(project: Project) -> None:
    mary = entered("Mary")
    answer = mary.post("/projects/api/safety/keys/intent-undoing/", {"seen": 0})
    assert (answer.status_code, "nothing to undo" in answer.content.decode()) == (422, True)


def test_on_the_project_it_is_offered_for_half_a_minute(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    grace = entered("Grace")
    assert INTENT not in grace.get("/projects/api/").content.decode()
    typed = {"choice": "planned", "seen": Intent.objects.get().revision}
    shown = grace.post("/projects/api/testing/tests/intent/", typed, headers={"HX-Request": "true"})
    assert f'hx-post="{INTENT}"' in shown.content.decode()
    assert INTENT not in entered("Mary").get("/projects/api/").content.decode()
    monkeypatch.setattr("dashboard.queries.undoing.UNDO_FOR", timedelta(0))
    assert INTENT not in grace.get("/projects/api/").content.decode()
