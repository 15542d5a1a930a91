"""Drawings of the server: well formed, styled by classes alone, and true to the figures."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from dashboard import plots
from dashboard.charts import Chart, charts_of
from dashboard.pictures import Key, Look
from dashboard.plots.scales import ceiling_of, day_ticks, number_ticks, short, spread
from dashboard.progress import Mark
from dashboard.scoring import Score
from tests import figures

ALL = charts_of(figures.charts())
DAYS = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
SCORES = (Score(10, 100), Score(20, 100), Score(15, 100))
MARKS = (
    Mark(date(2026, 1, 16), 10, "Ada: tests are <mature>"),
    Mark(date(2026, 3, 1), -5, "Grace: alerts were off"),
)


def test_every_chart_is_drawn_well_formed_and_styled_by_classes_alone() -> None:
    for chart in ALL:
        ElementTree.fromstring(chart.svg)
        assert "style" not in chart.svg
        assert "nan" not in chart.svg


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.key)
def test_both_drawings_are_as_tall_as_each_other(chart: Chart) -> None:
    """Nothing jumps when one takes the place of the other."""
    height = ElementTree.fromstring(chart.svg).attrib["height"]
    assert int(height) == chart.figure["layout"]["height"]


def test_areas_fill_all_of_the_height() -> None:
    """The highest level stands on the ground, so that its share is read from the scale."""
    polygons = re.findall(r'<polygon class="([^"]+)" points="([^"]+)"', ALL[0].svg)
    assert [tint for tint, _ in polygons] == ["shade-6", "shade-4", "shade-2", "shade-0"]
    heights = [[float(pair.split(",")[1]) for pair in points.split()] for _, points in polygons]
    assert max(heights[0]) == 280
    assert min(heights[-1]) == pytest.approx(0, abs=0.5)


def test_bars_are_as_long_as_the_numbers() -> None:
    wide = [
        float(it)
        for it in re.findall(
            r'<rect class="[^"]+" x="[^"]+" y="\d+" width="([0-9.]+)%"', ALL[2].svg
        )
    ]
    first = ALL[2].rows[0].cells[2:6]
    most = max(int(str(row.cells[6])) for row in ALL[2].rows)
    assert wide[:4] == [pytest.approx(100 * int(str(count)) / most, abs=0.01) for count in first]


def test_a_line_ends_where_nothing_is_known() -> None:
    """A team that came later has no line before it came."""
    lines = re.findall(r'<polyline class="hue-6" points="([^"]+)"', ALL[1].svg)
    assert len(lines) == 1
    assert float(lines[0].split(",")[0]) > 400


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (
            date(2026, 3, 1),
            date(2026, 3, 8),
            ["1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar", "6 Mar", "7 Mar"],
        ),
        (date(2026, 3, 1), date(2026, 4, 1), ["1 Mar", "8 Mar", "15 Mar", "22 Mar", "29 Mar"]),
        (date(2025, 11, 21), date(2026, 2, 21), ["Dec 2025", "Jan 2026", "Feb"]),
        (date(2025, 11, 21), date(2026, 11, 21), ["Jan 2026", "Mar", "May", "Jul", "Sep", "Nov"]),
        (
            date(2021, 11, 21),
            date(2026, 11, 21),
            ["Jan 2022", "Jan 2023", "Jan 2024", "Jan 2025", "Jan 2026"],
        ),
        (date(2026, 3, 1), date(2026, 3, 1), ["1 Mar"]),
    ],
)
def test_days_are_named_where_months_or_years_begin(
    first: date, last: date, words: list[str]
) -> None:
    assert [tick.words for tick in day_ticks((first, last))] == words


@pytest.mark.parametrize("span", [1, 6, 20, 69, 70, 200, 400, 800, 3000, 9000])
def test_at_most_eight_days_are_named_and_half_of_them_on_a_phone(span: int) -> None:
    last = date(2026, 11, 21)
    ticks = day_ticks((last - timedelta(days=span), last))
    assert 1 <= len(ticks) <= 8
    assert sum(not tick.is_minor for tick in ticks) <= 4
    assert any(not tick.is_minor for tick in ticks)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 100, (0, 20, 40, 60, 80, 100)),
        (0, 1, (0, 1)),
        (0, 7, (0, 2, 4, 6)),
        (600, 840, (600, 650, 700, 750, 800)),
        (0, 12000, (0, 5000, 10000)),
    ],
)
def test_scales_have_round_numbers(low: float, high: float, ticks: Sequence[int]) -> None:
    assert number_ticks(low, high) == ticks


@pytest.mark.parametrize(("highest", "top"), [(0, 10), (10, 10), (11, 20), (79, 80), (81, 100)])
def test_a_scale_of_per_cents_has_room_for_the_highest(highest: int, top: int) -> None:
    assert ceiling_of(highest) == top


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ([], []),
        ([10, 50], [10, 50]),
        ([10, 12], [10, 30]),
        ([98, 99], [80, 100]),
        ([12, 10], [30, 10]),
        ([100, 100, 100], [60, 80, 100]),
    ],
)
def test_labels_do_not_overlap_and_keep_their_order(
    places: list[float], moved: list[float]
) -> None:
    assert spread(places, 20, 100) == moved


def test_long_names_are_shortened() -> None:
    assert short("Platform", 8) == "Platform"
    assert short("The platform", 8) == "The pla…"


def test_a_key_looks_like_what_it_names() -> None:
    assert '<rect class="shade-4"' in plots.swatch(Key("Started", "shade-4"))
    assert '"hue-1 dashed"' in plots.swatch(Key("Engine", "hue-1", Look.DASHED))
    assert '"ink bold"' in plots.swatch(Key("All", "ink", Look.SOLID, is_bold=True))


def test_a_small_chart_marks_who_moved_it_and_why() -> None:
    drawn = plots.small(DAYS, SCORES, MARKS)
    ElementTree.fromstring(drawn)
    assert 'aria-label="Score from 10' in drawn
    assert "16 January 2026: +10 points. Ada: tests are &lt;mature&gt;" in drawn
    assert re.findall(r'class="moved (\w+)"', drawn) == ["up", "down"] * 2  # and in the legend
    assert "Points gained</li>" in drawn
    assert "No points moved" not in drawn
    assert '<strong class="up">+10 points</strong>' in drawn
    assert re.findall(r">(\d+)\N{NARROW NO-BREAK SPACE}%<", drawn) == ["0", "5", "10", "15", "20"]
    assert re.findall(r'<time datetime="([^"]+)"', drawn) == ["2026-03-01", "2026-01-16"]


def test_a_mark_stands_on_the_line_between_two_known_days() -> None:
    drawn = plots.small((DAYS[0], DAYS[2]), (Score(0, 100), Score(20, 100)), MARKS[:1])
    height = float(re.findall(r'<circle[^>]* cy="([0-9.]+)"', drawn)[0])
    part = 15 / 59
    assert height == pytest.approx(8 + 84 * (1 - part), abs=0.1)


def test_a_small_chart_needs_two_days_with_a_score() -> None:
    assert plots.small(DAYS, (Score(), Score(), Score(1, 2)), MARKS) == ""
    assert plots.small((), (), ()) == ""


def test_many_movements_are_folded_away() -> None:
    marks = [Mark(DAYS[0] + timedelta(days=day), 1, f"Move {day}") for day in range(9)]
    drawn = plots.small(DAYS, SCORES, marks)
    assert "<summary>4 more</summary>" in drawn
    assert len(re.findall("<li><time", drawn)) == 9


def test_a_movement_outside_the_days_is_told_and_not_drawn() -> None:
    drawn = plots.small(DAYS, SCORES, [Mark(date(2025, 1, 1), 1, "Before")])
    assert "<circle" not in drawn
    assert "Before" in drawn
