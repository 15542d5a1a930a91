from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dashboard import caching
from dashboard.actions import intents, projects, teams
from dashboard.actions.intents import Plan
from dashboard.choices import Agreement, Answer
from tests.actions import makers
from tests.actions.makers import WHY
from tests.views.conftest import Cost, Page, fill

pytestmark = pytest.mark.django_db
EXTENTS = [
    "/explain/",
    "/explain/?project=p0",
    "/explain/?project=p0&area=testing",
    "/explain/?project=p0&aim=testing/tests",
    "/explain/?team=team-of-0",
    "/explain/?team=team-of-0&area=testing",
    "/explain/?team=team-of-0&aim=testing/tests",
    "/explain/?group=g",
    "/explain/?area=testing",
    "/explain/?aim=testing/tests",
]


@pytest.mark.parametrize("projects", [1, 12])
@pytest.mark.parametrize("address", EXTENTS)
def test_it_costs_a_fixed_number_of_queries_and_none_while_rendering(
    cost: Callable[[str], Cost], address: str, projects: int
) -> None:
    made = fill(projects)
    group = teams.create_group(slug="g", name="G", by=None)
    for team in {each.team for each in made}:
        teams.group_team(team=team, group=group, by=None)
    found = cost(address)
    assert found.view <= (7 if "project=" in address else 10)
    assert found == Cost(found.view, template=0)


@pytest.mark.parametrize("address", EXTENTS[:1] + EXTENTS[4:5])
def test_what_is_set_aside_costs_no_more_where_there_is_much_of_it(
    cost: Callable[[str], Cost], address: str
) -> None:
    for each in fill(6):
        makers.said(each, "better", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
        plan = Plan("not-applicable", note="None.")
        of: dict[str, Any] = {"project": each, "aim": makers.find_aim("secrets"), "plan": plan}
        intents.set_intent(**of, is_confirmed=True, by=None)
    assert cost(address).view <= 12


# What it shows.


def test_a_project_is_told_aim_by_aim(show: Page) -> None:
    fill(1)
    shown = show("/explain/?project=p0")
    assert 'Started <span class="of">worth 1: 1 of 6' in shown
    assert "1 objective to First results" in shown
    assert 'href="/projects/p0/#testing/tests/better"' in shown
    assert "Work done" in shown
    assert '<h2 id="why-next">What is next</h2>' in shown


def test_everything_is_told_by_level_and_by_team(show: Page) -> None:
    fill(4)
    shown = show("/explain/")
    assert "4 projects: Started" in shown
    assert "The same sum, team by team" in shown
    assert 'href="/explain/?team=team-of-3"' in shown
    assert 'href="/explain/?aim=testing/tests"' in shown
    assert "Where most is to be gained" in shown


def test_a_team_leads_to_its_projects_on_the_same_aim(show: Page) -> None:
    fill(2)
    shown = show("/explain/?team=team-of-0&aim=testing/tests")
    assert 'href="/explain/?project=p1&amp;aim=testing/tests"' in shown
    assert 'href="/areas/testing/?team=team-of-0"' in shown


def test_a_project_in_no_sum_says_so_and_shows_what_would_count(show: Page) -> None:
    (project,) = fill(1)
    projects.set_agreement(project=project, agreement=Agreement.IN_TALKS, by=None)
    shown = show("/explain/?project=p0")
    assert "The team is in talks, and has not agreed yet, since" in shown
    assert "the table shows what would be counted" in shown
    everything = show("/explain/")
    assert "No project here is assessed yet" in everything
    assert "Projects in no sum" in everything


@pytest.mark.parametrize("address", ["/explain/", "/explain/?aim=testing/tests"])
def test_before_anything_is_said_there_is_something_to_do(show: Page, address: str) -> None:
    makers.apply(makers.ready())
    assert "The first answer makes a project count." in show(address)


def test_without_criteria_it_is_there_too(show: Page) -> None:
    assert "Everything" in show("/explain/")


# What is asked.


@pytest.mark.parametrize(
    "query",
    [
        "project=nothing", "team=nothing", "group=nothing", "area=nothing", "aim=tests",
        "aim=testing/nothing", "project=%00", "team=%00", "group=%00", "project=p0&area=nothing",
        "team=team-of-0&aim=%00", f"project={'p' * 3000}", "group='", "aim=testing/tests/known",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, query: str) -> None:
    fill(1)
    assert client.get(f"/explain/?{query}").status_code == 404


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("project=p0&team=team-of-0", "?project=p0"),
        ("project=p0&team=nothing", "?project=p0"),
        ("area=security&aim=testing/tests", "?aim=testing/tests"),
        ("project=", ""),
        ("project=p0&area=", "?project=p0"),
        ("team=x&team=team-of-0", "?team=team-of-0"),
        ("team=team-of-0&team=team-of-0&x=y", "?team=team-of-0"),
    ],
)
def test_whoever_asks_for_more_than_one_thing_is_sent_to_the_narrowest(
    client: Client, query: str, address: str
) -> None:
    fill(1)
    answer = client.get(f"/explain/?{query}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/explain/{address}")


def test_only_addresses_that_the_product_gives_are_kept(client: Client) -> None:
    fill(1)
    client.get("/explain/?project=p0&utterly=unknown")
    assert len(caching.pages) == 0
    first = client.get("/explain/?project=p0")
    assert len(caching.pages) == 1
    again = client.get("/explain/?project=p0", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_it_can_only_be_read(client: Client) -> None:
    assert client.post("/explain/").status_code == 405


# Where it is linked.


def test_every_score_leads_to_how_it_comes_about(show: Page) -> None:
    made = fill(4)
    group = teams.create_group(slug="g", name="G", by=None)
    teams.group_team(team=made[0].team, group=group, by=None)
    links = {
        "/": ["", "?team=team-of-0", "?project=p0"],
        "/?sort=name": ["", "?project=p0"],
        "/areas/testing/": ["?area=testing", "?team=team-of-0&amp;area=testing"],
        "/?down=teams": ["?group=g", "?team=team-of-0&amp;aim=testing/tests"],
        "/?down=groups&across=areas": ["?group=g", "?group=g&amp;area=testing"],
        "/?across=areas": ["?project=p0&amp;area=testing"],
        "/projects/p0/": ["?project=p0", "?project=p0&amp;aim=testing/tests"],
        "/aims/testing/tests/": ["?aim=testing/tests"],
        "/reviews/team-of-0/": ["?project=p0"],
    }
    for page, queries in links.items():
        shown = show(page)
        for query in queries:
            assert f'href="/explain/{query}"' in shown, (page, query)


def test_every_explanation_that_a_board_links_to_is_there(client: Client, show: Page) -> None:
    fill(2)
    shown = show("/?down=teams") + show("/?across=areas") + show("/projects/p0/")
    links = {part.split('"')[0] for part in shown.split('href="')[1:]}
    links = {link.replace("&amp;", "&") for link in links if link.startswith("/explain/")}
    assert len(links) > 8
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_group_of_none_has_no_explanation_and_no_link(show: Page) -> None:
    fill(1)
    shown = show("/?down=groups")
    assert "No group" in shown
    assert "group=" not in shown.partition("<tbody>")[2]
