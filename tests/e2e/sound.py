"""What makes a page sound, and the two looks in which every page is tried."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import Visit

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
ALIKE = "tbody tr:nth-child(n+12)"  # rows of a long table are like those above them


def check(visit: Visit, *addresses: str) -> None:
    """Each of these pages is sound."""
    for address in addresses:
        visit.to(address)
        is_sound(visit)


def is_sound(visit: Visit) -> None:
    """No complaint of the console or the policy, no other server asked, nothing found by axe, and
    no wider than the screen, with everything open that can be opened."""
    page = visit.page
    for fold in page.locator("details").all():
        fold.evaluate("fold => fold.open = true")
    for bar in page.locator(".lines .save").all():  # what is under it is scrolled from there
        bar.evaluate("bar => bar.style.position = 'static'")
    found = Axe().run(page, context={"exclude": [ALIKE]}, options=RULES)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert (visit.faults, visit.foreign) == ([], []), page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def sideways(page: Page) -> int:
    """By how much the page, or its table, is wider than what is seen of it."""
    hidden: int = page.evaluate(
        "Math.max(...[document.documentElement, ...document.querySelectorAll('.scroll')]"
        ".map(box => box.scrollWidth - box.clientWidth))"
    )
    return hidden
