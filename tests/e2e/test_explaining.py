"""How a number comes about: over the page it stands on, by keyboard, and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.e2e.conftest import Visit
from tests.e2e.test_pages import NARROW, RULES, SIZES

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


@pytest.mark.parametrize("theme", list(SIZES))
def test_open_it_is_sound_in_every_theme(visit: Visit, theme: str) -> None:
    visit.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    for size in SIZES[theme]:
        visit.page.set_viewport_size(size)  # type: ignore[arg-type]
        page = visit.to("/projects/api/")
        page.get_by_role("link", name="How this score comes about").click()
        shown = dialog(page, "Api")
        expect(shown).to_be_visible()
        for fold in shown.locator("details").all():
            fold.evaluate("fold => fold.open = true")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        assert shown.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert visit.faults == []


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
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{home}/projects/jobs/")
    page.get_by_role("link", name="How this score comes about").click()
    page.wait_for_url(f"{home}/explain/?project=jobs")
    expect(page.get_by_role("heading", name="Jobs")).to_be_visible()
    context.close()
