"""How the score of a day that is gone came about: from its answers, under its criteria."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from dashboard.actions import intents, projects, teams
from dashboard.actions.intents import Plan
from dashboard.choices import Answer
from dashboard.models import Project
from tests.actions import makers
from tests.actions.makers import WHY
from tests.views.conftest import Cost, Page, fill

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEGAN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def project(clock: time_machine.Traveller) -> Project:
    """Started on 5 January; on 4 February handed over, risen, and measured by other criteria."""
    (made,) = fill(1)
    makers.said(made, "better", by=makers.person("Grace"))
    makers.said(made, "listed", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    clock.shift(timedelta(days=30))
    makers.met(made, "better", by=makers.person("Hopper"))
    projects.move(project=made, team=makers.team("front"), by=None)
    levels = {
        "first-results": [makers.objective("better", text="Reworded.")],
        "mature": ["all", "kept"],
    }
    makers.apply(
        makers.area("testing", makers.aim("tests", "known", "clear", weight=5, at=levels)),
        makers.area(
            "security", makers.aim("secrets", makers.objective("listed", text="Reworded."))
        ),
    )
    clock.shift(timedelta(days=1))
    return made


def test_a_past_score_is_told_as_it_was(show: Page, project: Project) -> None:
    shown = show("/explain/?project=p0&on=2026-01-20")
    assert "as of 20 January 2026" in shown
    assert "1 objective to First results" in shown
    assert "better is so." in shown
    assert "Reworded." not in shown
    assert "Waiting to be confirmed" in shown
    assert "5 January 2026" in shown
    assert "4 February 2026" not in shown
    assert "listed is so." in shown  # set aside, under criteria that asked it
    assert 'href="/explain/?project=p0"' in shown
    assert "What is next" not in shown


def test_a_past_team_had_its_projects_of_then(show: Page, project: Project) -> None:
    shown = show("/explain/?team=team-of-0&on=2026-01-20")
    assert "1 project: Started" in shown
    assert 'href="/explain/?project=p0&amp;on=2026-01-20"' in shown
    assert "1 answer set aside as not applicable" in shown
    assert 'href="/compare/?team=team-of-0&amp;on=2026-01-20"' in shown
    of_aim = show("/explain/?team=team-of-0&aim=security/secrets&on=2026-01-20")
    assert "listed is so." in of_aim
    assert "No project here was assessed yet" in show("/explain/?team=front&on=2026-01-20")


def test_an_aim_that_was_set_aside_is_told_with_who_said_so_then(
    show: Page, clock: time_machine.Traveller
) -> None:
    (made,) = fill(1)
    of: dict[str, Any] = {"project": made, "aim": makers.find_aim("secrets")}
    of |= {"by": makers.person("Liskov")}
    plan = Plan("not-applicable", note="None here.")
    intents.set_intent(plan=plan, is_confirmed=True, **of)
    clock.shift(timedelta(days=3))
    intents.set_intent(plan=Plan("planned", planned_for="May"), **of)
    for whose in ("project=p0", "team=team-of-0"):
        then = show(f"/explain/?{whose}&on=2026-01-06")
        assert "None here." in then
        assert "said by Liskov" in then
        assert "since 5 January 2026" in then
        assert "None here." not in show(f"/explain/?{whose}")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("on=2026-02-30", "“2026-02-30” is not a day."),
        ("on=2027-01-01", "1 January 2027 is still to come."),
        ("on=2025-01-01", "Nothing is recorded of 1 January 2025."),
        ("project=late&on=2026-01-20", "Late was entered later: nothing is known of it"),
    ],
)
def test_a_day_that_cannot_be_told_is_said_so(
    show: Page, project: Project, asked: str, told: str
) -> None:
    makers.project("late")
    assert told in unescape(show(f"/explain/?{asked}"))


def test_today_has_one_address(client: Client, project: Project) -> None:
    found = client.get("/explain/?team=front&on=2026-02-05")
    assert (found.status_code, found["Location"]) == (302, "/explain/?team=front")


@pytest.mark.parametrize(
    "page",
    [
        "/compare/?on=2026-01-20",
        "/compare/?on=2026-01-20&down=teams",
        "/compare/?from=2026-01-10&to=2026-02-04&rows=all",
        "/progress/?from=2026-01-06&to=2026-01-20",
    ],
)
def test_every_past_score_leads_to_how_it_came_about(
    client: Client, show: Page, project: Project, page: str
) -> None:
    links = set(re.findall(r'href="(/explain/\?[^"]*)"', show(page)))
    assert any("on=2026-01-" in link for link in links)
    for link in links:
        assert client.get(unescape(link)).status_code == 200, link


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize("asked", ["", "project=p0&", "team=team-of-0&", "group=g&"])
def test_the_past_costs_the_same_for_few_projects_and_many(
    cost: Callable[[str], Cost], clock: time_machine.Traveller, asked: str, count: int
) -> None:
    made = fill(count)
    group = teams.create_group(slug="g", name="G", by=None)
    for each in made:
        teams.group_team(team=each.team, group=group, by=None)
        makers.said(each, "listed", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    clock.shift(timedelta(days=2))
    address = f"/explain/?{asked}on=2026-01-05"
    cost(address)
    found = cost(address)
    assert found == Cost(found.view, template=0)
    assert found.view <= 18


def test_what_has_another_name_now_is_found_by_both(
    client: Client, show: Page, clock: time_machine.Traveller
) -> None:
    fill(1)
    clock.shift(timedelta(days=5))
    makers.apply(
        makers.ready() | {"area": "trials", "name": "Trials", "formerly": ["testing"]},
        makers.area("security", makers.aim("secrets", "listed", "kept-safe")),
    )
    found = client.get("/explain/?area=trials&on=2026-01-06")
    assert (found.status_code, found["Location"]) == (302, "/explain/?area=testing&on=2026-01-06")
    assert "Testing" in show(found["Location"])
    links = re.findall(
        r'href="(/explain/\?[^"]*)"', show("/compare/?from=2026-01-06&area=trials&rows=all")
    )
    assert links
    for link in links:
        assert client.get(unescape(link), follow=True).status_code == 200, link
