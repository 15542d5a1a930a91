from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.actions import makers
from tests.views.conftest import Cost, Page, fill

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("projects", [1, 12])
@pytest.mark.parametrize(("address", "queries"), [("/aims/", 2), ("/aims/testing/tests/", 3)])
def test_they_cost_a_fixed_number_of_queries(
    cost: Callable[[str], Cost], address: str, queries: int, projects: int
) -> None:
    fill(projects)
    assert cost(address) == Cost(view=queries, template=0)


def test_every_aim_is_listed_with_reason_and_levels(show: Page) -> None:
    fill(1)
    shown = show("/aims/")
    assert "2 aims, 7 objectives" in shown
    assert "applied on" in shown
    assert '<a href="/aims/security/secrets/">secrets</a>' in shown
    assert "<p>Because.</p>" in shown
    assert "2 objectives, 1 point" in shown
    assert "The team has accepted the aim and set out." in shown


def test_without_criteria_the_list_says_how_they_come_in(show: Page) -> None:
    assert "manage.py criteria apply" in show("/aims/")


def test_an_aim_tells_why_what_and_who(show: Page) -> None:
    link = {"title": "A book", "url": "https://book.example/"}
    guided = makers.objective("known", guidance="Look *twice*.", evidence="required")
    makers.apply(makers.area("testing", makers.aim("tests", guided, weight=3, background=[link])))
    makers.said(makers.project("api"), "known", "not-yet")
    shown = show("/aims/testing/tests/")
    assert "weight 3" in shown
    assert '<a href="https://book.example/" rel="nofollow noopener noreferrer">A book</a>' in shown
    assert "<em>twice</em>" in shown
    assert "needs evidence" in shown
    assert '<a href="/projects/api/#testing/tests">Api</a>' in shown


def test_nobody_stands_anywhere_on_the_first_day(show: Page) -> None:
    makers.apply(makers.ready())
    assert "No project has answered yet." in show("/aims/testing/tests/")


@pytest.mark.parametrize("address", ["/aims/testing/none/", "/aims/none/tests/", "/aims/testing/"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    makers.apply(makers.ready())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/aims/", "/aims/testing/tests/"])
def test_they_can_only_be_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_a_change_can_be_proposed_where_somebody_says_how(show: Page, settings: Settings) -> None:
    fill(1)
    assert "Propose a change" not in show("/aims/testing/tests/")
    settings.PROPOSE_URL = "https://git.example/new?a&b"
    link = '<a href="https://git.example/new?a&amp;b">Propose a change</a>'
    assert link in show("/aims/testing/tests/")
    settings.PROPOSE_URL = "javascript:alert(1)"
    assert "Propose a change" not in show("/aims/testing/tests/")


def test_the_spread_over_levels_is_drawn(show: Page) -> None:
    fill(2)
    assert 'class="distribution"' in show("/aims/testing/tests/")
