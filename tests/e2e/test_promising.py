"""A lead promises a level in public, withdraws it in public, and it stays to be read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from dashboard.actions import people
from dashboard.choices import Role
from dashboard.days import today
from tests.actions import makers
from tests.e2e.conftest import Visit
from tests.e2e.sound import check
from tests.e2e.test_editing import log_in
from tests.promised import cycle

PAGE = "/projects/api/#testing/tests"
AIM = '[id="testing/tests"]'
Enter = Callable[..., Page]


@pytest.fixture(autouse=True)
def project(live_server: object) -> None:
    makers.apply(makers.ready())
    cycle("2090-H1", today(), today() + timedelta(days=40), focus=[makers.find_aim("tests")])
    team = makers.team("engine")
    makers.project("api", team=team)
    grace = makers.person("Grace", user=User.objects.create_user("grace", password="a long word"))
    people.add_member(team=team, person=grace, role=Role.LEAD, by=None)
    User.objects.create_superuser("mary", password="a long word")


@pytest.fixture
def enter(browser: Browser, visit: Visit) -> Enter:
    """Somebody's browser, logged in and on a page."""

    def entered(name: str, address: str = PAGE, **more: bool) -> Page:
        page = browser.new_context(base_url=visit.home, **more).new_page()  # type: ignore[arg-type]
        page.goto("/")
        log_in(page, name)
        page.goto(address)
        return page

    return entered


def promise(page: Page, level: str) -> None:
    aim = page.locator(AIM)
    aim.get_by_text("Promise a level", exact=True).click()
    aim.get_by_label("The level that the project will have reached").select_option(level)
    aim.get_by_role("button", name="Promise", exact=True).click()


def withdraw(page: Page, reason: str) -> None:
    aim = page.locator(AIM)
    aim.get_by_text("Withdraw", exact=True).click()
    aim.get_by_label("Why it is withdrawn").fill(reason)
    aim.get_by_role("button", name="Withdraw the promise").click()


def test_a_promise_is_made_withdrawn_with_a_reason_and_stays(enter: Enter, visit: Visit) -> None:
    page = enter("grace")
    promise(page, "First results")
    summary = page.locator(f"{AIM} > summary")
    expect(summary).to_contain_text("Promised: First results by")
    expect(page.locator(".promises")).to_contain_text("Open")
    withdraw(page, "The team shrank.")
    expect(summary).not_to_contain_text("Promised")
    expect(page.locator(".promises")).to_contain_text("The team shrank.")
    reader = visit.to("/cycles/2090-h1/")
    expect(reader.locator("main")).to_contain_text("The team shrank.")
    expect(reader.locator("main")).to_contain_text("1 withdrawn")


def test_the_same_without_javascript(enter: Enter) -> None:
    page = enter("grace", java_script_enabled=False)
    page.locator(f"{AIM} > summary").click()  # the page opened it: close and open again
    page.locator(f"{AIM} > summary").click()
    promise(page, "Mature")
    expect(page.locator(f"{AIM} > summary")).to_contain_text("Promised: Mature by")
    withdraw(page, "Too much.")
    expect(page.locator(".promises")).to_contain_text("Too much.")


def test_a_cycle_is_planned_and_changed(enter: Enter) -> None:
    page = enter("mary", "/cycles/")
    page.get_by_text("Plan a cycle").click()
    page.get_by_label("Name").fill("2091-H1")
    page.get_by_label("First day").fill("2091-01-01")
    page.get_by_label("Last day").fill("2090-06-30")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("alert")).to_have_text("It ends before it starts.")
    page.get_by_label("Last day").fill("2091-06-30")
    page.get_by_label("tests").check()
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", name="2091-H1")).to_be_visible()
    expect(page.locator(".focus")).to_contain_text("tests")
    page.get_by_text("Change this cycle").click()
    page.get_by_label("Name").fill("Spring")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Spring")).to_be_visible()


@pytest.mark.usefixtures("look")
def test_the_forms_can_be_used_by_everybody(visit: Visit) -> None:
    page = visit.to("/")
    log_in(page, "grace")
    promise(visit.to(PAGE), "First results")
    expect(page.locator(".promises")).to_contain_text("Open")
    check(visit, "/projects/api/")
    visit.to("/").get_by_role("link", name="Log out").click()
    page.get_by_role("button", name="Log out").click()
    log_in(page, "mary")
    check(visit, "/cycles/", "/cycles/2090-h1/", "/projects/api/")
