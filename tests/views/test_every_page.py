"""What holds for every page: a strict policy, no work for strangers, and text shown as text."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, get_resolver

from dashboard.actions import assessments, intents, people, reviews, teams
from dashboard.actions.assessments import Words
from dashboard.actions.commitments import withdraw
from dashboard.actions.cycles import plan_cycle
from dashboard.choices import Role
from dashboard.days import today
from dashboard.models import Project
from tests.actions import makers
from tests.promised import promise

pytestmark = pytest.mark.django_db
EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'&{{ 1 }}"
PAGES = [
    "/", "/?sort=name", "/?q=x", "/areas/testing/", "/projects/api/", "/projects/api/history/",
    "/compare/", "/compare/?on=x", "/compare/?q=x",
    "/explain/", "/explain/?project=api", "/explain/?aim=testing/tests",
    "/aims/", "/aims/testing/tests/", "/cycles/", "/cycles/scriptalertxscript/",
    "/teams/engine/", "/teams/engine/people/", "/progress/", "/progress/?cause=work-done",
    "/accounts/login/", "/nowhere/", "/healthz", "/readyz",
]  # fmt: skip
OF_THE_TEAM = [
    "/mine/", "/projects/api/", "/projects/api/answers/", "/mine/answers/testing/tests/",
]  # fmt: skip


@pytest.fixture
def world() -> Project:
    """Every text field says something evil."""
    link = {"title": EVIL, "url": "https://a.example/?a=%22%3E%3Cscript%3E"}
    objective = makers.objective("known", text=EVIL, guidance=EVIL)
    aim = makers.aim("tests", objective, name=EVIL, reason=EVIL, background=[link])
    levels = [{"key": "started", "name": EVIL, "value": 1, "meaning": EVIL}]
    makers.apply(
        makers.area("testing", aim, name=EVIL, description=EVIL, levels=levels),
        makers.area("other", makers.aim("more", "of-it")),
    )
    group = teams.create_group(slug="group", name=EVIL, by=None)
    team = teams.create_team(slug="engine", name=EVIL, group=group, by=None)
    person = makers.person(EVIL)
    people.add_member(team=team, person=person, role="lead", by=None)
    facts = {"owner": person, "contact": person, "description": EVIL}
    makers.project("quiet", name=EVIL, team=team, **facts)
    project = makers.project("api", name=EVIL, team=team, **facts)
    words = Words(EVIL, "https://a.example/", EVIL)
    makers.said(project, "known", words=words, by=person)
    assessments.send_back(project=project, objective=makers.find("known"), reason=EVIL, by=person)
    plan = intents.Plan("blocked", blocked_by=EVIL, unblocked_by=EVIL, note=EVIL, planned_for="")
    intents.set_intent(project=project, aim=makers.find_aim("tests"), plan=plan, by=person)
    plan_cycle(
        name="<script>alert('x')</script>",
        starts_on=today(),
        ends_on=today(),
        focus=[makers.find_aim("tests")],
        by=person,
    )
    withdraw(commitment=promise(project, by=person), reason=EVIL, by=person)
    promise(project, by=person)
    reviews.review(project=project, verdict="gaps", minutes=EVIL, by=person)
    reviews.check_in(project=project, note=EVIL, by=person)
    return project


def is_ours(script: dict[str, str | None]) -> bool:
    """A file of ours, or figures, which no browser runs."""
    if script.get("type") == "application/json":
        return True
    return str(script.get("src")).startswith("/static/")


class Tags(HTMLParser):
    """The tags of a page with their attributes, as a browser reads them."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(shown)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in names]


def tags(client: Client, address: str) -> Tags:
    return Tags(client.get(address, {"q": EVIL} if "?q" in address else None).content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_html_and_script_in_any_text_are_shown_as_text(
    client: Client, world: Project, address: str
) -> None:
    found = tags(client, address)
    assert found.named("img") == []
    assert all(map(is_ours, found.named("script")))
    addresses = [str(each["href"]) for each in found.named("a") if "href" in each]
    assert all(re.match(r"https?://|[/?#]", each) for each in addresses)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/projects/api/",
        "/explain/",
        "/aims/",
        "/aims/testing/tests/",
        "/cycles/",
        "/progress/",
        "/teams/engine/",
        "/teams/engine/people/",
    ],
)
def test_what_looks_like_html_is_there_to_read(
    client: Client, world: Project, address: str
) -> None:
    assert "&lt;script&gt;alert(" in client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_strict_policy_holds_and_nothing_is_inline(
    client: Client, world: Project, address: str
) -> None:
    policy = client.get(address)["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    found = tags(client, address)
    assert found.named("style") == []
    attributes = {name for _, each in found.found for name in each}
    assert [name for name in attributes if name == "style" or name.startswith("on")] == []


@pytest.mark.parametrize("address", OF_THE_TEAM)
def test_the_same_holds_for_the_pages_of_a_team(
    client: Client, world: Project, address: str
) -> None:
    user = User.objects.create(username="lead")
    grace = makers.person(EVIL, user=user)
    people.add_member(team=world.team, person=grace, role=Role.LEAD, by=None)
    client.force_login(user)
    found = tags(client, address)
    assert found.named("img", "style") == []
    assert all(map(is_ours, found.named("script")))
    attributes = {name for _, each in found.found for name in each}
    assert [name for name in attributes if name == "style" or name.startswith("on")] == []
    assert "&lt;script&gt;alert(" in client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_costs_no_session(client: Client, world: Project, address: str) -> None:
    answer = client.get(address)
    assert "sessionid" not in answer.cookies
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", [page for page in PAGES if "health" not in page])
def test_a_page_is_found_by_head_too(client: Client, world: Project, address: str) -> None:
    answer = client.head(address)
    assert answer.status_code == client.get(address).status_code
    assert answer.content == b""


def test_a_public_page_varies_by_who_reads_it(client: Client, world: Project) -> None:
    assert "Cookie" in client.get("/")["Vary"]


def test_this_file_knows_every_page_there_is() -> None:
    named = [each for each in get_resolver().url_patterns if isinstance(each, URLPattern)]
    known = {"board", "area", "compare", "project", "history", "aims", "aim", "account_login"}
    known |= {"explanation", "progress", "team", "alive", "ready", "sitting", "minutes"}
    known |= {"cycles", "cycle", "people"}
    edits = {"answer", "answer-withdrawal", "answer-undoing", "answer-confirmation"}
    edits |= {"commitment", "commitment-withdrawal", "planning", "replanning"}
    edits |= {"answer-refusal", "intent", "intent-confirmation", "account_logout", "mine"}
    edits |= {"remark", "dispute-settlement", "meaning", "review", "finding"}
    edits |= {"sitting-opening", "sitting-closing", "sitting-cancelling", "minutes-to-paste"}
    edits |= {"answers", "mine-answers", "check-in", "area-check-in"}
    edits |= {"agreement", "intent-undoing", "person-admission", "person-place"}
    edits |= {"board-file", "comparison-file", "movements-file", "chart-file", "chart-picture"}
    assert {str(each.name) for each in named} - known == edits
