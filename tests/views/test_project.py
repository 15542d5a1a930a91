from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dashboard.actions import assessments, intents, projects, reviews
from dashboard.actions.assessments import Words
from dashboard.choices import Agreement
from dashboard.models import Project
from tests.actions import makers
from tests.views.conftest import Cost, Page, fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    makers.apply(makers.ready())
    team = makers.team("engine")
    return makers.project("api", team=team, owner=makers.person("Ada"), url="https://api.example/")


@pytest.mark.parametrize("projects", [1, 12])
def test_it_costs_a_fixed_number_of_queries(cost: Callable[[str], Cost], projects: int) -> None:
    fill(projects)
    assert cost("/projects/p0/") == Cost(view=11, template=0)


def test_a_project_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/projects/nowhere/").status_code == 404


def test_it_can_only_be_read(client: Client, project: Project) -> None:
    assert client.post("/projects/api/").status_code == 405


def test_it_tells_whose_it_is(show: Page, project: Project) -> None:
    shown = show("/projects/api/")
    assert "Ada" in shown
    assert 'href="/teams/engine/"' in shown
    assert '<a href="https://api.example/"' in shown
    assert "Not yet assessed" in shown


def test_aims_and_objectives_have_addresses_of_their_own(show: Page, project: Project) -> None:
    shown = show("/projects/api/")
    assert 'id="testing/tests"' in shown
    assert 'id="testing/tests/known"' in shown


def test_what_is_next_is_told(show: Page, project: Project) -> None:
    makers.met(project, "known")
    shown = show("/projects/api/")
    assert "What is next" in shown
    assert "To Started: 1 point more" in shown


def test_the_first_unfinished_aim_is_open(show: Page, project: Project) -> None:
    assert '<details class="aim" id="testing/tests" open>' in show("/projects/api/")


def test_an_answer_comes_with_its_words(show: Page, project: Project) -> None:
    words = Words("We *counted*.", "https://ci.example/1", "Report 1")
    makers.said(project, "known", words=words, by=makers.person("Grace"))
    shown = show("/projects/api/")
    assert "<em>counted</em>" in shown
    assert '<a href="https://ci.example/1" rel="nofollow noopener noreferrer">Report 1</a>' in shown
    assert "Waiting to be confirmed" in shown
    assert "Grace" in shown


def test_an_answer_sent_back_says_why(show: Page, project: Project) -> None:
    makers.said(project, "known")
    assessments.send_back(
        project=project, objective=makers.find("known"), reason="Of last year.", by=None
    )
    shown = show("/projects/api/")
    assert "Sent back" in shown
    assert "Of last year." in shown


def test_an_answer_to_an_earlier_wording_is_marked(show: Page, project: Project) -> None:
    makers.met(project, "known")
    reworded = makers.ready()
    reworded["aims"][0]["objectives"]["started"][0]["text"] = "All of it is known."
    makers.apply(reworded)
    assert "Given under earlier wording" in show("/projects/api/")


def test_a_blocked_aim_says_by_what_and_who_can_help(show: Page, project: Project) -> None:
    plan = intents.Plan("blocked", blocked_by="the build farm", unblocked_by="Platform")
    intents.set_intent(project=project, aim=makers.find_aim("tests"), plan=plan, by=None)
    shown = show("/projects/api/")
    assert "by the build farm" in shown
    assert "unblocked by Platform" in shown


def test_reviews_are_listed_with_their_minutes(show: Page, project: Project) -> None:
    reviews.review(project=project, verdict="gaps", minutes="Talked of *tests*.", by=None)
    shown = show("/projects/api/")
    assert "Gaps" in shown
    assert "<em>tests</em>" in shown


def test_an_archived_project_can_still_be_read(show: Page, project: Project) -> None:
    makers.met(project, "known", "clear")
    projects.archive(project=project, by=None)
    shown = show("/projects/api/")
    assert "Archived on" in shown
    assert "<strong>1</strong>" in shown


def test_what_is_held_back_says_why(show: Page, project: Project) -> None:
    makers.met(project, "known")
    projects.set_agreement(project=project, agreement=Agreement.IN_TALKS, by=None)
    assert "has not agreed to take part" in show("/projects/api/")


def test_a_project_of_which_nothing_is_asked_says_so(show: Page) -> None:
    makers.project("api")
    assert "Nothing is asked of this project" in show("/projects/api/")


def test_what_is_announced_says_from_when_it_counts(show: Page) -> None:
    soon = timezone.localdate() + timedelta(days=9)
    makers.apply(makers.area("a", makers.aim("x", "p", from_=soon)))
    makers.project("api")
    assert "Counts from" in show("/projects/api/")


def test_somebody_forgotten_is_somebody(show: Page, project: Project) -> None:
    person = makers.person("Grace")
    makers.said(project, "known", by=person)
    person.name, person.forgotten_at = "", timezone.now()
    person.save()
    shown = show("/projects/api/")
    assert "Grace" not in shown
    assert "somebody" in shown


def test_a_score_says_how_it_comes_about(show: Page) -> None:
    fill(1)
    shown = show("/projects/p0/")
    assert 'href="/explain/?project=p0">How this score comes about</a>' in shown
    assert 'href="/explain/?project=p0&amp;aim=testing/tests">How its points come' in shown
