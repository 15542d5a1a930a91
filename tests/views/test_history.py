import pytest
from django.test import Client

from dashboard.actions import assessments, privacy, reviews
from dashboard.actions.assessments import Words
from dashboard.actions.undoing import undo
from dashboard.choices import Answer
from dashboard.models import EventText, Project
from tests.actions import makers
from tests.views.conftest import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/projects/api/history/"


@pytest.fixture
def project() -> Project:
    """A project of which something was said, sent back, undone and reviewed."""
    makers.apply(makers.ready())
    project = makers.project("api")
    ada, known = makers.person("Ada"), makers.find("known")
    makers.said(project, "known", words=Words("We *looked*.", "https://ci.example/1"), by=ada)
    assessments.send_back(project=project, objective=known, reason="Show it.", by=ada)
    undo(project=project, objective=known, by=ada)
    makers.met(project, "known", "clear", by=ada)
    makers.said(project, "clear", Answer.NOT_YET, by=makers.person("Grace"))
    reviews.review(project=project, verdict="gaps", minutes="Talked.", by=ada)
    return project


def test_it_tells_who_did_what_and_what_came_of_it(show: Page, project: Project) -> None:
    shown = show(ADDRESS)
    for words in (
        "<strong>Ada</strong> answered: Met",
        "<strong>Grace</strong> answered: Not yet",
        "before: Met",
        "We *looked*.",
        "https://ci.example/1",
        "sent back",
        "Show it.",
        "undid",
        "tests: Started → none, -1",
        "Work undone",
        "reviewed: Gaps",
        "Talked.",
        "entered the project",
    ):
        assert words in shown, words


def test_the_latest_comes_first(show: Page, project: Project) -> None:
    shown = show(ADDRESS)
    assert shown.index("reviewed: Gaps") < shown.index("sent back") < shown.index("entered")


def test_it_can_be_that_of_one_aim_or_objective(show: Page, project: Project) -> None:
    of_aim, of_one = show(f"{ADDRESS}?of=testing/tests"), show(f"{ADDRESS}?of=testing/tests/clear")
    assert "sent back" in of_aim
    assert "reviewed: Gaps" not in of_aim
    assert "answered: Not yet" in of_one
    assert "sent back" not in of_one


def test_changed_criteria_are_told_where_they_moved_something(show: Page, project: Project) -> None:
    makers.met(project, "clear")
    heavier = makers.ready()
    heavier["aims"][0]["weight"] = 3
    makers.apply(heavier)
    shown = show(ADDRESS)
    assert "applied the criteria" in shown
    assert "Criteria changed" in shown


def test_what_was_redacted_is_gone(show: Page, project: Project) -> None:
    text = EventText.objects.filter(field="note", after="We *looked*.").first()
    assert text
    privacy.redact(event=text.event, field="note", by=None)
    assert "We *looked*." not in show(ADDRESS)


def test_a_long_history_has_pages(show: Page, project: Project) -> None:
    for number in range(60):
        makers.said(project, "known", words=Words(f"Note {number}"))
    assert "Note 59" in show(ADDRESS)
    assert "Note 0<" not in show(ADDRESS)
    assert "Note 0<" in show(f"{ADDRESS}?page=2")
    assert "Note 0<" in show(f"{ADDRESS}?page=99")


@pytest.mark.parametrize("query", ["?of=x", "?of=a/b/c/d", "?page=-1", "?page=x", "?of=%00"])
def test_whatever_is_asked_for_is_answered(client: Client, project: Project, query: str) -> None:
    assert client.get(f"{ADDRESS}{query}").status_code == 200


def test_a_project_that_is_not_there_has_none(client: Client) -> None:
    assert client.get("/projects/nothing/history/").status_code == 404


@pytest.mark.parametrize("number", [1, 8])
def test_it_costs_four_queries(cost: object, project: Project, number: int) -> None:
    for each in range(number):
        makers.said(project, "known", words=Words(f"Note {each}"))
    counted = cost(ADDRESS)  # type: ignore[operator]
    assert (counted.view, counted.template) == (6, 0)
