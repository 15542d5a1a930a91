"""A chart as a picture of its own: with its title, of whom and when, and its legend.

It needs no style sheet and no script: colours are those of the light theme, and lengths are pixels.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from dashboard.charts.chart import Chart
from dashboard.pictures import Key
from dashboard.plots import bars, swatch
from dashboard.plots.days import BESIDE as OF_DAYS
from dashboard.plots.letters import width_of, wrapped

SHEET = Path(__file__).parent.parent / "static" / "dashboard" / "upstanding.css"
TOKEN = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}),")
WIDE, EDGE = 1200, 28  # pixels
BESIDE = {"days": (44, OF_DAYS), "rows": (210, 196)}  # pixels for words left and right of a drawing
TITLE, LINE, SMALL, KEY_LINE = 20, 27, 13, 22
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
STRETCHED = ("x", "x1", "x2", "cx", "width")
DASHES = {"dashed": "7 4", "dotted": "2 3", "broken": "9 3 2 3"}
ON_DEEP = {"shade-5", "shade-6", "gold", "wait"}
LINES = {"grid": "line", "notch": "edge", "joint": "edge", "flag": "edge"}
ANCHORS = {"tick": "end", "day": "middle", "unit": "middle", "on": "middle", "name": "end"}
MUTED = {"tick", "day", "unit", "sum", "flag"}

Attributes = dict[str, str]


@cache
def colours() -> Mapping[str, str]:
    """The tokens of the style sheet, as they are in the light."""
    return dict(TOKEN.findall(SHEET.read_text(encoding="utf-8")))


def standalone(chart: Chart, caption: str) -> str:
    """An SVG that is complete by itself. `caption` says of whom and when it is."""
    body = Element("svg")
    y = _words(body, chart.title, caption)
    y = _legend(body, chart.keys, y)
    drawing = fromstring(chart.svg)
    height = y + int(drawing.attrib["height"]) + EDGE
    left, right = BESIDE[chart.kind]
    _add(body, drawing, EDGE + left, y, WIDE - 2 * EDGE - left - right)
    _name(body, chart, y)
    size = {"width": str(WIDE), "height": str(height), "viewBox": f"0 0 {WIDE} {height}"}
    body.attrib |= {"xmlns": "http://www.w3.org/2000/svg", **size, "font-family": FONT}
    body.attrib |= {"font-size": "12", "fill": colours()["ink"], "role": "img"}
    sheet = Element("rect", {"width": "100%", "height": "100%", "fill": colours()["paper"]})
    told = Element("title")
    told.text = f"{chart.title}. {caption}"
    body[:0] = [told, sheet]
    return tostring(body, encoding="unicode")


def _name(body: Element, chart: Chart, y: int) -> None:
    """Write the names of bars that the page has as links."""
    for place, (name, _) in enumerate(chart.ways):
        middle = y + bars.PITCH * place + bars.ABOVE + bars.THICK / 2 + 4
        _text(body, name, EDGE + BESIDE["rows"][0] - 12, middle, {"text-anchor": "end"})


def _words(body: Element, title: str, caption: str) -> int:
    """Title and caption; how far down they come."""
    y = EDGE + TITLE
    for line in wrapped(title, WIDE - 2 * EDGE, TITLE, is_bold=True):
        _text(body, line, EDGE, y, {"font-size": str(TITLE), "font-weight": "650"})
        y += LINE
    _text(body, caption, EDGE, y - 3, {"font-size": str(SMALL), "fill": colours()["muted"]})
    return y + 14


def _text(body: Element, words: str, x: float, y: float, how: Attributes) -> None:
    SubElement(body, "text", {"x": f"{x:.0f}", "y": f"{y:.0f}", **how}).text = words


def _legend(body: Element, keys: Sequence[Key], y: int) -> int:
    """Entries beside each other as far as there is room; how far down they come."""
    x = EDGE
    for key in keys:
        wide = 30 + width_of(key.name, SMALL)
        if x > EDGE and x + wide > WIDE - EDGE:
            x, y = EDGE, y + KEY_LINE
        _add(body, fromstring(swatch(key)), x, y, 22)
        _text(body, key.name, x + 30, y + 11, {"font-size": str(SMALL)})
        x += int(wide) + 20
    return y + KEY_LINE + 12


def _add(body: Element, drawn: Element, x: float, y: float, width: float) -> None:
    """Put a drawing at a place, with what was stretched in it stretched to a width."""
    group = SubElement(body, "g", {"transform": f"translate({x:.0f} {y:.0f})"})
    group.extend(chain.from_iterable(_resolved(part, width) for part in drawn))


def _resolved(part: Element, width: float) -> Iterator[Element]:
    """A part without classes and shares of a width; a drawing inside as its parts."""
    if part.tag == "svg":
        x, y = _pixels(part.get("x", "0"), width), float(part.get("y", "0"))
        group = Element("g", {"transform": f"translate({x:.2f} {y:g})"})
        scale = width / int(part.attrib["viewBox"].split()[2]) if "viewBox" in part.attrib else 1
        for inner in part:
            if "points" in inner.attrib:
                inner.set("points", _scaled(inner.attrib["points"], scale))
            group.extend(_resolved(inner, width))
        yield group
        return
    kinds = part.attrib.pop("class", "").split()
    for name in STRETCHED:
        if name in part.attrib:
            part.set(name, f"{_pixels(part.attrib[name], width):.2f}")
    part.attrib |= _look(part.tag, kinds)
    yield part


def _pixels(length: str, width: float) -> float:
    return width * float(length[:-1]) / 100 if length.endswith("%") else float(length)


def _scaled(points: str, scale: float) -> str:
    pairs = (pair.split(",") for pair in points.split())
    return " ".join(f"{float(x) * scale:.1f},{y}" for x, y in pairs)


def _look(tag: str, kinds: Sequence[str]) -> Attributes:
    """What the style sheet says of a part, on a wide screen."""
    tint = next((colours()[kind] for kind in kinds if kind in colours()), "")
    match tag:
        case "text":
            return _of_words(kinds, tint)
        case "line":
            kind = next(kind for kind in kinds if kind in LINES)
            return {"stroke": colours()[LINES[kind]]} | _dashed(kinds)
        case "polyline":
            if "halo" in kinds:
                return {"fill": "none", "stroke": colours()["paper"], "stroke-width": "8"}
            wide = "3.5" if "bold" in kinds else "1" if {"thin", "broken"} & {*kinds} else "1.75"
            drawn = {"fill": "none", "stroke": tint, "stroke-width": wide}
            return drawn | {"stroke-linejoin": "round"} | _dashed(kinds)
    if "hollow" in kinds:
        return {"fill": colours()["paper"], "stroke": colours()["ink"]}
    return {"fill": tint, "stroke": colours()["edge" if "shade-0" in kinds else "paper"]}


def _dashed(kinds: Sequence[str]) -> Attributes:
    dashes = (
        DASHES["broken"] if "flag" in kinds else next((DASHES[k] for k in kinds if k in DASHES), "")
    )
    return {"stroke-dasharray": dashes} if dashes else {}


def _of_words(kinds: Sequence[str], tint: str) -> Attributes:
    kind = kinds[0]
    told = {"text-anchor": ANCHORS.get(kind, "start"), "fill": tint or colours()["ink"]}
    if kind in MUTED:
        told["fill"] = colours()["muted"]
    if kind == "on":
        told["fill"] = colours()["on-deep" if ON_DEEP & {*kinds} else "on-pale"]
    if kind == "flag":
        told["text-anchor"] = kinds[1]
    if kind in ("name", "sum"):
        told["dx"] = "-12" if kind == "name" else "10"
    return told | ({"font-weight": "650"} if "bold" in kinds else {})
