from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import intents, projects, teams
from dashboard.actions.intents import Plan
from dashboard.addresses import explanation_address
from dashboard.choices import Agreement, Answer
from dashboard.days import today
from dashboard.dossier import PROJECTS
from dashboard.models import Project, Team
from dashboard.queries import explaining_ground, explaining_left, explaining_sums
from dashboard.queries.explained import AimPart, Explanation, Extent, Left
from dashboard.queries.explaining import explain
from dashboard.queries.framework import framework_on
from dashboard.scoring import Score
from tests.actions import makers
from tests.actions.makers import WHY
from tests.explained import check_adds_up, check_every_explanation

pytestmark = pytest.mark.django_db
AIM, AREA = "testing/tests", "testing"


def told(**of: Any) -> Explanation:
    """An explanation, of things named by their slugs and keys or given as they are."""
    framework = framework_on(today())
    extent: dict[str, Any] = dict(of)
    if project := extent.get("project"):
        extent["project"] = PROJECTS.get(pk=project.pk)
    if area := extent.get("area"):
        extent["area"] = framework.area(area)
    if aim := extent.get("aim"):
        extent["aim"] = framework.aim(aim)
    found = explain(framework, Extent(**extent))
    check_adds_up(found)
    return found


def part(found: Explanation, key: str = "tests") -> AimPart:
    return {aim.head.key: aim for aim in found.aims}[key]


def left(found: Explanation) -> list[tuple[str, str]]:
    return [(each.aim, each.reason) for each in found.left]


def the_only(found: Explanation) -> Left:
    (only,) = found.left
    return only


@pytest.fixture
def api() -> Project:
    makers.apply(makers.area("testing", makers.ready()["aims"][0] | {"weight": 3}))
    return makers.project("api", team=makers.team("engine"))


def test_each_number_is_the_one_that_its_page_shows(api: Project) -> None:
    """Whatever keeps something from counting; random worlds are tried in `properties`."""
    one, two = makers.area("b", makers.aim("x", "p")), makers.aim("y", "q", applies_to=["library"])
    one["aims"].append(two)
    makers.apply(makers.ready(), one, kinds=["service", "library"])
    group = teams.create_group(slug="g", name="G", by=None)
    front = makers.team("front", group=group)
    shop = makers.project("shop", team=front, kind="library")
    gone, held = makers.project("gone", team=front), makers.project("held", team=front)
    makers.project("quiet", team=front)
    for each in (api, shop, gone, held):
        makers.met(each, "known", "clear", "better")
        makers.said(each, "p", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    makers.said(api, "kept", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    projects.archive(project=gone, by=None)
    projects.set_agreement(project=held, agreement=Agreement.IN_TALKS, by=None)
    projects.move(project=shop, team=api.team, by=None)
    check_every_explanation()


# What gives points, and what is missing.


def test_value_times_weight_is_spelt_out(api: Project) -> None:
    makers.met(api, "known", "clear", "better")
    found = told(project=api)
    (rung,) = part(found).rungs
    assert (rung.level, rung.value, rung.weight) == ("First results", 4, 3)
    assert (rung.top, rung.top_value, rung.is_short) == ("Mature", 6, False)
    assert (rung.points, rung.maximum) == (12, 18)
    assert found.score == Score(12, 18)


def test_what_is_missing_to_the_next_level_is_named_with_what_became_of_it(api: Project) -> None:
    makers.met(api, "known", "clear", "better")
    makers.said(api, "all")
    missing = part(told(project=api)).missing
    assert missing
    assert (missing.level, missing.open, missing.asked, missing.points) == ("Mature", 2, 2, 6)
    assert [(o.text_html.strip(), o.word) for o in missing.objectives] == [
        ("<p>all is so.</p>", "Waiting to be confirmed"),
        ("<p>kept is so.</p>", "Nothing said yet"),
    ]
    assert missing.objectives[0].href == "/projects/api/#testing/tests/all"


def test_since_when_is_the_last_movement_that_changed_more_than_the_team(api: Project) -> None:
    ada = makers.person("Ada")
    makers.met(api, "known", "clear", by=ada)
    projects.move(project=api, team=makers.team("front"), by=makers.person("Grace"))
    since = part(told(project=api)).since
    assert since
    assert (since.on, since.cause, str(since.credit)) == (today(), "Work done", "Ada")


def test_nothing_ever_moved_where_nothing_is_counted(api: Project) -> None:
    assert part(told(project=api)).since is None


def test_several_projects_are_told_by_level(api: Project) -> None:
    jobs, shop = makers.project("jobs"), makers.project("shop")
    makers.met(api, "known", "clear")
    makers.met(jobs, "known", "clear")
    makers.said(shop, "known")
    found = told()
    rungs = [(r.projects, r.level, r.points, r.maximum) for r in part(found).rungs]
    assert rungs == [(2, "Started", 6, 36), (1, "Not started", 0, 18)]
    assert (part(found).unfinished, part(found).waiting, part(found).left) == (3, 1, 48)
    assert found.projects == 3
    assert part(found).href == "/explain/?aim=testing/tests"


def test_what_is_meant_for_an_aim_stands_beside_it(api: Project) -> None:
    plan = Plan("blocked", blocked_by="the farm", unblocked_by="Platform")
    makers.met(api, "known")
    intents.set_intent(project=api, aim=makers.find_aim("tests"), plan=plan, by=None)
    note = part(told(project=api)).note
    assert note.startswith("Blocked by the farm; Platform can unblock it, since ")


# What left the maximum.


def test_an_aim_set_aside_tells_who_said_so_who_confirmed_it_why_and_since_when(
    api: Project,
) -> None:
    makers.said(api, "known", "not-yet")
    ada, grace = makers.person("Ada"), makers.person("Grace")
    of: dict[str, Any] = {"project": api, "aim": makers.find_aim("tests")}
    intents.set_intent(**of, plan=Plan("not-applicable", note="No *tests* here."), by=ada)
    waiting = told(project=api)
    assert left(waiting) == []
    assert part(waiting).note.endswith("waits to be confirmed and counts until then")
    intents.confirm_intent(**of, by=grace)
    for found in (told(project=api), told(), told(team=api.team), told(aim=AIM)):
        only = the_only(found)
        assert (only.reason, only.said_by, only.confirmed_by) == (
            "Set aside as not applicable",
            "Ada",
            "Grace",
        )
        assert (only.note_html.strip(), only.since) == ("<p>No <em>tests</em> here.</p>", today())
        assert (found.areas, found.score) == ((), Score())


def test_an_objective_set_aside_can_take_the_highest_level_with_it(api: Project) -> None:
    makers.met(api, "known", "clear")
    for key in ("all", "kept"):
        makers.said(api, key, Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    found = told(project=api)
    (rung,) = part(found).rungs
    assert (rung.top, rung.maximum, rung.is_short) == ("First results", 12, True)
    assert [each.objective_html.strip() for each in found.left] == [
        "<p>all is so.</p>",
        "<p>kept is so.</p>",
    ]
    (counted,) = told().left
    assert (counted.reason, counted.projects) == ("2 answers set aside as not applicable", 1)
    assert counted.href == "/explain/?aim=testing/tests"
    assert [each.project for each in told(aim=AIM).left] == ["Api", "Api"]


def test_what_waits_to_be_set_aside_still_counts(api: Project) -> None:
    makers.said(api, "kept", Answer.NOT_APPLICABLE, words=WHY)
    found = told(project=api)
    assert (left(found), part(found).waiting) == ([], 1)


def test_what_the_criteria_leave_out_is_named_with_the_reason() -> None:
    soon = today() + timedelta(days=9)
    makers.apply(
        makers.area(
            "testing",
            makers.aim("tests", "known", makers.objective("later", from_=soon)),
            makers.aim("packaging", "released", applies_to=["library"]),
            makers.aim("coming", "p", from_=soon + timedelta(days=1)),
            makers.aim("gone", "r", retired=today()),
        ),
        kinds=["service", "library"],
    )
    api = makers.project("api", kind="service")
    makers.met(api, "known")
    reasons = dict(left(told(project=api)))
    assert reasons["packaging"] == "Only for projects of the kind library"
    assert reasons["coming"].startswith("Counts from ")
    assert reasons["gone"].startswith("Retired on ")
    assert reasons["tests"].startswith("Counts from ")  # the objective
    several = {each.aim: each for each in told().left}
    assert several["packaging"].projects == 1
    assert set(several) == {"packaging", "coming", "gone"}
    assert left(told(aim=AIM)) == [("tests", reasons["tests"])]


# What is in no sum.


def test_a_project_in_no_sum_says_why_and_since_when(api: Project) -> None:
    assert told(project=api).outside
    makers.met(api, "known", "clear")
    found = told(project=api)
    assert (found.outside, found.score) == (None, Score(3, 18))
    projects.set_agreement(project=api, agreement=Agreement.IN_TALKS, by=None)
    found = told(project=api)
    assert found.outside
    assert (found.outside.reason, found.outside.since) == (
        "The team is in talks, and has not agreed yet",
        today(),
    )
    assert (found.score, found.total) == (None, Score(3, 18))


def test_an_archived_project_keeps_its_score_and_is_in_no_sum(api: Project) -> None:
    makers.met(api, "known", "clear")
    projects.archive(project=api, by=None)
    found = told(project=api)
    assert (found.score, found.outside and found.outside.reason) == (Score(3, 18), "Archived")
    everything = told()
    assert (everything.score, everything.projects) == (None, 0)
    assert [(each.slug, each.reason) for each in everything.absent] == [("api", "Archived")]


def test_without_criteria_there_is_nothing_to_tell() -> None:
    found = told()
    assert (found.score, found.areas, found.left, found.absent) == (None, (), (), ())


# How much is listed, and what it costs.


def test_what_is_too_much_to_list_is_counted(api: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining_sums, "MOST", 2)
    monkeypatch.setattr(explaining_left, "MOST", 2)
    monkeypatch.setattr(explaining_ground, "MOST", 2)
    for number in range(5):
        other = makers.project(f"p{number}", team=api.team)
        makers.met(other, "known", "clear")
        makers.said(other, "kept", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
        makers.project(f"q{number}", team=api.team)
    found = explain(framework_on(today()), Extent(team=api.team))
    assert found.members
    assert (len(found.members.rows), found.members.more) == (2, 3)
    assert found.members.rest == Score(9, 54)
    assert (len(found.absent), found.absent_more) == (2, 4)
    on_aim = told(team=api.team, aim=AIM)
    assert (len(on_aim.left), on_aim.left_more) == (2, 3)


EXTENTS = ["project", "team", "group", "area", "aim", "everything", "team and aim"]


@pytest.mark.parametrize("projects", [1, 12])
@pytest.mark.parametrize("extent", EXTENTS)
def test_it_costs_the_same_for_one_project_and_twelve(
    django_assert_max_num_queries: DjangoAssertNumQueries, extent: str, projects: int
) -> None:
    makers.apply(makers.ready(), makers.area("b", makers.aim("x", "p"), makers.aim("y", "q")))
    made = [makers.project(f"p{number}") for number in range(projects)]
    for each in made:
        makers.met(each, "known", "clear")
        makers.said(each, "p", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
        makers.said(each, "kept", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    framework = framework_on(today())
    assert framework.objectives
    team = Team.objects.get()
    of = {
        "project": Extent(project=PROJECTS.get(pk=made[0].pk)),
        "team": Extent(team=team),
        "group": Extent(group=teams.create_group(slug="g", name="G", by=None)),
        "area": Extent(area=framework.area(AREA)),
        "aim": Extent(aim=framework.aim(AIM)),
        "everything": Extent(),
        "team and aim": Extent(team=team, aim=framework.aim("b/x")),
    }[extent]
    with django_assert_max_num_queries(5 if extent == "project" else 10):
        explain(framework, of)


# Where it is.


@pytest.mark.parametrize(
    ("of", "address"),
    [
        ({}, "/explain/"),
        ({"project": "api"}, "/explain/?project=api"),
        ({"project": "api", "area": "testing"}, "/explain/?project=api&area=testing"),
        ({"team": "engine", "aim": AIM}, "/explain/?team=engine&aim=testing/tests"),
        ({"group": "g"}, "/explain/?group=g"),
        ({"project": "api", "team": "engine", "area": "a"}, "/explain/?project=api&area=a"),
        ({"group": "g", "area": "a", "aim": AIM}, "/explain/?group=g&aim=testing/tests"),
    ],
)
def test_the_address_names_the_narrowest(of: dict[str, str], address: str) -> None:
    assert explanation_address(**of) == address
