"""The same pictures for Plotly: plain dictionaries, of which the package is not asked.

Colours stand as `var(--name)`; charts.js asks the page what that is in the theme of the moment.
Annotations are named by where there is room for them: "wide" or "narrow".
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from dashboard import formats
from dashboard.charts.chart import Figure
from dashboard.pictures import Rows, Series, Timeline
from dashboard.plots import bars, days
from dashboard.plots.scales import day_ticks, number_ticks

Trace = dict[str, Any]
TEXT, SMALL = 13, 12
HOVER = "%{{y:.1~f}}{percent} · %{{customdata}}"


def tint(name: str) -> str:
    """A colour of the style sheet."""
    return f"var(--{name})"


def plain(words: str) -> str:
    """Words as they are: Plotly would take some of them for markup."""
    return escape(words, quote=False)


def timeline(picture: Timeline) -> Figure:
    """Areas and lines over days."""
    ticks, values = day_ticks(picture.days), number_ticks(0, picture.ceiling)
    layout = _layout(days.height_of(picture), days.top_of(picture), days.BELOW) | {
        "hovermode": "x unified",
        "xaxis": _axis(
            range=[picture.days[0].isoformat(), picture.days[-1].isoformat()],
            type="date",
            tickvals=[tick.on.isoformat() for tick in ticks],
            ticktext=[tick.words for tick in ticks],
            showgrid=False,
            ticks="outside",
            tickcolor=tint("edge"),
            hoverformat="%-d %B %Y",
        ),
        "yaxis": _axis(
            range=[0, picture.ceiling],
            tickvals=[*values],
            ticktext=[formats.percentage(value) for value in values],
            ticklabelstandoff=5,
        ),
        "shapes": [*_flag_lines(picture)],
        "annotations": [*_flag_names(picture), *_ends(picture)],
        "meta": {
            "kind": "days",
            "minor": [place for place, tick in enumerate(ticks) if tick.is_minor],
        },
    }
    data = [*_areas(picture), *_gap(picture), *_lines(picture)]
    return {"data": data, "layout": layout}


def _layout(height: int, top: int, below: int) -> dict[str, Any]:
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


def _axis(**more: Any) -> dict[str, Any]:
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
    for area in picture.areas:
        yield _dated(area, picture) | {
            "stackgroup": "all",
            "line": {"color": tint("paper"), "width": 1},
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
                "width": 3 if line.is_bold else 2,
                "dash": line.look.value,
            }
        }
        if line.has_halo:
            yield drawn | {
                "line": {"color": tint("paper"), "width": 5},
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
            "line": {"color": tint("edge"), "width": 1, "dash": "dot"},
        }


def _flag_names(picture: Timeline) -> Iterator[dict[str, Any]]:
    anchors = {"start": "left", "middle": "center", "end": "right"}
    for (part, name, is_told), flag in zip(days.flags(picture), picture.flags, strict=True):
        if is_told:
            above: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "bottom"}
            anchor = anchors[days.anchor(part)]
            day = flag.on.isoformat()
            yield _words(plain(name), x=day, xanchor=anchor, tinted="muted", **above)


def _ends(picture: Timeline) -> Iterator[dict[str, Any]]:
    is_line = {id(line) for line in picture.lines}
    for series, words, place in days.labels(picture):
        yield _words(
            plain(words),
            is_bold=series.is_bold,
            name="wide",
            xref="paper",
            x=1,
            xanchor="left",
            xshift=8,
            yref="paper",
            y=1 - place / days.TALL,
            yanchor="middle",
            tinted=series.tint if id(series) in is_line else "ink",
        )


def _words(
    text: str, *, tinted: str = "ink", is_bold: bool = False, **where: Any
) -> dict[str, Any]:
    font = {"size": SMALL, "color": tint(tinted), "weight": 700 if is_bold else 400}
    return {"text": text, "showarrow": False, "font": font, **where}


def rows(picture: Rows) -> Figure:
    """Bars under each other, in the places where the drawing of the server has them."""
    count = len(picture.bars)
    middles = [_middle(place) for place in range(count)]
    layout = _layout(bars.height_of(picture), 0, bars.BELOW) | {
        "barmode": "overlay",
        "hovermode": "closest",
        "xaxis": _axis(range=[picture.low, picture.high], showgrid=True)
        | {"tickvals": [*number_ticks(picture.low, picture.high)], "tickformat": ",d"},
        "yaxis": _axis(range=[count, 0], tickvals=middles, showgrid=False)
        | {"showticklabels": False},
        "shapes": [*_levels(picture)],
        "annotations": [*_names(picture)],
        "meta": {"kind": "rows"},
    }
    return {"data": [*_bars(picture)], "layout": layout}


def _middle(place: int) -> float:
    return place + (bars.ABOVE + bars.THICK / 2) / bars.PITCH


def _bars(picture: Rows) -> Iterator[Trace]:
    """A trace for each name of parts, so that the legend has it once."""
    named: dict[tuple[str, str], Trace] = {}
    for place, bar in enumerate(picture.bars):
        for part in bar.parts:
            trace = named.setdefault((part.name, part.tint), _bar_trace(part.name, part.tint))
            trace["y"].append(_middle(place))
            trace["base"].append(part.start)
            trace["x"].append(part.size)
            trace["text"].append(part.words if bars.has_room(part, picture) else "")
            trace["customdata"].append([bar.href, plain(f"{bar.name}: {part.note}")])
    yield from named.values()


def _bar_trace(name: str, tinted: str) -> Trace:
    written = "on-deep" if tinted in ("shade-5", "shade-6", "gold", "wait") else "on-pale"
    return {
        "type": "bar",
        "orientation": "h",
        "name": plain(name),
        "width": bars.THICK / bars.PITCH,
        "y": [],
        "base": [],
        "x": [],
        "text": [],
        "customdata": [],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": SMALL, "color": tint(written)},
        "constraintext": "none",
        "marker": {"color": tint(tinted), "line": {"color": tint("paper"), "width": 1}},
        "hovertemplate": "%{customdata[1]}<extra></extra>",
    }


def _levels(picture: Rows) -> Iterator[dict[str, Any]]:
    """What bars have come to, and what leads from one to the next."""
    half = bars.THICK / bars.PITCH / 2
    for place, bar in enumerate(picture.bars):
        if bar.level is None:
            continue
        if place + 1 < len(picture.bars):
            yield _upright(bar.level, _middle(place) - half, _middle(place + 1) + half, "edge", 1)
        if not bar.parts:
            y = _middle(place)
            yield _upright(bar.level, y - half, y + half + 0.08, "ink", 3)


def _upright(x: float, top: float, bottom: float, tinted: str, width: int) -> dict[str, Any]:
    line = {"color": tint(tinted), "width": width}
    return {"type": "line", "x0": x, "x1": x, "y0": top, "y1": bottom, "line": line}


def _names(picture: Rows) -> Iterator[dict[str, Any]]:
    """Names and sums: beside the bars where there is room, above them where not."""
    left: dict[str, Any] = {"xref": "paper", "x": 0, "yref": "y"}
    right: dict[str, Any] = {"xref": "paper", "x": 1, "yref": "y"}
    for place, bar in enumerate(picture.bars):
        beside: dict[str, Any] = {"y": _middle(place), "yanchor": "middle", "name": "wide"}
        above: dict[str, Any] = {"y": place + bars.ABOVE / bars.PITCH, "yanchor": "bottom"}
        above |= {"name": "narrow", "bgcolor": tint("paper"), "borderpad": 0, "yshift": 2}
        yield _words(plain(bars.name_of(bar)), xanchor="right", xshift=-12, **left, **beside)
        yield _words(plain(bar.end), xanchor="left", xshift=10, tinted="muted", **right, **beside)
        yield _words(plain(bars.name_of(bar)), xanchor="left", **left, **above)
        yield _words(plain(bar.end), xanchor="right", tinted="muted", **right, **above)
