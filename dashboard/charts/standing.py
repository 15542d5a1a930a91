"""Where we stand: how the projects are spread over the levels of each aim."""

from dataclasses import replace

from dashboard import formats
from dashboard.charts import bar_figures
from dashboard.charts.chart import Chart, Row
from dashboard.charts.words import listed, told_apart
from dashboard.pictures import Bar, Key, Part, Rows
from dashboard.plots import rows
from dashboard.progress import Spread, Spreads

MOST = 24  # bars before a chart is longer than anybody reads
ABOUT = (
    "One bar for each aim, the most to gain first; its pieces are the numbers of projects at each "
    "level, and the number behind it is how many points the aim can still give. An aim with fewer "
    "levels is at the top with its last."
)
NOTHING = (
    "No project has a standing on any aim on {day}. Choose a later day, or give the first answers "
    "on a project\N{RIGHT SINGLE QUOTATION MARK}s page."
)
TAKEN = ("Aim", "Area", "Projects", "Points left to gain")  # headings that no level can have


def chart(values: Spreads) -> Chart:
    """How many projects are in each band of each aim."""
    values = replace(values, bands=told_apart(values.bands, *TAKEN))
    aims = [aim for aim in values.aims if sum(aim.counts)]
    if not aims:
        return _nothing(values)
    shown = aims[:MOST]
    picture = Rows(
        bars=tuple(_bar(aim, values) for aim in shown),
        low=0,
        high=max(sum(aim.counts) for aim in shown),
        unit="projects",
    )
    bands = [Key(band.name, f"shade-{band.shade}") for band in values.bands]
    return Chart(
        key="standing",
        title=_title(aims),
        about=_about(aims),
        description=_description(aims, values),
        headings=_headings(values),
        rows=tuple(_row(aim) for aim in aims),
        keys=tuple(reversed(bands)),
        figure=bar_figures.rows(picture),
        svg=rows(picture),
    )


def _nothing(values: Spreads) -> Chart:
    empty = NOTHING.format(day=formats.day(values.on))
    return Chart(
        key="standing", title="Where we stand", about=ABOUT, description=empty, empty=empty
    )


def _about(aims: list[Spread]) -> str:
    if len(aims) <= MOST:
        return ABOUT
    return f"{ABOUT} The first {MOST} are drawn; the figures have all {len(aims)}."


def _title(aims: list[Spread]) -> str:
    most, total = aims[0].left, sum(aim.left for aim in aims)
    if not most:
        return "No aim has points left to gain"
    leaders = [aim.name for aim in aims if aim.left == most]
    names = listed(leaders) if len(leaders) < 3 else f"{len(leaders)} aims"
    each = " each" if len(leaders) > 1 else ""
    points = f"{formats.number(most)}{each} of {formats.counted(total, 'point')}"
    return f"The most is left to gain in {names}: {points}"


def _description(aims: list[Spread], values: Spreads) -> str:
    told = []
    for aim in aims[:3]:
        places = [
            f"{formats.number(count)} {band.name}"
            for band, count in zip(values.bands, aim.counts, strict=True)
            if count
        ]
        points = formats.counted(aim.left, "point")
        told.append(f"{aim.name}: {listed(places)}, {points} left.")
    more = f" {len(aims) - 3} more aims follow." if len(aims) > 3 else ""
    bars = formats.counted(min(len(aims), MOST), "bar")
    return f"{bars} of projects on {formats.day(values.on)}. {' '.join(told)}{more}"


def _bar(aim: Spread, values: Spreads) -> Bar:
    parts, start = [], 0
    for band, count in reversed([*zip(values.bands, aim.counts, strict=True)]):
        if count:
            note = f"{band.name}, {formats.counted(count, 'project')} of {sum(aim.counts)}"
            words = formats.number(count)
            parts.append(Part(band.name, f"shade-{band.shade}", start, count, words, note))
            start += count
    return Bar(aim.name, tuple(parts), f"{formats.number(aim.left)} left")


def _headings(values: Spreads) -> tuple[str, ...]:
    names = [band.name for band in reversed(values.bands)]
    aim, area, projects, left = TAKEN
    return (aim, area, *names, projects, left)


def _row(aim: Spread) -> Row:
    return Row((aim.name, aim.area, *reversed(aim.counts), sum(aim.counts), aim.left))
