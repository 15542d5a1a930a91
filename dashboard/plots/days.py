"""Areas and lines over days."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dashboard import formats
from dashboard.pictures import Look, Series, Timeline
from dashboard.plots.letters import shortened
from dashboard.plots.scales import day_ticks, number_ticks, part_of, spread

TALL, BELOW = 280, 30  # pixels: of the days, and of their names
ABOVE, FLAGGED = 8, 22  # pixels of what is above them, without flags and with
WIDE = 1000
LABEL = 17  # pixels between two labels
BESIDE, APART = 210, 16  # pixels for labels beside the days, and of them before a label begins
SIZE, NUMBER = 12, 40  # pixels: of a label's letters, and of the number that it begins with
CLOSE = 0.17  # of the width between two flags with their names


def timeline(picture: Timeline) -> SafeString:
    """An SVG of days, as wide as there is room."""
    drawn = "".join(
        [
            *_grid(picture),
            f'<svg y="{top_of(picture)}" width="100%" height="{TALL}" viewBox="0 0 {WIDE} {TALL}" '
            'preserveAspectRatio="none">',
            *_areas(picture),
            *_gap(picture),
            *_lines(picture),
            "</svg>",
            *_flags(picture),
            *_dots(picture),
            *_ends(picture),
        ]
    )
    height = height_of(picture)
    return mark_safe(f'<svg class="plot days" height="{height}" aria-hidden="true">{drawn}</svg>')


def height_of(picture: Timeline) -> int:
    """How tall all of it is."""
    return top_of(picture) + TALL + BELOW


def top_of(picture: Timeline) -> int:
    """How far down the days begin."""
    return FLAGGED if picture.flags else ABOVE


def below_top(value: float, ceiling: int) -> float:
    """How far below the top of the days a value is."""
    return TALL * (1 - value / ceiling)


class Label(NamedTuple):
    """What is written at the end of a line or area: how far below the top, and where it ends."""

    series: Series
    words: str
    place: float
    end: float

    @property
    def is_moved(self) -> bool:
        """Whether it stands too far from its end for anybody to see that it belongs there."""
        return abs(self.place - self.end) > LABEL / 4


def labels(picture: Timeline) -> list[Label]:
    """The number and then the name of each, so that no number is cut off."""
    ends = [*_area_ends(picture), *_line_ends(picture)]
    places = spread([place for _, place in ends], LABEL, TALL)
    return [
        Label(series, f"{series.end} {_in_room(series.name, is_bold=series.is_bold)}", place, end)
        for (series, end), place in zip(ends, places, strict=True)
    ]


def _in_room(name: str, *, is_bold: bool) -> str:
    return shortened(name, BESIDE - APART - NUMBER, SIZE, is_bold=is_bold)


def has_room(name: str, *, is_bold: bool = False) -> bool:
    """Whether the whole name stands at an end."""
    return _in_room(name, is_bold=is_bold) == name


def _area_ends(picture: Timeline) -> Iterator[tuple[Series, float]]:
    below = 0.0
    for area in picture.areas:
        value = area.values[-1] or 0.0
        if value:
            yield area, below_top(below + value / 2, picture.ceiling)
        below += value


def _line_ends(picture: Timeline) -> Iterator[tuple[Series, float]]:
    for line in picture.lines:
        value = line.values[-1]
        if value is not None and line.is_labelled:
            yield line, below_top(value, picture.ceiling)


def _grid(picture: Timeline) -> Iterator[str]:
    top = top_of(picture)
    for value in number_ticks(0, picture.ceiling):
        y = top + below_top(value, picture.ceiling)
        yield f'<line class="grid" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="tick" dx="-8" y="{y + 4:.1f}">{formats.percentage(value)}</text>'
    for tick in day_ticks(picture.days):
        x, minor = f"{100 * part_of(tick.on, picture.days):.2f}%", " minor" * tick.is_minor
        yield f'<line class="notch" x1="{x}" x2="{x}" y1="{top + TALL}" y2="{top + TALL + 5}"/>'
        yield f'<text class="day{minor}" x="{x}" y="{top + TALL + 20}">{tick.words}</text>'


def _points(picture: Timeline, values: Sequence[float | None]) -> list[str | None]:
    """A point for each day, in the drawing that is stretched."""
    return [
        None
        if value is None
        else f"{WIDE * part_of(day, picture.days):.1f},{below_top(value, picture.ceiling):.1f}"
        for day, value in zip(picture.days, values, strict=True)
    ]


def _areas(picture: Timeline) -> Iterator[str]:
    below: list[float | None] = [0.0] * len(picture.days)
    for area in picture.areas:
        above = [(low or 0) + (more or 0) for low, more in zip(below, area.values, strict=True)]
        corners = [*_points(picture, above), *reversed(_points(picture, below))]
        yield f'<polygon class="{area.tint}" points="{" ".join(filter(None, corners))}"/>'
        below = [*above]


def _gap(picture: Timeline) -> Iterator[str]:
    if picture.gap is None:
        return
    upper, lower = (_points(picture, picture.lines[place].values) for place in picture.gap)
    both = [pair for pair in zip(upper, lower, strict=True) if None not in pair]
    corners = [*(high for high, _ in both), *(low for _, low in reversed(both))]
    yield f'<polygon class="stale" points="{" ".join(filter(None, corners))}"/>'


def _lines(picture: Timeline) -> Iterator[str]:
    for line in picture.lines:
        bold = " bold" * line.is_bold
        look = f" {line.look.name.lower()}" if line.look is not Look.SOLID else ""
        for is_known, run in groupby(_points(picture, line.values), bool):
            points = " ".join(filter(None, run))
            if is_known and line.has_halo:
                yield f'<polyline class="halo" points="{points}"/>'
            if is_known:
                yield f'<polyline class="{line.tint}{bold}{look}" points="{points}"/>'


def _dots(picture: Timeline) -> Iterator[str]:
    for line in picture.lines:
        if line.last:
            place, value = line.last
            x = 100 * part_of(picture.days[place], picture.days)
            y = top_of(picture) + below_top(value, picture.ceiling)
            size = 4 if line.is_bold else 3
            yield f'<circle class="{line.tint}" cx="{x:.2f}%" cy="{y:.1f}" r="{size}"/>'


def _flags(picture: Timeline) -> Iterator[str]:
    for part, name, is_told in flags(picture):
        x = f"{100 * part:.2f}%"
        yield f'<line class="flag" x1="{x}" x2="{x}" y1="{FLAGGED - 6}" y2="{FLAGGED + TALL}"/>'
        if is_told:
            start = f'<text class="flag {anchor(part)}" x="{x}" y="{FLAGGED - 10}">'
            yield f"{start}{escape(name)}</text>"


def anchor(part: float) -> str:
    """On which side of its day a name stands, so that it stays within the chart."""
    return "start" if part < 0.1 else "end" if part > 0.9 else "middle"


def flags(picture: Timeline) -> Iterator[tuple[float, str, bool]]:
    """Where the named days are, and whether there is room for the name."""
    last = -1.0
    for flag in picture.flags:
        part = part_of(flag.on, picture.days)
        is_told = part - last >= CLOSE
        yield part, flag.name, is_told
        last = max(part, 0.12) if is_told else last


def _ends(picture: Timeline) -> Iterator[str]:
    is_line = {id(line) for line in picture.lines}
    for label in labels(picture):
        series = label.series
        if label.is_moved:
            yield _leader(picture, label)
        tint = f" {series.tint}" if id(series) in is_line else ""
        bold = " bold" * series.is_bold
        yield (
            f'<text class="end{tint}{bold}" x="100%" dx="{APART}" '
            f'y="{top_of(picture) + label.place + 4:.1f}">{escape(label.words)}</text>'
        )


def _leader(picture: Timeline, label: Label) -> str:
    """From where a line ends to its label."""
    start, end = top_of(picture) + label.end, top_of(picture) + label.place
    points = f"5,{start:.1f} {APART - 2},{end:.1f}"
    return f'<svg class="leader" x="100%"><polyline class="edge thin" points="{points}"/></svg>'
