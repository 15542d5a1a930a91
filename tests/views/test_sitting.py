"""The review sitting, from its opening to its minutes."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dashboard.actions import intents, people, projects, remarks, reviews, teams
from dashboard.actions.intents import Plan
from dashboard.actions.meanings import Sides, agree
from dashboard.choices import RemarkKind, Role
from dashboard.days import today
from dashboard.models import Cycle, Finding, Project, Review, Sitting
from dashboard.queries.verification import differences_found
from tests.actions import makers
from tests.promised import cycle, promise

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def project() -> Project:
    makers.apply(makers.ready(), makers.area("safety", makers.aim("keys", "sealed")))
    return makers.project("api", team=makers.team("engine"))


@pytest.fixture
def steward(project: Project) -> Client:
    client, user = Client(), User.objects.create(username="Mary")
    people.add_steward(person=makers.person("Mary", user=user), area=None, by=None)
    client.force_login(user)
    return client


@pytest.fixture
def lead(project: Project) -> Client:
    client, user = Client(), User.objects.create(username="Grace")
    person = makers.person("Grace", user=user)
    people.add_member(team=project.team, person=person, role=Role.LEAD, by=None)
    client.force_login(user)
    return client


def post(client: Client, what: str, **typed: object) -> HttpResponse:
    headers = typed.pop("headers", {})
    area = typed.get("area") or None
    held = Sitting.objects.filter(closed_at=None, area__key=area).first()
    typed.setdefault("sitting", held.pk if held else "")
    return client.post(f"/reviews/engine/{what}/", typed, headers=headers)  # type: ignore[return-value, arg-type]


def shown(client: Client, query: str = "") -> str:
    return client.get(f"/reviews/engine/{query}").content.decode()


def write(client: Client, **typed: object) -> HttpResponse:
    row = Finding.objects.filter(project__slug=typed.get("project") or None).first()
    return post(client, "finding", **({"seen": row.revision if row else 0} | typed))


def test_a_sitting_begins_is_written_in_and_ends_with_reviews_and_minutes(
    steward: Client, client: Client
) -> None:
    assert post(steward, "opening").headers["Location"] == "/reviews/engine/"
    write(steward, project="api", verdict="gaps", minutes="Tests are *slow*.")
    write(steward, minutes="They moved house.")
    there = post(steward, "closing").headers["Location"]
    row, review = Sitting.objects.get(), Review.objects.get()
    assert there == f"/reviews/engine/{row.pk}/"
    assert (review.verdict, review.minutes, str(review.reviewed_by)) == (
        "gaps",
        "Tests are *slow*.",
        "Mary",
    )
    page = client.get(there).content.decode()
    assert "Tests are <em>slow</em>." in page
    assert "They moved house." in page
    pasted = client.get(f"{there}minutes.md")
    assert pasted["Content-Type"] == "text/markdown; charset=utf-8"
    assert "## Api: Gaps\n\nTests are *slow*." in pasted.content.decode()
    assert there in shown(client)
    assert list(differences_found()) == []


def test_leaving_half_way_loses_nothing(steward: Client) -> None:
    post(steward, "opening")
    write(steward, project="api", verdict="gaps", minutes="Half a sentence", headers=HTMX)
    assert not Review.objects.exists()
    page = shown(steward)
    assert "Half a sentence</textarea>" in page
    assert 'value="gaps" checked' in page


def test_by_htmx_what_is_kept_is_said_and_the_next_revision_comes_with_it(steward: Client) -> None:
    post(steward, "opening")
    answer = write(steward, project="api", verdict="", minutes="Well.", headers=HTMX)
    content = answer.content.decode()
    assert "Saved." in content
    assert f'value="{Finding.objects.get().revision}" hx-swap-oob="true"' in content


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_two_who_write_the_same_minutes_do_not_overwrite_each_other(
    steward: Client, headers: dict[str, str]
) -> None:
    post(steward, "opening")
    write(steward, project="api", verdict="gaps", minutes="Mine.")
    with makers.nothing_written():
        answer = post(
            steward,
            "finding",
            project="api",
            verdict="on-track",
            minutes="Yours.",
            seen=0,
            headers=headers,
        )
    content = answer.content.decode()
    assert answer.status_code == 409
    assert answer.headers.get("HX-Retarget") == ("#finding-api" if headers else None)
    assert "Mary changed this at" in content
    assert "Yours.</textarea>" in content
    assert "Saved now: Gaps, “Mine.”. Save again to put yours in its place." in content


def test_what_somebody_else_wrote_of_the_team_is_no_verdict(steward: Client) -> None:
    post(steward, "opening")
    write(steward, minutes="Mine.")
    answer = post(steward, "finding", minutes="Yours.", seen=0)
    assert "Saved now: “Mine.”. Save again" in answer.content.decode()


def test_a_mistake_does_not_tell_of_words_that_its_author_saw(steward: Client) -> None:
    post(steward, "opening")
    write(steward, project="api", verdict="gaps", minutes="Mine.")
    content = write(steward, project="api", verdict="splendid", minutes="Mine.").content.decode()
    assert "That is no verdict" in content
    assert "Saved now" not in content


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_what_comes_after_the_sitting_was_closed_is_there_to_be_copied(
    steward: Client, headers: dict[str, str]
) -> None:
    post(steward, "opening")
    write(steward, project="api", verdict="gaps", minutes="Mine.")
    row = Sitting.objects.get()
    there = post(steward, "closing").headers["Location"]
    typed = {"project": "api", "verdict": "off-track", "minutes": "Late <words>.", "seen": 0}
    with makers.nothing_written():
        answer = post(steward, "finding", sitting=row.pk, headers=headers, **typed)
    content = answer.content.decode()
    assert (answer.status_code, "This sitting is closed" in content) == (422, True)
    assert "your verdict: Off track" in content
    assert "Late &lt;words&gt;.</textarea>" in content
    assert f'href="{there}"' in content
    assert content.count('id="finding-api"') == 1


def test_what_was_typed_of_a_project_archived_meanwhile_is_there_to_be_copied(
    steward: Client, project: Project
) -> None:
    post(steward, "opening")
    projects.archive(project=project, by=None)
    answer = write(steward, project="api", verdict="gaps", minutes="Late words.")
    content = answer.content.decode()
    assert (answer.status_code, "Api is archived." in content) == (422, True)
    assert "Late words.</textarea>" in content


def test_a_form_of_a_sitting_that_was_closed_says_so_and_touches_no_other(
    steward: Client,
) -> None:
    post(steward, "opening")
    write(steward, project="api", verdict="gaps", minutes="")
    first = Sitting.objects.get()
    there = post(steward, "closing").headers["Location"]
    assert post(steward, "closing", sitting=first.pk).headers["Location"] == there
    post(steward, "opening")
    with makers.nothing_changed():
        typed = {"project": "api", "verdict": "on-track", "minutes": "Late.", "seen": 0}
        answer = post(steward, "finding", sitting=first.pk, **typed)
        assert post(steward, "cancelling", sitting=first.pk).status_code == 422
    assert (answer.status_code, "This sitting is closed" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 30])
def test_a_sitting_that_is_not_there_is_not_found(steward: Client, number: str) -> None:
    post(steward, "opening")
    for what in ("closing", "cancelling", "finding"):
        assert post(steward, what, sitting=number).status_code == 404


def test_opening_twice_is_opening_once(steward: Client) -> None:
    post(steward, "opening")
    post(steward, "opening")
    assert Sitting.objects.count() == 1


def test_a_sitting_in_one_area_is_another(steward: Client) -> None:
    post(steward, "opening")
    assert post(steward, "opening", area="safety").headers["Location"] == (
        "/reviews/engine/?area=safety"
    )
    assert Sitting.objects.count() == 2
    post(steward, "finding", area="safety", project="api", verdict="on-track", minutes="", seen=0)
    post(steward, "closing", area="safety")
    assert str(Review.objects.get().area) == "Safety"


@pytest.mark.parametrize(
    ("what", "typed", "status"),
    [
        ("closing", {}, 404),  # none is open
        ("finding", {"project": "api", "seen": 0}, 404),
        ("opening", {"area": "nowhere"}, 404),
    ],
)
def test_what_is_not_there_is_not_found(
    steward: Client, what: str, typed: dict[str, object], status: int
) -> None:
    with makers.nothing_written():
        assert post(steward, what, **typed).status_code == status


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"project": "api", "verdict": "splendid"}, "That is no verdict"),
        ({"project": "api", "verdict": "gaps", "seen": "x"}, "whole number"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_kept(
    steward: Client, typed: dict[str, str], told: str
) -> None:
    post(steward, "opening")
    with makers.nothing_written():
        answer = write(steward, **typed)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_a_project_of_another_team_is_not_in_it(steward: Client) -> None:
    makers.project("web", team=makers.team("front"))
    post(steward, "opening")
    assert write(steward, project="web", verdict="gaps").status_code == 404


def test_it_does_not_close_with_minutes_and_no_verdict(steward: Client) -> None:
    post(steward, "opening")
    write(steward, project="api", verdict="", minutes="Well.")
    with makers.nothing_changed():
        answer = post(steward, "closing")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert "Well.</textarea>" in answer.content.decode()


def test_it_shows_what_a_reviewer_must_see(steward: Client, project: Project) -> None:
    ada = makers.person("Ada")
    reviews.review(project=project, verdict="gaps", by=ada)
    makers.met(project, "known", "clear", by=ada)
    makers.said(project, "better", by=ada)
    blocked = Plan("blocked", blocked_by="the licence", unblocked_by="Purchasing")
    intents.set_intent(project=project, aim=makers.find_aim("keys"), plan=blocked, by=ada)
    remarks.remark(
        project=project,
        objective=makers.find("known"),
        text="Who knows it?",
        kind=RemarkKind.DISPUTE,
        by=ada,
    )
    agree(
        project=project,
        objective=makers.find("known"),
        text="By everybody.",
        sides=Sides(team=True),
        by=ada,
    )
    page = shown(steward)
    for words in (
        "Since the review of",
        "No level → <strong>Started</strong>",
        "Waits to be confirmed",
        "the licence",
        "Purchasing",
        "Who knows it?",
        "By everybody.",
        "One side signed",
    ):
        assert words in page, words


def test_a_confirmation_in_it_leads_back_to_it(steward: Client, project: Project) -> None:
    makers.said(project, "known", by=makers.person("Ada"))
    row = project.assessments.get()
    address = "/projects/api/testing/tests/known/confirmation/"
    typed = {"seen": row.revision, "back": "/reviews/engine/#api"}
    assert steward.post(address, typed).headers["Location"] == "/reviews/engine/#api"


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"]
)
def test_no_form_leads_to_another_place(steward: Client, project: Project, back: str) -> None:
    makers.said(project, "known", by=makers.person("Ada"))
    typed = {"seen": project.assessments.get().revision, "back": back}
    answer = steward.post("/projects/api/testing/tests/known/confirmation/", typed)
    assert answer.headers["Location"] == "/projects/api/#testing/tests/known"


def test_whoever_only_reads_sees_no_form_and_no_draft(
    steward: Client, lead: Client, client: Client
) -> None:
    post(steward, "opening")
    write(steward, project="api", verdict="gaps", minutes="A secret draft.")
    for reader in (lead, client):
        page = shown(reader)
        assert "A sitting is under way" in page
        assert "A secret draft." not in page
        assert "/finding/" not in page


def test_a_sitting_that_goes_on_has_no_minutes_yet(steward: Client, client: Client) -> None:
    post(steward, "opening")
    number = Sitting.objects.get().pk
    assert client.get(f"/reviews/engine/{number}/").status_code == 404
    assert client.get(f"/reviews/engine/{number}/minutes.md").status_code == 404


def test_a_steward_of_one_area_reviews_in_that_area_alone(project: Project) -> None:
    client, user = Client(), User.objects.create(username="Iris")
    person = makers.person("Iris", user=user)
    people.add_steward(person=person, area=makers.find_area("safety"), by=None)
    client.force_login(user)
    assert post(client, "opening").status_code == 403
    assert post(client, "opening", area="testing").status_code == 403
    assert post(client, "opening", area="safety").status_code == 302


def test_a_steward_of_one_area_begins_with_it_and_may_read_the_others(
    project: Project, client: Client
) -> None:
    user = User.objects.create(username="Iris")
    person = makers.person("Iris", user=user)
    people.add_steward(person=person, area=makers.find_area("safety"), by=None)
    assert client.get("/reviews/engine/").status_code == 200  # a visitor reads of all areas
    client.force_login(user)
    assert client.get("/reviews/engine/").headers["Location"] == "/reviews/engine/?area=safety"
    assert "Open a sitting" in shown(client, "?area=safety")
    everything = shown(client, "?area=")
    assert "Open a sitting" not in everything
    assert '<option value="">All areas, to read</option>' in everything


def test_what_was_decided_meanwhile_is_in_the_minutes(steward: Client, project: Project) -> None:
    makers.said(project, "known", by=makers.person("Ada"))
    post(steward, "opening")
    typed = {"seen": project.assessments.get().revision}
    steward.post("/projects/api/testing/tests/known/confirmation/", typed)
    write(steward, project="api", verdict="on-track", minutes="")
    there = post(steward, "closing").headers["Location"]
    assert "Mary confirmed: tests: known is so." in steward.get(there).content.decode()


def test_a_verdict_is_given_on_the_projects_page(steward: Client, client: Client) -> None:
    typed = {"verdict": "off-track", "area": "safety", "minutes": "No *keys*."}
    answer = steward.post("/projects/api/review/", typed)
    assert answer.headers["Location"] == "/projects/api/#visits"
    page = client.get("/projects/api/").content.decode()
    assert "No <em>keys</em>." in page
    assert "Off track" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [({}, "Give a verdict."), ({"verdict": "splendid"}, "That is no verdict")],
)
def test_a_review_without_a_verdict_is_none(
    steward: Client, typed: dict[str, str], told: str
) -> None:
    with makers.nothing_written():
        answer = steward.post("/projects/api/review/", typed | {"minutes": "Typed for long."})
    content = answer.content.decode()
    assert (answer.status_code, told in content) == (422, True)
    assert "Typed for long.</textarea>" in content


def test_the_screen_costs_the_same_for_one_project_and_for_ten(
    client: Client,
) -> None:
    makers.apply(makers.ready())
    costs: list[int] = []
    team = makers.team("engine")
    for _ in range(2):
        for _ in range(len(costs) * 9 + 1):
            makers.met(makers.project(team=team), "known", "clear")
        costs.append(_queries(client))
    assert costs[0] == costs[1] <= 14


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/reviews/engine/").status_code == 200
    return len(captured)


def test_a_sitting_opened_by_mistake_is_cancelled_and_leaves_nothing(
    steward: Client, client: Client
) -> None:
    post(steward, "opening")
    assert post(steward, "cancelling").headers["Location"] == "/reviews/engine/"
    assert Sitting.objects.get().closed_at
    assert "Minutes of earlier sittings" not in shown(client)
    assert "Open a sitting" in shown(steward)


def test_one_in_which_something_is_written_is_not_cancelled(steward: Client) -> None:
    post(steward, "opening")
    write(steward, project="api", verdict="gaps", minutes="")
    with makers.nothing_changed():
        answer = post(steward, "cancelling")
    assert (answer.status_code, "Something is written" in answer.content.decode()) == (422, True)


def test_the_last_promises_are_shown_with_their_outcome_and_the_next_ones(
    steward: Client, project: Project
) -> None:
    day = today()
    cycle("last", day, day + timedelta(days=30))
    promise(project)
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        cycle("now", day + timedelta(days=31), day + timedelta(days=90))
        promise(project, cycle=Cycle.objects.get(slug="now"))
        steward.force_login(User.objects.get(username="Mary"))
        page = shown(steward)
    for words in ("Promised for last", "Missed", "Promised ahead", "tests, now"):
        assert words in page, words


def test_what_is_written_of_a_project_that_was_handed_over_meanwhile_can_be_finished(
    steward: Client, client: Client, project: Project
) -> None:
    post(steward, "opening")
    write(steward, project="api", minutes="Half a sentence")
    projects.move(project=project, team=makers.team("front"), by=None)
    assert post(steward, "closing").status_code == 422
    assert "Half a sentence" in shown(steward)
    assert "Half a sentence" not in shown(client)
    assert write(steward, project="api", verdict="gaps", minutes="Whole.").status_code == 302
    assert post(steward, "closing").status_code == 302
    assert Review.objects.get().minutes == "Whole."
    assert 'id="api"' not in shown(steward)


def test_the_sitting_of_a_team_that_was_merged_meanwhile_can_be_closed(
    steward: Client, project: Project
) -> None:
    post(steward, "opening")
    write(steward, project="api", verdict="gaps", minutes="Slow.")
    teams.merge_teams(team=project.team, into=makers.team("front"), by=None)
    assert "/reviews/engine/closing/" in shown(steward)
    assert post(steward, "closing").status_code == 302
    assert "Open a sitting" not in shown(steward)


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/reviews/engine/opening/", {"area": "\0"}),
        ("/reviews/engine/finding/", {"project": "\0", "seen": 0}),
        ("/projects/api/review/", {"area": "\0", "verdict": "gaps"}),
    ],
)
def test_a_key_that_no_database_takes_is_not_there(
    steward: Client, address: str, typed: dict[str, object]
) -> None:
    post(steward, "opening")
    assert steward.post(address, typed).status_code == 404


def test_a_lead_promises_the_next_step_from_the_sitting(
    lead: Client, steward: Client, client: Client, project: Project
) -> None:
    day = today()
    assert "Promise something" not in shown(lead)  # for no cycle
    cycle("now", day, day + timedelta(days=30))
    makers.met(project, "known", "clear")
    address = "/projects/api/testing/tests/commitment/"
    assert f'value="first-results" formaction="{address}"' in shown(lead)
    for reader in (steward, client):
        assert "Promise something" not in shown(reader)
    typed = {"level": "first-results", "cycle": "now", "back": "/reviews/engine/#api"}
    assert lead.post(address, typed).headers["Location"] == "/reviews/engine/#api"
    page = shown(lead)
    assert "Promised ahead" in page
    assert address not in page
