import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from dashboard.actions import assessments, privacy, projects, reviews
from dashboard.actions.assessments import Words
from dashboard.actions.commitments import commit, withdraw
from dashboard.actions.cycles import plan_cycle
from dashboard.actions.meanings import Sides, agree
from dashboard.actions.remarks import remark
from dashboard.actions.sittings import close_sitting, note_finding, open_sitting
from dashboard.actions.undoing import undo
from dashboard.choices import Answer, RemarkKind
from dashboard.models import Cycle, EventText, Person, Project
from dashboard.queries.narrowing import KINDS
from dashboard.queries.replay import REPLAYED
from dashboard.record import subject_of
from tests.actions import makers
from tests.views.conftest import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/projects/api/history/"


def told(shown: str) -> str:
    """What happened, without the form that narrows it."""
    return shown.partition('id="through"')[2].partition("</form>")[2]


def plan(name: str, starts_on: date) -> Cycle:
    """A cycle without an end in sight."""
    return plan_cycle(name=name, starts_on=starts_on, ends_on=date(2099, 12, 31), by=None)


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
        'answered: <span class="of">Met →</span> Not yet',
        "We *looked*.",
        "https://ci.example/1",
        "sent back",
        "Show it.",
        "undid",
        "tests: Started → No level, -1",
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
    assert "→</span> Not yet" in of_one
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


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("what=answers", "sent back", "reviewed: Gaps"),
        ("what=answers", "undid", "entered the project"),
        ("what=reviews", "reviewed: Gaps", "sent back"),
        ("what=facts", "entered the project", "reviewed: Gaps"),
        ("by={Grace}", "→</span> Not yet", "sent back"),
        ("by=0", "entered the project", "sent back"),
        ("through=import", "Nothing of that kind", "sent back"),
        ("through=page&what=facts", "changed the agreement", "sent back"),
        ("of=testing/tests&by={Ada}&what=answers", "undid", "→</span> Not yet"),
    ],
)
def test_it_is_narrowed_to_what_is_asked_for(
    show: Page, project: Project, query: str, there: str, gone: str
) -> None:
    people = {person.name: person.pk for person in Person.objects.all()}
    shown = told(show(f"{ADDRESS}?{query.format(**people)}"))
    assert there in shown
    assert gone not in shown


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("of=testing/nothing", "“testing/nothing”"),
        ("of=testing/tests/nothing", "“testing/tests/nothing”"),
        ("by=999", "“999”"),
        ("by=x", "“x”"),
        ("what=%3Cb%3E", "“&lt;b&gt;”"),
        ("through=air&what=tea", "“tea”, “air”"),
    ],
)
def test_what_is_not_known_is_left_out_and_that_is_said(
    show: Page, project: Project, query: str, told: str
) -> None:
    shown = show(f"{ADDRESS}?{query}")
    assert f"Nothing here goes by {told}" in shown
    assert "reviewed: Gaps" in shown


def test_pages_keep_what_was_asked_for_and_nothing_else(show: Page, project: Project) -> None:
    for number in range(60):
        makers.said(project, "known", words=Words(f"Note {number}"))
    shown = show(f"{ADDRESS}?what=answers&of=testing/tests&through=air&other=x")
    assert f'href="{ADDRESS}?of=testing/tests&amp;what=answers&amp;page=2"' in shown
    second = show(f"{ADDRESS}?of=testing/tests&what=answers&page=2")
    assert "Note 0<" in second
    assert f'href="{ADDRESS}?of=testing/tests&amp;what=answers&amp;page=1"' in second
    assert "entered the project" not in second


def test_one_day_is_one_heading_on_each_page(show: Page) -> None:
    with time_machine.travel(makers.NOW, tick=False) as clock:
        makers.apply(makers.ready())
        project = makers.project("api")
        for number in range(60):
            clock.shift(timedelta(hours=1))
            makers.said(project, "known", words=Words(f"Note {number}"))
    for address in (ADDRESS, f"{ADDRESS}?page=2", f"{ADDRESS}?what=answers"):
        days = re.findall(r'<h2 id="on-([^"]+)"', show(address))
        assert days == sorted(set(days), reverse=True)
        assert days


def test_promises_remarks_and_meanings_are_told(show: Page, project: Project) -> None:
    ada, better = Person.objects.get(name="Ada"), makers.find("better")
    cycle = plan("2026-H2", date(2026, 7, 1))
    level, tests = better.level, makers.find_aim("tests")
    promised = commit(project=project, aim=tests, level=level, cycle=cycle, by=ada)
    withdraw(commitment=promised, reason="The farm burnt down.", by=ada)
    for kind, text in (("remark", "Is it?"), ("dispute", "It is not."), ("settlement", "It is.")):
        remark(project=project, objective=better, text=text, kind=RemarkKind(kind), by=ada)
    sides = Sides(team=True)
    agree(project=project, objective=better, text="Half of it.", sides=sides, by=ada)
    agree(project=project, objective=better, text="Half of it.", sides=Sides(steward=True), by=ada)
    plan("2026-H2", date(2026, 8, 1))
    shown = show(ADDRESS)
    for words in (
        'planned the cycle: from <span class="of">1 July 2026 →</span> 1 August 2026',
        "promised: First Results by the end of 2026-H2",
        "withdrew a promise: First Results by the end of 2026-H2",
        "The farm burnt down.",
        "</strong> remarked</p>",
        "</strong> disputed</p>",
        "settled the dispute",
        "said what it means here: signed for the team",
        "said what it means here: signed by a steward",
        "Half of it.",
    ):
        assert words.lower() in shown.lower(), words
    assert "promised" in show(f"{ADDRESS}?what=promises")
    assert "disputed" not in told(show(f"{ADDRESS}?what=promises"))


def test_a_sitting_in_which_it_was_reviewed_is_told(show: Page, project: Project) -> None:
    testing = makers.find_area("testing")
    sitting = open_sitting(team=project.team, area=testing, by=Person.objects.get(name="Ada"))
    note_finding(sitting=sitting, project=project, verdict="on-track", minutes="Good.", by=None)
    note_finding(sitting=sitting, project=None, verdict="", minutes="All came.", by=None)
    other = makers.project("web", team=project.team)
    close_sitting(sitting=sitting, by=None)
    shown = show(f"{ADDRESS}?what=reviews")
    for words in ("opened a review sitting", "closed a review sitting", "All came.", "On track"):
        assert words in shown, words
    assert "sitting" not in told(show(f"/projects/{other.slug}/history/"))


def test_changed_facts_are_told_with_names(show: Page, project: Project) -> None:
    mary, repository = makers.person("Mary"), "https://git.example/api"
    projects.describe(project=project, by=None, owner=mary, repository=repository)
    projects.describe(project=project, by=None, owner=makers.person("Kofi"))
    projects.move(project=project, team=makers.team("front"), by=None)
    shown = show(f"{ADDRESS}?what=facts")
    for words in (
        'owner <span class="of">Mary →</span> Kofi',
        "repository https://git.example/api",
        "→</span> Front",
    ):
        assert words in shown, words


def test_every_kind_of_thing_that_happens_to_a_project_can_be_asked_for() -> None:
    ours = {subject_of(model) for model in REPLAYED} - {"group", "membership", "stewardship"}
    assert ours | {"framework"} == {each for kind in KINDS.values() for each in kind.subjects}


@pytest.mark.parametrize(
    "query",
    [
        "?of=x",
        "?of=a/b/c/d",
        "?page=-1",
        "?page=x",
        "?of=%00",
        "?of=testing/tests/%00",
        "?by=%00",
        "?by=-1",
    ],
)
def test_whatever_is_asked_for_is_answered(client: Client, project: Project, query: str) -> None:
    assert client.get(f"{ADDRESS}{query}").status_code == 200


def test_a_project_that_is_not_there_has_none(client: Client) -> None:
    assert client.get("/projects/nothing/history/").status_code == 404


@pytest.mark.parametrize("number", [1, 8])
def test_it_costs_five_queries(cost: object, project: Project, number: int) -> None:
    for each in range(number):
        makers.said(project, "known", words=Words(f"Note {each}"))
    counted = cost(ADDRESS)  # type: ignore[operator]
    assert (counted.view, counted.template) == (7, 0)
