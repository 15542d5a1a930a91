"""A chart that is saved: complete by itself, with nothing over anything else."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from pytest_django.fixtures import Settings

from dashboard.charts import Chart, charts_of
from dashboard.charts.saved import WIDE, colours, standalone
from dashboard.exports.pictures import caption_of, file_name
from dashboard.plots.letters import shortened, width_of, wrapped
from tests import figures

ALL = charts_of(figures.charts())
CAPTION = "Everything, 1 January 2026 to 1 March 2026 · Upstanding"


def words_of(chart: Chart) -> list[str]:
    return [
        str(it.text) for it in ElementTree.fromstring(standalone(chart, CAPTION)).iter() if it.text
    ]


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.key)
def test_it_needs_neither_style_sheet_nor_script(chart: Chart) -> None:
    saved = standalone(chart, CAPTION)
    assert "class=" not in saved
    assert "style" not in saved
    assert not re.search(r'="[^"]*(?<!\b100)%"', saved)
    assert {*re.findall(r"#[0-9a-f]{6}", saved)} <= {*colours().values()}


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.key)
def test_it_says_what_it_shows_of_whom_and_when(chart: Chart) -> None:
    told = words_of(chart)
    assert chart.title in " ".join(told)
    assert CAPTION in told
    assert {key.name for key in chart.keys} <= {*told}


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.key)
def test_a_long_title_and_a_long_legend_make_it_taller(chart: Chart) -> None:
    def height(of: Chart) -> int:
        return int(ElementTree.fromstring(standalone(of, CAPTION)).attrib["height"])

    longer = replace(chart, title=f"{chart.title} " * 3)
    more = replace(chart, keys=tuple(replace(key, name=key.name * 9) for key in chart.keys))
    assert height(longer) > height(chart)
    assert height(more) > height(chart)


def test_words_are_wrapped_and_shortened_to_their_room() -> None:
    lines = [*wrapped("Where one effort for everybody could pay off at once", 200, 20)]
    assert len(lines) == 4
    assert all(width_of(line, 20) <= 200 for line in lines)
    assert shortened("People and community", 90, 12) == "People and…"
    assert shortened("People", 90, 12) == "People"
    assert [*wrapped("Extraordinarily", 10, 20)] == ["Extraordinarily"]


def test_the_caption_names_the_organisation_where_there_is_one(settings: Settings) -> None:
    first, last = date(2026, 1, 1), date(2026, 3, 1)
    settings.ORGANISATION = ""
    assert caption_of("Everything", first, last) == CAPTION
    settings.ORGANISATION = "Harbour"
    assert caption_of("Everything", first, last).endswith("2026 · Harbour · Upstanding")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("progress of Tidewater", "progress-of-tidewater"),
        ("Ünder & over: 12 %", "under-over-12"),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_the_name_of_a_file_ends_with_a_word(words: str, name: str) -> None:
    assert file_name(words) == name


def test_nothing_is_wider_than_the_picture() -> None:
    for chart in ALL:
        places = re.findall(r' x2?="([0-9.]+)"', standalone(chart, CAPTION))
        assert max(map(float, places)) < WIDE
