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
SHORTER = "An aim with fewer levels is at the top with its last."
ABOUT = (
    "One bar for each aim, the most to gain first; its pieces are the numbers of projects at each "
    f"level, and behind it stands how many points the aim can still give. {SHORTER}"
)
ABOUT_ONE = (
    "The pieces of the bar are the numbers of projects at each level; behind it stands how many "
    f"points the aim can still give. {SHORTER}"
)
ABOUT_LEVELS = (
    "One bar for each aim, the most to gain first, filled as far as the project has come; behind "
    f"it stand the level and how many points the aim can still give. {SHORTER}"
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
    picture = _filled(shown, values) if _is_of_one(aims) else _spread(shown, values)
    bands = [Key(band.name, f"shade-{band.shade}") for band in values.bands]
    return Chart(
        key="standing",
        title=_title(aims, values),
        about=_about(aims),
        description=_description(aims, values),
        headings=_headings(values),
        rows=tuple(_row(aim) for aim in aims),
        keys=tuple(reversed(bands)),
        figure=bar_figures.rows(picture),
        svg=rows(picture),
    )


def _is_of_one(aims: list[Spread]) -> bool:
    """Whether each bar would be one project, which is either here or there."""
    return all(sum(aim.counts) == 1 for aim in aims)


def _spread(shown: list[Spread], values: Spreads) -> Rows:
    bars = tuple(_bar(aim, values) for aim in shown)
    return Rows(bars, 0, max(sum(aim.counts) for aim in shown), "projects")


def _filled(shown: list[Spread], values: Spreads) -> Rows:
    """As many pieces as there are levels, of which those that were reached are filled."""
    return Rows(tuple(_steps(aim, values) for aim in shown), 0, len(values.bands) - 1, "")


def _steps(aim: Spread, values: Spreads) -> Bar:
    place = next(place for place, count in enumerate(aim.counts) if count)
    reached, none = values.bands[place], values.bands[0]
    parts = tuple(
        Part(band.name, f"shade-{band.shade}", step, 1, "", reached.name)
        for step in range(len(values.bands) - 1)
        for band in [reached if step < place else none]
    )
    return Bar(aim.name, parts, f"{reached.name}, {_left(aim)}")


def _left(aim: Spread) -> str:
    return f"{formats.counted(aim.left, 'point')} left"


def _nothing(values: Spreads) -> Chart:
    empty = NOTHING.format(day=formats.day(values.on))
    return Chart(
        key="standing", title="Where we stand", about=ABOUT, description=empty, empty=empty
    )


def _about(aims: list[Spread]) -> str:
    about = ABOUT_LEVELS if _is_of_one(aims) else ABOUT if len(aims) > 1 else ABOUT_ONE
    if len(aims) <= MOST:
        return about
    return f"{about} The first {MOST} are drawn; the figures have all {len(aims)}."


def _title(aims: list[Spread], values: Spreads) -> str:
    if len(aims) == 1:
        return _title_of_one(aims[0], values)
    most, total = aims[0].left, sum(aim.left for aim in aims)
    if not most:
        return "No aim has points left to gain"
    leaders = [aim.name for aim in aims if aim.left == most]
    names = listed(leaders) if len(leaders) < 3 else f"{len(leaders)} aims"
    each = " each" if len(leaders) > 1 else ""
    points = f"{formats.number(most)}{each} of {formats.counted(total, 'point')}"
    shown = "The level reached on each aim" if _is_of_one(aims) else "Projects by level, aim by aim"
    return f"{shown}: the most is left to gain in {names}, {points}"


def _title_of_one(aim: Spread, values: Spreads) -> str:
    """How many are at the top and at the bottom, or where the one is."""
    many = sum(aim.counts)
    left = f"{_left(aim)} to gain"
    if many == 1:
        reached = next(b for b, count in zip(values.bands, aim.counts, strict=True) if count)
        return f"{aim.name} is at {reached.name}, {left}"
    top, bottom = formats.number(aim.counts[-1]), formats.number(aim.counts[0])
    names = f"{top} at {values.bands[-1].name} and {bottom} at {values.bands[0].name}"
    return f"Of {formats.number(many)} projects {names}, {left}"


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
    return Bar(aim.name, tuple(parts), _left(aim))


def _headings(values: Spreads) -> tuple[str, ...]:
    names = [band.name for band in reversed(values.bands)]
    aim, area, projects, left = TAKEN
    return (aim, area, *names, projects, left)


def _row(aim: Spread) -> Row:
    return Row((aim.name, aim.area, *reversed(aim.counts), sum(aim.counts), aim.left))
