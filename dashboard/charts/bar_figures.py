"""The same bars for Plotly."""

from collections.abc import Iterator
from typing import Any

from dashboard.charts.chart import Figure
from dashboard.charts.figures import SMALL, Trace, axis, layout_of, plain, tint, written
from dashboard.pictures import Rows
from dashboard.plots import bars
from dashboard.plots.scales import number_ticks


def rows(picture: Rows) -> Figure:
    """Bars under each other, in the places where the drawing of the server has them."""
    count = len(picture.bars)
    middles = [_middle(place) for place in range(count)]
    layout = layout_of(bars.height_of(picture), 0, bars.BELOW) | {
        "barmode": "overlay",
        "hovermode": "closest",
        "xaxis": axis(range=[picture.low, picture.high], showgrid=True)
        | {"tickvals": _ticks(picture), "tickformat": ",d"},
        "yaxis": axis(range=[count, 0], tickvals=middles, showgrid=False)
        | {"showticklabels": False},
        "shapes": [*_levels(picture)],
        "annotations": [*_names(picture), *_unit(picture)],
        "meta": {"kind": "rows"},
    }
    return {"data": [*_bars(picture)], "layout": layout}


def _ticks(picture: Rows) -> list[int]:
    return [*number_ticks(picture.low, picture.high)] if picture.unit else []


def _unit(picture: Rows) -> Iterator[dict[str, Any]]:
    """What the scale counts."""
    if picture.unit:
        where: dict[str, Any] = {
            "xref": "paper",
            "x": 0.5,
            "yref": "paper",
            "y": 0,
            "yanchor": "top",
        }
        yield written(picture.unit, tinted="muted", yshift=-24, **where)


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
            trace["text"].append(part.words)
            trace["customdata"].append([bar.href, plain(f"{bar.name}: {part.note}")])
    yield from named.values()


def _bar_trace(name: str, tinted: str) -> Trace:
    written = "on-deep" if tinted in ("shade-5", "shade-6", "gold", "wait") else "on-pale"
    is_hollow = tinted == "hollow"
    edge = "edge" if tinted == "shade-0" else "ink" if is_hollow else "paper"
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
        "marker": {
            "color": tint("paper" if is_hollow else tinted),
            "line": {"color": tint(edge), "width": 1},
        },
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
        if picture.are_named:
            yield written(plain(bars.name_of(bar)), xanchor="right", xshift=-12, **left, **beside)
            yield written(plain(bars.name_of(bar)), xanchor="left", **left, **above)
        yield written(plain(bar.end), xanchor="left", xshift=10, tinted="muted", **right, **beside)
        yield written(plain(bar.end), xanchor="right", tinted="muted", **right, **above)
        if bar.more:
            under = {**right, **beside, "tinted": "muted", "yshift": -bars.UNDER}
            yield written(plain(bar.more), xanchor="left", xshift=10, **under)
