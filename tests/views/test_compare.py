"""The board of any day, and what moved between two: what an address shows, and what it refuses."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from dashboard.actions import cycles, projects, reviews, teams
from dashboard.models import Project, Team
from tests.actions import makers
from tests.views.conftest import Cost, Page

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HEAVIER = makers.aim(
    "tests", "known", "clear", at={"first-results": ["better"], "mature": ["all", "kept"]}, weight=2
)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def day(days: int) -> str:
    return ago(days).date().isoformat()


@pytest.fixture
def api() -> Project:
    """Joined 100 days ago, begun 90 days ago, risen by Ada 50 days ago, handed over 20 ago."""
    makers.apply(makers.ready(), at=ago(110))
    group = teams.create_group(slug="core", name="Core", by=None, at=ago(106))
    engine = makers.team("engine", at=ago(105), group=group)
    front = makers.team("front", at=ago(105))
    api = makers.project("api", team=engine, at=ago(100))
    makers.met(api, "known", at=ago(90))
    makers.met(api, "clear", at=ago(50), by=makers.person("Ada"))
    projects.move(project=api, team=front, by=None, at=ago(20))
    return api


def tally(shown: str) -> str:
    """What moved, as the sentence says."""
    (found,) = re.findall(r'<div class="tally">\s*<p>(.*?)(?:<a|</p>)', shown, re.S)
    return " ".join(re.sub(r"<[^>]*>", "", found).split())


def changed(shown: str) -> list[str]:
    return re.findall(r'<td class="cell changed [^>]*><a href="([^"]*)"', shown)


# Two days.


def test_what_rose_is_told_with_who_when_and_why(show: Page, api: Project) -> None:
    shown = show(f"/compare/?from={day(60)}&to={day(40)}")
    assert tally(shown).startswith("1 up, 0 down, 0 new, 0 gone.")
    assert changed(shown) == ["/projects/api/history/?of=testing/tests"]
    for words in ("No level → Started", "<strong>Ada</strong>", "clear is so.", "Work done"):
        assert words in shown
    assert f'<time datetime="{day(50)}">' in shown
    assert 'aria-label="Up"' in shown


def test_both_scores_stand_beside_their_maximum(show: Page, api: Project) -> None:
    shown = show(f"/compare/?from={day(60)}&to={day(40)}")
    assert "0 of 6" in shown
    assert "<strong>1 of 6</strong>" in shown


def test_what_came_and_went_is_new_and_gone(show: Page, api: Project) -> None:
    projects.archive(project=api, by=None, at=ago(5))
    assert tally(show(f"/compare/?from={day(95)}&to={day(80)}")).startswith("0 up, 0 down, 1 new")
    shown = show(f"/compare/?from={day(10)}&to={day(0)}")
    assert "1 gone" in tally(shown)
    assert "no longer here" in shown
    assert "archived the project" in shown


def test_what_only_the_criteria_moved_is_marked(show: Page, api: Project) -> None:
    makers.apply(makers.area("testing", HEAVIER, makers.aim("more", "of-it")), at=ago(8))
    shown = show(f"/compare/?from={day(10)}")
    assert "1 new, 0 gone, 1 that counts differently" in tally(shown)
    assert "2 of them moved by changed criteria alone." in tally(shown)
    assert shown.count('class="rule">by changed criteria alone') == 2
    assert 'class="sign new by-criteria"' in shown
    assert "<small>new</small>" in shown


def test_an_aim_that_retired_stays_a_column(show: Page, api: Project) -> None:
    gone = makers.aim("tests", "known", "clear", retired=ago(3).date())
    kept = {"first-results": ["better"], "mature": ["all", "kept"]}
    gone = makers.aim("tests", "known", "clear", at=kept, retired=ago(3).date())
    makers.apply(makers.area("testing", gone, makers.aim("more", "of-it")), at=ago(8))
    shown = show(f"/compare/?from={day(10)}")
    assert "<small>gone</small>" in shown
    assert 'aria-label="Gone, by changed criteria alone"' in shown


def test_a_team_has_what_it_had_on_each_day(show: Page, api: Project) -> None:
    assert "1 gone" in tally(show(f"/compare/?from={day(30)}&to={day(10)}&team=engine"))
    shown = show(f"/compare/?from={day(30)}&to={day(10)}&team=front")
    assert "1 new" in tally(shown)
    assert "from Engine to Front" in shown
    assert "1 gone" in tally(show(f"/compare/?from={day(30)}&to={day(10)}&group=core"))


def test_nothing_that_moved_is_said_so_and_all_projects_can_be_shown(
    show: Page, api: Project
) -> None:
    assert tally(show(f"/compare/?from={day(30)}&to={day(10)}")) == (
        "No standing moved between these days."
    )
    shown = show(f"/compare/?from={day(30)}&to={day(10)}&rows=all")
    assert "before in Engine" in shown


def test_days_in_the_other_order_are_the_same(show: Page, api: Project) -> None:
    assert "1 up" in tally(show(f"/compare/?from={day(40)}&to={day(60)}"))


def test_many_movements_of_one_standing_are_cut_and_lead_to_its_history(
    show: Page, api: Project
) -> None:
    for days in range(15, 4, -1):
        makers.said(api, "known", "met" if days % 2 else "not-yet", is_confirmed=True, at=ago(days))
    assert "earlier in its history" in show(f"/compare/?from={day(60)}")


def test_a_team_that_changed_its_group_came_and_went_with_all_it_had(
    show: Page, api: Project
) -> None:
    edge = teams.create_group(slug="edge", name="Edge", by=None, at=ago(30))
    front = Team.objects.get(slug="front")
    teams.group_team(team=front, group=edge, by=makers.person("Grace"), at=ago(15))
    shown = show(f"/compare/?from={day(18)}&to={day(10)}&group=edge")
    assert tally(shown).startswith("0 up, 0 down, 1 new, 0 gone.")
    assert both(shown) == "0 of 0 → 1 of 6"
    for words in (
        "<strong>Grace</strong> moved the team to a group: Edge",
        "Handed over",
        "+1 point<",
    ):
        assert words in shown
    assert "None of it by changed criteria alone." in tally(shown)
    teams.group_team(team=front, group=None, by=None, at=ago(5))
    shown = show(f"/compare/?from={day(10)}&group=edge")
    assert tally(shown).startswith("0 up, 0 down, 0 new, 1 gone.")
    assert "Started → Outside" in shown
    assert "No standing moved" in tally(show(f"/compare/?from={day(18)}"))


# Ready choices.


def test_without_a_day_it_is_what_moved_since_the_cycle_began(show: Page, api: Project) -> None:
    cycles.plan_cycle(
        name="H2", starts_on=ago(60).date(), ends_on=ago(-30).date(), by=None, at=ago(1)
    )
    reviews.review(project=api, verdict="gaps", by=None, at=ago(15))
    shown = show("/compare/")
    assert f'value="{day(61)}"' in shown
    found = re.findall(r'<a class="chip" href="([^"]*)"( aria-current="true")?>([^<]*)', shown)
    assert found == [
        (f"?from={day(61)}&amp;to={day(0)}", ' aria-current="true"', "Since H2 began"),
        (f"?from={day(15)}&amp;to={day(0)}", "", "Since the last review"),
        (f"?from={day(100)}&amp;to={day(0)}", "", "In twelve months"),
    ]


def test_whoever_was_here_before_can_ask_since_then(
    client: Client, api: Project, clock: time_machine.Traveller
) -> None:
    client.force_login(User.objects.create_user("ada"))
    assert "Since I was last here" not in client.get("/compare/").content.decode()
    client.get("/mine/")
    clock.shift(timedelta(days=3))
    shown = client.get("/compare/").content.decode()
    later = (NOW + timedelta(days=3)).date()
    assert f'href="?from={day(1)}&amp;to={later}" aria-current="true">Since I was' in shown


# One day.


def test_the_board_of_a_day_is_what_it_was(show: Page, api: Project) -> None:
    shown = show(f"/compare/?on={day(60)}")
    assert '<h1 id="title">The board of 22 September 2026</h1>' in shown
    assert "Engine" in shown
    assert "Front" not in re.sub(r"<select.*?</select>", "", shown, flags=re.S)
    assert '<a href="/projects/api/history/?of=testing/tests">' in shown
    assert '<span class="word">No level</span>' in shown
    assert '<span class="word">Started</span>' in show(f"/compare/?on={day(40)}")


@pytest.mark.parametrize("more", ["down=teams", "down=groups", "across=areas", "show=heat"])
def test_it_has_the_grains_of_the_board(show: Page, api: Project, more: str) -> None:
    shown = show(f"/compare/?on={day(40)}&{more}")
    assert f"on={day(40)}&amp;down=" in shown or "No group" in shown or "1 project" in shown


def test_the_last_day_is_the_board_of_now(show: Page, api: Project) -> None:
    now, then = show("/"), show(f"/compare/?on={day(0)}")
    scores = r'<span class="points"><strong>\d+</strong>'
    assert re.findall(scores, then) == re.findall(scores, now)


def test_before_anything_was_assessed_it_is_a_quiet_row(show: Page, api: Project) -> None:
    assert "Not yet assessed" in show(f"/compare/?on={day(95)}")


# What cannot be shown.


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("on=yesterday", "“yesterday” is not a day"),
        ("on=2026-02-30", "“2026-02-30” is not a day"),
        ("on=20260101", "is not a day"),
        ("on=2026-W01-1", "is not a day"),
        ("on=\u0662\u0660\u0662\u0666-\u0660\u0661-\u0660\u0661", "is not a day"),
        ("on=%00", "is not a day"),
        ("from=<script>", "“&lt;script&gt;” is not a day"),
        (f"to={'9' * 5000}", "is not a day"),
        ("on=2026-11-22", "22 November 2026 is still to come"),
        ("on=9999-12-31", "is still to come"),
        ("from=2026-11-21&to=2027-01-01", "is still to come"),
        ("on=0001-01-01", "What is known begins on 13 August 2026"),
        ("from=2026-08-11", "What is known begins on 13 August 2026"),
        ("from=2026-11-21&to=2026-11-21", "There is nothing between"),
        ("to=2026-08-13", "say from when"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(
    show: Page, api: Project, query: str, words: str
) -> None:
    shown = show(f"/compare/?{query}")
    assert words in re.sub(r"&#x27;", "'", shown)
    assert "<table" not in shown


def test_on_the_first_day_there_is_nothing_to_compare_with(show: Page) -> None:
    makers.apply(makers.ready())
    makers.project()
    assert "What is known begins today" in show("/compare/")
    assert "Not yet assessed" in show(f"/compare/?on={day(0)}")


def test_where_nothing_is_recorded_it_says_so(show: Page) -> None:
    assert "Nothing is recorded yet." in show("/compare/")


@pytest.mark.parametrize("query", ["team=nope", "area=nope", "project=%00", "group=<b>"])
def test_a_part_that_is_nowhere_is_refused_in_words(show: Page, api: Project, query: str) -> None:
    for days in (f"from={day(60)}", f"on={day(60)}"):
        shown = show(f"/compare/?{days}&{query}")
        assert f"There is no {query.partition('=')[0]} “" in shown
        assert "Nothing here went by" not in shown
        assert "<table" not in shown


def test_a_part_that_was_not_there_on_the_days_is_told(show: Page, api: Project) -> None:
    makers.team("later", at=ago(3))
    for days in (f"from={day(60)}&to={day(50)}", f"on={day(60)}"):
        assert "Nothing here went by “later”" in show(f"/compare/?{days}&team=later")


# An area.


def both(shown: str) -> str:
    """Points of their maximum on the two days."""
    (found,) = re.findall(r"<dt>Points of their maximum</dt><dd>(.*?)</dd>", shown)
    return re.sub(r"<[^>]*>", "", found)


@pytest.fixture
def grown(api: Project) -> Project:
    """Twelve days ago an area was added, and the old one got another name."""
    more = makers.area("safety", makers.aim("keys", "sealed"))
    makers.apply(makers.ready(), more, at=ago(14))
    renamed = makers.ready() | {"area": "trials", "name": "Trials", "formerly": ["testing"]}
    makers.apply(renamed, more, at=ago(12))
    makers.met(api, "sealed", at=ago(10))
    return api


def test_an_area_that_came_later_was_nothing_before(show: Page, grown: Project) -> None:
    shown = show(f"/compare/?from={day(60)}&to={day(5)}&area=safety")
    assert both(shown) == "0 of 0 → 1 of 1"
    assert "1 new, 0 gone." in tally(shown)
    assert "No aim counted on that day." in show(f"/compare/?on={day(60)}&area=safety")


@pytest.mark.parametrize("key", ["testing", "trials"])
def test_an_area_is_the_same_by_its_old_and_its_new_name(
    show: Page, grown: Project, key: str
) -> None:
    shown = show(f"/compare/?from={day(60)}&to={day(5)}&area={key}")
    assert both(shown) == "0 of 6 → 1 of 6"
    assert tally(shown).startswith("1 up, 0 down, 0 new, 0 gone.")


@pytest.fixture
def moved(api: Project) -> Project:
    """Ten days ago an aim moved to another area."""
    keys = makers.aim("keys", "sealed")
    more = makers.area("safety", keys)
    makers.apply(makers.area("testing", HEAVIER), more, at=ago(14))
    makers.met(api, "sealed", at=ago(12))
    both = makers.area("testing", HEAVIER, keys | {"formerly": ["safety/keys"]})
    makers.apply(both, makers.area("safety", makers.aim("locks", "shut")), at=ago(10))
    return api


def test_an_aim_that_moved_to_another_area_came_to_the_one_and_left_the_other(
    show: Page, moved: Project
) -> None:
    shown = show(f"/compare/?from={day(11)}&area=testing")
    assert tally(shown).startswith("0 up, 0 down, 1 new, 0 gone. 1 of them moved by changed")
    assert both(shown) == "2 of 12 → 3 of 13"
    assert "<small>new</small>" in shown
    shown = show(f"/compare/?from={day(11)}&area=safety")
    assert "1 new, 1 gone. 2 of them moved by changed criteria alone." in tally(shown)
    assert "<small>gone</small>" in shown
    assert tally(show(f"/compare/?from={day(11)}")).startswith("0 up, 0 down, 1 new, 0 gone.")


def test_the_board_of_a_day_is_of_an_area_by_its_name_of_today(
    client: Client, grown: Project
) -> None:
    answer = client.get(f"/compare.json?on={day(13)}&area=trials")
    (row,) = json.loads(b"".join(answer))["rows"]
    assert row["testing/tests"] == "Started"
    assert "safety/keys" not in row


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=999", "rows=none", "show=x&down=y"])
def test_what_means_nothing_is_ignored(show: Page, api: Project, query: str) -> None:
    assert "1 up" in tally(show(f"/compare/?from={day(60)}&{query}"))
    show(f"/compare/?on={day(60)}&{query}")


def test_it_is_only_read(client: Client) -> None:
    assert client.post("/compare/").status_code == 405


def test_the_board_leads_there(show: Page, api: Project) -> None:
    assert '<a href="/compare/">Compare with another date</a>' in show("/")
    assert '<a href="/compare/?area=testing">' in show("/areas/testing/")


def test_html_in_any_name_is_text(show: Page) -> None:
    evil = "<img src=x onerror=alert(1)>"
    kept = makers.objective("known", text=evil)
    levels = [{"key": "started", "name": evil, "value": 1}]
    aim = makers.aim("tests", kept, name=evil)
    makers.apply(makers.area("testing", aim, name=evil, levels=levels), at=ago(50))
    group = teams.create_group(slug="core", name=evil, by=None, at=ago(49))
    team = teams.create_team(slug="engine", name=evil, group=group, by=None, at=ago(48))
    project = makers.project("api", name=evil, team=team, at=ago(47))
    makers.met(project, "known", at=ago(30), by=makers.person(evil))
    cycles.plan_cycle(
        name="<img src=x>", starts_on=ago(40).date(), ends_on=ago(-5).date(), by=None, at=ago(1)
    )
    for query in (f"from={day(45)}&rows=all&team=engine", f"on={day(20)}", f"on={evil}"):
        shown = show(f"/compare/?{query}")
        assert "<img" not in shown
        assert "&lt;img src=x" in shown


# What it costs.


@pytest.mark.parametrize("number", [1, 12])
def test_it_costs_the_same_for_one_project_and_a_dozen(
    cost: Callable[[str], Cost], number: int
) -> None:
    makers.apply(makers.ready(), at=ago(50))
    for _ in range(number):
        made = makers.project(team=makers.team(at=ago(45)), at=ago(40))
        makers.met(made, "known", "clear", at=ago(30))
    assert cost(f"/compare/?from={day(35)}&to={day(5)}") == Cost(view=17, template=0)
    assert cost(f"/compare/?on={day(5)}") == Cost(view=12, template=0)
