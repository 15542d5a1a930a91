"""Single keys: what they do, when they do nothing, and how they are switched off."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from dashboard.actions import people
from tests.actions import makers
from tests.e2e.conftest import Visit
from tests.e2e.sound import is_sound
from tests.e2e.test_editing import log_in

PROJECT = "/projects/api/"


@pytest.fixture(autouse=True)
def project(live_server: object) -> None:
    """A project with two aims, and its lead."""
    criteria = makers.ready()
    criteria["aims"].append(makers.aim("exploring", "tried"))
    makers.apply(criteria)
    team = makers.team("engine")
    makers.project("api", team=team)
    user = User.objects.create_user("grace", password="a long word")
    person = makers.person("Grace", user=user)
    people.add_member(team=team, person=person, role="lead", by=None)


def entered(visit: Visit) -> Page:
    log_in(visit.to("/"), "grace")
    return visit.to(PROJECT)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Keyboard shortcuts")


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_keys_lead_to_pages(visit: Visit) -> None:
    page = entered(visit)
    for keys, address in {
        "gp": "/progress/",
        "ga": "/aims/",
        "gc": "/cycles/",
        "gm": "/mine/",
        "gb": "/",
    }.items():
        press(page, keys)
        page.wait_for_url(f"{visit.home}{address}")
    assert visit.faults == []


def test_the_search_gets_the_focus_and_not_the_key(visit: Visit) -> None:
    page = visit.to("/")
    press(page, "/")
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    expect(search).to_have_value("")


def test_one_steps_through_aims_and_objectives_with_the_focus_in_sight(visit: Visit) -> None:
    page = visit.to(PROJECT)
    focused = page.locator(":focus")
    press(page, "j")
    expect(focused).to_contain_text("tests")
    press(page, "jj")
    expect(focused).to_have_attribute("id", "testing/tests/clear")
    assert page.evaluate("document.activeElement.matches(':focus-visible')")
    press(page, "k")
    expect(focused).to_have_attribute("id", "testing/tests/known")
    press(page, "kkk")  # there is nothing before the first
    expect(focused).to_contain_text("tests")
    page.keyboard.press("Enter")  # folds the aim
    press(page, "j")
    expect(focused).to_contain_text("exploring")


def test_the_form_of_what_has_the_focus_opens_and_nothing_is_saved(visit: Visit) -> None:
    page = entered(visit)
    with makers.nothing_written():
        press(page, "jje")
        expect(page.get_by_label("Web address of the evidence").first).to_be_focused()
        press(page, "gbj?e/")
        expect(page.locator(":focus")).to_have_value("gbj?e/")
        visit.to(PROJECT)
        press(page, "je")
        expect(page.get_by_label("What the team means to do").first).to_be_focused()


def test_typing_and_modifiers_trigger_nothing(visit: Visit) -> None:
    page = entered(visit)
    search = page.get_by_role("searchbox")
    search.focus()
    press(page, "gb?j")
    expect(search).to_have_value("gb?j")
    expect(dialog(page)).to_be_hidden()
    page.locator("h1").click()
    for modifier in ("Control", "Alt", "Meta"):
        page.keyboard.press(f"{modifier}+j")
    assert page.evaluate(
        "document.activeElement === document.body || document.activeElement.id === 'main'"
    )
    page.wait_for_function("window.name = 'still here'")
    press(page, "bxgxb")  # no shortcut among them
    assert page.evaluate("window.name") == "still here"
    assert page.url == f"{visit.home}{PROJECT}"


def test_the_list_is_used_with_the_keyboard_alone(visit: Visit) -> None:
    page = entered(visit)
    press(page, "j?")
    expect(dialog(page)).to_be_visible()
    press(page, "gb")
    assert page.url == f"{visit.home}{PROJECT}"  # the list is open: nothing else happens
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(page.locator(":focus")).to_contain_text("tests")  # where one was
    press(page, "?")
    box = dialog(page).get_by_role("checkbox")
    while not box.evaluate("box => box === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog(page)).to_be_hidden()


def test_single_keys_are_switched_off_and_on_again(visit: Visit) -> None:
    page = visit.to(PROJECT)
    opener = page.get_by_role("button", name="Keyboard shortcuts")
    opener.click()
    dialog(page).get_by_role("checkbox").uncheck()
    dialog(page).get_by_role("button", name="Close").click()
    visit.to(PROJECT)
    press(page, "j?")
    expect(dialog(page)).to_be_hidden()
    expect(page.locator("summary:focus")).to_have_count(0)
    opener.click()
    expect(dialog(page).get_by_role("checkbox")).not_to_be_checked()
    dialog(page).get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    press(page, "?")
    expect(dialog(page)).to_be_visible()


def test_a_visitor_is_shown_no_key_of_whoever_is_logged_in(visit: Visit) -> None:
    page = visit.to("/")
    press(page, "?")
    expect(dialog(page)).to_contain_text("Board")
    expect(dialog(page)).not_to_contain_text("Mine")
    page.keyboard.press("Escape")
    press(page, "gm")
    assert page.url == f"{visit.home}/"


def test_without_javascript_nothing_of_it_is_seen(visit: Visit) -> None:
    page = visit.page.context.browser.new_context(java_script_enabled=False).new_page()  # type: ignore[union-attr]
    page.goto(f"{visit.home}/")
    expect(page.get_by_role("button", name="Keyboard shortcuts")).to_be_hidden()
    expect(dialog(page)).to_be_hidden()


@pytest.mark.usefixtures("look")
def test_the_list_can_be_used_by_everybody(visit: Visit) -> None:
    page = entered(visit)
    visit.to(PROJECT)
    press(page, "?")
    expect(dialog(page)).to_be_visible()
    is_sound(visit)
