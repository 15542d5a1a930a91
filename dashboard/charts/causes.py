"""Why the score moved: what each cause added to the points, or took from them."""

from datetime import date
from itertools import accumulate

from dashboard import formats
from dashboard.charts import bar_figures
from dashboard.charts.chart import Chart, Row
from dashboard.charts.words import listed, period, share, signed
from dashboard.choices import Cause
from dashboard.pictures import Bar, Key, Part, Rows
from dashboard.plots import rows
from dashboard.progress import Step, Waterfall
from dashboard.scoring import Score

BECAUSE = {
    Cause.WORK_DONE: "by work done",
    Cause.WORK_UNDONE: "by work undone",
    Cause.APPLICABILITY: "as things became applicable or ceased to be",
    Cause.CRITERIA: "because the criteria changed",
    Cause.JOINED: "from projects that joined",
    Cause.LEFT: "from projects that left",
    Cause.HANDED_OVER: "by hand-overs",
    Cause.IMPORTED: "by imports",
}
DONE, UNDONE, OTHER = (
    "Work done",
    "Work undone",
    "Not the teams\N{RIGHT SINGLE QUOTATION MARK} doing",
)
TINTS = {DONE: "shade-5", UNDONE: "gold", OTHER: "hollow"}
ABOUT = (
    "Each bar begins where the one above it ended; to the right is gained, to the left is lost. "
    "A cause leads to its movements."
)

CUT = "The scale does not begin at 0."


def chart(values: Waterfall) -> Chart:
    """How the points of one day became those of another, cause by cause."""
    steps = [step for step in values.steps if step.movements or step.points or step.maximum]
    if not steps:
        return _nothing(values)
    picture = _picture(values, steps)
    kinds = dict.fromkeys(_kind(step) for step in steps)
    return Chart(
        key="causes",
        title=_title(values, steps),
        about=f"{ABOUT} {CUT}" if picture.low else ABOUT,
        description=_description(values, steps),
        headings=("Cause", "Points", "Maximum", "Movements"),
        rows=_rows(values, steps),
        keys=tuple(Key(kind, TINTS[kind]) for kind in kinds),
        figure=bar_figures.rows(picture),
        svg=rows(picture),
        ways=tuple((bar.name, bar.href) for bar in picture.bars),
    )


def _nothing(values: Waterfall) -> Chart:
    told = period(values.starts_on, values.ends_on)
    empty = f"Nothing moved {told}. Choose a longer period, or another part of the organisation."
    return Chart(
        key="causes",
        title="Why it moved",
        about=ABOUT,
        description=empty,
        headings=("Cause", "Points", "Maximum", "Movements"),
        rows=_rows(values, []),
        empty=empty,
    )


def _kind(step: Step) -> str:
    return {Cause.WORK_DONE: DONE, Cause.WORK_UNDONE: UNDONE}.get(step.cause, OTHER)


def _name(step: Step) -> str:
    return str(Cause(step.cause).label)


def _title(values: Waterfall, steps: list[Step]) -> str:
    """From where to where, and the one or two causes that weighed most."""
    before, after = values.before.points, values.after.points
    numbers = f"from {formats.number(before)} to {formats.number(after)}"
    heavy = sorted((step for step in steps if step.points), key=lambda step: -abs(step.points))
    told = listed(f"{signed(step.points)} {BECAUSE[Cause(step.cause)]}" for step in heavy[:2])
    if before == after:
        is_maximum = values.before.maximum != values.after.maximum
        told = f": {told}" if told else "; only the maximum moved" if is_maximum else ""
        return f"Points stayed at {formats.number(after)}{told}"
    return f"Points {'rose' if after > before else 'fell'} {numbers}: {told}"


def _sum(score: Score) -> str:
    return f"{formats.number(score.points)} of {formats.number(score.maximum)}"


def _description(values: Waterfall, steps: list[Step]) -> str:
    told = [f"{_name(step)} {signed(step.points)}" for step in steps]
    return (
        f"A waterfall of points {period(values.starts_on, values.ends_on)}: from "
        f"{_sum(values.before)} ({share(values.before) or 'no score'}) to {_sum(values.after)} "
        f"({share(values.after) or 'no score'}). {listed(told)}."
    )


def _picture(values: Waterfall, steps: list[Step]) -> Rows:
    levels = [*accumulate((step.points for step in steps), initial=values.before.points)]
    low, high = min(levels), max(levels)
    room = max((high - low) * 0.06, 1)
    start = max(low - room, 0)
    bars = [_level(values.starts_on, values.before, start)]
    bars += [_bar(step, start) for step, start in zip(steps, levels, strict=False)]
    bars += [_level(values.ends_on, values.after, start)]
    return Rows(tuple(bars), start, high + room, "points", are_named=False)


def _level(day: date, score: Score, start: float) -> Bar:
    note = f"{_sum(score)} points"
    parts = (Part("Points of a day", "ink", start, score.points - start, note=note),)
    more = f"of a maximum of {formats.number(score.maximum)}"
    end = formats.counted(score.points, "point")
    return Bar(formats.day(day), parts, end, level=score.points, more=more)


def _bar(step: Step, start: int) -> Bar:
    low, size = min(start, start + step.points), abs(step.points)
    moves = formats.counted(step.movements, "movement")
    more = _of_maximum(step.maximum)
    note = f"{signed(step.points)} by {moves}{f', {more}' if more else ''}"
    part = Part(_kind(step), TINTS[_kind(step)], low, size, note=note)
    end = f"{signed(step.points)} · {moves}"
    return Bar(_name(step), (part,), end, step.href, level=start + step.points, more=more)


def _of_maximum(change: int) -> str:
    """How much more or less was possible."""
    if not change:
        return ""
    return f"of a maximum of {formats.number(abs(change))} {'more' if change > 0 else 'less'}"


def _rows(values: Waterfall, steps: list[Step]) -> tuple[Row, ...]:
    before, after = values.before, values.after
    return (
        Row((values.starts_on, before.points, before.maximum, None)),
        *(
            Row((_name(step), step.points, step.maximum, step.movements), step.href)
            for step in steps
        ),
        Row((values.ends_on, after.points, after.maximum, None)),
    )
