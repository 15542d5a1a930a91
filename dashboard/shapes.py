"""A standing as a picture: a disc that fills as levels are reached."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache, lru_cache
from math import cos, pi, sin

from django.utils.safestring import SafeString, mark_safe

SHADES = 6
MOST_LEVELS = 6
TWELFTHS = 12
RADIUS = 4.5
RING = '<circle class="ring" cx="8" cy="8" r="6.75"/>'
DISC = '<circle class="disc" cx="8" cy="8" r="7.5"/>'


def shade(rank: int, levels: int) -> int:
    """Which of six shades stands for this many of the levels: 0 for none, 6 for the top alone."""
    if rank <= 0 or levels <= 0:
        return 0
    return min(SHADES, -(-SHADES * rank // levels))


@lru_cache(maxsize=64)
def shape(rank: int, levels: int) -> SafeString:
    """An SVG picture of `rank` of `levels`: empty for none alone, full for the top alone.

    It refers to one of the `symbols` that every page holds once: a board has thousands of them.
    """
    name = _name(_part(rank, levels))
    return mark_safe(f'<svg class="shape" aria-hidden="true"><use href="#{name}"/></svg>')


@cache
def symbols() -> SafeString:
    """The drawings that shapes refer to: of ladders with 1 to 6 levels, and of twelfths."""
    sizes = (*range(1, MOST_LEVELS + 1), TWELFTHS)
    parts = sorted({_part(rank, size) for size in sizes for rank in range(size + 1)})
    drawn = "".join(
        f'<symbol id="{_name(part)}" viewBox="0 0 16 16">{_drawing(part)}</symbol>'
        for part in parts
    )
    return mark_safe(f'<svg class="symbols" aria-hidden="true">{drawn}</svg>')


def _part(rank: int, levels: int) -> Fraction:
    return Fraction(min(max(rank, 0), levels), levels) if levels > 0 else Fraction(0)


def _name(part: Fraction) -> str:
    return f"shape-{part.numerator}-{part.denominator}"


def _drawing(part: Fraction) -> str:
    if part == 0:
        return RING
    return DISC if part == 1 else RING + _wedge(part)


def _wedge(part: Fraction) -> str:
    """A slice of the disc, clockwise from the top."""
    angle = 2 * pi * float(part)
    x, y = 8 + RADIUS * sin(angle), 8 - RADIUS * cos(angle)
    is_large = int(part > 0.5)
    arc = f"A{RADIUS} {RADIUS} 0 {is_large} 1 {x:.2f} {y:.2f}"
    return f'<path class="wedge" d="M8 8V{8 - RADIUS}{arc}Z"/>'


def bar(percentage: int) -> SafeString:
    """An SVG line filled to a percentage."""
    return mark_safe(
        '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="whole" width="100" height="4"/>'
        f'<rect class="part" width="{percentage}" height="4"/></svg>'
    )


def sparkline(values: Sequence[int | None]) -> SafeString:
    """An SVG line through percentages, oldest first, on the scale of 0 to 100 that all share."""
    width, height = 60, 20
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return mark_safe("")
    step = (width - 6) / (len(values) - 1)
    points = [
        f"{3 + step * place:.1f},{height - 3 - (height - 6) * value / 100:.1f}"
        for place, value in known
    ]
    x, y = points[-1].split(",")
    return mark_safe(
        f'<svg class="trend" viewBox="0 0 {width} {height}" aria-hidden="true">'
        f'<polyline points="{" ".join(points)}"/><circle cx="{x}" cy="{y}" r="2"/></svg>'
    )


def distribution(parts: Sequence[tuple[str, int]]) -> SafeString:
    """An SVG bar of counts, each with the class of its colour; nothing of nothing."""
    total = sum(count for _, count in parts)
    if not total:
        return mark_safe("")
    drawn, left = [], 0.0
    for name, count in parts:
        wide = 300 * count / total
        drawn.append(
            f'<rect class="{name}" x="{left:.2f}" width="{max(wide - 1, 0.5):.2f}" height="14"/>'
        )
        left += wide
    return mark_safe(
        '<svg class="distribution" viewBox="0 0 300 14" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(drawn)}</svg>'
    )
