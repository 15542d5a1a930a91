"""A real browser on a real server. Without a Chromium of the system these tests are skipped."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from django.db import connections
from playwright.sync_api import ConsoleMessage, Page, Request, ViewportSize
from pytest_django import DjangoDbBlocker

from dashboard.actions import assessments, intents, people, reviews
from dashboard.actions.assessments import Words
from dashboard.actions.commitments import withdraw
from dashboard.choices import Agreement, Answer
from dashboard.days import today
from dashboard.models import Commitment, Cycle, Project, Revision, triggers
from tests.actions import makers
from tests.promised import cycle, promise

HERE = Path(__file__).parent
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
LOOKS: dict[str, tuple[ViewportSize, Literal["light", "dark"]]] = {
    "wide-light": (WIDE, "light"),
    "narrow-dark": (NARROW, "dark"),
}  # each size once, and each theme
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=f"none of {', '.join(NAMES)} is installed"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session", autouse=True)
def _no_connection_outlives_its_request() -> None:
    """A browser keeps its line open, and so would the server: a database in use is not dropped."""
    connections.settings["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture
def _record_kept_again(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """After the tables were emptied: the triggers, and the one row that a migration made."""
    yield
    with django_db_blocker.unblock():
        triggers.install()
        Revision.objects.get_or_create(pk=1)
        connections.close_all()  # beside playwright's loop there are others than elsewhere


@pytest.fixture
def _django_db_helper(
    _record_kept_again: None, _django_db_helper: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Lifts the triggers just before the tables are emptied: they would refuse it."""
    yield
    with django_db_blocker.unblock():
        triggers.remove()


class Visit:
    """A browser's page, what went wrong on it, and what it asked of other servers."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.faults: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 404" not in message.text:
            self.faults.append(message.text)

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.foreign.append(request.url)

    def to(self, address: str) -> Page:
        """Go to an address of our own."""
        self.page.goto(f"{self.home}{address}")
        return self.page


@pytest.fixture(params=LOOKS)
def look(page: Page, request: pytest.FixtureRequest) -> None:
    """The test is tried in each of the looks."""
    size, theme = LOOKS[request.param]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=theme)


@pytest.fixture
def visit(page: Page, live_server: Any) -> Visit:
    return Visit(page, live_server.url)


@pytest.fixture
def world(live_server: Any) -> None:
    """Two teams, two ladders, and every kind of cell, row and answer."""
    of_libraries = makers.aim("packaging", "released", applies_to=["library"])
    own = makers.area("safety", makers.aim("keys", at={"one": ["k"], "two": ["l"]}))
    own["levels"] = makers.ladder("one", "two")
    testing = makers.ready()
    testing["aims"] += [makers.aim("exploring", "tried"), of_libraries]
    testing["aims"][0]["objectives"]["started"][0] |= {"guidance": "Look.", "evidence": "required"}
    makers.apply(testing, own, kinds=["service", "library"])
    engine, ada = makers.team("engine"), makers.person("Ada Byron")
    people.add_member(team=engine, person=ada, role="lead", by=None)
    facts = {"team": engine, "owner": ada, "kind": "service"}
    api = makers.project("api", url="https://api.example/", description="Sends *letters*.", **facts)
    words = Words("We looked.", "https://ci.example/1", "Report")
    makers.met(api, "known", "clear", words=words, by=ada)
    makers.said(api, "better", words=words, by=ada)
    makers.said(api, "k", words=words)
    makers.said(api, "tried", Answer.NOT_APPLICABLE, words=makers.WHY, is_confirmed=True)
    assessments.send_back(project=api, objective=makers.find("k"), reason="Too old.", by=ada)
    jobs = makers.project("jobs", **facts)
    makers.met(jobs, "known", "clear", "better", "all", "kept", "k", "l", words=words)
    blocked = intents.Plan("blocked", blocked_by="the farm", unblocked_by="Platform")
    intents.set_intent(project=jobs, aim=makers.find_aim("exploring"), plan=blocked, by=ada)
    reviews.review(project=jobs, verdict="gaps", minutes="Talked.", by=ada)
    makers.project("shop", team=makers.team("front"), agreement=Agreement.IN_TALKS)
    promised(api, jobs)


def promised(api: Project, jobs: Project) -> None:
    """A promise of every outcome: by tests that move no clock, what is over is made so."""
    focus = [makers.find_aim("tests"), makers.find_aim("keys")]
    now = cycle("now", today(), today() + timedelta(days=40), focus=focus)
    promise(api, "first-results", cycle=now)
    made = promise(api, "mature", cycle=now, by=makers.person("Grace Hopper"))
    withdraw(commitment=made, reason="Too much at once.", by=made.made_by)
    last = Cycle.objects.create(
        slug="last",
        name="last",
        starts_on=today() - timedelta(days=9),
        ends_on=today() - timedelta(days=1),
    )
    values = {"made_at": api.joined_at, "revision": 1, "cycle": last, "aim": focus[0]}
    for project in (api, jobs):
        Commitment.objects.create(
            project=project, team=project.team, level=makers.find("better").level, **values
        )
