"""Progress: what the page says of a scope and a period, and what it makes of nonsense."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from dashboard.actions import assessments, intents, projects, teams
from dashboard.models import Project
from tests.actions import makers
from tests.promised import cycle, promise
from tests.views.conftest import Cost, Page, fill

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEGAN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def project(clock: time_machine.Traveller) -> Project:
    """Started in January, risen in February, blocked since then, with a promise."""
    group = teams.create_group(slug="harbour", name="Harbour", by=None)
    makers.apply(
        makers.ready(), makers.area("security", makers.aim("secrets", "listed", "kept-safe"))
    )
    project = makers.project("api", team=makers.team("engine", group=group))
    makers.met(project, "known", by=makers.person("Ada"))
    clock.shift(timedelta(days=30))
    makers.met(project, "clear", by=makers.person("Grace"))
    plan = intents.Plan("blocked", blocked_by="the build farm", unblocked_by="Platform")
    intents.set_intent(project=project, aim=makers.find_aim("tests"), plan=plan, by=None)
    cycle("2026-H1", date(2026, 1, 1), date(2026, 6, 30))
    promise(project, "mature")
    clock.move_to(NOW)
    return project


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("", "Progress"),
        ("?group=harbour", "Progress of Harbour"),
        ("?team=engine", "Progress of Engine"),
        ("?area=testing", "Progress of Testing"),
        ("?aim=testing/tests", "Progress of tests"),
        ("?project=api", "Progress of Api"),
    ],
)
def test_each_scope_tells_what_moved_and_who_moved_it(
    show: Page, project: Project, asked: str, title: str
) -> None:
    shown = show(f"/progress/{asked}")
    assert f"<h1>{title}</h1>" in shown
    assert "1 level gained" in shown
    assert 'href="/projects/api/history/?of=testing/tests">tests in Api</a>' in shown
    assert "No level → <strong>Started</strong>" in shown
    assert "Grace, 4 February 2026" in shown
    assert "waits for <strong>Platform</strong> since 4 February 2026" in shown
    assert "promised by Engine until 30 June 2026" in shown
    assert shown.count('class="drawing') >= 4


def test_what_was_blocked_is_told_as_it_was_on_the_last_day(show: Page, project: Project) -> None:
    aim = makers.find_aim("tests")
    intents.set_intent(project=project, aim=aim, plan=intents.Plan("deferred"), by=None)
    assert "Nothing is blocked." in show("/progress/")
    shown = show("/progress/?from=2026-01-10&to=2026-02-20")
    assert "1 blocked on 20 February 2026" in shown
    assert "the build farm" in shown
    assert "waits for <strong>Platform</strong> since 4 February 2026" in shown
    assert "Nothing was blocked." in show("/progress/?from=2026-01-10&to=2026-01-20")


def test_a_gain_is_of_who_claimed_it_then_whoever_says_so_since(
    show: Page, project: Project, clock: time_machine.Traveller
) -> None:
    steward = makers.person("Hopper")
    makers.met(project, "better", by=makers.person("Lovelace"), is_confirmed=False)
    better = makers.find("better")
    assessments.confirm(project=project, objective=better, by=steward)
    assert "Lovelace, 2 March 2026" in show("/progress/")
    clock.shift(timedelta(days=1))
    assessments.take_back(project=project, objective=better, by=steward)
    makers.met(project, "better", by=makers.person("Liskov"))
    shown = show("/progress/")
    assert "Lovelace, 2 March 2026" in shown
    assert "Liskov, 3 March 2026" in shown


def test_a_group_tells_what_its_teams_did_while_they_were_in_it(
    show: Page, project: Project, clock: time_machine.Traveller
) -> None:
    teams.group_team(team=project.team, group=None, by=None)
    clock.shift(timedelta(days=1))
    makers.met(project, "better", by=makers.person("Liskov"))
    shown = show("/progress/?group=harbour")
    assert "1 level gained" in shown
    assert "Grace, 4 February 2026" in shown
    assert "Liskov" not in shown
    assert "2 levels gained" in show("/progress/")


def test_what_is_elsewhere_is_not_told(show: Page, project: Project) -> None:
    shown = show("/progress/?area=security")
    assert "0 levels gained" in shown
    assert "Nothing is blocked." in shown
    assert "Nothing was promised for this time." in shown


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("", "4 January 2026 to 2 March 2026"),
        ("?period=cycle", "4 January 2026 to 2 March 2026"),
        ("?period=all", "4 January 2026 to 2 March 2026"),
        ("?from=2026-02-10&to=2026-02-20", "10 February 2026 to 20 February 2026"),
        ("?from=2026-02-10", "10 February 2026 to 2 March 2026"),
        ("?from=2026-02-20&to=2026-02-10", "10 February 2026 to 20 February 2026"),
        ("?from=2020-01-01&to=2027-01-01", "4 January 2026 to 2 March 2026"),
    ],
)
def test_each_period_is_told_in_words(show: Page, project: Project, asked: str, told: str) -> None:
    assert f"<p>{told}</p>" in show(f"/progress/{asked}")


def test_what_was_gained_before_is_not_told(show: Page, project: Project) -> None:
    shown = show("/progress/?from=2026-02-10&to=2026-02-20")
    assert "no level was gained or lost by work" in shown
    assert 'name="from" value="2026-02-10"' in shown


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("?from=nonsense", "“nonsense” is not a day such as 2026-03-02."),
        ("?from=2027-01-01", "1 January 2027 is still to come. Twelve months are shown instead."),
        ("?from=2020-01-01", "Nothing is recorded before 5 January 2026: this begins there."),
        ("?to=2025-01-01", "Nothing is recorded before 5 January 2026."),
        ("?to=0001-01-01", "Nothing is recorded before 5 January 2026."),
        ("?to=2027-01-01", "1 January 2027 is still to come: this is up to today."),
    ],
)
def test_bad_days_are_told_beside_their_fields(
    show: Page, project: Project, asked: str, told: str
) -> None:
    shown = show(f"/progress/{asked}")
    form = shown.partition('<form method="get" class="narrow">')[2].partition("</form>")[0]
    assert told in form
    assert form.count('aria-describedby="refusal"') == 2


def test_what_was_typed_stays_unless_a_browser_could_not_show_it(
    show: Page, project: Project
) -> None:
    shown = show("/progress/?from=2026-02-20&to=nonsense")
    assert 'name="from" value="2026-02-20"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'name="from" value=""' in show("/progress/?from=nonsense")


def test_the_fields_hold_the_days_that_are_shown(show: Page, project: Project) -> None:
    shown = show("/progress/?period=3")
    assert 'name="from" value="2026-01-04"' in shown
    assert 'name="to" value="2026-03-02"' in shown
    assert 'name="days" value="2026-01-04/2026-03-02"' in shown
    assert 'aria-describedby="refusal"' not in shown


def test_a_project_can_be_chosen_even_one_that_is_gone(show: Page, project: Project) -> None:
    choice = '<option value="project:api">Api</option>'
    assert choice in show("/progress/")
    projects.archive(project=project, by=None)
    assert choice not in show("/progress/")
    assert choice.replace('">', '" selected>') in show("/progress/?project=api")


def test_only_what_is_narrower_than_everything_can_be_cleared(show: Page, project: Project) -> None:
    assert ">Clear</a>" not in show("/progress/?period=3")
    assert '<a href="?period=3">Clear</a>' in show("/progress/?period=3&team=engine")


@pytest.mark.parametrize(
    "asked", ["team=nobody", "group=x", "area=x", "aim=testing/x", "project=x", "team=%00"]
)
def test_what_is_not_there_is_not_found(client: Client, project: Project, asked: str) -> None:
    assert client.get(f"/progress/?{asked}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("of=team:engine", "?team=engine"),
        ("of=aim:testing/tests&period=3", "?aim=testing/tests&period=3"),
        ("of=&team=engine", "?"),
        ("of=team:engine&from=2026-02-01&to=&period=3", "?team=engine&from=2026-02-01"),
        ("of=nonsense:x", "?"),
        (
            "of=team:engine&period=3&from=2026-02-01&to=2026-03-02&days=2026-02-01/2026-03-02",
            "?team=engine&period=3",
        ),
        (
            "of=&period=3&from=2026-02-01&to=2026-03-01&days=2026-02-01/2026-03-02",
            "?from=2026-02-01&to=2026-03-01",
        ),
    ],
)
def test_the_form_leads_to_a_plain_address(client: Client, asked: str, there: str) -> None:
    answer = client.get(f"/progress/?{asked}")
    assert answer.status_code == 302
    wanted = "/progress/" + there
    assert sorted(answer["Location"].split("?")[1].split("&")) == sorted(
        wanted.split("?")[1].split("&")
    )


def test_the_movements_behind_a_cause_are_listed(show: Page, project: Project) -> None:
    shown = show("/progress/?team=engine&cause=work-done")
    assert "Work done: 1 movement" in shown
    listed = shown.partition('id="moved"')[2]
    assert '<td class="number">+1</td>' in listed
    assert "Grace" in listed
    assert "Nothing moved for this cause" in show("/progress/?cause=work-undone")
    assert 'id="moved"' not in show("/progress/?cause=nonsense")


def test_a_level_that_was_lost_is_told(show: Page, project: Project) -> None:
    makers.said(project, "clear", "not-yet", by=makers.person("Ida"), is_confirmed=True)
    shown = show("/progress/")
    assert "1 level lost" in shown
    assert "Started → <strong>No level</strong>" in shown


def test_what_a_hand_over_brings_and_takes_counts_for_each_team(
    show: Page, project: Project
) -> None:
    front = makers.team("front")
    projects.move(project=project, team=front, by=None)
    for team, points in (("front", "+1"), ("engine", "\N{MINUS SIGN}1")):
        listed = show(f"/progress/?team={team}&cause=handed-over").partition('id="moved"')[2]
        assert f'<td class="number">{points}</td>' in listed


def test_before_anything_moved_it_says_what_to_do(show: Page) -> None:
    shown = show("/progress/")
    assert "Nothing has moved yet." in shown
    assert 'class="drawing' not in shown


def test_it_ends_in_what_to_do(show: Page, project: Project) -> None:
    assert 'href="/?team=engine">The board of Engine</a>' in show("/progress/?team=engine")
    assert 'href="/projects/api/">Api</a>' in show("/progress/?project=api")
    assert 'href="/areas/testing/">The board of Testing</a>' in show("/progress/?area=testing")


@pytest.mark.parametrize("asked", ["", "?team=team-of-0", "?area=testing", "?project=p0"])
def test_it_costs_the_same_for_few_projects_and_many(
    cost: Callable[[str], Cost], asked: str
) -> None:
    fill(2)
    cost(f"/progress/{asked}")  # the criteria that were in force are read once in a process
    few = cost(f"/progress/{asked}")
    more_projects(30)
    assert cost(f"/progress/{asked}") == few
    assert few.template == 0
    assert few.view <= 28


def more_projects(count: int) -> None:
    for number in range(2, count):
        project = makers.project(f"p{number}", team=makers.team(f"team-of-{number}"))
        makers.met(project, "known", "clear")


def test_who_confirmed_it_is_told_beside_who_did_it(
    show: Page, project: Project, clock: time_machine.Traveller
) -> None:
    makers.met(project, "better", by=makers.person("Lovelace"), is_confirmed=False)
    better, steward = makers.find("better"), makers.person("Hopper")
    assessments.confirm(project=project, objective=better, by=steward)
    both = 'Lovelace <span class="of">confirmed by Hopper</span>'
    assert both in show("/progress/?cause=work-done")
    assert "Work done, Lovelace, confirmed by Hopper" in show("/explain/?project=api")
    assert "Work done in Api, Lovelace, confirmed by Hopper" in show("/explain/?team=engine")
    clock.shift(timedelta(days=1))
    assessments.send_back(project=project, objective=better, reason="It is not so.", by=steward)
    undone = show("/progress/?cause=work-undone")
    assert "<td>Hopper</td>" in undone
    said = "<strong>Lovelace</strong> said it, <strong>Hopper</strong> confirmed"
    assert said in show("/compare/?from=2026-03-01&to=2026-03-02&rows=all")


def test_what_left_the_sums_is_told_so(
    show: Page, project: Project, clock: time_machine.Traveller
) -> None:
    aim, plan = makers.find_aim("secrets"), intents.Plan("not-applicable", note="There is none.")
    intents.set_intent(project=project, aim=aim, plan=plan, by=None, is_confirmed=True)
    set_aside = "<td>No level</td><td>Not applicable</td>"
    assert set_aside in show("/progress/?cause=applicability")
    clock.shift(timedelta(days=1))
    projects.archive(project=project, by=None)
    assert "<td>In no sum</td>" in show("/progress/?cause=left")


def test_a_chart_is_taken_away_as_a_picture_of_whom_and_when(
    client: Client, project: Project
) -> None:
    answer = client.get("/progress/levels.svg?team=engine")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "attachment" in answer["Content-Disposition"]
    assert "progress-of-engine-" in answer["Content-Disposition"]
    assert "Engine, 4 January 2026 to 2 March 2026 · Upstanding" in answer.content.decode()
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "asked", ["nothing.svg", "levels.svg?team=nobody", "promises.svg?area=security"]
)
def test_a_picture_of_nothing_is_not_found(client: Client, asked: str) -> None:
    assert client.get(f"/progress/{asked}").status_code == 404


def test_the_sentence_tells_since_when_and_what_changed_criteria_did(
    show: Page, project: Project, clock: time_machine.Traveller
) -> None:
    assert "17 %, since its first on 5 January 2026" not in show("/progress/")
    assert "since its first on 5 January 2026: 1 level gained" in show("/progress/?period=all")
    makers.apply(
        makers.area("testing", makers.ready()["aims"][0] | {"weight": 2}),
        makers.area("security", makers.aim("secrets", "listed", "kept-safe")),
    )
    assert "Changed criteria: 1 point more, of a maximum of 6 more." in show("/progress/")


def test_promises_that_are_open_say_how_many_are_reached(show: Page, project: Project) -> None:
    assert "1 open; 0 of the 1 open ones reached so far" in show("/progress/")
    makers.met(project, "better", "all", "kept")
    assert "1 open; 1 of the 1 open ones reached so far" in show("/progress/")


def test_all_movements_are_a_link_away(client: Client, show: Page, project: Project) -> None:
    shown = show("/progress/?aim=testing/tests&cause=work-done")
    link = "/movements.csv?from=2026-01-04&amp;to=2026-03-02&amp;area=testing"
    assert f'href="{link}"' in shown
    assert client.get(link.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("asked", ["", "?team=engine", "?aim=testing/tests", "?project=api"])
def test_each_day_of_the_figures_leads_to_how_its_score_came_about(
    client: Client, show: Page, project: Project, asked: str
) -> None:
    whose = f"{asked[1:]}&amp;" if asked else ""
    shown = show(f"/progress/{asked}")
    links = re.findall(rf'href="(/explain/\?{re.escape(whose)}on=2026-[0-9-]*)"', shown)
    assert len(links) > 20
    for link in {links[0], links[1], links[-1]}:
        found = client.get(link.replace("&amp;", "&"), follow=True)
        assert found.status_code == 200
        assert "How the score" in found.content.decode()


def test_a_team_that_came_to_a_group_is_told_where_no_standing_moved(
    show: Page, project: Project
) -> None:
    edge = teams.create_group(slug="edge", name="Edge", by=None)
    teams.group_team(team=project.team, group=edge, by=None)
    shown = show("/progress/?group=edge&cause=handed-over")
    assert "Handed over: 0 movements" in shown
    assert "A team came to the group or left it" in shown
    assert "Nothing moved for this cause" in show("/progress/?group=edge&cause=imported")
