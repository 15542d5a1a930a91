"""Progress in a browser: with all its charts, by keyboard, on paper, and without a script."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from dashboard.actions import intents
from dashboard.days import today
from tests.actions import makers
from tests.e2e.charted import KEYS, drawn
from tests.e2e.conftest import NARROW, WIDE, Visit
from tests.e2e.sound import check, is_sound, sideways
from tests.promised import cycle, promise

ADDRESS = "/progress/"
NAMES = ("Everything", "Engine", "Front")


@pytest.fixture(autouse=True)
def organisation(live_server: Any) -> None:
    """Two teams, moving for some months; one of them is blocked, and promised something."""

    def past(days: int) -> datetime:
        return timezone.now() - timedelta(days=days)

    makers.apply(makers.ready(), at=past(400))
    ada = makers.person("Ada Byron")
    for team, known, clear in (("engine", 300, 200), ("front", 100, 40)):
        row = makers.team(team, at=past(380))
        project = makers.project(f"{team}-room", team=row, at=past(350))
        makers.met(project, "known", by=ada, at=past(known))
        makers.met(project, "clear", by=ada, at=past(clear))
    plan = intents.Plan("blocked", blocked_by="the farm", unblocked_by="Platform")
    intents.set_intent(project=project, aim=makers.find_aim("tests"), plan=plan, by=ada)
    cycle("now", today(), today() + timedelta(days=40))
    promise(project, "first-results", by=ada)


@pytest.mark.usefixtures("look")
def test_the_page_is_sound_and_can_be_used_by_everybody(visit: Visit) -> None:
    page = drawn(visit, f"{ADDRESS}?cause=work-done")
    is_sound(visit)
    assert sideways(page) == 0
    check(visit, f"{ADDRESS}?from=2020-01-02&to=2020-01-01", "/teams/engine/")
    assert sideways(page) == 0


def test_lines_are_named_at_their_ends_whoever_drew_them(
    browser: Browser, visit: Visit, live_server: Any
) -> None:
    visit.page.set_viewport_size(NARROW)
    page = drawn(visit, ADDRESS)
    page.set_viewport_size(WIDE)
    page.locator("#scores").scroll_into_view_if_needed()
    for name in NAMES:
        end = page.locator("#scores .annotation-text", has_text=name)
        expect(end).to_be_visible()
        expect(page.locator("#scores .keys li", has_text=name)).to_be_hidden()
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)
    plain = context.new_page()
    plain.goto(f"{live_server.url}{ADDRESS}")
    for name in NAMES:
        expect(plain.locator("#scores .plot text.end", has_text=name)).to_be_visible()
    expect(plain.locator("#levels .plot text.end", has_text="Started")).to_be_visible()
    context.close()


def test_without_a_script_the_server_has_drawn_it_and_the_form_works(
    browser: Browser, live_server: Any
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    page = context.new_page()
    page.goto(f"{live_server.url}{ADDRESS}")
    for key in KEYS:
        expect(page.locator(f"#{key} .plot")).to_be_visible()
        expect(page.locator(f"#{key}").get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="3 months", exact=True)).to_be_visible()
    page.get_by_label("For", exact=True).select_option("team:front")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(f"{live_server.url}{ADDRESS}?team=front")
    expect(page.get_by_role("heading", level=1)).to_have_text("Progress of Front")
    context.close()


def test_it_can_be_asked_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.to("/")
    for key in "gp":
        page.keyboard.press(key)
    page.wait_for_url(f"{visit.home}{ADDRESS}")
    page.get_by_role("link", name="All", exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("For", exact=True)).to_be_focused()
    page.keyboard.type("Eng")
    show = page.get_by_role("button", name="Show")
    for _ in range(9):  # each date has three fields and the calendar's button
        page.keyboard.press("Tab")
    expect(show).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{visit.home}{ADDRESS}?team=engine")
    assert visit.faults == []


def test_on_paper_it_is_a_report_with_its_scope_period_and_day(visit: Visit) -> None:
    page = drawn(visit, f"{ADDRESS}?team=front")
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in printed  # A4, upright
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_have_text("Progress of Front")
    expect(page.locator(".head p").first).to_contain_text(" to ")
    expect(page.locator(".at-the-foot")).to_be_visible()
    for key in KEYS:
        expect(page.locator(f"#{key} .plot")).to_be_visible()
        expect(page.locator(f"#{key} .live")).to_be_hidden()
    for unwanted in (".asking", ".top", ".bottom", ".onward", ".take"):
        assert not any(each.is_visible() for each in page.locator(unwanted).all()), unwanted
