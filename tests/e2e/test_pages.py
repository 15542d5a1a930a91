import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

PAGES = [
    "/", "/?sort=-score", "/?q=nothing", "/areas/testing/", "/projects/api/", "/projects/shop/",
    "/projects/api/history/", "/explain/", "/explain/?project=jobs",
    "/explain/?team=engine&area=testing", "/explain/?project=api&aim=testing/tests", "/aims/",
    "/aims/testing/tests/", "/cycles/", "/cycles/now/", "/cycles/last/",
    "/teams/engine/", "/teams/engine/people/", "/progress/", "/accounts/login/", "/nowhere/",
]  # fmt: skip
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SIZES = {"light": [WIDE], "dark": [NARROW]}  # each size once, and each theme


def check(visit: Visit, address: str) -> None:
    """No complaint in the console, no other server asked, nothing found by axe."""
    page = visit.to(address)
    for fold in page.locator("details").all():
        fold.evaluate("fold => fold.open = true")
    for bar in page.locator(".lines .save").all():  # what is under it is scrolled from there
        bar.evaluate("bar => bar.style.position = 'static'")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
    assert visit.faults == [], address
    assert visit.foreign == [], address


@pytest.mark.parametrize(
    ("size", "theme"),
    [(WIDE, "light"), (NARROW, "dark")],
    ids=["wide-light", "narrow-dark"],
)
@pytest.mark.usefixtures("world")
def test_every_page_is_sound_and_can_be_used_by_everybody(
    visit: Visit, size: dict[str, int], theme: str
) -> None:
    visit.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    visit.page.set_viewport_size(size)  # type: ignore[arg-type]
    for address in PAGES:
        check(visit, address)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_page_of_all_is_sound_too(visit: Visit, theme: str) -> None:
    visit.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    check(visit, "/")
    check(visit, "/aims/")
    check(visit, "/cycles/")


@pytest.mark.usefixtures("world")
def test_no_page_is_wider_than_a_phone(visit: Visit) -> None:
    visit.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    for address in PAGES:
        page = visit.to(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


@pytest.mark.usefixtures("world")
def test_no_page_is_wider_than_a_screen_at_twice_its_size(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 720, "height": 450})
    for address in PAGES:
        page = visit.to(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 720, address


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("there", ["safety/keys", "safety/keys/k"])
def test_a_link_opens_the_aim_it_names_without_javascript(visit: Visit, there: str) -> None:
    context = visit.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    objective = page.locator('[id="safety/keys/k"]')
    page.goto(f"{visit.home}/projects/api/")
    expect(objective).to_be_hidden()
    page.goto(f"{visit.home}/projects/api/#{there}")
    expect(objective).to_be_visible()
    context.close()
