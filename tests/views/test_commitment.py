"""What a team promises for an aim, made and withdrawn on the project's page."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from dashboard.actions import intents, people, projects, teams
from dashboard.actions.commitments import commit, withdraw
from dashboard.choices import Answer, Role
from dashboard.models import Commitment, Project
from tests.actions import makers
from tests.promised import FIRST, SECOND, cycle, promise
from tests.views.conftest import Cost, Page, fill

pytestmark = pytest.mark.django_db
DURING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 7, 2, 9, 0, tzinfo=UTC)
THERE = "/projects/api/#testing/tests"
PROMISE = "Promise a level"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def project() -> Project:
    makers.apply(makers.ready(), makers.area("safety", makers.aim("keys", "sealed")))
    cycle(*FIRST)
    cycle(*SECOND)
    return makers.project("api", team=makers.team("engine"))


def entered(project: Project, name: str, role: Role | None = None) -> Client:
    client, user = Client(), User.objects.create(username=name)
    person = makers.person(name, user=user)
    if role:
        people.add_member(team=project.team, person=person, role=role, by=None)
    client.force_login(user)
    return client


@pytest.fixture
def lead(project: Project) -> Client:
    return entered(project, "Grace", Role.LEAD)


def post(client: Client, aim: str = "testing/tests", **typed: str) -> HttpResponse:
    values = {"level": "first-results", "cycle": "2026-h1"} | typed
    return client.post(f"/projects/api/{aim}/commitment/", values)  # type: ignore[return-value]


def take_back(
    client: Client, reason: str = "No time.", number: int | None = None, **more: dict[str, str]
) -> HttpResponse:
    number = number or Commitment.objects.get().pk
    address = f"/projects/api/testing/tests/commitments/{number}/withdrawal/"
    return client.post(address, {"reason": reason}, **more)  # type: ignore[arg-type,return-value]


def test_a_lead_promises_a_level_and_everybody_reads_it(lead: Client, show: Page) -> None:
    answer = post(lead)
    assert (answer.status_code, answer.headers["Location"]) == (302, THERE)
    shown = show("/projects/api/")
    assert "<small>Promised: First results by 30 June 2026 (2026-H1)</small>" in shown
    assert '<a href="/cycles/2026-h1/">2026-H1</a>' in shown
    assert "Grace, 2 March 2026" in shown
    assert "First results" in show("/cycles/2026-h1/")
    assert "First results" in show("/projects/api/history/")


def test_with_htmx_the_aim_and_what_stands_above_come_back(lead: Client) -> None:
    address = "/projects/api/testing/tests/commitment/"
    typed = {"level": "mature", "cycle": "2026-h2"}
    answer = lead.post(address, typed, headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Promised: Mature by 31 December 2026 (2026-H2)" in shown
    assert 'hx-swap-oob="true"' in shown
    assert "<html" not in shown


def test_promised_twice_it_stands_once(lead: Client) -> None:
    post(lead)
    with makers.nothing_changed():
        assert post(lead).status_code == 302


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"level": ""}, "Choose a level."),
        ({"level": "perfect"}, "That is no level of this aim."),
        ({"level": "\x00"}, "Null characters are not allowed."),
        ({"cycle": ""}, "Choose a cycle."),
        ({"cycle": "2031-h1"}, "That is no cycle."),
        ({"level": "started"}, "Api has reached Started already."),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(
    lead: Client, project: Project, typed: dict[str, str], told: str
) -> None:
    makers.met(project, "known", "clear")
    with makers.nothing_written():
        answer = post(lead, **typed)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_a_level_of_another_aim_is_none_of_this_one(lead: Client) -> None:
    with makers.nothing_written():
        assert post(lead, "safety/keys", level="mature").status_code == 422


def test_a_level_that_asks_nothing_here_is_not_promised(lead: Client, project: Project) -> None:
    makers.said(project, "better", Answer.NOT_APPLICABLE, words=makers.WHY, is_confirmed=True)
    with makers.nothing_written():
        answer = post(lead)
    told = "This level of the aim is not asked of this project." in answer.content.decode()
    assert (answer.status_code, told) == (422, True)


def test_a_level_of_another_ladder_is_none_even_where_it_has_the_same_key() -> None:
    own = makers.area("safety", makers.aim("keys", at={"started": ["sealed"]}))
    own["levels"] = makers.ladder("started")
    makers.apply(makers.ready(), own)
    project, now, other = makers.project(), cycle(*FIRST), makers.find("sealed").level
    with makers.refused("not asked of this project"):
        commit(project=project, aim=makers.find_aim("tests"), level=other, cycle=now, by=None)


def test_nothing_is_promised_for_a_cycle_that_is_over(
    lead: Client, clock: time_machine.Traveller
) -> None:
    clock.move_to(AFTER)
    lead.force_login(User.objects.get())
    with makers.nothing_written():
        answer = post(lead)
    assert (answer.status_code, "2026-H1 has ended." in answer.content.decode()) == (422, True)


def test_what_a_form_cannot_offer_it_does_not(lead: Client, show: Page, project: Project) -> None:
    def levels() -> list[str]:
        shown = lead.get("/projects/api/").content.decode().partition('name="level"')[2]
        part = shown.partition("</select>")[0]
        return [key for key in ("started", "first-results", "mature") if f'"{key}"' in part]

    assert levels() == ["started", "first-results", "mature"]
    makers.met(project, "known", "clear")
    assert levels() == ["first-results", "mature"]
    makers.met(project, "better", "all", "kept", "sealed")
    assert levels() == []
    assert PROMISE not in show("/projects/api/")


def test_without_a_cycle_nothing_is_offered_nor_told(client: Client) -> None:
    makers.apply(makers.ready())
    project = makers.project("api", team=makers.team("engine"))
    shown = entered(project, "Grace", Role.LEAD).get("/projects/api/").content.decode()
    assert PROMISE not in shown
    assert '<h2 id="promises">' not in shown


def test_a_lead_withdraws_with_a_reason_that_stays(lead: Client, show: Page) -> None:
    post(lead)
    answer = take_back(lead, reason="The team shrank.")
    assert (answer.status_code, answer.headers["Location"]) == (302, THERE)
    for address in ("/projects/api/", "/cycles/2026-h1/", "/projects/api/history/"):
        assert "The team shrank." in show(address), address
    assert "Promised: First results" not in show("/projects/api/")


def test_withdrawn_twice_for_the_same_reason_is_withdrawn_once(lead: Client) -> None:
    post(lead)
    take_back(lead)
    with makers.nothing_changed():
        assert take_back(lead).status_code == 302


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_withdrawn_twice_the_first_reason_stays_and_the_second_is_not_lost(
    lead: Client, headers: dict[str, str]
) -> None:
    post(lead)
    post(lead, level="mature")
    first = Commitment.objects.earliest("pk").pk
    take_back(lead, number=first)
    with makers.nothing_written():
        answer = take_back(lead, "Another.", first, headers=headers)
    page = answer.content.decode()
    told = "Grace withdrew this promise for another reason, at 09:00 on 2 March 2026."
    assert (answer.status_code, told in page) == (409, True)
    assert "You wrote: “Another.”" in page
    assert "Another.</textarea>" not in page  # of the promise that stands


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_it_stands(lead: Client, reason: str) -> None:
    post(lead)
    with makers.nothing_written():
        answer = take_back(lead, reason=reason)
    told = "Say why the promise is withdrawn." in answer.content.decode()
    assert (answer.status_code, told) == (422, True)


def test_once_the_cycle_is_over_nothing_is_withdrawn(
    lead: Client, clock: time_machine.Traveller
) -> None:
    post(lead)
    clock.move_to(AFTER)
    lead.force_login(User.objects.get())
    with makers.nothing_written():
        assert take_back(lead).status_code == 422
    shown = lead.get("/projects/api/").content.decode()
    assert "Missed" in shown
    assert "Withdraw the promise" not in shown


@pytest.mark.parametrize("number", [999, 2**70])
def test_a_promise_that_is_not_there_is_not_found(lead: Client, number: int) -> None:
    assert take_back(lead, number=number).status_code == 404


def test_a_promise_is_found_at_its_own_aim_alone(lead: Client, project: Project) -> None:
    made = promise(project, aim="keys")
    assert take_back(lead, number=made.pk).status_code == 404


@pytest.mark.parametrize("aim", ["testing/nothing", "nothing/tests"])
def test_an_aim_that_is_not_there_is_not_found(lead: Client, aim: str) -> None:
    assert post(lead, aim).status_code == 404


def test_a_member_neither_promises_nor_withdraws(project: Project) -> None:
    member, made = entered(project, "Ada", Role.MEMBER), promise(project)
    with makers.nothing_written():
        assert post(member).status_code == 403
        assert take_back(member, number=made.pk).status_code == 403
    shown = member.get("/projects/api/").content.decode()
    assert PROMISE not in shown
    assert "Withdraw the promise" not in shown


def test_after_a_hand_over_the_team_that_promised_may_withdraw(
    lead: Client, project: Project
) -> None:
    post(lead)
    front = makers.team("front")
    projects.move(project=project, team=front, by=None)
    project.refresh_from_db()
    other = entered(project, "Mary", Role.LEAD)
    assert take_back(other).status_code == 403
    shown = lead.get("/projects/api/").content.decode()
    assert PROMISE not in shown
    assert "for Engine" in shown
    assert take_back(lead).status_code == 302


def test_a_lead_where_the_team_was_merged_may_withdraw(lead: Client, project: Project) -> None:
    post(lead)
    front = makers.team("front")
    teams.merge_teams(team=project.team, into=front, by=None)
    assert take_back(lead).status_code == 302


def test_an_archived_project_offers_nothing(lead: Client, project: Project) -> None:
    post(lead)
    projects.archive(project=project, by=None)
    shown = lead.get("/projects/api/").content.decode()
    assert PROMISE not in shown
    assert "Withdraw the promise" not in shown
    with makers.nothing_written():
        assert post(lead, level="mature").status_code == 422


def test_an_aim_that_is_set_aside_is_not_promised(lead: Client, project: Project) -> None:
    plan = intents.Plan("not-applicable", note="No code.")
    aim = makers.find_aim("tests")
    intents.set_intent(project=project, aim=aim, plan=plan, is_confirmed=True, by=None)
    with makers.nothing_written():
        assert post(lead).status_code == 422


def test_the_last_outcome_is_told_beside_what_comes(
    show: Page, project: Project, clock: time_machine.Traveller
) -> None:
    promise(project)
    withdraw(commitment=promise(project, "mature"), reason="Too much.", by=None)
    clock.move_to(AFTER)
    shown = show("/projects/api/").partition('id="promises"')[2].partition("</section>")[0]
    assert shown.index("2026-H2") < shown.index("2026-H1")
    assert "Nothing is promised." in shown
    assert "Missed" in shown
    assert "Too much." in shown


@pytest.mark.parametrize("projects", [1, 30])
def test_promises_cost_the_page_two_queries(
    cost: Callable[[str], Cost], show: Page, projects: int
) -> None:
    made = fill(projects)
    cycle(*FIRST)
    cycle(*SECOND)
    for each in made:
        promise(each, "mature", by=makers.person("Ada"))
        withdraw(commitment=promise(each, "first-results"), reason="No.", by=makers.person("Bo"))
    show("/projects/p0/")  # the criteria of the past are read once in a process
    assert cost("/projects/p0/") == Cost(view=12, template=0)
