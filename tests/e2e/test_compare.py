"""What moved, in a browser: sound in both themes and sizes, and who and why by keyboard alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dashboard.days import today
from tests.actions import makers
from tests.e2e.conftest import Visit
from tests.e2e.sound import check, sideways


@pytest.fixture
def moved(transactional_db: None) -> str:
    """A project that rose by work and gained an aim by criteria; the address of that."""
    now = timezone.now()
    makers.apply(makers.ready(), at=now - timedelta(days=50))
    team = makers.team("engine", at=now - timedelta(days=49))
    project = makers.project("api", team=team, at=now - timedelta(days=48))
    makers.met(project, "known", at=now - timedelta(days=40))
    makers.met(project, "clear", at=now - timedelta(days=20), by=makers.person("Ada"))
    makers.apply(
        makers.ready(), makers.area("safety", makers.aim("keys", "sealed")),
        at=now - timedelta(days=10),
    )  # fmt: skip
    return f"/compare/?from={today() - timedelta(days=30)}&to={today()}"


@pytest.mark.usefixtures("look")
def test_it_is_sound_everywhere(visit: Visit, moved: str) -> None:
    for address in (moved, f"/compare/?on={today() - timedelta(days=15)}", "/compare/?on=x"):
        check(visit, address)
        assert sideways(visit.page) == 0, address


def test_who_and_why_opens_by_keyboard_and_without_a_script(visit: Visit, moved: str) -> None:
    page = visit.to(f"{moved}&rows=all")
    summary = page.locator(".why summary")
    if not page.locator(".why details[open]").count():
        summary.focus()
        page.keyboard.press("Enter")
    expect(page.get_by_text("clear is so.")).to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("clear is so.")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("clear is so.")).to_be_visible()
