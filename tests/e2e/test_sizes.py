"""The board at its smallest, with real projects of which nothing is known, and in year three."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from benchmarks.year_three import GROUPS, TEAMS, fill
from tests.actions import makers
from tests.e2e.conftest import Visit
from tests.e2e.test_pages import NARROW, WIDE, check
from tests.test_real_input import PROJECTS as REAL

SIZES = [(WIDE, "light"), (NARROW, "dark")]


def check_everywhere(visit: Visit, *addresses: str) -> Page:
    """Sound in every size and theme, and no wider than the screen."""
    for size, theme in SIZES:
        visit.page.set_viewport_size(size)  # type: ignore[arg-type]
        visit.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for address in addresses:
            check(visit, address)
            assert sideways(visit.page) == 0, (address, size)
    visit.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return visit.to(addresses[0])


def sideways(page: Page) -> int:
    """By how much the page, or its table, is wider than what is seen of it."""
    hidden: int = page.evaluate(
        "Math.max(...[document.documentElement, ...document.querySelectorAll('.scroll')]"
        ".map(box => box.scrollWidth - box.clientWidth))"
    )
    return hidden


def test_one_aim_and_one_project(visit: Visit) -> None:
    makers.apply(makers.area("testing", makers.aim("tests", "known")))
    makers.met(makers.project("api", team=makers.team("engine")), "known")
    page = check_everywhere(visit, "/", "/projects/api/", "/aims/", "/aims/testing/tests/")
    expect(page.get_by_role("row", name="Api").get_by_role("link", name="Started")).to_be_visible()


@pytest.mark.skipif(not REAL.exists(), reason="the real input is not beside the repository")
def test_real_projects_of_which_nothing_is_known(visit: Visit) -> None:
    call_command("criteria", "apply", "criteria", verbosity=0)
    call_command("import_projects", str(REAL), verbosity=0)
    page = check_everywhere(visit, "/")
    expect(page.get_by_text("245 projects in 10 teams")).to_be_visible()
    assert page.locator("tbody tr.unassessed, tbody td.unassessed").count() == 100


def test_year_three_is_teams_by_areas_and_fits(visit: Visit) -> None:
    fill(aims=0.05)
    visit.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert sideways(visit.to("/")) == 0
    visit.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    check(visit, "/")
    page = visit.page
    assert sideways(page) == 0
    assert page.locator("tbody th[scope=row]").count() == TEAMS
    assert page.locator("tbody th[scope=rowgroup]").count() == GROUPS
    first = page.locator("tbody tr").filter(has=page.locator("th[scope=row]")).first
    assert first.locator("td.cell").count() == 20
    first.locator("td.cell a").first.click()
    expect(page.locator("tbody th[scope=row]").first).to_be_visible()
