"""What became of promises, cycle by cycle."""

from collections.abc import Iterator, Sequence

from dashboard import formats
from dashboard.charts import bar_figures
from dashboard.charts.chart import Chart, Row
from dashboard.charts.words import listed
from dashboard.pictures import Bar, Key, Part, Rows
from dashboard.plots import rows
from dashboard.progress import Outcomes

OUTCOMES = {  # in words, and the colour of each
    "kept": ("Kept", "shade-5"),
    "missed": ("Missed", "gold"),
    "open": ("Open", "wait"),
    "withdrawn": ("Withdrawn", "quiet"),
    "lapsed": ("Lapsed", "shade-0"),
}
BECAME = {  # of one, and of several
    "kept": ("was kept", "were kept"),
    "missed": ("was missed", "were missed"),
    "open": ("is open", "are open"),
    "withdrawn": ("was withdrawn", "were withdrawn"),
    "lapsed": ("lapsed", "lapsed"),
}
HEADINGS = ("Cycle", "Team", "Made", *(name for name, _ in OUTCOMES.values()))
MOST_BARS = 20  # as many as a sheet of paper has room for; else teams are in the table alone
ABOUT = (
    "What promises came to at the end of each cycle, or are today{teams}. A promise is open until "
    "its cycle ends, withdrawn in the open, and lapsed where its aim or project went."
)
NOTHING = (
    "Nobody promised anything for a cycle of this period. A team promises a level on its "
    "project\N{RIGHT SINGLE QUOTATION MARK}s page, or in a review."
)


def chart(values: Sequence[Outcomes]) -> Chart:
    """How many promises were kept, missed, withdrawn, and are open, for each cycle and team."""
    made = [outcome for outcome in values if outcome.made]
    if not made:
        return Chart("promises", "Promises", ABOUT.format(teams=""), NOTHING, empty=NOTHING)
    cycles = _by_cycle(made)
    highest = max(outcome.made for outcome in cycles)
    by_team = _has_teams(cycles, made)
    picture = Rows(tuple(_bars(cycles, made if by_team else [])), 0, highest, "promises")
    found = [key for key in OUTCOMES if any(getattr(outcome, key) for outcome in made)]
    return Chart(
        key="promises",
        title=_title(made),
        about=ABOUT.format(teams=": of all teams, and of each" if by_team else ""),
        description=_description(cycles),
        headings=HEADINGS,
        rows=tuple(map(_row, made)),
        keys=tuple(Key(*OUTCOMES[key]) for key in found),
        figure=bar_figures.rows(picture),
        svg=rows(picture),
    )


def _by_cycle(values: Sequence[Outcomes]) -> list[Outcomes]:
    """All teams together, in the order in which the cycles came."""
    return [
        Outcomes(name, slug, "", "", **{key: _total(of, key) for key in OUTCOMES})
        for slug, name in {outcome.cycle_slug: outcome.cycle for outcome in values}.items()
        for of in [[outcome for outcome in values if outcome.cycle_slug == slug]]
    ]


def _total(values: Sequence[Outcomes], key: str) -> int:
    return sum(getattr(outcome, key) for outcome in values)


def _title(made: Sequence[Outcomes]) -> str:
    count = sum(outcome.made for outcome in made)
    told = [
        f"{formats.number(number)} {BECAME[key][number != 1]}"
        for key in OUTCOMES
        if (number := _total(made, key))
    ]
    if count == 1:
        return f"The one promise {told[0].partition(' ')[2]}"
    return f"Of {formats.number(count)} promises, {listed(told)}"


def _description(cycles: Sequence[Outcomes]) -> str:
    told = []
    for cycle in cycles:
        parts = [
            f"{formats.number(getattr(cycle, key))} {key}"
            for key in OUTCOMES
            if getattr(cycle, key)
        ]
        told.append(f"{cycle.cycle}: {formats.number(cycle.made)} made, {listed(parts)}.")
    return f"{formats.counted(len(cycles), 'stacked bar')}. {' '.join(told)}"


def _has_teams(cycles: Sequence[Outcomes], made: Sequence[Outcomes]) -> bool:
    """Whether there are several teams, and all of them have room."""
    several = len({each.team_slug for each in made}) > 1
    return several and len(cycles) + len(made) <= MOST_BARS


def _bars(cycles: Sequence[Outcomes], teams: Sequence[Outcomes]) -> Iterator[Bar]:
    """Each cycle, with its teams below it."""
    for cycle in cycles:
        yield _bar(cycle)
        yield from (_bar(each) for each in teams if each.cycle_slug == cycle.cycle_slug)


def _bar(of: Outcomes) -> Bar:
    parts, start = [], 0
    for key, (name, tint) in OUTCOMES.items():
        if count := int(getattr(of, key)):
            note = f"{formats.number(count)} {key} of {formats.number(of.made)}"
            parts.append(Part(name, tint, start, count, formats.number(count), note))
            start += count
    name = f"{of.team}, {of.cycle}" if of.team else of.cycle
    return Bar(name, tuple(parts), f"{formats.number(of.made)} made")


def _row(outcome: Outcomes) -> Row:
    counts = (getattr(outcome, key) for key in OUTCOMES)
    return Row((outcome.cycle, outcome.team, outcome.made, *counts))
