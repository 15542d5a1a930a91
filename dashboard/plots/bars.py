"""Bars under each other, with a name before and a number behind each."""

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dashboard import formats
from dashboard.pictures import Bar, Part, Rows
from dashboard.plots.scales import number_ticks, short

PITCH, THICK, BELOW = 40, 18, 48  # pixels: of a row, of its bar, and of the scale
ABOVE = PITCH - THICK - 3  # where a name stands that has no room beside its bar
UNDER = 15  # pixels between a sum and what stands below it
LETTERS = 30  # of a name
LETTER = 7.5  # pixels of a digit on a bar
NARROW, ROOMY = 330, 590  # pixels of the narrowest bar that is all of a scale, and of that
# where the style sheet shows what is roomy


def rows(picture: Rows) -> SafeString:
    """An SVG of bars, as wide as there is room."""
    drawn = "".join([*_grid(picture), *_joints(picture), *_bars(picture)])
    return mark_safe(
        f'<svg class="plot rows" height="{height_of(picture)}" aria-hidden="true">{drawn}</svg>'
    )


def height_of(picture: Rows) -> int:
    """How tall all of it is."""
    return PITCH * len(picture.bars) + BELOW


def name_of(bar: Bar) -> str:
    """The name of a bar as far as there is room."""
    return short(bar.name, LETTERS)


def _has_room(part: Part, picture: Rows, whole: int) -> bool:
    """Whether what is written on a piece fits on it, where all of the scale has so many pixels."""
    wide = whole * part.size / (picture.high - picture.low)
    return bool(part.words) and wide > LETTER * len(part.words) + 3


def _x(value: float, picture: Rows) -> str:
    return f"{100 * (value - picture.low) / (picture.high - picture.low):.2f}%"


def _wide(size: float, picture: Rows) -> str:
    return f"{100 * size / (picture.high - picture.low):.2f}%"


def _grid(picture: Rows) -> Iterator[str]:
    bottom = height_of(picture) - BELOW + 4
    if not picture.unit:
        return
    yield f'<text class="unit" x="50%" y="{bottom + 34}">{picture.unit}</text>'
    for value in number_ticks(picture.low, picture.high):
        x = _x(value, picture)
        yield f'<line class="grid" x1="{x}" x2="{x}" y2="{bottom}"/>'
        told = formats.number(value)
        yield f'<text class="day" x="{x}" y="{bottom + 16}">{told}</text>'


def _joints(picture: Rows) -> Iterator[str]:
    """What leads from where one bar ended to where the next begins."""
    for place, bar in enumerate(picture.bars[:-1]):
        if bar.level is not None:
            x, y = _x(bar.level, picture), PITCH * place + ABOVE
            yield f'<line class="joint" x1="{x}" x2="{x}" y1="{y}" y2="{y + PITCH + THICK}"/>'


def _bars(picture: Rows) -> Iterator[str]:
    for place, bar in enumerate(picture.bars):
        y = PITCH * place + ABOVE
        if picture.are_named:
            yield f'<text class="name" y="{y + THICK / 2 + 4:.0f}">{escape(name_of(bar))}</text>'
        for part in bar.parts:
            yield from _part(part, picture, y)
        yield from _end(bar, y)


def _part(part: Part, picture: Rows, y: int) -> Iterator[str]:
    yield (
        f'<rect class="{part.tint}" x="{_x(part.start, picture)}" y="{y}" '
        f'width="{_wide(part.size, picture)}" height="{THICK}"/>'
    )
    if _has_room(part, picture, ROOMY):
        middle = _x(part.start + part.size / 2, picture)
        roomy = "" if _has_room(part, picture, NARROW) else " roomy"
        yield (
            f'<text class="on {part.tint}{roomy}" x="{middle}" y="{y + THICK / 2 + 4:.0f}">'
            f"{escape(part.words)}</text>"
        )


def _end(bar: Bar, y: int) -> Iterator[str]:
    middle = y + THICK / 2 + 4
    yield f'<text class="sum" x="100%" y="{middle:.0f}">{escape(bar.end)}</text>'
    if bar.more:
        yield f'<text class="sum more" x="100%" y="{middle + UNDER:.0f}">{escape(bar.more)}</text>'
