from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import assessments, people, projects, reviews, teams
from dashboard.actions.intents import Plan, set_intent
from dashboard.actions.sittings import open_sitting
from dashboard.choices import Role
from dashboard.days import today
from dashboard.models import Project, Team
from dashboard.queries.framework import framework_on
from dashboard.queries.mine import mine_page
from dashboard.rights import Reader
from tests.actions import makers
from tests.promised import cycle, promise

pytestmark = pytest.mark.django_db
SAFETY = makers.area("safety", makers.aim("keys", "sealed"), confirmed_by="steward")


@pytest.fixture
def project() -> Project:
    """A member said two things, one in an area that stewards confirm; another team one."""
    makers.apply(makers.ready(), SAFETY)
    project = makers.project("api", team=makers.team("engine"))
    ada = makers.person("Ada")
    makers.said(project, "known", by=ada)
    makers.said(project, "sealed", by=ada)
    makers.said(makers.project("web", team=makers.team("front")), "known", by=ada)
    return project


def seen_by(role: str, project: Project) -> str:
    client, user = Client(), User.objects.create(username=role, is_superuser=role == "admin")
    person = makers.person(role, user=user)
    match role:
        case "steward":
            people.add_steward(person=person, area=None, by=None)
        case "area steward":
            safety = makers.find_area("safety")
            people.add_steward(person=person, area=safety, by=None)
        case "lead" | "member":
            people.add_member(team=project.team, person=person, role=Role(role), by=None)
    client.force_login(user)
    return client.get("/mine/").content.decode()


def waits(shown: str) -> set[str]:
    """What waits, as project and objective."""
    addresses = {"api/#testing/tests/known", "api/#safety/keys/sealed", "web/#testing/tests/known"}
    return {each for each in addresses if f'href="/projects/{each}"' in shown}


@pytest.mark.parametrize(
    ("role", "waiting"),
    [
        ("nobody", set()),
        ("member", set()),
        ("lead", {"api/#testing/tests/known"}),
        ("area steward", {"api/#safety/keys/sealed"}),
        (
            "steward",
            {"api/#testing/tests/known", "api/#safety/keys/sealed", "web/#testing/tests/known"},
        ),
        (
            "admin",
            {"api/#testing/tests/known", "api/#safety/keys/sealed", "web/#testing/tests/known"},
        ),
    ],
)
def test_what_waits_is_what_one_may_decide(project: Project, role: str, waiting: set[str]) -> None:
    assert waits(seen_by(role, project)) == waiting


def test_ones_own_projects_are_listed_with_their_score(project: Project) -> None:
    shown = seen_by("member", project)
    assert '<a href="/projects/api/">Api</a>' in shown
    assert '<a href="/projects/web/">Web</a>' not in shown
    assert "A look is due" in shown


def test_what_was_sent_back_is_for_its_team(project: Project) -> None:
    known = makers.find("known")
    assessments.send_back(project=project, objective=known, reason="Show it.", by=None)
    assert "Show it." in seen_by("member", project)
    assert "Show it." not in seen_by("steward", project)


def test_what_is_archived_or_no_longer_asked_waits_for_nobody(project: Project) -> None:
    projects.archive(project=project, by=None)
    assert waits(seen_by("steward", project)) == {"web/#testing/tests/known"}
    retired = makers.ready()
    retired["aims"][0]["retired"] = makers.NOW.date()
    makers.apply(retired, SAFETY)
    assert waits(seen_by("admin", project)) == set()


def test_somebody_in_no_team_is_told_so(project: Project) -> None:
    assert "You are in no team yet" in seen_by("nobody", project)


def test_whoever_is_not_logged_in_may_log_in(client: Client, project: Project) -> None:
    assert client.get("/mine/").headers["Location"] == "/accounts/login/?next=/mine/"


def test_it_is_never_kept_for_anybody_else(project: Project) -> None:
    client = Client()
    client.force_login(User.objects.create(username="x"))
    assert client.get("/mine/").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("number", [1, 8])
def test_it_costs_the_same_for_one_claim_and_eight(
    project: Project, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        makers.said(makers.project(f"more-{each}", team=project.team), "known")
    reader = Reader(roles={project.team_id: Role.LEAD}, areas=frozenset({None}))
    framework = framework_on(today())
    with django_assert_num_queries(9):  # no cycle is going on
        mine_page(framework, reader, makers.NOW)


def test_an_aim_to_be_set_aside_waits_for_who_decides_in_its_area(project: Project) -> None:
    for aim in ("tests", "keys"):
        plan = Plan("not-applicable", note=f"There is none of {aim}.")
        set_intent(project=project, aim=makers.find_aim(aim), plan=plan, by=None)
    assert "There is none of tests." in seen_by("lead", project)
    assert "There is none of keys." not in seen_by("member", project)
    shown = seen_by("area steward", project)
    assert "There is none of keys." in shown
    assert "There is none of tests." not in shown


def test_reviews_that_are_due_lead_a_steward_to_the_sitting(project: Project) -> None:
    assert 'href="/reviews/engine/"' in seen_by("steward", project)
    assert 'href="/reviews/engine/?area=safety"' in seen_by("area steward", project)
    assert "Reviews that are due" not in seen_by("lead", project)
    reviews.review(project=project, verdict="gaps", by=None)
    assert 'href="/reviews/engine/"' not in seen_by("admin", project)


@pytest.mark.parametrize(
    ("area", "seeing"),
    [(None, {"steward", "admin"}), ("safety", {"area steward", "steward", "admin"})],
)
def test_sittings_under_way_lead_back_who_may_hold_them(
    project: Project, area: str | None, seeing: set[str]
) -> None:
    of = makers.find_area(area) if area else None
    open_sitting(team=project.team, area=of, by=makers.person("Iris"))
    there = '<a href="/reviews/engine/?area=safety">' if area else '<a href="/reviews/engine/">'
    for role in ("lead", "area steward", "steward", "admin"):
        _, _, told = seen_by(role, project).partition("Sittings under way</h2>")
        is_told = f"{there}Engine</a>" in told and "opened today by Iris" in told
        assert is_told is (role in seeing)


def test_what_there_is_none_of_is_not_counted(project: Project) -> None:
    assert "<p>1 project in your teams</p>" in seen_by("member", project)
    assert "<p>3 waiting for you</p>" in seen_by("steward", project)


def test_promises_of_this_cycle_are_there_for_who_made_them(project: Project) -> None:
    cycle("now", today(), today() + timedelta(days=90))
    promise(project)
    assert "Promised by your teams for now" in seen_by("member", project)
    assert "Promised by your teams" not in seen_by("steward", project)


def test_what_others_did_since_ones_last_visit_is_told(project: Project) -> None:
    client, user = Client(), User.objects.create(username="Grace")
    person = makers.person("Grace", user=user)
    people.add_member(team=project.team, person=person, role=Role.LEAD, by=None)
    with time_machine.travel(datetime(2090, 1, 1, 9, tzinfo=UTC), tick=False) as clock:
        client.force_login(user)
        shown = client.get("/mine/").content.decode()
        assert "Nothing changed in your projects" in shown
        assert "In the last seven days" in shown
        clock.shift(timedelta(days=3))
        makers.met(project, "known", "clear", by=makers.person("Mary"))
        makers.said(project, "better", by=person)
        for _ in range(2):  # the same visit goes on
            shown = client.get("/mine/").content.decode()
            assert "No level → Started" in shown
            assert "2 events by others" in shown
            assert "Since you were last here, 1 January 2090" in shown
            clock.shift(timedelta(minutes=30))
        clock.shift(timedelta(days=1))
        assert "Nothing changed in your projects" in client.get("/mine/").content.decode()


@pytest.mark.parametrize("cookie", ["", "x", "2026-01-01 2026-01-01", "a b:c:d"])
def test_a_cookie_that_is_not_ours_is_as_none(project: Project, cookie: str) -> None:
    client = Client()
    client.force_login(User.objects.create(username="x"))
    client.cookies["here"] = cookie
    assert client.get("/mine/").status_code == 200


def test_reading_it_writes_nothing(project: Project) -> None:
    client = Client()
    client.force_login(User.objects.create(username="x"))
    with makers.nothing_written():
        client.get("/mine/")


def test_promises_of_a_team_that_was_merged_are_there_for_who_answers_for_them_now(
    project: Project,
) -> None:
    cycle("now", today(), today() + timedelta(days=30))
    promise(project)
    front = Team.objects.get(slug="front")
    teams.merge_teams(team=project.team, into=front, by=None)
    project.team = front
    assert "Promised by your teams for now" in seen_by("lead", project)
