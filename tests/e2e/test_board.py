import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.usefixtures("world")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"))


def test_it_can_be_used_with_the_keyboard(visit: Visit) -> None:
    page = visit.to("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the table"
    page.keyboard.press("Enter")
    region = page.get_by_role("region", name="Where we stand")
    expect(region).to_be_focused()
    for wanted in ("Project", "Score", "Review"):
        page.keyboard.press("Tab")
        assert focused(page) == wanted
    page.keyboard.press("Enter")
    page.wait_for_url("**/?sort=freshness")


def test_a_cell_leads_to_its_aim_and_opens_it(visit: Visit) -> None:
    page = visit.to("/")
    page.get_by_role("row", name="Jobs").get_by_role("link", name="Mature").click()
    page.wait_for_url("**/projects/jobs/#testing/tests")
    expect(page.locator('[id="testing/tests"]')).to_have_attribute("open", "")
    expect(page.get_by_text("The team knows", exact=False)).to_have_count(0)
    expect(page.get_by_text("kept is so.")).to_be_visible()


def test_a_link_to_an_objective_opens_its_aim(visit: Visit) -> None:
    page = visit.to("/projects/jobs/#testing/tests/kept")
    expect(page.get_by_text("kept is so.")).to_be_in_viewport()


def test_it_is_a_table_with_headings_for_a_screen_reader(visit: Visit) -> None:
    page = visit.to("/")
    expect(page.get_by_role("table", name="Where projects stand on aims")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Api")).to_be_visible()
    expect(page.get_by_role("columnheader", name="tests")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("rowheader", name="Api")).to_be_visible()


def test_heading_and_names_stay_in_sight(visit: Visit) -> None:
    page = visit.to("/")
    page.set_viewport_size({"width": 800, "height": 400})
    page.locator(".scroll").evaluate("box => box.scrollTo(400, 300)")
    box = page.locator(".scroll").bounding_box()
    name = page.get_by_role("columnheader", name="Project").bounding_box()
    assert box is not None
    assert name is not None
    assert abs(name["x"] - box["x"]) < 2
    assert abs(name["y"] - box["y"]) < 2


def test_searching_finds(visit: Visit) -> None:
    page = visit.to("/")
    page.get_by_role("searchbox").fill("byron api")
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader", name="Api")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Jobs")).to_have_count(0)


def test_what_is_blocked_is_found_shared_and_followed(visit: Visit, browser: Browser) -> None:
    page = visit.to("/")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_role("checkbox", name="Blocked").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("rowheader", name="Jobs")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Api")).to_have_count(0)
    other = browser.new_page()
    other.goto(page.url)
    expect(other.get_by_role("rowheader", name="Api")).to_have_count(0)
    other.get_by_role("row", name="Jobs").get_by_role("link", name="Not started").click()
    other.wait_for_url("**/projects/jobs/#testing/exploring")
    expect(other.get_by_text("the farm")).to_be_visible()
    other.close()
    page.get_by_role("link", name="Blocked (remove)").click()
    expect(page.get_by_role("rowheader", name="Api")).to_be_visible()
    assert visit.faults == []


def test_on_a_phone_a_project_is_a_card_and_nothing_is_wider(visit: Visit) -> None:
    page = visit.to("/?show=heat")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_text("Filter", exact=True).click()
    expect(page.get_by_role("checkbox", name="Blocked")).to_be_visible()
    page.get_by_role("rowheader", name="Jobs").get_by_role("link").click()
    page.wait_for_url("**/projects/jobs/")


def test_on_paper_it_is_one_page_wide(visit: Visit) -> None:
    page = visit.to("/?show=heat")
    page.set_viewport_size({"width": 1500, "height": 1000})
    page.emulate_media(media="print")
    wide = page.locator(".board").evaluate("board => board.getBoundingClientRect().right")
    assert wide <= 1500
    head = page.locator(".board thead").evaluate("head => getComputedStyle(head).display")
    assert head == "table-header-group"
    expect(page.get_by_role("search")).to_be_hidden()


def test_a_chosen_theme_is_kept(visit: Visit) -> None:
    page = visit.to("/")
    switch = page.get_by_role("button", name="Theme")
    switch.click()
    switch.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    visit.to("/aims/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 24, 22)"
    page.get_by_role("button", name="Theme: dark").click()
    assert page.locator("html").get_attribute("data-theme") is None
    assert visit.faults == []


def test_everything_can_be_read_without_javascript(browser: Browser, visit: Visit) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{visit.home}/")
    expect(page.get_by_role("button", name="Theme")).to_have_count(0)
    page.get_by_role("link", name="Score", exact=True).click()
    expect(page.get_by_role("columnheader", name="Score")).to_have_attribute(
        "aria-sort", "descending"
    )
    page.get_by_role("link", name="Api", exact=True).click()
    page.locator("summary", has_text="keys").click()
    expect(page.get_by_text("Too old.")).to_be_visible()
    context.close()
