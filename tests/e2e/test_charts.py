"""Charts in a browser: under the policy of the site, in both themes, by pointer and keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.e2e.charted import drawn
from tests.e2e.conftest import Visit
from tests.e2e.sound import is_sound, sideways

CHARTS = "/charts/"
LIGHT, DARK = "rgb(13, 95, 76)", "rgb(116, 217, 189)"  # the highest level
PNG, SVG = b"\x89PNG", b"<svg"


@pytest.fixture(autouse=True)
def charts(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.e2e.chart_pages"


@pytest.mark.usefixtures("look")
def test_charts_are_sound_and_can_be_used_by_everybody(visit: Visit) -> None:
    page = drawn(visit, CHARTS)
    is_sound(visit)
    assert sideways(page) == 0
    expect(page.locator(".plot").first).to_be_hidden()
    expect(page.get_by_role("img", name="Mature rose from").first).to_be_visible()
    assert page.locator("style").count() == 0  # nothing was written past the policy


def test_too_little_is_said_and_nothing_is_drawn(visit: Visit) -> None:
    page = visit.to("/charts/none/")
    expect(page.locator(".chart .notice")).to_have_count(5)
    expect(page.locator(".drawing, [data-save]")).to_have_count(0)
    is_sound(visit)


def test_colours_follow_the_theme_at_once(visit: Visit) -> None:
    page = drawn(visit, CHARTS)
    band = page.locator("#levels .js-fill").first
    expect(band).to_have_css("fill", LIGHT)
    for colour in (LIGHT, DARK):
        page.get_by_role("button", name="Theme").click()
        expect(band).to_have_css("fill", colour)
    page.emulate_media(color_scheme="dark")
    expect(band).to_have_css("fill", DARK)
    assert visit.faults == []


def test_everything_can_be_reached_and_saved_with_the_keyboard(
    visit: Visit, tmp_path: Path
) -> None:
    page = drawn(visit, CHARTS)
    chart = page.locator("#causes")
    chart.get_by_text("The figures").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(chart.get_by_role("region", name="The figures")).to_be_focused()
    page.keyboard.press("Tab")
    row = chart.get_by_role("region").get_by_role("link", name="Work done", exact=True)
    expect(row).to_be_focused()
    chart.get_by_role("link", name="CSV").focus()
    for ending, begins in (("png", PNG), ("svg", SVG)):
        page.keyboard.press("Tab")
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        name = download.value.suggested_filename
        assert name.startswith("progress-of-everything-points-rose")
        assert name.endswith(f".{ending}")
        download.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(begins)
        assert (tmp_path / name).stat().st_size > 4000
    assert (visit.faults, [url for url in visit.foreign if not url.startswith("blob:")]) == ([], [])


def test_a_bar_leads_where_its_row_leads(visit: Visit) -> None:
    page = drawn(visit, CHARTS)
    href = page.locator("#causes .figures a").first.get_attribute("href")
    page.locator("#causes").scroll_into_view_if_needed()
    bar = page.locator("#causes .bars .point path").nth(2).bounding_box()
    assert bar is not None
    place = bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2
    page.mouse.move(*place)
    expect(page.locator("#causes .hoverlayer")).to_contain_text("Work done: +214 by 61 movements")
    page.mouse.click(*place)
    page.wait_for_url(f"**{href}")


def test_the_name_of_a_bar_leads_where_the_bar_leads(visit: Visit) -> None:
    page = drawn(visit, CHARTS)
    name = page.locator("#causes .ways").get_by_role("link", name="Work done")
    href = name.get_attribute("href")
    name.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{href}")


def test_pointing_at_a_day_tells_its_figures(visit: Visit) -> None:
    page = drawn(visit, CHARTS)
    page.locator("#levels").scroll_into_view_if_needed()
    page.locator("#levels .nsewdrag").hover()
    expect(page.locator("#levels .hoverlayer")).to_contain_text("Mature: ")
    expect(page.locator("#levels .hoverlayer")).to_contain_text(" of 2")
