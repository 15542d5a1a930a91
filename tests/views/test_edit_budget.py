"""What one edit asks of the database, from the session's cookie to the last word of the answer."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dashboard.actions import people, reviews
from dashboard.choices import Role
from dashboard.models import Assessment, Movement, Project
from tests.actions import makers

pytestmark = pytest.mark.django_db
EDIT, FIRST, AGAIN, CONFLICT = 15, 23, 10, 21
Edit = Callable[..., int]


@pytest.fixture
def project() -> Project:
    """Reviewed, with two people who may answer, and of which nothing is said."""
    secrets = makers.aim("secrets", "listed", "kept-safe")
    makers.apply(makers.ready(), makers.area("security", secrets))
    project = makers.project("api", team=makers.team("engine"), owner=makers.person("Ada"))
    reviews.review(project=project, verdict="gaps", by=None)
    return project


@pytest.fixture
def lead(project: Project) -> Client:
    """Somebody with more than one place: reading these costs no more."""
    client, user = Client(), User.objects.create(username="Grace")
    person = makers.person("Grace", user=user)
    for team in (project.team, makers.team("front")):
        people.add_member(team=team, person=person, role=Role.LEAD, by=None)
    for key in ("testing", "security"):
        people.add_steward(person=person, area=makers.find_area(key), by=None)
    client.force_login(user)
    client.get("/projects/api/")  # this process has read the criteria
    return client


@pytest.fixture
def edit(lead: Client) -> Edit:
    """Save an answer with all its words; how many statements that took."""

    def edited(key: str, status: int = 200, **typed: object) -> int:
        row = Assessment.objects.filter(objective__key=key).first()
        words = {"note": "So *it* is.", "evidence_url": "https://ci.example/1"}
        values = {"answer": "met", "seen": row.revision if row else 0} | words | typed
        path = f"/projects/api/testing/tests/{key}/answer/"
        with CaptureQueriesContext(connection) as queries:
            answer = lead.post(path, values, headers={"HX-Request": "true"})
        assert answer.status_code == status
        return makers.costs(queries)

    return edited


def test_an_edit_that_moves_a_standing_costs_at_most_fifteen(edit: Edit) -> None:
    edit("known")
    before = Movement.objects.count()
    assert edit("clear") <= EDIT
    assert Movement.objects.count() == before + 1


def test_an_edit_costs_the_same_after_many(edit: Edit, project: Project) -> None:
    edit("known")
    makers.met(project, "better", "all", "kept", "listed", "kept-safe")
    assert edit("clear") <= EDIT
    assert edit("clear", note="It is so, and more.") <= EDIT


def test_the_first_of_a_project_costs_more_because_it_enters_the_sums(edit: Edit) -> None:
    assert EDIT < edit("known") <= FIRST


def test_what_is_so_already_costs_less(edit: Edit) -> None:
    edit("known")
    edit("clear")
    assert edit("clear") <= AGAIN


def test_a_conflict_costs_what_showing_it_again_does(edit: Edit) -> None:
    edit("known")
    edit("clear")
    assert edit("clear", 409, seen=1, answer="not-yet") <= CONFLICT
