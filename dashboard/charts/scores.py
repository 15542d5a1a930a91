"""The score over time, of the whole and of its parts, and how much of it is fresh."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard import formats
from dashboard.charts import figures
from dashboard.charts.chart import Chart, Row
from dashboard.charts.words import came_from, exact, explained, listed, period, share, told_apart
from dashboard.pictures import Flag, Key, Look, Series, Timeline
from dashboard.plots import timeline
from dashboard.plots.days import has_room
from dashboard.plots.scales import ceiling_of
from dashboard.progress import Line, Scores
from dashboard.scoring import Score

MOST = 6  # parts that have lines, beside the whole and what is fresh
ABOUT = "Points of what was possible on each day."
ABOUT_GAP = "The shaded gap is what stands on reviews that are overdue or never were."
ALL_FRESH = "All of it was fresh on each of these days."
ABOUT_ENDS = "Upright lines are ends of cycles."
NOTHING = (
    "Nothing has a score in this period. Choose a longer one, or give the first answers on a "
    "project\N{RIGHT SINGLE QUOTATION MARK}s page."
)
GAP = "Claimed, not fresh"
FRESH = "Fresh"


def chart(values: Scores) -> Chart:
    """Scores of each day, as per cents of what was possible on it."""
    values = _named(values)
    known = [place for place, score in enumerate(values.whole.scores) if score.maximum]
    if len(known) < 2:
        return _too_little(values, known)
    picture = _picture(values, known)
    return Chart(
        key="scores",
        title=_title(values, known),
        about=_about(values, picture),
        description=_description(values, known),
        headings=_headings(values),
        rows=_rows(values, known),
        keys=_keys(picture),
        figure=figures.timeline(picture),
        svg=timeline(picture),
    )


def _named(values: Scores) -> Scores:
    """Each line with a name of its own, for the legend and the headings."""
    (whole,) = told_apart([values.whole], FRESH)
    return replace(values, whole=whole, parts=told_apart(values.parts, FRESH, whole.name))


def _about(values: Scores, picture: Timeline) -> str:
    told = [ABOUT, ABOUT_GAP if picture.gap else ALL_FRESH]
    if picture.flags:
        told.append(ABOUT_ENDS)
    figured = len(values.parts[MOST:])
    if more := figured + values.left_out:
        of_them = formats.number(figured) if values.left_out else "all"
        is_told = f"; the figures have {of_them} of them" if figured else ""
        told.append(f"{formats.number(more)} more have no line of their own{is_told}.")
    return " ".join(told)


def _too_little(values: Scores, known: list[int]) -> Chart:
    empty = NOTHING
    if known:
        day, score = values.days[known[0]], values.whole.scores[known[0]]
        empty = (
            f"Only {formats.day(day)} has a score in this period, {share(score)}, and a line needs "
            "two days. Choose a longer period."
        )
    return Chart(
        key="scores",
        title="The score over time",
        about=ABOUT,
        description=empty,
        headings=_headings(values),
        rows=_rows(values, known),
        empty=empty,
    )


def _fresh(values: Scores, place: int) -> Score:
    return Score(values.fresh[place], values.whole.scores[place].maximum)


def _title(values: Scores, known: list[int]) -> str:
    before, after = values.whole.scores[known[0]], values.whole.scores[known[-1]]
    told = f"The score {came_from(before, after)}"
    if not after.points:
        return told
    part = Score(values.fresh[known[-1]], after.points).percentage
    words = {0: "none", 100: "all"}.get(part or 0, formats.percentage(part))
    return f"{told}, {words} of it fresh"


def _description(values: Scores, known: list[int]) -> str:
    first, last = known[0], known[-1]
    lines = [
        f"{line.name} {share(line.scores[first]) or 'no score'} to "
        f"{share(line.scores[last]) or 'no score'}"
        for line in (values.whole, *values.parts)
    ]
    fresh = f"fresh {share(_fresh(values, first))} to {share(_fresh(values, last))}"
    ends = [f"{cycle.name} ended on {formats.day(cycle.on)}" for cycle in values.cycles]
    return (
        f"Lines {period(values.days[first], values.days[last])}: {listed([*lines, fresh])}."
        f"{f' {listed(ends)}.' if ends else ''}"
    )


def _series(name: str, tint: str, scores: Sequence[Score], *, look: Look = Look.SOLID) -> Series:
    notes = [f"{formats.number(it.points)} of {formats.number(it.maximum)}" for it in scores]
    values = tuple(map(exact, scores))
    return Series(name, tint, values, tuple(notes), share(scores[-1]), look)


def _picture(values: Scores, known: list[int]) -> Timeline:
    days = tuple(values.days[place] for place in known)
    parts = [
        _series(
            line.name,
            f"hue-{place}",
            [line.scores[day] for day in known],
        )
        for place, line in enumerate(_largest(values, known[-1]), 1)
    ]
    fresh = _series(FRESH, "ink", [_fresh(values, day) for day in known], look=Look.DOTTED)
    plain = _series(values.whole.name, "ink", [values.whole.scores[day] for day in known])
    whole = replace(plain, is_bold=True)
    is_all_fresh = fresh.values == whole.values
    lines = (*parts, whole) if is_all_fresh else (*parts, fresh, whole)
    highest = max(value for line in lines for value in line.values if value is not None)
    flags = [
        Flag(cycle.on, cycle.name) for cycle in values.cycles if days[0] <= cycle.on <= days[-1]
    ]
    gap = None if is_all_fresh else (len(lines) - 1, len(lines) - 2)
    return Timeline(days, (), lines, gap, GAP, tuple(flags), ceiling_of(highest))


def _largest(values: Scores, last: int) -> list[Line]:
    """The parts with the most to reach on the last day, in the order that they have."""
    largest = sorted(values.parts, key=lambda line: -line.scores[last].maximum)[:MOST]
    return [line for line in values.parts if line in largest]


def _is_labelled(line: Series) -> bool:
    """Whether its whole name stands at its end."""
    return line.values[-1] is not None and has_room(line.name, is_bold=line.is_bold)


def _last(line: Series) -> float:
    return line.last[1] if line.last else 0


def _keys(picture: Timeline) -> tuple[Key, ...]:
    *parts, whole = picture.lines
    fresh = [parts.pop()] if picture.gap else []
    named = (whole, *sorted(parts, key=_last, reverse=True))
    are_labelled = all(map(_is_labelled, named))
    lines = [Key(it.name, it.tint, it.look, it.is_bold, are_labelled) for it in named]
    unreviewed = [Key(it.name, it.tint, it.look) for it in fresh]
    gap = [Key(GAP, "stale")] if picture.gap else []
    ends = [Key("End of a cycle", "edge", Look.BROKEN)] if picture.flags else []
    return (*lines, *unreviewed, *gap, *ends)


def _headings(values: Scores) -> tuple[str, ...]:
    whole = values.whole.name
    parts = (f"{line.name}, %" for line in values.parts)
    return ("Day", "Points", "Maximum", "Fresh points", f"{whole}, %", f"{FRESH}, %", *parts)


def _rows(values: Scores, known: list[int]) -> tuple[Row, ...]:
    whole = values.whole.scores
    return tuple(
        Row(
            (
                values.days[place],
                whole[place].points,
                whole[place].maximum,
                values.fresh[place],
                exact(whole[place]),
                exact(_fresh(values, place)),
                *(exact(line.scores[place]) for line in values.parts),
            ),
            explained(values.why, values.days[place]),
        )
        for place in known
    )
