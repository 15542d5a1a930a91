"""What browser tests of charts share: when all are drawn, and what makes a page sound."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.test_pages import RULES
from tests.e2e.test_sizes import sideways

KEYS = ("levels", "scores", "standing", "causes", "promises")


def drawn(visit: Visit, address: str) -> Page:
    """The page, once every chart came near and was drawn by the browser."""
    page = visit.to(address)
    for key in KEYS:
        page.locator(f"#{key}").scroll_into_view_if_needed()
        expect(page.locator(f"#{key}.drawn .live .main-svg").first).to_be_visible()
    return page


def is_sound(visit: Visit) -> None:
    """No complaint of the console or the policy, no other server asked, nothing found by axe."""
    for fold in visit.page.locator("details").all():
        fold.evaluate("fold => fold.open = true")
    found = Axe().run(visit.page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert (visit.faults, visit.foreign) == ([], [])
    assert sideways(visit.page) == 0
