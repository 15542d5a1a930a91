import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.sound import check

PAGES = [
    "/", "/?sort=-score", "/?q=nothing", "/areas/testing/", "/projects/api/", "/projects/shop/",
    "/projects/api/history/", "/explain/", "/explain/?project=jobs",
    "/explain/?team=engine&area=testing", "/explain/?project=api&aim=testing/tests", "/aims/",
    "/aims/testing/tests/", "/cycles/", "/cycles/now/", "/cycles/last/",
    "/teams/engine/", "/teams/engine/people/", "/progress/", "/accounts/login/", "/nowhere/",
]  # fmt: skip


@pytest.mark.usefixtures("world", "look")
def test_every_page_is_sound_and_can_be_used_by_everybody(visit: Visit) -> None:
    check(visit, *PAGES)


@pytest.mark.usefixtures("look")
def test_the_first_page_of_all_is_sound_too(visit: Visit) -> None:
    check(visit, "/", "/aims/", "/cycles/")


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
