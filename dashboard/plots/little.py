"""One score over time, small: for the page of a project or a team."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dashboard import formats
from dashboard.plots.scales import ceiling_of, day_ticks, number_ticks, part_of
from dashboard.progress import Mark
from dashboard.scoring import Score

TOP, TALL, BELOW, WIDE = 8, 84, 22, 1000
STEPS = 4  # of the scale, at most
SHOWN = 5  # movements under the line before the others are folded away

KINDS = {"up": "Points gained", "down": "Points lost", "level": "No points moved"}


def small(days: Sequence[date], scores: Sequence[Score], marks: Sequence[Mark] = ()) -> SafeString:
    """A line of per cents, with a dot for each movement, and under it who did it and why.

    Nothing where fewer than two days have a score. What moved outside the days has no dot.
    """
    known = [(day, score) for day, score in zip(days, scores, strict=True) if score.maximum]
    if len(known) < 2:
        return mark_safe("")
    dotted = [mark for mark in marks if known[0][0] <= mark.on <= known[-1][0]]
    drawn = f"{_drawn(known, dotted)}{_legend(dotted)}{_listed(marks)}"
    return mark_safe(f'<figure class="little">{drawn}</figure>')


def _drawn(scored: list[tuple[date, Score]], marks: Sequence[Mark]) -> str:
    days = [day for day, _ in scored]
    known = [(day, 100 * score.points / score.maximum) for day, score in scored]
    ceiling = ceiling_of(max(value for _, value in known))
    points = " ".join(
        f"{WIDE * part_of(day, days):.1f},{TALL * (1 - value / ceiling):.1f}"
        for day, value in known
    )
    words = escape(
        f"Score from {formats.percentage(scored[0][1].percentage)} on {formats.day(days[0])} "
        f"to {formats.percentage(scored[-1][1].percentage)} on {formats.day(days[-1])}"
    )
    inside = "".join(
        [
            *_grid(days, ceiling),
            f'<svg y="{TOP}" width="100%" height="{TALL}" viewBox="0 0 {WIDE} {TALL}" '
            f'preserveAspectRatio="none"><polyline class="shade-5" points="{points}"/></svg>',
            *_dots(known, marks, ceiling),
        ]
    )
    return (
        f'<svg class="plot small" height="{TOP + TALL + BELOW}" role="img" '
        f'aria-label="{words}">{inside}</svg>'
    )


def _legend(marks: Sequence[Mark]) -> str:
    """What the dots mean, of those that there are."""
    kinds = {_kind(mark) for mark in marks}
    entries = "".join(
        f'<li><svg class="plot" width="12" height="12" aria-hidden="true">'
        f'<circle class="moved {kind}" cx="6" cy="6" r="4.5"/></svg>{words}</li>'
        for kind, words in KINDS.items()
        if kind in kinds
    )
    return f'<ul class="dots" aria-label="Legend">{entries}</ul>' if entries else ""


def _kind(mark: Mark) -> str:
    return "up" if mark.points > 0 else "down" if mark.points < 0 else "level"


def _grid(days: Sequence[date], ceiling: int) -> Iterator[str]:
    for value in number_ticks(0, ceiling, STEPS):
        y = TOP + TALL * (1 - value / ceiling)
        yield f'<line class="grid" x2="100%" y1="{y:.0f}" y2="{y:.0f}"/>'
        yield f'<text class="tick" dx="-8" y="{y + 4:.0f}">{formats.percentage(value)}</text>'
    for tick in day_ticks(days):
        x, minor = f"{100 * part_of(tick.on, days):.2f}%", " minor" * tick.is_minor
        yield f'<text class="day{minor}" x="{x}" y="{TOP + TALL + 17}">{tick.words}</text>'


def _dots(known: list[tuple[date, float]], marks: Sequence[Mark], ceiling: int) -> Iterator[str]:
    days = [day for day, _ in known]
    for mark in marks:
        x = 100 * part_of(mark.on, days)
        y = TOP + TALL * (1 - _value_on(mark.on, known) / ceiling)
        yield (
            f'<circle class="moved {_kind(mark)}" cx="{x:.2f}%" cy="{y:.1f}" r="4.5">'
            f"<title>{escape(_told(mark))}</title></circle>"
        )


def _value_on(day: date, known: list[tuple[date, float]]) -> float:
    """Where the line is on a day that may lie between two that are known."""
    before = max(pair for pair in known if pair[0] <= day)
    after = min(pair for pair in known if pair[0] >= day)
    span = (after[0] - before[0]).days
    part = (day - before[0]).days / span if span else 0
    return before[1] + part * (after[1] - before[1])


def _told(mark: Mark) -> str:
    return f"{formats.day(mark.on)}: {_points(mark)}. {mark.words}"


def _points(mark: Mark) -> str:
    points = formats.counted(abs(mark.points), "point").partition(" ")[2]
    return f"{formats.signed(mark.points)} {points}"


def _listed(marks: Sequence[Mark]) -> str:
    """What moved, the newest first; many are folded away."""
    newest = sorted(marks, key=lambda mark: mark.on, reverse=True)
    shown, folded = newest[:SHOWN], newest[SHOWN:]
    more = (
        f"<details><summary>{formats.number(len(folded))} more</summary>"
        f"<ol>{''.join(map(_line, folded))}</ol></details>"
    )
    listed = f"<ol>{''.join(map(_line, shown))}</ol>" if shown else ""
    return f"<figcaption>{listed}{more if folded else ''}</figcaption>" if listed else ""


def _line(mark: Mark) -> str:
    return (
        f'<li><time datetime="{mark.on.isoformat()}">{formats.day(mark.on)}</time> '
        f'<strong class="{_kind(mark)}">{_points(mark)}</strong> {escape(mark.words)}</li>'
    )
