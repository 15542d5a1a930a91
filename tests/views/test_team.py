"""A team's standing: its people, its projects, and who moved its score."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from dashboard.actions import intents, people, projects, teams
from dashboard.models import Project
from tests.actions import makers
from tests.promised import cycle, promise
from tests.views.conftest import Cost, Page, fill

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEGAN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def project(clock: time_machine.Traveller) -> Project:
    """Of a team of two, risen after a month."""
    makers.apply(makers.ready())
    group = teams.create_group(slug="harbour", name="Harbour", by=None)
    engine = makers.team("engine", group=group)
    for name, role in (("Ada", "member"), ("Grace", "lead")):
        people.add_member(team=engine, person=makers.person(name), role=role, by=None)
    project = makers.project("api", team=engine)
    makers.said(project, "known", "not-yet")
    clock.shift(timedelta(days=30))
    makers.met(project, "known", "clear", by=makers.person("Mary"))
    clock.shift(timedelta(days=30))
    return project


def test_it_tells_who_is_in_it_the_lead_first(show: Page, project: Project) -> None:
    shown = show("/teams/engine/")
    assert "<h1>Engine</h1>" in shown
    assert 'href="/?group=harbour">Harbour</a>' in shown
    assert shown.index("Grace") < shown.index("Ada")
    assert "Lead since 5 January 2026" in shown


def test_it_tells_the_score_and_who_moved_it(show: Page, project: Project) -> None:
    shown = show("/teams/engine/")
    assert "points of 1 project" in shown
    assert 'class="plot small"' in shown
    assert "Mary: tests in Api reached Started" in shown
    assert 'href="/projects/api/">Api</a>' in shown


def test_criteria_and_hand_overs_are_told_as_such_and_as_one(
    show: Page, project: Project, clock: time_machine.Traveller
) -> None:
    makers.met(makers.project("jobs", team=project.team), "known", "clear")
    clock.shift(timedelta(days=1))
    edited = makers.ready()
    edited["aims"][0]["weight"] = 2
    makers.apply(edited)
    clock.shift(timedelta(days=1))
    projects.move(project=project, team=makers.team("front"), by=None)
    clock.shift(timedelta(days=9))
    shown = show("/teams/engine/")
    assert shown.count("Criteria changed: tests</li>") == 1
    assert "Api handed over to Front" in shown
    assert "Api handed over from Engine" in show("/teams/front/")
    assert "Handed over from Engine to Front" in show("/projects/api/")


def test_what_is_blocked_and_promised_is_told(show: Page, project: Project) -> None:
    plan = intents.Plan("blocked", blocked_by="the build farm", unblocked_by="Platform")
    intents.set_intent(project=project, aim=makers.find_aim("tests"), plan=plan, by=None)
    assert "No cycle is going on" in show("/teams/engine/")
    cycle("2026-H1", date(2026, 1, 1), date(2026, 6, 30))
    promise(project, "mature")
    shown = show("/teams/engine/")
    assert "waits for <strong>Platform</strong>" in shown
    assert "Api: tests</a>" in shown


def test_a_team_without_anything_says_what_to_do(show: Page) -> None:
    makers.team("new")
    shown = show("/teams/new/")
    assert "No active project." in shown
    assert "Nobody is entered." in shown
    assert "Nothing is blocked." in shown
    assert "Not yet assessed" in shown
    assert 'class="plot small"' not in shown


def test_a_retired_team_says_so(show: Page) -> None:
    teams.retire_team(team=makers.team("old"), by=None)
    assert "This team was retired on 5 January 2026." in show("/teams/old/")


def test_pages_that_name_a_team_lead_to_it(show: Page, project: Project) -> None:
    cycle("2026-H1", date(2026, 1, 1), date(2026, 6, 30))
    promise(project, "mature")
    for address in (
        "/projects/api/", "/cycles/2026-h1/", "/reviews/engine/", "/teams/engine/people/",
        "/?team=engine",
    ):  # fmt: skip
        assert 'href="/teams/engine/"' in show(address), address


def test_a_team_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/teams/nowhere/").status_code == 404


def test_it_can_only_be_read(client: Client, project: Project) -> None:
    assert client.post("/teams/engine/").status_code == 405


def test_it_costs_the_same_for_few_projects_and_many(cost: Callable[[str], Cost]) -> None:
    first, _ = fill(2)
    few = cost("/teams/team-of-0/")
    for number in range(2, 25):
        makers.met(makers.project(f"p{number}", team=first.team), "known", "clear")
    assert cost("/teams/team-of-0/") == few == Cost(view=9, template=0)
