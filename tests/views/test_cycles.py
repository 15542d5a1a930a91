"""The cycles: read by everybody, planned by whoever answers for everything."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from dashboard.actions import people
from dashboard.actions.commitments import withdraw
from dashboard.models import Aim, Cycle, Project
from tests.actions import makers
from tests.promised import FIRST, SECOND, cycle, promise
from tests.views.conftest import Cost, Page, fill

pytestmark = pytest.mark.django_db
DURING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 7, 2, 9, 0, tzinfo=UTC)
GOOD = {"name": "2026-H1", "starts_on": "2026-01-01", "ends_on": "2026-06-30"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def project() -> Project:
    makers.apply(makers.ready())
    cycle(*FIRST, focus=[makers.find_aim("tests")])
    cycle(*SECOND)
    return makers.project("api", team=makers.team("engine"))


@pytest.fixture
def steward() -> Client:
    client, user = Client(), User.objects.create(username="Mary")
    people.add_steward(person=makers.person("Mary", user=user), area=None, by=None)
    client.force_login(user)
    return client


def plan(client: Client, where: str = "/planning/", **typed: object) -> HttpResponse:
    """By whoever saw what stands there."""
    row = Cycle.objects.filter(slug=where.split("/")[2]).first()
    seen = {"seen": row.stamp if row else ""}
    return client.post(where, GOOD | seen | typed)  # type: ignore[return-value]


@pytest.mark.parametrize("projects", [1, 30])
@pytest.mark.parametrize("address", ["/cycles/", "/cycles/2026-h1/"])
def test_they_cost_a_fixed_number_of_queries(
    cost: Callable[[str], Cost], show: Page, address: str, projects: int
) -> None:
    made = fill(projects)
    cycle(*FIRST)
    for each in made:
        promise(each, "first-results", by=makers.person("Ada"))
    show(address)  # the criteria of the past are read once in a process
    assert cost(address) == Cost(view=3, template=0)


@pytest.mark.parametrize("projects", [1, 30])
def test_once_a_cycle_is_over_they_cost_the_same(
    cost: Callable[[str], Cost], clock: time_machine.Traveller, show: Page, projects: int
) -> None:
    made = fill(projects)
    cycle(*FIRST)
    for each in made:
        promise(each, "first-results")
    clock.move_to(AFTER)
    show("/cycles/")
    assert cost("/cycles/2026-h1/") == Cost(view=3, template=0)


def test_the_current_cycle_is_marked_and_the_latest_comes_first(
    show: Page, project: Project
) -> None:
    shown = show("/cycles/")
    assert shown.index("2026-H2") < shown.index("2026-H1")
    assert shown.count(">Now<") == 1
    assert "ends in 120 days" in shown
    assert "begins in 121 days" in shown


def test_what_became_of_promises_is_told_in_sums(
    show: Page, project: Project, clock: time_machine.Traveller
) -> None:
    promise(project)
    withdraw(commitment=promise(project, "first-results"), reason="No time.", by=None)
    makers.met(project, "known", "clear")
    assert "2 promises: 1 open, 1 withdrawn" in show("/cycles/")
    assert "reached so far" in show("/cycles/2026-h1/")
    clock.move_to(AFTER)
    assert "2 promises: 1 kept, 1 withdrawn" in show("/cycles/")


def test_teams_stand_by_name_and_not_by_what_they_kept(show: Page, project: Project) -> None:
    for name in ("zebra", "Ärger", "apple"):
        team = makers.team(name.lower().replace("ä", "a"))
        promise(makers.project(f"of-{team.slug}", team=team))
    promise(project)
    shown = show("/cycles/2026-h1/")
    places = [shown.index(f">{name}</a>") for name in ("Apple", "Arger", "Engine", "Zebra")]
    assert places == sorted(places)


def test_a_withdrawn_promise_stays_with_reason_name_and_day(show: Page, project: Project) -> None:
    made = promise(project, by=makers.person("Grace"))
    withdraw(commitment=made, reason="The team <shrank>.", by=makers.person("Ada"))
    shown = show("/cycles/2026-h1/")
    assert "The team &lt;shrank&gt;." in shown
    assert "Grace, 2 March 2026" in shown
    assert "Ada, 2 March 2026" in shown


def test_a_cycle_tells_its_focus_and_its_neighbours(show: Page, project: Project) -> None:
    shown = show("/cycles/2026-h1/")
    assert '<a href="/aims/testing/tests/">tests</a>' in shown
    assert 'rel="next" href="/cycles/2026-h2/"' in shown
    assert 'rel="prev"' not in shown
    assert 'rel="prev" href="/cycles/2026-h1/"' in show("/cycles/2026-h2/")


def test_where_there_is_nothing_it_says_what_to_do_next(
    show: Page, steward: Client, clock: time_machine.Traveller
) -> None:
    assert "A steward of everything or an administrator" in show("/cycles/")
    assert "Plan the first one here" in steward.get("/cycles/").content.decode()
    cycle(*FIRST)
    assert "promises a level there" in show("/cycles/2026-h1/")
    clock.move_to(AFTER)
    assert "Nothing was promised for this cycle." in show("/cycles/2026-h1/")


def test_a_cycle_that_is_not_there_is_not_found(client: Client, steward: Client) -> None:
    assert client.get("/cycles/2031-h1/").status_code == 404
    assert plan(steward, "/planning/2031-h1/").status_code == 404


@pytest.mark.parametrize("address", ["/cycles/", "/cycles/2026-h1/"])
def test_they_can_only_be_read(client: Client, project: Project, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/planning/", "/planning/2026-h1/"])
def test_plans_can_only_be_posted(steward: Client, project: Project, address: str) -> None:
    assert steward.get(address).status_code == 405


def test_a_cycle_is_planned_with_its_focus(steward: Client) -> None:
    makers.apply(makers.ready())
    aim = Aim.objects.get()
    answer = plan(steward, focus=[aim.pk])
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cycles/2026-h1/")
    row = Cycle.objects.get()
    assert (row.name, row.ends_on, row.focus) == ("2026-H1", date(2026, 6, 30), [aim.pk])
    assert str(makers.last_event().by) == "Mary"


def test_planned_twice_it_is_there_once(steward: Client) -> None:
    plan(steward)
    with makers.nothing_changed():
        assert plan(steward).status_code == 302


def test_a_cycle_that_is_not_over_is_changed_and_keeps_its_address(
    steward: Client, project: Project
) -> None:
    shown = steward.get("/cycles/2026-h1/").content.decode()
    assert 'value="2026-06-30"' in shown
    assert " checked>" in shown
    answer = plan(steward, "/planning/2026-h1/", name="Spring", ends_on="2026-05-31")
    assert answer.headers["Location"] == "/cycles/2026-h1/"
    row = Cycle.objects.get(slug="2026-h1")
    assert (row.name, row.ends_on, row.focus) == ("Spring", date(2026, 5, 31), [])


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    steward: Client, project: Project
) -> None:
    address = "/planning/2026-h1/"
    seen = Cycle.objects.get(slug="2026-h1").stamp
    assert plan(steward, address, ends_on="2026-06-15").status_code == 302
    mine = {"name": "Spring", "seen": seen}
    with makers.nothing_written():
        answer = plan(steward, address, **mine)
    shown = answer.content.decode()
    assert (answer.status_code, "Mary changed this" in shown, "Spring" in shown) == (
        409,
        True,
        True,
    )
    stamp = Cycle.objects.get(slug="2026-h1").stamp
    assert f'name="seen" value="{stamp}"' in shown
    assert plan(steward, address, **mine | {"seen": stamp}).status_code == 302
    assert Cycle.objects.get(slug="2026-h1").name == "Spring"


def test_a_name_in_other_letters_than_addresses_have_is_a_name(steward: Client) -> None:
    answer = plan(steward, name="日本")
    assert answer.headers["Location"] == "/cycles/2026-01-01/"
    assert "日本" in steward.get("/cycles/2026-01-01/").content.decode()
    with makers.nothing_written():
        again = plan(steward, name="日本", starts_on="2026-07-01", ends_on="2026-12-31")
    assert "There is a cycle 日本 already." in again.content.decode()


def test_a_cycle_planned_twice_with_another_focus_is_a_conflict(steward: Client) -> None:
    makers.apply(makers.ready())
    plan(steward, focus=[Aim.objects.get().pk])
    with makers.nothing_written():
        answer = plan(steward, seen="")
        again = plan(steward, seen="")
    shown = answer.content.decode()
    told = "Mary planned 2026-H1 already, at 09:00 on 2 March 2026. Change it on its own page"
    assert (answer.status_code, told in shown) == (409, True)
    assert "Saved again" not in shown
    assert 'name="seen" value=""' in shown
    assert again.status_code == 409


def test_a_cycle_that_is_over_cannot_be_changed(
    steward: Client, project: Project, clock: time_machine.Traveller
) -> None:
    clock.move_to(AFTER)
    steward.force_login(User.objects.get())
    assert "Change this cycle" not in steward.get("/cycles/2026-h1/").content.decode()
    with makers.nothing_written():
        answer = plan(steward, "/planning/2026-h1/", ends_on="2026-07-31")
    assert (answer.status_code, "stays as it is" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "A cycle needs a name."),
        ({"name": "§§"}, "A cycle needs a name"),
        ({"name": "x" * 61}, "at most 60"),
        ({"starts_on": ""}, "Say on which day it starts"),
        ({"ends_on": "soon"}, "Say on which day it ends"),
        ({"ends_on": "2025-12-31"}, "It ends before it starts."),
        ({"starts_on": "2025-01-01", "ends_on": "2025-06-30"}, "30 June 2025 is past"),
        ({"ends_on": "2026-07-01"}, "It overlaps with 2026-H2"),
        ({"name": "2026 h2"}, "There is a cycle 2026-H2 already."),
        ({"focus": "77"}, "There is no such aim."),
        ({"focus": "x"}, "There is no such aim."),
        ({"focus": "9" * 30}, "There is no such aim."),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(
    steward: Client, typed: dict[str, str], told: str
) -> None:
    cycle(*SECOND)
    with makers.nothing_written():
        answer = plan(steward, **typed)
    shown = answer.content.decode()
    assert (answer.status_code, told in shown) == (422, True)
    assert f'value="{typed.get("starts_on", GOOD["starts_on"])}"' in shown


def test_only_who_may_plan_sees_the_form(show: Page, steward: Client, project: Project) -> None:
    assert "/planning/" not in show("/cycles/") + show("/cycles/2026-h1/")
    assert 'action="/planning/"' in steward.get("/cycles/").content.decode()
    assert 'action="/planning/2026-h1/"' in steward.get("/cycles/2026-h1/").content.decode()
