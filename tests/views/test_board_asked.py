"""What the board can be asked for: filters, grains, densities, sorting; all in the address."""

import re

import pytest
from django.test import Client

from dashboard.actions import intents, reviews, teams
from dashboard.choices import Answer
from dashboard.models import Project
from tests.actions import makers
from tests.views.conftest import Page

pytestmark = pytest.mark.django_db


def names(shown: str) -> list[str]:
    return re.findall(r'<th scope="row" class="name">(?:<a href="[^"]*">)?([^<]*)<', shown)


@pytest.fixture
def world() -> dict[str, Project]:
    """Three projects in two teams of one group: far, begun, and not assessed."""
    makers.apply(
        makers.ready(),
        makers.area("security", makers.aim("secrets", "listed")),
        kinds=["service", "library"],
    )
    core = teams.create_group(slug="core", name="Core", by=None)
    engine, front = makers.team("engine", group=core), makers.team("front")
    ada = makers.person("Ada Byron")
    far = makers.project("far", team=engine, owner=ada, kind="service")
    makers.met(far, "known", "clear", "listed")
    reviews.review(project=far, verdict="on-track", by=None)
    begun = makers.project("begun", team=front, kind="library")
    makers.said(begun, "known")
    plan = intents.Plan("blocked", blocked_by="the farm", unblocked_by="Platform")
    intents.set_intent(project=begun, aim=makers.find_aim("secrets"), plan=plan, by=ada)
    quiet = makers.project("quiet", team=front)
    return {"far": far, "begun": begun, "quiet": quiet}


@pytest.mark.parametrize("path", ["/", "/areas/testing/"])
@pytest.mark.parametrize("team", ["²", "a/b", "'", "nope", "<b>"])
def test_a_team_that_is_not_there_has_no_page(
    show: Page, world: dict[str, Project], path: str, team: str
) -> None:
    assert "The page of this team" not in show(f"{path}?team={team}")
    assert '<a href="/teams/front/">The page of this team</a>' in show(f"{path}?team=front")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("group=core", ["Far"]),
        ("team=front", ["Begun", "Quiet"]),
        ("kind=library", ["Begun"]),
        ("owner=Ada+Byron", ["Far"]),
        ("agreement=agreed", ["Far", "Begun"]),
        ("freshness=new", ["Far"]),
        ("freshness=never", ["Begun", "Quiet"]),
        ("freshness=overdue", []),
        ("blocked=yes", ["Begun"]),
        ("waiting=yes", ["Begun"]),
        ("gained=yes", ["Far"]),
        ("level=started", ["Far"]),
        ("level=none", ["Begun"]),
        ("aim=testing/tests&level=started&reach=least", ["Far"]),
        ("aim=testing/tests&level=started&reach=at", ["Far"]),
        ("aim=testing/tests&level=started&reach=below", ["Begun"]),
        ("aim=testing/tests&level=none&reach=at", ["Begun"]),
        ("aim=testing/tests&level=mature", []),
        ("team=front&blocked=yes", ["Begun"]),
        ("team=front&q=qui", ["Quiet"]),
        # what means nothing asks for nothing
        ("team=", ["Far", "Begun", "Quiet"]),
        ("freshness=stale", ["Far", "Begun", "Quiet"]),
        ("level=godlike", ["Far", "Begun", "Quiet"]),
        ("aim=no/where&level=started", ["Far"]),
        ("aim=testing/tests", ["Far", "Begun", "Quiet"]),
        ("blocked=maybe", ["Far", "Begun", "Quiet"]),
    ],
)
def test_a_filter_shows_what_it_names(
    show: Page, world: dict[str, Project], query: str, found: list[str]
) -> None:
    assert names(show(f"/?{query}")) == found


def test_a_filter_of_an_area_looks_at_its_aims_alone(show: Page, world: object) -> None:
    assert names(show("/areas/security/?blocked=yes")) == ["Begun"]
    assert names(show("/areas/testing/?blocked=yes")) == []


def test_each_filter_is_a_chip_that_can_be_taken_away(show: Page, world: object) -> None:
    shown = show("/?team=front&blocked=yes&show=heat")
    assert 'class="chip" href="?blocked=yes&amp;show=heat">Team: Front' in shown
    assert 'class="chip" href="?team=front&amp;show=heat">Blocked' in shown
    assert "1 project of 3" in shown


def test_the_form_keeps_what_was_asked(show: Page, world: object) -> None:
    shown = show("/?aim=testing/tests&level=started&reach=below&show=heat")
    assert '<option value="testing/tests" selected>' in shown
    assert '<option value="below" selected>' in shown
    assert '<input type="hidden" name="show" value="heat">' in shown


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/?area=testing&team=front&kind=", "/areas/testing/?team=front"),
        ("/areas/testing/?area=", "/"),
        ("/areas/testing/?area=security", "/areas/security/"),
        ("/?area=nowhere", "/"),
    ],
)
def test_the_board_of_an_area_has_one_address(
    client: Client, world: object, address: str, there: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, there)


def test_what_was_asked_for_stands_out(show: Page, world: object) -> None:
    shown = show("/?blocked=yes")
    assert " narrowed" in shown
    assert len(re.findall(r'<td class="cell [^"]* hit"', shown)) == 1


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("down=teams", ["Engine", "Front"]),
        ("down=groups", ["Core", "No group"]),
        ("down=teams&sort=-name", ["Front", "Engine"]),
        ("down=teams&sort=score", ["Front", "Engine"]),
        ("down=teams&sort=-testing/tests", ["Engine", "Front"]),
        ("down=teams&sort=testing/&across=areas", ["Front", "Engine"]),
        ("down=teams&sort=projects", ["Engine", "Front"]),
        ("down=teams&team=front", ["Front"]),
        ("sort=-testing/tests", ["Far", "Begun", "Quiet"]),
        ("sort=security/&across=areas", ["Begun", "Far", "Quiet"]),
    ],
)
def test_rows_are_projects_teams_or_groups(
    show: Page, world: object, query: str, rows: list[str]
) -> None:
    assert names(show(f"/?{query}")) == rows


def test_a_team_sums_what_its_projects_reached(show: Page, world: object) -> None:
    shown = show("/?down=teams&across=areas")
    assert '<span class="word">100\N{NARROW NO-BREAK SPACE}%</span><span class="of">1 of 1' in shown
    assert "1 not assessed" in shown
    assert 'href="/explain/?team=engine&amp;area=testing"' in shown


@pytest.mark.parametrize(("across", "columns"), [("aims", 2), ("areas", 2)])
def test_columns_are_aims_or_areas(show: Page, world: object, across: str, columns: int) -> None:
    shown = show(f"/?across={across}")
    assert len(re.findall(r'<th class="aim', shown)) == columns


def test_this_week_tells_gains_obstacles_and_claims(show: Page, world: object) -> None:
    shown = show("/")
    assert re.search(r"Far reached Started</a> in tests", shown)
    assert re.search(r"Begun: secrets</a> waits for Platform", shown)
    assert re.search(r'<span class="mark waiting">1</span> <span><a href="/areas/testing/', shown)


def test_a_row_says_what_is_next(show: Page, world: object) -> None:
    assert re.search(
        r'<td class="step"><a href="/projects/far/#testing/tests">tests</a>', show("/")
    )


def test_many_assessed_projects_are_shown_by_team(show: Page) -> None:
    makers.apply(makers.ready())
    team = makers.team("engine")
    for number in range(101):
        makers.said(makers.project(f"p{number}", team=team), "known", Answer.NOT_YET)
    assert names(show("/")) == ["Engine"]
    assert len(names(show("/?down=projects"))) == 100
