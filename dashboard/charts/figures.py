"""The same timelines for Plotly: plain dictionaries, of which the package is not asked.

Colours stand as `var(--name)`; charts.js asks the page what that is in the theme of the moment.
Annotations are named by where there is room for them: "wide" or "narrow".
"""

from collections.abc import Iterator
from html import escape
from itertools import zip_longest
from typing import Any

from dashboard import formats
from dashboard.charts.chart import Figure
from dashboard.pictures import Look, Series, Timeline
from dashboard.plots import days
from dashboard.plots.scales import day_ticks, number_ticks

Trace = dict[str, Any]
TEXT, SMALL = 13, 12
BOLD, THIN, HALO = 3.5, 1.75, 8
HOVER = "%{{fullData.name}}: %{{y:.1f}}{percent} · %{{customdata}}<extra></extra>"


def tint(name: str) -> str:
    """A colour of the style sheet."""
    return f"var(--{name})"


def plain(words: str) -> str:
    """Words as they are: Plotly would take some of them for markup."""
    return escape(words, quote=False)


def timeline(picture: Timeline) -> Figure:
    """Areas and lines over days."""
    ticks, values = day_ticks(picture.days), number_ticks(0, picture.ceiling)
    layout = layout_of(days.height_of(picture), days.top_of(picture), days.BELOW) | {
        "hovermode": "x unified",
        "legend": {"traceorder": "normal"},  # which the words of a day follow, too
        # bands stand in their order, lines cross
        "hoversort": "trace" if picture.areas else "value descending",
        "xaxis": axis(
            range=[picture.days[0].isoformat(), picture.days[-1].isoformat()],
            type="date",
            tickvals=[tick.on.isoformat() for tick in ticks],
            ticktext=[tick.words for tick in ticks],
            showgrid=False,
            ticks="outside",
            tickcolor=tint("edge"),
            hoverformat="%-d %B %Y",
        ),
        "yaxis": axis(
            range=[0, picture.ceiling],
            tickvals=[*values],
            ticktext=[formats.percentage(value) for value in values],
            ticklabelstandoff=5,
        ),
        "shapes": [*_flag_lines(picture), *_leaders(picture)],
        "annotations": [*_flag_names(picture), *_ends(picture)],
        "meta": {
            "kind": "days",
            "minor": [place for place, tick in enumerate(ticks) if tick.is_minor],
        },
    }
    data = [*_areas(picture), *_gap(picture), *_lines(picture)]
    return {"data": data, "layout": layout}


def layout_of(height: int, top: int, below: int) -> dict[str, Any]:
    """What every chart has in common. The page has title and legend, of which a saved one has its
    own."""
    return {
        "height": height,
        "margin": {"l": 44, "r": 8, "t": top, "b": below, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": TEXT, "color": tint("ink")},
        "hoverlabel": {
            "bgcolor": tint("paper"),
            "bordercolor": tint("edge"),
            "font": {"size": TEXT, "color": tint("ink")},
        },
        "showlegend": False,
        "dragmode": False,
    }


def axis(**more: Any) -> dict[str, Any]:
    """A scale, of which nobody can pull."""
    return {
        "fixedrange": True,
        "gridcolor": tint("line"),
        "zeroline": False,
        "tickfont": {"size": SMALL, "color": tint("muted")},
        **more,
    }


def _dated(series: Series, picture: Timeline) -> Trace:
    """What areas and lines have in common."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": plain(series.name),
        "x": [day.isoformat() for day in picture.days],
        "y": [*series.values],
        "customdata": [*map(plain, series.notes)],
        "hovertemplate": HOVER.format(percent=f"{formats.NARROW}%"),
    }


def _areas(picture: Timeline) -> Iterator[Trace]:
    for area, above in zip_longest(picture.areas, picture.areas[1:]):
        is_pale = "shade-0" in (area.tint, above and above.tint)
        yield _dated(area, picture) | {
            "stackgroup": "all",
            "line": {"color": tint("edge" if is_pale else "paper"), "width": 1},
            "fillcolor": tint(area.tint),
        }


def _gap(picture: Timeline) -> Iterator[Trace]:
    """What lies between two lines, under all of them."""
    if picture.gap is None:
        return
    upper, lower = (picture.lines[place] for place in picture.gap)
    unseen = {"line": {"width": 0}, "hoverinfo": "skip", "hovertemplate": None}
    yield _dated(lower, picture) | unseen | {"showlegend": False}
    filled = {"name": picture.gap_name, "fill": "tonexty", "fillcolor": tint("stale")}
    yield _dated(upper, picture) | unseen | filled


def _lines(picture: Timeline) -> Iterator[Trace]:
    for line in picture.lines:
        drawn = _dated(line, picture) | {
            "line": {
                "color": tint(line.tint),
                "width": BOLD if line.is_bold else THIN,
                "dash": line.look.value,
            },
            "cliponaxis": False,
        }
        if line.has_halo:
            yield drawn | {
                "line": {"color": tint("paper"), "width": HALO},
                "hoverinfo": "skip",
                "hovertemplate": None,
                "showlegend": False,
            }
        yield drawn


def _flag_lines(picture: Timeline) -> Iterator[dict[str, Any]]:
    for flag in picture.flags:
        day = flag.on.isoformat()
        yield {
            "type": "line",
            "x0": day,
            "x1": day,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": tint("edge"), "width": 1, "dash": Look.BROKEN.value},
        }


def _flag_names(picture: Timeline) -> Iterator[dict[str, Any]]:
    anchors = {"start": "left", "middle": "center", "end": "right"}
    for (part, name, is_told), flag in zip(days.flags(picture), picture.flags, strict=True):
        if is_told:
            above: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "bottom"}
            anchor = anchors[days.anchor(part)]
            day = flag.on.isoformat()
            yield written(plain(name), x=day, xanchor=anchor, tinted="muted", **above)


def _leaders(picture: Timeline) -> Iterator[dict[str, Any]]:
    """From where a line ends to its label."""
    for label in days.labels(picture):
        if label.is_moved:
            yield {
                "type": "line",
                "name": "wide",
                "xref": "paper",
                "xanchor": 1,
                "xsizemode": "pixel",
                "x0": 5,
                "x1": days.APART - 2,
                "yref": "paper",
                "y0": 1 - label.end / days.TALL,
                "y1": 1 - label.place / days.TALL,
                "line": {"color": tint("edge"), "width": 1},
            }


def _ends(picture: Timeline) -> Iterator[dict[str, Any]]:
    is_line = {id(line) for line in picture.lines}
    for series, words, place, _ in days.labels(picture):
        yield written(
            plain(words),
            is_bold=series.is_bold,
            name="wide",
            xref="paper",
            x=1,
            xanchor="left",
            xshift=days.APART - 2,
            yref="paper",
            y=1 - place / days.TALL,
            yanchor="middle",
            tinted=series.tint if id(series) in is_line else "ink",
        )


def written(
    text: str, *, tinted: str = "ink", is_bold: bool = False, **where: Any
) -> dict[str, Any]:
    """Words on a chart, where nothing can be pointed at."""
    font = {"size": SMALL, "color": tint(tinted), "weight": 700 if is_bold else 400}
    return {"text": text, "showarrow": False, "font": font, **where}
