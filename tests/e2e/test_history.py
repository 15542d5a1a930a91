"""Undo from the history and the people of a team, in a browser without JavaScript too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.sound import check
from tests.e2e.test_editing import log_in, objective, say, team

__all__ = ["team"]  # a fixture
HISTORY = "/projects/api/history/"
Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, visit: Visit) -> Enter:
    """Somebody's browser, logged in, with JavaScript or without."""

    def entered(name: str, *, has_script: bool) -> Page:
        context = browser.new_context(base_url=visit.home, java_script_enabled=has_script)
        page = context.new_page()
        page.goto("/")
        log_in(page, name)
        return page

    return entered


@pytest.mark.parametrize("has_script", [False, True], ids=["without JavaScript", "with it"])
def test_what_was_said_is_undone_from_the_history(enter: Enter, has_script: bool) -> None:
    page = enter("grace", has_script=has_script)
    page.goto("/projects/api/")
    for word in ("Met", "Not yet"):
        say(page, "known", word)
        pressed = objective(page, "known").get_by_role("button", name=word, exact=True)
        expect(pressed).to_have_attribute("aria-pressed", "true")
    page.goto(f"{HISTORY}?what=answers")
    expect(page.get_by_role("button", name="Undo")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".day li").first).to_contain_text("Grace undid")
    assert page.url.endswith(f"{HISTORY}?what=answers")
    expect(page.get_by_role("button", name="Undo")).to_have_count(1)
    page.goto("/projects/api/")
    expect(objective(page, "known").locator(".answer")).to_contain_text("Met")


def test_the_history_is_narrowed_without_javascript(enter: Enter) -> None:
    page = enter("grace", has_script=False)
    page.goto(HISTORY)
    page.get_by_label("What").select_option("Facts")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".day li")).to_have_count(1)
    page.get_by_role("link", name="Everything", exact=True).click()
    expect(page.get_by_label("What")).to_have_value("")


def test_somebody_is_added_and_removed_without_javascript(enter: Enter) -> None:
    page = enter("grace", has_script=False)
    page.goto("/projects/api/")
    page.get_by_role("link", name="people").click()
    page.get_by_label("Log-in name").fill("mary")
    page.get_by_role("button", name="Add").click()
    row = page.get_by_role("row", name="Mary")
    expect(row).to_contain_text("Member")
    row.locator("summary").click()
    row.get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    expect(page.get_by_text("Who was here before")).to_be_visible()


@pytest.mark.usefixtures("look")
def test_both_pages_can_be_used_by_everybody_who_may_change_them(visit: Visit) -> None:
    page = visit.to("/")
    log_in(page, "grace")
    visit.to("/projects/api/")
    say(page, "known", "Met")
    expect(objective(page, "known").get_by_role("status")).to_have_text("Saved.")
    check(visit, HISTORY, f"{HISTORY}?by=x", "/teams/engine/people/")
