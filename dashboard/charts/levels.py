"""Levels over time: which share of standings was in each band."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

from dashboard import formats
from dashboard.charts import figures
from dashboard.charts.chart import Chart, Row
from dashboard.charts.words import came_from, exact, explained, listed, period, share, told_apart
from dashboard.pictures import Key, Look, Series, Timeline
from dashboard.plots import timeline
from dashboard.plots.days import has_room
from dashboard.progress import Band, Levels
from dashboard.scoring import Score

ABOUT = (
    "Each band is the share of standings, one for each project and aim, at that level; what is not "
    "applicable or not assessed is left out. An aim with fewer levels is at the top with its last."
)
BLOCKED = "Blocked, a line, not a band"
NOTHING = (
    "No project has a standing in this period. Choose a longer one, or give the first answers on a "
    "project\N{RIGHT SINGLE QUOTATION MARK}s page."
)
TAKEN = ("Day", "All", "Blocked")  # headings that no level can have


def chart(values: Levels) -> Chart:
    """The share of standings in each band on each day."""
    known = _assessed(values)
    if len(known.days) < 2:
        return _too_little(known)
    picture = _picture(known)
    return Chart(
        key="levels",
        title=_title(known),
        about=ABOUT,
        description=_description(known),
        headings=_headings(known),
        rows=_rows(known),
        keys=_keys(known),
        figure=figures.timeline(picture),
        svg=timeline(picture),
    )


def _assessed(values: Levels) -> Levels:
    """The days on which there were standings."""
    kept = [total > 0 for total in values.totals]
    return replace(
        values,
        days=tuple(compress(values.days, kept)),
        bands=_named(values.bands),
        counts=tuple(tuple(compress(counts, kept)) for counts in values.counts),
        blocked=tuple(compress(values.blocked, kept)),
    )


def _named(bands: Sequence[Band]) -> tuple[Band, ...]:
    """Each with a name of its own, for the legend and the headings."""
    shares = [f"{name}, %" for name in ("Blocked", *(band.name for band in bands))]
    return told_apart(bands, *TAKEN, *shares)


def _too_little(known: Levels) -> Chart:
    empty = NOTHING
    if known.days:
        empty = (
            f"Only {formats.day(known.days[0])} has standings in this period, and a line needs two "
            "days. Choose a longer period."
        )
    return Chart(
        key="levels",
        title="Levels over time",
        about=ABOUT,
        description=empty,
        headings=_headings(known),
        rows=_rows(known),
        empty=empty,
    )


def _shares(counts: Sequence[int], known: Levels) -> list[Score]:
    return list(map(Score, counts, known.totals))


def _title(known: Levels) -> str:
    """Of the highest band; where nothing reached it, of everything above none."""
    top = _shares(known.counts[-1], known)
    if top[0].points or top[-1].points:
        return f"{known.bands[-1].name} {came_from(top[0], top[-1])} of all standings"
    begun = [Score(it.maximum - it.points, it.maximum) for it in _shares(known.counts[0], known)]
    return f"Standings that have reached a level {came_from(begun[0], begun[-1])} of all"


def _description(known: Levels) -> str:
    parts = [_shares(counts, known) for counts in reversed(known.counts)]
    told = [
        f"{band.name} {share(part[0])} to {share(part[-1])}"
        for band, part in zip(reversed(known.bands), parts, strict=True)
    ]
    totals = known.totals
    blocked = (
        f" A line over them: blocked, {formats.number(known.blocked[0])} at first and "
        f"{formats.number(known.blocked[-1])} at last."
    )
    return (
        f"Stacked areas {period(known.days[0], known.days[-1])}: {listed(told)} of "
        f"{formats.number(totals[0])} standings at first and {formats.number(totals[-1])} at "
        f"last.{blocked if any(known.blocked) else ' None was blocked.'}"
    )


def _series(
    name: str, tint: str, counts: Sequence[int], known: Levels, has_halo: bool = False
) -> Series:
    parts = _shares(counts, known)
    notes = (f"{formats.number(part.points)} of {formats.number(part.maximum)}" for part in parts)
    values = tuple(map(exact, parts))
    end = share(parts[-1])
    return Series(name, tint, values, tuple(notes), end, is_bold=has_halo, has_halo=has_halo)


def _picture(known: Levels) -> Timeline:
    areas = [
        _series(band.name, f"shade-{band.shade}", counts, known)
        for band, counts in zip(known.bands, known.counts, strict=True)
    ]
    lines = []
    if any(known.blocked):
        lines = [_series("Blocked", "alarm", known.blocked, known, has_halo=True)]
    return Timeline(known.days, tuple(reversed(areas)), tuple(lines))


def _keys(known: Levels) -> tuple[Key, ...]:
    all_have_room = all(has_room(band.name) for band in known.bands)
    bands = [
        Key(band.name, f"shade-{band.shade}", is_labelled=all_have_room) for band in known.bands
    ]
    blocked = [Key(BLOCKED, "alarm", Look.SOLID, is_bold=True)] if any(known.blocked) else []
    return (*reversed(bands), *blocked)


def _headings(known: Levels) -> tuple[str, ...]:
    names = [band.name for band in reversed(known.bands)]
    day, every, blocked = TAKEN
    return (day, *names, every, blocked, *(f"{name}, %" for name in (*names, blocked)))


def _rows(known: Levels) -> tuple[Row, ...]:
    """Counts, and then what they are of all."""
    counted = [*reversed(known.counts), known.totals, known.blocked]
    shares = [
        map(exact, _shares(counts, known)) for counts in (*reversed(known.counts), known.blocked)
    ]
    cells = zip(known.days, *counted, *shares, strict=True)
    return tuple(Row(row, explained(known.why, row[0])) for row in cells)
