"""What charts say, and that their two drawings and their table hold the same figures."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from dashboard.charts import Chart, causes, charts_of, levels, promises, scores, standing
from dashboard.choices import Cause
from dashboard.pictures import Look
from dashboard.progress import (
    Band,
    Levels,
    Line,
    Outcomes,
    Scores,
    Spread,
    Spreads,
    Step,
    Waterfall,
)
from dashboard.scoring import Score
from dashboard.templatetags.charts import figures_table
from tests import figures

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 1)
DAYS = (FIRST, date(2026, 2, 1), LAST)
ALL = charts_of(figures.charts())
MOST_LEFT = "Projects by level, aim by aim: the most is left to gain in"
NARROW = "\N{NARROW NO-BREAK SPACE}"


def plain(words: str) -> str:
    return words.replace(NARROW, " ").replace("\N{MINUS SIGN}", "-")


def some_levels(*rows: Sequence[int], blocked: Sequence[int] = ()) -> Levels:
    """A row for each of four bands, the lowest first."""
    days = DAYS[: len(rows[0])]
    counts = tuple(map(tuple, rows))
    return Levels(days, figures.BANDS, counts, tuple(blocked) or (0,) * len(days))


def some_scores(*whole: Score, fresh: Sequence[int] = ()) -> Scores:
    line = Line("", "Everything", "", whole)
    return Scores(DAYS[: len(whole)], line, (), tuple(fresh) or (0,) * len(whole), ())


def a_waterfall(before: int, *steps: Step) -> Waterfall:
    after = Score(
        before + sum(step.points for step in steps), 100 + sum(step.maximum for step in steps)
    )
    return Waterfall(FIRST, LAST, Score(before, 100), after, steps)


def step(cause: Cause, points: int, maximum: int = 0) -> Step:
    return Step(cause, points, maximum, 1, "/there/")


def outcomes(cycle: str = "one", team: str = "a", **counts: int) -> Outcomes:
    none = dict.fromkeys(("kept", "missed", "open", "withdrawn", "lapsed"), 0)
    return Outcomes(cycle, cycle, team, team, **(none | counts))


def everything_at(chart: Chart) -> dict[str, Any]:
    return {trace["name"]: trace for trace in chart.figure["data"]}


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            ([8, 5, 1], [0] * 3, [0] * 3, [2, 5, 9]),
            "Mature rose from 20 % to 90 % of all standings",
        ),
        (
            ([2, 5, 9], [0] * 3, [0] * 3, [8, 5, 1]),
            "Mature fell from 80 % to 10 % of all standings",
        ),
        (([5, 5, 5], [0] * 3, [0] * 3, [5, 5, 5]), "Mature stayed at 50 % of all standings"),
        (([5, 7, 10], [0] * 3, [0] * 3, [5, 7, 10]), "Mature stayed at 50 % of all standings"),
        (([500, 0, 501], [0] * 3, [0] * 3, [500] * 3), "Mature stayed near 50 % of all standings"),
        (([0, 0, 0], [0] * 3, [0] * 3, [5, 5, 9]), "Mature stayed at 100 % of all standings"),
        (
            ([9, 9, 6], [1, 1, 4], [0] * 3, [0] * 3),
            "Standings that have reached a level rose from 10 % to 40 % of all",
        ),
        (
            ([9, 9, 9], [0] * 3, [0] * 3, [0] * 3),
            "Standings that have reached a level stayed at 0 % of all",
        ),
        (
            ([0, 9, 9], [0] * 3, [0] * 3, [0, 1, 1]),  # the first day has none at all
            "Mature stayed at 10 % of all standings",
        ),
    ],
)
def test_levels_say_what_became_of_the_highest(rows: Sequence[Sequence[int]], title: str) -> None:
    assert plain(levels.chart(some_levels(*rows)).title) == title


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (
            some_scores(Score(45, 100), Score(61, 100), fresh=[0, 32]),
            "The score rose from 45 % to 61 %, 52 % of it fresh",
        ),
        (
            some_scores(Score(61, 100), Score(45, 100), fresh=[0, 45]),
            "The score fell from 61 % to 45 %, all of it fresh",
        ),
        (
            some_scores(Score(45, 100), Score(90, 200), fresh=[0, 0]),
            "The score stayed at 45 %, none of it fresh",
        ),
        (
            some_scores(Score(450, 1000), Score(451, 1000), fresh=[0, 1]),
            "The score stayed near 45 %, 1 % of it fresh",
        ),
        (some_scores(Score(5, 100), Score(0, 100)), "The score fell from 5 % to 0 %"),
        (
            some_scores(Score(), Score(1, 10), Score(2, 10), fresh=[0, 0, 1]),
            "The score rose from 10 % to 20 %, 50 % of it fresh",
        ),
    ],
)
def test_scores_say_how_the_whole_moved_and_how_fresh_it_is(values: Scores, title: str) -> None:
    assert plain(scores.chart(values).title) == title


@pytest.mark.parametrize(
    ("left", "title"),
    [
        (
            [30, 10],
            f"{MOST_LEFT} Testing, 30 of 40 points",
        ),
        (
            [1, 0],
            f"{MOST_LEFT} Testing, 1 of 1 point",
        ),
        (
            [10, 10],
            f"{MOST_LEFT} Testing and Docs, 10 each of 20 points",
        ),
        (
            [5, 5, 5],
            f"{MOST_LEFT} 3 aims, 5 each of 15 points",
        ),
        ([0, 0], "No aim has points left to gain"),
    ],
)
def test_standing_says_where_the_most_is_left(left: list[int], title: str) -> None:
    one = figures.spreads().aims[0]
    names = ("Testing", "Docs", "Safety")
    aims = tuple(
        replace(one, name=name, left=points) for name, points in zip(names, left, strict=False)
    )
    assert standing.chart(Spreads(LAST, figures.BANDS, aims)).title == title


def test_of_one_aim_its_projects_are_counted() -> None:
    aim = replace(figures.spreads().aims[0], counts=(5, 3, 2, 4), left=30)
    title = standing.chart(Spreads(LAST, figures.BANDS, (aim,))).title
    assert title == "Of 14 projects 4 at Mature and 5 at None, 30 points left to gain"


def test_of_one_project_the_levels_that_it_reached_are_filled() -> None:
    one = figures.spreads().aims[0]
    places = ((1, 0, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))
    aims = [
        replace(one, name=f"Aim {n}", counts=counts, left=3 - n) for n, counts in enumerate(places)
    ]
    chart = standing.chart(Spreads(LAST, figures.BANDS, tuple(aims)))
    assert {name: sum(it["x"]) for name, it in everything_at(chart).items()} == {
        "None": 3 + 1,
        "First results": 2,
        "Mature": 3,
    }
    assert chart.title.startswith("The level reached on each aim")
    assert "First results, 2 points left" in chart.svg
    alone = standing.chart(Spreads(LAST, figures.BANDS, (aims[1],)))
    assert alone.title == "Aim 1 is at First results, 2 points left to gain"


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (
            a_waterfall(
                40, step(Cause.WORK_DONE, 9), step(Cause.CRITERIA, -5), step(Cause.LEFT, -1)
            ),
            "Points rose from 40 to 43: +9 by work done and -5 because the criteria changed",
        ),
        (
            a_waterfall(40, step(Cause.WORK_UNDONE, -9)),
            "Points fell from 40 to 31: -9 by work undone",
        ),
        (
            a_waterfall(40, step(Cause.JOINED, 9), step(Cause.LEFT, -9)),
            "Points stayed at 40: +9 from projects that joined and -9 from projects that left",
        ),
        (
            a_waterfall(40, step(Cause.CRITERIA, 0, 50)),
            "Points stayed at 40; only the maximum moved",
        ),
        (a_waterfall(40, step(Cause.HANDED_OVER, 0)), "Points stayed at 40"),
    ],
)
def test_causes_say_what_weighed_most(values: Waterfall, title: str) -> None:
    assert plain(causes.chart(values).title) == title


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([outcomes(kept=2, missed=1)], "Of 3 promises, 2 were kept and 1 was missed"),
        ([outcomes(kept=1), outcomes("two", open=3)], "Of 4 promises, 1 was kept and 3 are open"),
        ([outcomes(lapsed=1, withdrawn=2)], "Of 3 promises, 2 were withdrawn and 1 lapsed"),
        ([outcomes(missed=1)], "The one promise was missed"),
        ([outcomes(open=1)], "The one promise is open"),
    ],
)
def test_promises_are_counted(values: list[Outcomes], title: str) -> None:
    assert promises.chart(values).title == title


@pytest.mark.parametrize(
    ("chart", "says"),
    [
        (levels.chart(some_levels([], [], [], [])), "No project has a standing"),
        (levels.chart(Levels((), figures.BANDS, (), ())), "No project has a standing"),
        (levels.chart(some_levels([3], [1], [0], [0])), "Only 1 January 2026 has standings"),
        (levels.chart(some_levels([3, 0], [1, 0], [0, 0], [0, 0])), "Only 1 January 2026"),
        (scores.chart(some_scores()), "Nothing has a score"),
        (scores.chart(some_scores(Score(), Score())), "Nothing has a score"),
        (
            scores.chart(some_scores(Score(), Score(1, 2))),
            "Only 1 February 2026 has a score in this period, 50 %",
        ),
        (
            standing.chart(Spreads(LAST, figures.BANDS, ())),
            "No project has a standing on any aim on 1 March 2026",
        ),
        (causes.chart(a_waterfall(40)), "Nothing moved from 1 January 2026 to 1 March 2026"),
        (promises.chart([]), "Nobody promised anything"),
        (promises.chart([outcomes()]), "Nobody promised anything"),
    ],
)
def test_too_little_is_said_with_what_to_do(chart: Chart, says: str) -> None:
    assert chart.is_empty
    assert (chart.svg, chart.figure, chart.keys) == ("", {}, ())
    assert plain(chart.empty).startswith(says)
    assert re.search(r"Choose |promises a level", chart.empty)
    assert chart.description == chart.empty


def test_one_day_has_its_figures_although_it_is_no_line() -> None:
    chart = levels.chart(some_levels([3], [1], [0], [0]))
    assert [row.cells[:6] for row in chart.rows] == [(FIRST, 0, 0, 1, 3, 4)]


def test_there_are_five_charts_each_with_words_and_a_table() -> None:
    assert [chart.key for chart in ALL] == ["levels", "scores", "standing", "causes", "promises"]
    for chart in ALL:
        assert not chart.is_empty
        assert chart.title
        assert chart.about.endswith(".")
        assert len(chart.description) > 80
        assert all(len(row.cells) == len(chart.headings) for row in chart.rows)


def test_headings_are_told_apart_whatever_levels_and_teams_are_called() -> None:
    names = ("None", "All", "All, %", "None", "Blocked", "Blocked, %", "Aim", "Projects")
    bands = tuple(Band(f"k{n}" if n else "", name, n) for n, name in enumerate(names))
    day = (1,) * len(DAYS)
    some = Levels(DAYS, bands, (day,) * len(bands), day)
    spread = Spread("a/b", "b", "A", (1,) * len(bands), 3)
    scores_of = some_scores(*[Score(1, 2)] * 3).whole.scores
    parts = [("fresh", "Fresh"), ("a", "Same"), ("b", "Same"), ("c", "Same (a)"), ("d", "Whole")]
    lines = tuple(Line(key, name, "", scores_of) for key, name in parts)
    for whole in (Line("whole", "Whole", "", scores_of), Line("fresh", "Fresh", "", scores_of)):
        told = [
            levels.chart(some),
            standing.chart(Spreads(LAST, bands, (spread,))),
            scores.chart(Scores(DAYS, whole, lines, (1, 1, 1), ())),
        ]
        for chart in told:
            assert len(set(chart.headings)) == len(chart.headings)
    assert "Same (b), %" in told[-1].headings
    assert "Fresh (fresh), %" in told[-1].headings
    assert "None (k3)" in told[0].headings


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.key)
def test_plotly_takes_each_figure(chart: Chart) -> None:
    from plotly.graph_objects import Figure

    assert Figure(chart.figure).to_dict()["data"]


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.key)
def test_colours_are_names_of_the_style_sheet(chart: Chart) -> None:
    sheet = Path(str(finders.find("dashboard/upstanding.css"))).read_text()
    tokens = set(re.findall(r"var\(--([a-z0-9-]+)\)", str(chart.figure)))
    assert all(f"--{token}: light-dark(" in sheet for token in tokens)
    assert re.findall(r"#[0-9a-f]{3,8}\b", str(chart.figure)) == []


@pytest.mark.parametrize(
    ("score", "told", "tenth"),
    [
        (Score(171, 433), "39 %", 39.5),  # 39.49: a tenth rounded again would be 40
        (Score(6, 48), "13 %", 12.5),
        (Score(1, 1000), "1 %", 0.1),
        (Score(999, 1000), "99 %", 99.9),
        (Score(1, 8000), "1 %", 0.0),
    ],
)
def test_a_share_is_the_same_wherever_it_stands(score: Score, told: str, tenth: float) -> None:
    chart = scores.chart(some_scores(Score(1, 2), score))
    ends = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert f"{told} Everything" in map(plain, ends)
    assert f"{told} Everything" in plain(chart.svg)
    assert f"to {told}" in plain(chart.title)
    assert f"to {told}" in plain(chart.description)
    assert chart.rows[-1].cells[4] == tenth


def test_levels_draw_the_shares_that_stand_in_the_table() -> None:
    chart = levels.chart(figures.levels())
    for name in ("None", "Started", "First results", "Mature", "Blocked"):
        column = chart.headings.index(f"{name}, %")
        trace = [it for it in chart.figure["data"] if it["name"] == name][-1]
        assert trace["y"] == [row.cells[column] for row in chart.rows]
        assert trace["x"] == [str(row.cells[0]) for row in chart.rows]
        counts = [row.cells[chart.headings.index(name)] for row in chart.rows]
        assert [note.split(" of ")[0] for note in trace["customdata"]] == list(map(str, counts))


def test_scores_draw_the_shares_that_stand_in_the_table() -> None:
    chart = scores.chart(figures.scores())
    for name in ("Everything", "Fresh", *figures.TEAMS):
        column = chart.headings.index(f"{name}, %")
        trace = [it for it in chart.figure["data"] if it["name"] == name][-1]
        assert trace["y"] == [row.cells[column] for row in chart.rows]


def test_the_figures_of_days_begin_with_the_newest_and_tell_days_in_words() -> None:
    shown = figures_table(scores.chart(some_scores(Score(1, 2), Score(2, 2))))
    assert re.findall(r'<th scope="row">([^<]+)</th>', shown) == [
        "1 February 2026",
        "1 January 2026",
    ]
    assert '<th scope="col">Day</th><th scope="col" class="number">Points</th>' in shown
    assert '<td class="number">100.0</td>' in shown


def test_standing_draws_the_numbers_that_stand_in_the_table() -> None:
    chart = standing.chart(figures.spreads())
    for name in ("None", "Started", "First results", "Mature"):
        column = chart.headings.index(name)
        drawn = everything_at(chart)[name]["x"]
        assert drawn == [row.cells[column] for row in chart.rows if row.cells[column]]


def test_causes_draw_the_numbers_that_stand_in_the_table_and_lead_to_the_movements() -> None:
    chart = causes.chart(figures.waterfall())
    drawn = {
        told[0]: size
        for trace in chart.figure["data"]
        for told, size in zip(trace["customdata"], trace["x"], strict=True)
        if told[0]
    }
    steps = [row for row in chart.rows if row.href]
    assert drawn == {row.href: abs(int(str(row.cells[1]))) for row in steps}
    assert [href for _, href in chart.ways] == [row.href for row in chart.rows]
    assert "of a maximum of 24 less" in chart.svg
    assert sum(int(str(row.cells[1])) for row in chart.rows[:-1]) == chart.rows[-1].cells[1]


@pytest.mark.parametrize(("before", "is_cut"), [(0, False), (612, True)])
def test_a_scale_that_does_not_begin_at_nothing_says_so(before: int, is_cut: bool) -> None:
    chart = causes.chart(a_waterfall(before, step(Cause.WORK_DONE, 30)))
    assert ("does not begin at 0" in chart.about) == is_cut
    assert (chart.figure["layout"]["xaxis"]["range"][0] > 0) == is_cut


def test_promises_are_drawn_by_cycle_and_by_team() -> None:
    chart = promises.chart(figures.promises())
    drawn = {name: sum(trace["x"]) for name, trace in everything_at(chart).items()}
    for name, count in drawn.items():
        column = chart.headings.index(name)
        told = sum(int(str(row.cells[column])) for row in chart.rows)
        assert count == 2 * told  # in the bar of the cycle, and in that of the team
    assert len(chart.rows) == len(figures.promises())
    assert "Payments, 2026-H1" in chart.svg


def test_teams_that_have_no_room_are_in_the_table_alone() -> None:
    many = [outcomes(team=f"t{number}", kept=1) for number in range(40)]
    chart = promises.chart(many)
    assert everything_at(chart)["Kept"]["x"] == [40]
    assert len(chart.rows) == 40


def test_one_team_alone_is_its_cycles() -> None:
    chart = promises.chart([outcomes(kept=1), outcomes("two", open=3)])
    assert sum(sum(trace["x"]) for trace in everything_at(chart).values()) == 4


@pytest.mark.parametrize("parts", range(9))
def test_no_two_lines_look_alike(parts: int) -> None:
    line = figures.scores().parts[0]
    lines = tuple(replace(line, name=f"Team {place}") for place in range(parts))
    chart = scores.chart(replace(figures.scores(), parts=lines))
    looks = [(key.tint, key.look, key.is_bold) for key in chart.keys]
    assert len({*looks}) == len(looks)


def test_at_most_eight_lines_are_drawn_the_largest_parts_beside_the_whole_and_what_is_fresh() -> (
    None
):
    line = figures.scores().parts[0]
    sizes = [50, 10, 40, 30, 20, 60, 70, 80]
    parts = tuple(
        replace(line, name=f"Team {size}", scores=(Score(size // 2, size),) * len(line.scores))
        for size in sizes
    )
    chart = scores.chart(replace(figures.scores(), parts=parts, left_out=3))
    looks = {Look.SOLID, Look.DOTTED}
    drawn = [key.name for key in chart.keys if key.look in looks]
    assert len(drawn) == 8
    assert not {"Team 10", "Team 20"} & {*drawn}
    assert {f"Team {size}, %" for size in sizes} <= {*chart.headings}
    assert "5 more have no line of their own; the figures have 2 of them." in chart.about


def test_where_all_is_fresh_nothing_is_said_to_be_stale() -> None:
    chart = scores.chart(some_scores(Score(1, 4), Score(2, 4), fresh=[1, 2]))
    assert [key.name for key in chart.keys] == ["Everything"]
    assert {*everything_at(chart)} == {"Everything"}
    assert "All of it was fresh" in chart.about
    assert "Fresh, %" in chart.headings


def test_a_label_that_was_pushed_away_is_led_to() -> None:
    apart = scores.chart(some_scores(Score(1, 10), Score(9, 10), fresh=[0, 1]))
    close = scores.chart(some_scores(Score(1, 10), Score(9, 10), fresh=[0, 9]))
    assert [chart.svg.count('class="leader"') for chart in (apart, close)] == [0, 1]
    leaders = [it for it in close.figure["layout"]["shapes"] if it.get("name") == "wide"]
    assert len(leaders) == 1


def test_no_number_is_cut_off_whatever_a_name_is() -> None:
    line = replace(figures.scores().parts[0], name="The people who look after the lighthouses")
    chart = scores.chart(replace(figures.scores(), parts=(line,)))
    ends = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert any(re.fullmatch(rf"\d+{NARROW}% The people who l\w*…", end) for end in ends)
    assert not any(key.is_labelled for key in chart.keys)  # all of them stand in the legend


def test_blocked_is_left_out_where_nothing_was() -> None:
    rows = ([3, 2], [1, 2], [0, 0], [0, 0])
    for blocked in ([0, 0], [0, 1]):
        chart = levels.chart(some_levels(*rows, blocked=blocked))
        names = [key.name for key in chart.keys if key.look is not None]
        assert names == (["Blocked, a line, not a band"] if any(blocked) else [])
        assert ("Blocked" in everything_at(chart)) == any(blocked)


def test_who_has_no_line_is_counted() -> None:
    values = replace(figures.scores(), left_out=4)
    assert scores.chart(values).about.endswith("4 more have no line of their own.")


def test_no_more_aims_are_drawn_than_can_be_read_and_all_are_in_the_table() -> None:
    aim = figures.spreads().aims[0]
    aims = tuple(replace(aim, path=f"a/{n}", name=f"Aim {n}") for n in range(60))
    chart = standing.chart(Spreads(LAST, figures.BANDS, aims))
    assert len(everything_at(chart)["Mature"]["x"]) == 24
    assert len(chart.rows) == 60
    assert "the figures have all 60" in chart.about


def test_names_are_no_markup_for_plotly() -> None:
    line = replace(figures.scores().parts[0], name="<a href='x'>R&D</a>")
    chart = scores.chart(replace(figures.scores(), parts=(line,)))
    assert "&lt;a href='x'&gt;R&amp;D&lt;/a&gt;" in everything_at(chart)
    assert "<a" not in str(chart.figure)
    assert "<a" not in chart.svg


def test_ten_years_by_the_day_are_drawn_with_few_ticks() -> None:
    days = tuple(FIRST + timedelta(days=18 * place) for place in range(200))
    values = Levels(days, figures.BANDS, ((1,) * 200,) * 4, (0,) * 200)
    layout = levels.chart(values).figure["layout"]
    assert 4 <= len(layout["xaxis"]["ticktext"]) <= 8
