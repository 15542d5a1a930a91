"""When all charts of a page are drawn."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

KEYS = ("levels", "scores", "standing", "causes", "promises")


def drawn(visit: Visit, address: str) -> Page:
    """The page, once every chart came near and was drawn by the browser."""
    page = visit.to(address)
    for key in KEYS:
        page.locator(f"#{key}").scroll_into_view_if_needed()
        expect(page.locator(f"#{key}.drawn .live .main-svg").first).to_be_visible()
    return page
