"""The board at its smallest, with real projects of which nothing is known, and in year three."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from benchmarks.year_three import GROUPS, TEAMS, fill
from tests.actions import makers
from tests.e2e.conftest import NARROW, WIDE, Visit
from tests.e2e.sound import check, sideways
from tests.test_real_input import PROJECTS as REAL


@pytest.mark.usefixtures("look")
def test_one_aim_and_one_project(visit: Visit) -> None:
    makers.apply(makers.area("testing", makers.aim("tests", "known")))
    makers.met(makers.project("api", team=makers.team("engine")), "known")
    for address in ("/", "/projects/api/", "/aims/", "/aims/testing/tests/"):
        check(visit, address)
        assert sideways(visit.page) == 0, address
    visit.page.set_viewport_size(WIDE)
    page = visit.to("/")
    expect(page.get_by_role("row", name="Api").get_by_role("link", name="Started")).to_be_visible()


@pytest.mark.skipif(not REAL.exists(), reason="the real input is not beside the repository")
@pytest.mark.usefixtures("look")
def test_real_projects_of_which_nothing_is_known(visit: Visit) -> None:
    call_command("criteria", "apply", "criteria", verbosity=0)
    call_command("import_projects", str(REAL), verbosity=0)
    check(visit, "/")
    page = visit.page
    assert sideways(page) == 0
    expect(page.get_by_text("245 projects in 10 teams")).to_be_visible()
    assert page.locator("tbody tr.unassessed, tbody td.unassessed").count() == 100


def test_year_three_is_teams_by_areas_and_fits(visit: Visit) -> None:
    fill(aims=0.05)
    visit.page.set_viewport_size(NARROW)
    assert sideways(visit.to("/")) == 0
    visit.page.set_viewport_size(WIDE)
    check(visit, "/")
    page = visit.page
    assert sideways(page) == 0
    assert page.locator("tbody th[scope=row]").count() == TEAMS
    assert page.locator("tbody th[scope=rowgroup]").count() == GROUPS
    first = page.locator("tbody tr").filter(has=page.locator("th[scope=row]")).first
    assert first.locator("td.cell").count() == 20
    first.locator("td.cell a").first.click()
    expect(page.get_by_role("dialog").get_by_role("heading", level=1)).to_be_visible()
