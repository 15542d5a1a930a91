"""Levels over time: which share of standings was in each band."""

from dashboard import formats
from dashboard.charts import figures
from dashboard.charts.chart import Chart, Row
from dashboard.charts.words import came_from, exact, listed, period, share
from dashboard.pictures import Key, Look, Series, Timeline
from dashboard.plots import timeline
from dashboard.plots.days import LETTERS
from dashboard.progress import Levels
from dashboard.scoring import Score

ABOUT = (
    "Each band is the share of standings, one for each project and aim, at that level; what is not "
    "applicable or not assessed is left out."
)
NOTHING = (
    "No project has a standing in this period. Choose a longer one, or give the first answers on a "
    "project\N{RIGHT SINGLE QUOTATION MARK}s page."
)


def chart(values: Levels) -> Chart:
    """The share of standings in each band on each day."""
    assessed = [place for place, total in enumerate(values.totals) if total]
    if len(assessed) < 2:
        return _too_little(values, assessed)
    picture = _picture(values, assessed)
    return Chart(
        key="levels",
        title=_title(values, assessed),
        about=ABOUT,
        description=_description(values, assessed),
        headings=_headings(values),
        rows=_rows(values, assessed),
        keys=_keys(values),
        figure=figures.timeline(picture),
        svg=timeline(picture),
    )


def _too_little(values: Levels, assessed: list[int]) -> Chart:
    empty = NOTHING
    if assessed:
        day = formats.day(values.days[assessed[0]])
        empty = (
            f"Only {day} has standings in this period, and a line needs two days. Choose a longer "
            "period."
        )
    return Chart(
        key="levels",
        title="Levels over time",
        about=ABOUT,
        description=empty,
        headings=_headings(values),
        rows=_rows(values, assessed),
        empty=empty,
    )


def _of(values: Levels, counts: tuple[int, ...], place: int) -> Score:
    return Score(counts[place], values.totals[place])


def _begun(values: Levels, place: int) -> Score:
    total = values.totals[place]
    return Score(total - values.counts[0][place], total)


def _title(values: Levels, assessed: list[int]) -> str:
    """Of the highest band; where nothing ever reached it, of everything above none."""
    first, last = assessed[0], assessed[-1]
    top = values.counts[-1]
    if top[first] or top[last]:
        moved = came_from(_of(values, top, first), _of(values, top, last))
        return f"{values.bands[-1].name} {moved} of all standings"
    moved = came_from(_begun(values, first), _begun(values, last))
    return f"Standings that have reached a level {moved} of all"


def _description(values: Levels, assessed: list[int]) -> str:
    first, last = assessed[0], assessed[-1]
    told = [
        f"{band.name} {share(_of(values, counts, first))} to {share(_of(values, counts, last))}"
        for band, counts in zip(reversed(values.bands), reversed(values.counts), strict=True)
    ]
    return (
        f"Stacked areas {period(values.days[first], values.days[last])}: {listed(told)} of "
        f"{formats.number(values.totals[first])} standings at first and "
        f"{formats.number(values.totals[last])} at last. A line over them: blocked, "
        f"{formats.number(values.blocked[first])} at first and "
        f"{formats.number(values.blocked[last])} at last."
    )


def _series(
    name: str, tint: str, counts: tuple[int, ...], values: Levels, assessed: list[int]
) -> Series:
    parts = [_of(values, counts, place) for place in assessed]
    notes = [f"{formats.number(part.points)} of {formats.number(part.maximum)}" for part in parts]
    return Series(name, tint, tuple(map(exact, parts)), tuple(notes))


def _picture(values: Levels, assessed: list[int]) -> Timeline:
    areas = [
        _series(band.name, f"shade-{band.shade}", counts, values, assessed)
        for band, counts in zip(values.bands, values.counts, strict=True)
    ]
    blocked = _series("Blocked", "alarm", values.blocked, values, assessed)
    line = Series("Blocked", "alarm", blocked.values, blocked.notes, has_halo=True)
    days = tuple(values.days[place] for place in assessed)
    return Timeline(days, tuple(reversed(areas)), (line,))


def _keys(values: Levels) -> tuple[Key, ...]:
    bands = [
        Key(band.name, f"shade-{band.shade}", is_labelled=len(band.name) <= LETTERS)
        for band in values.bands
    ]
    return (*reversed(bands), Key("Blocked", "alarm", Look.SOLID, is_labelled=True))


def _headings(values: Levels) -> tuple[str, ...]:
    names = [band.name for band in reversed(values.bands)]
    return ("Day", *names, "All", "Blocked", *(f"{name}, %" for name in (*names, "Blocked")))


def _rows(values: Levels, assessed: list[int]) -> tuple[Row, ...]:
    rising = [*reversed(values.counts)]
    return tuple(
        Row(
            (
                values.days[place].isoformat(),
                *(counts[place] for counts in rising),
                values.totals[place],
                values.blocked[place],
                *(exact(_of(values, counts, place)) for counts in (*rising, values.blocked)),
            )
        )
        for place in assessed
    )
