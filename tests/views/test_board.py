import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from dashboard.actions import intents, reviews, settling_on_read
from dashboard.choices import Agreement, Answer
from dashboard.days import today
from tests.actions import makers
from tests.views.conftest import Cost, Page, fill

pytestmark = pytest.mark.django_db
ABSURD = [
    "page=-1", "page=0", "page=nine", "page=1e9", f"page={'9' * 5000}", "page=٣", "page=%00",
    "per_page=0", "per_page=-3", "per_page=1e9", f"per_page={'9' * 5000}", "per_page=²",
    "per_page=", "sort=", "sort=-", "sort=--score", "sort=password", "sort=score&sort=name",
    "sort=,,,", "sort=score,name,-team", "team=%00", "group='", "q=%00%ff", f"q={'a ' * 4000}",
    f"q={'%F0%9F%92%A9' * 600}", "utterly=unknown",
]  # fmt: skip


def names(shown: str) -> list[str]:
    return re.findall(r'<th scope="row" class="name"><a href="[^"]*">([^<]*)</a>', shown)


def cells(shown: str) -> list[str]:
    """The classes of each cell."""
    return re.findall(r'<td class="cell ([^"]*)"', shown)


# What it costs.


@pytest.mark.parametrize("projects", [1, 30])
@pytest.mark.parametrize("address", ["/", "/areas/testing/", "/?sort=-score&q=p"])
def test_it_costs_the_same_for_one_project_and_thirty(
    cost: Callable[[str], Cost], address: str, projects: int
) -> None:
    fill(projects)
    assert cost(address) == Cost(view=8, template=0)


def test_somebody_logged_in_costs_two_queries_more_and_none_while_rendering(
    client: Client, django_user_model: object
) -> None:
    client.force_login(django_user_model.objects.create_user("ada"))  # type: ignore[attr-defined]
    assert "Log out" in client.get("/").content.decode()


# What it shows.


def test_a_cell_tells_shape_word_and_how_much_of_the_next_level_is_done(show: Page) -> None:
    fill(1)
    shown = show("/")
    assert cells(shown) == ["shade-2", "shade-0 under-way"]
    assert '<span class="word">Started</span><span class="of nothing">0 of 1</span>' in shown
    assert '<span class="word">Under way</span><span class="of nothing">0 of 2</span>' in shown
    assert 'aria-label="1 waiting to be confirmed"' in shown
    assert 'aria-label="Gained within 30 days"' in shown


def test_a_cell_links_to_its_aim_in_its_project(show: Page) -> None:
    fill(1)
    assert 'href="/projects/p0/#testing/tests"' in show("/")


def test_blocked_is_marked(show: Page) -> None:
    (project,) = fill(1)
    plan = intents.Plan("blocked", blocked_by="the build farm")
    intents.set_intent(project=project, aim=makers.find_aim("secrets"), plan=plan, by=None)
    assert 'aria-label="Blocked"' in show("/")


def test_the_top_level_asks_for_nothing_more(show: Page) -> None:
    makers.apply(makers.area("a", makers.aim("x", "p")))
    makers.met(makers.project(), "p")
    shown = show("/")
    assert cells(shown) == ["shade-6"]
    assert '<span class="word">Started</span><span class="mark' in shown


def test_not_applicable_is_a_quiet_dash_and_what_is_outside_is_nothing(show: Page) -> None:
    makers.apply(
        makers.area("a", makers.aim("x", "p"), makers.aim("y", "q", applies_to=["library"])),
        kinds=["library", "service"],
    )
    project = makers.project(kind="service")
    makers.said(project, "p", Answer.NOT_APPLICABLE, words=makers.WHY, is_confirmed=True)
    shown = show("/")
    assert cells(shown) == ["not-applicable", "outside"]
    assert re.search(r'<td class="cell outside"></td>', shown)
    assert "No aim counts here" in shown


def test_what_is_overdue_is_outlined(show: Page) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    makers.apply(makers.area("a", makers.aim("x", "p")), at=long_ago)
    project = makers.project(at=long_ago)
    makers.met(project, "p", at=long_ago)
    reviews.review(project=project, verdict="on-track", by=None, at=long_ago)
    shown = show("/")
    assert cells(shown) == ["shade-6 overdue"]
    assert "Unreviewed" in shown
    assert "13 months ago" in shown


@pytest.mark.parametrize(
    ("agreement", "words"), [("not-yet", "not agreed yet"), ("in-talks", "in talks")]
)
def test_a_project_that_is_not_assessed_is_a_quiet_row_and_never_nought(
    show: Page, agreement: str, words: str
) -> None:
    makers.apply(makers.ready())
    makers.project("api", agreement=Agreement(agreement))
    shown = show("/")
    assert f"Not yet assessed, {words}" in shown
    assert cells(shown) == []
    assert "%" not in re.sub(r"<[^>]*>", "", shown)


def test_teams_are_bands_with_a_score_of_their_own(show: Page) -> None:
    fill(4)
    shown = show("/")
    assert shown.count('scope="rowgroup"') == 2
    assert "3 of 21 points<" in shown
    assert "</a>, 3 projects" in shown
    assert names(shown) == ["P0", "P1", "P2", "P3"]


def test_the_heading_tells_day_numbers_and_the_score_of_everything(show: Page) -> None:
    fill(4)
    makers.project("quiet", team=makers.team("silent"))
    shown = show("/")
    assert "5 projects in 3 teams" in shown
    assert "2 aims" in shown
    assert "<strong>4</strong>" in shown
    assert "points of 4 projects, 1 not yet assessed" in shown
    assert f"{today().year}" in shown


def test_aims_stand_under_their_areas_and_both_head_their_columns(show: Page) -> None:
    fill(1)
    shown = show("/")
    assert len(re.findall(r'scope="colgroup" colspan="1"', shown)) == 2
    assert '<a href="/aims/testing/tests/">tests</a>' in shown
    assert '<a href="/areas/security/">Security</a>' in shown


def test_one_area_needs_no_band(show: Page) -> None:
    makers.apply(makers.ready())
    makers.project()
    assert "colgroup" not in re.findall(r'scope="(\w+)"', show("/"))


def test_each_ladder_has_a_line_in_the_legend(show: Page) -> None:
    own = makers.area("b", makers.aim("y", at={"one": ["q"]}), levels=makers.ladder("one", "two"))
    makers.apply(makers.ready(), own)
    makers.project()
    shown = show("/")
    assert shown.count("<ol>") == 2
    assert "Other areas" in shown


# An area.


def test_the_board_of_an_area_shows_its_aims_and_scores_alone(show: Page) -> None:
    fill(1)
    shown = show("/areas/security/")
    assert len(cells(shown)) == 1
    assert '<span class="of">/ 1</span>' in shown
    assert ">All areas</a>" in shown


def test_there_is_no_board_of_an_area_that_is_not_there(client: Client) -> None:
    assert client.get("/areas/nowhere/").status_code == 404


# Sorting, searching, turning pages.


def some() -> None:
    makers.apply(makers.ready())
    team = makers.team("engine")
    makers.met(makers.project("b", name="best", team=team), "known", "clear", "better")
    makers.met(makers.project("c", name="Ámple", team=makers.team("front")), "known", "clear")
    makers.project("q", name="Quiet", team=team)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["Ámple", "best", "Quiet"]),
        ("-name", ["Quiet", "best", "Ámple"]),
        ("team", ["best", "Quiet", "Ámple"]),
        ("score", ["Ámple", "best", "Quiet"]),
        ("-score", ["best", "Ámple", "Quiet"]),
    ],
)
def test_sorting_dissolves_the_teams_and_puts_last_what_is_not_assessed(
    show: Page, sort: str, order: list[str]
) -> None:
    some()
    shown = show(f"/?sort={sort}")
    assert names(shown) == order
    assert "rowgroup" not in shown
    assert '<td class="team">' in shown
    assert f'aria-sort="{"descending" if sort.startswith("-") else "ascending"}"' in shown


def test_sorting_by_review_puts_first_what_waits_longest(show: Page) -> None:
    then = timezone.now() - timedelta(days=50)
    makers.apply(makers.ready(), at=then)
    for name, days in (("new", 1), ("old", 40)):
        project = makers.project(name, at=then)
        makers.met(project, "known", at=then)
        at = timezone.now() - timedelta(days=days)
        reviews.review(project=project, verdict="gaps", by=None, at=at)
    assert names(show("/?sort=freshness")) == ["Old", "New"]
    assert names(show("/?sort=-freshness")) == ["New", "Old"]


def test_a_heading_offers_the_other_direction_and_keeps_what_was_asked(show: Page) -> None:
    some()
    assert 'href="?q=e&amp;sort=-name"' in show("/?q=e&sort=name&page=1")
    assert 'href="?sort=-score"' in show("/")


def test_searching_shows_what_is_found_and_keeps_the_teams_own_scores(show: Page) -> None:
    some()
    shown = show("/?q=BEST")
    assert names(shown) == ["best"]
    assert 'value="BEST"' in shown
    assert "1 of 2 projects assessed" in shown
    assert "1 project of 3" in shown
    assert "“BEST”" in shown


def test_what_is_not_found_says_so_and_offers_everything(show: Page) -> None:
    some()
    shown = show("/?q=wheelbarrow")
    assert "No project matches" in shown
    assert "Show all 3 projects" in shown


def test_a_team_can_be_asked_for(show: Page) -> None:
    some()
    assert names(show("/?team=front")) == ["Ámple"]


def test_a_page_holds_a_hundred_unless_all_are_asked_for(show: Page) -> None:
    team = makers.team()
    for number in range(101):
        makers.project(f"p{number:03}", team=team)
    assert len(names(show("/"))) == 100
    assert names(show("/?page=2")) == ["P100"]
    assert names(show("/?page=99")) == ["P100"]
    assert len(names(show("/?per_page=all"))) == 101
    assert "1 to 100 of 101 projects" in show("/")
    assert show("/?page=2").count('scope="rowgroup"') == 1


@pytest.mark.parametrize("query", ABSURD)
def test_whatever_is_asked_there_is_a_page(show: Page, query: str) -> None:
    some()
    assert "Where we stand" in show(f"/?{query}")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_board_can_only_be_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405


# The first day.


def test_an_empty_database_says_what_to_do_first(show: Page) -> None:
    shown = show("/")
    for command in ("criteria apply", "import_projects FILE.csv", "demo"):
        assert f"<code>.venv/bin/python manage.py {command}</code>" in shown


def test_criteria_without_projects_ask_for_projects(show: Page) -> None:
    makers.apply(makers.ready())
    shown = show("/")
    assert "There are no projects yet" in shown
    assert "criteria apply" not in shown


def test_projects_without_criteria_are_shown_and_ask_for_criteria(show: Page) -> None:
    makers.project("api")
    shown = show("/")
    assert names(shown) == ["Api"]
    assert "criteria apply" in shown
    assert "import_projects" not in shown


def test_projects_that_wait_for_their_first_answer_say_how_it_comes_in(show: Page) -> None:
    makers.apply(makers.ready())
    makers.project("api", description="Sends letters.")
    shown = show("/")
    assert "1 project, none assessed yet" in shown
    assert "import_assessments FILE.csv" in shown
    assert "Sends letters." in shown


def test_a_day_that_came_is_settled_before_it_is_shown(show: Page) -> None:
    settling_on_read._tried.clear()
    to_come = makers.objective("soon", from_=date(2026, 3, 3))
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        makers.apply(makers.area("a", makers.aim("x", "p", to_come)))
        makers.met(makers.project(), "p")
        assert cells(show("/")) == ["shade-6"]
        clock.shift(timedelta(days=1))
        assert cells(show("/")) == ["shade-0 under-way"]
    settling_on_read._tried.clear()
