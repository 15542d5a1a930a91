"""How a number comes about: over the page it stands on, by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.e2e.conftest import NARROW, Visit
from tests.e2e.sound import is_sound

pytestmark = pytest.mark.usefixtures("world")


def score_of(page: Page, project: str) -> Locator:
    row = page.get_by_role("row", name=project)
    return row.get_by_role("link", name="how it comes about")


def dialog(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name)


def test_by_keyboard_it_opens_in_place_and_the_focus_comes_back(visit: Visit) -> None:
    page = visit.to("/?sort=name")
    link = score_of(page, "Jobs")
    link.focus()
    page.keyboard.press("Enter")
    shown = dialog(page, "Jobs")
    expect(shown).to_be_visible()
    expect(shown.get_by_role("heading", name="Jobs")).to_be_focused()
    expect(shown.get_by_text("Aim by aim")).to_be_visible()
    assert page.url == f"{visit.home}/?sort=name"
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(shown).to_be_visible()
    shown.get_by_role("button", name="Close").press("Enter")
    expect(link).to_be_focused()
    assert visit.faults == []


def test_a_click_beside_it_closes_it_and_another_number_can_be_asked_for(visit: Visit) -> None:
    page = visit.to("/?sort=name")
    score_of(page, "Jobs").click()
    expect(dialog(page, "Jobs")).to_be_visible()
    page.mouse.click(2, 2)
    expect(dialog(page, "Jobs")).to_be_hidden()
    score_of(page, "Api").click()
    expect(dialog(page, "Api")).to_be_visible()
    assert page.locator("#explanation").count() == 1


def test_it_leads_on_to_pages(visit: Visit) -> None:
    page = visit.to("/?sort=name")
    score_of(page, "Jobs").click()
    dialog(page, "Jobs").get_by_role("link", name="Open as a page").click()
    page.wait_for_url(f"{visit.home}/explain/?project=jobs")
    page.get_by_role("rowheader", name="tests").get_by_role("link").click()
    page.wait_for_url(f"{visit.home}/explain/?project=jobs&aim=testing/tests")
    assert visit.faults == []


def test_the_share_of_a_team_in_an_area_opens_too(visit: Visit) -> None:
    page = visit.to("/?down=teams&across=areas")
    page.locator("td.share a").first.click()
    expect(dialog(page, "Engine: Testing")).to_be_visible()


@pytest.mark.usefixtures("look")
def test_open_it_is_sound_in_every_theme(visit: Visit) -> None:
    page = visit.to("/projects/api/")
    page.get_by_role("link", name="How this score comes about").click()
    shown = dialog(page, "Api")
    expect(shown).to_be_visible()
    is_sound(visit)
    assert shown.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_what_cannot_be_fetched_is_followed(visit: Visit) -> None:
    page = visit.to("/?sort=name")

    def refuse(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.abort()
        else:
            route.continue_()

    page.route("**/explain/**", refuse)
    score_of(page, "Jobs").click()
    page.wait_for_url(f"{visit.home}/explain/?project=jobs")


def test_without_javascript_the_link_is_followed(browser: Browser, live_server: object) -> None:
    home = live_server.url  # type: ignore[attr-defined]
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    page = context.new_page()
    page.goto(f"{home}/projects/jobs/")
    page.get_by_role("link", name="How this score comes about").click()
    page.wait_for_url(f"{home}/explain/?project=jobs")
    expect(page.get_by_role("heading", name="Jobs")).to_be_visible()
    context.close()
