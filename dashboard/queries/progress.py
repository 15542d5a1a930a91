"""Progress: the charts of a scope and a period, made of the daily summary."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Sum

from dashboard.choices import Applicability, Cause, Outcome
from dashboard.models import Commitment, Movement, Standing
from dashboard.progress import (
    Band,
    CycleEnd,
    Levels,
    Line,
    Outcomes,
    Scores,
    Spread,
    Spreads,
    Step,
    Waterfall,
)
from dashboard.queries.framework import AimHead, FrameworkView, ladders_of
from dashboard.queries.order import folded
from dashboard.queries.periods import Period
from dashboard.queries.promises import CycleHead, PromiseRow, promise_rows
from dashboard.queries.scopes import NAMED, Scope
from dashboard.queries.summary import Summary
from dashboard.series import AREA, NOTHING, Day, at_days, causes
from dashboard.shapes import shade

MIXED = (
    Band("", "No level", 0),
    Band("some", "Less than half of its levels", 2),
    Band("half", "Half of its levels or more", 4),
    Band("all", "All of its levels", 6),
)
Place = tuple[int, int]  # rank and levels


def aims_in(framework: FrameworkView, scope: Scope) -> list[AimHead]:
    """The aims that a scope is about, in the order of the criteria."""
    match scope.kind:
        case "aim":
            return [aim for aim in framework.aims if aim.id == scope.id]
        case "area":
            return [aim for aim in framework.aims if aim.area_id == scope.id]
    return list(framework.aims)


class Measured:
    """The charts of a scope and a period, each worked out when it is first asked for.

    All five are at most twelve queries, whatever the size.
    """

    def __init__(
        self, framework: FrameworkView, scope: Scope, period: Period, cycles: Sequence[CycleHead]
    ) -> None:
        self.framework, self.scope, self.period, self.cycles = framework, scope, period, cycles
        self.aims = aims_in(framework, scope)
        self.asked = {**scope.asked, **period.asked}  # as it stands in an address

    @cached_property
    def summary(self) -> Summary:
        """What each day added."""
        return Summary(self.scope, self.period.ends_on)

    @cached_property
    def days(self) -> Sequence[Day]:
        """Where the scope stood at the end of each day."""
        return at_days(self.summary.whole, self.period.days)

    @cached_property
    def promise_rows(self) -> list[PromiseRow]:
        """What was promised for the cycles that the period touches."""
        return promises_in(self.framework, self.scope, self.period, self.cycles)

    @cached_property
    def levels(self) -> Levels:
        """How many standings were at each level."""
        return _levels(self.scope, self.days, bands_of(self.aims))

    @cached_property
    def scores(self) -> Scores:
        """The score of the whole, of what was fresh in it, and of its parts."""
        parts = _parts(self.framework, self.period, self.summary)
        return _scores(self.scope, self.period, self.days, parts, self.summary, self.cycles)

    @cached_property
    def spreads(self) -> Spreads:
        """Where standings are on each aim at the end."""
        return spreads_of(self.scope, self.period.ends_on, self.aims)

    @cached_property
    def waterfall(self) -> Waterfall:
        """What each cause added."""
        return _waterfall(self)

    @cached_property
    def promises(self) -> tuple[Outcomes, ...]:
        """What became of promises, by cycle and team."""
        return tuple(outcomes_of(self.promise_rows))


def bands_of(aims: Iterable[AimHead]) -> tuple[Band, ...]:
    """The levels of the one ladder that aims climb, or how much of theirs, where they have several.

    An aim that has fewer levels than its ladder is as far up as so much of them is.
    """
    ladders = ladders_of(aims)
    if len(ladders) != 1:
        return MIXED
    steps = ladders[0].steps
    levels = [Band(s.key, s.name, shade(rank, len(steps))) for rank, s in enumerate(steps, 1)]
    return (Band("", "No level", 0), *levels)


def _band(bands: Sequence[Band], place: Place) -> int:
    rank, levels = place
    if rank == 0 or levels == 0:
        return 0
    if bands is MIXED:
        return 3 if rank == levels else 1 + (2 * rank >= levels)
    return -(-(len(bands) - 1) * rank // levels)


def _counted(bands: Sequence[Band], places: Mapping[Place, int]) -> list[int]:
    counts = [0] * len(bands)
    for place, count in places.items():
        counts[_band(bands, place)] += count
    return counts


def _levels(scope: Scope, days: Sequence[Day], bands: tuple[Band, ...]) -> Levels:
    counts = [_counted(bands, day.places) for day in days]
    return Levels(
        days=tuple(day.on for day in days),
        bands=bands,
        counts=tuple(zip(*counts, strict=True)),
        blocked=tuple(day.blocked for day in days),
        why=scope.why,
    )


def _scores(
    scope: Scope,
    period: Period,
    days: Sequence[Day],
    parts: Sequence[Line],
    summary: Summary,
    cycles: Sequence[CycleHead],
) -> Scores:
    ends = [head for head in cycles if period.starts_on <= head.ends_on <= period.ends_on]
    return Scores(
        days=tuple(day.on for day in days),
        whole=Line(scope.key, scope.name, "", tuple(day.score for day in days)),
        parts=tuple(parts),
        fresh=tuple(day.fresh for day in days),
        cycles=tuple(CycleEnd(head.name, head.ends_on) for head in ends),
        left_out=summary.left_out,
        why=scope.why,
    )


def _parts(framework: FrameworkView, period: Period, summary: Summary) -> list[Line]:
    """A line for each part, by its name today. One query, or none."""
    if summary.kind == AREA:
        named = {area.id: (area.key, area.name) for area in framework.areas}
    else:
        rows = NAMED[summary.kind].objects.filter(pk__in=list(summary.parts))
        named = {pk: (slug, name) for pk, slug, name in rows.values_list("pk", "slug", "name")}
    lines = [
        Line(
            key=named[pk][0],
            name=named[pk][1],
            href="?" + urlencode({summary.kind: named[pk][0], **period.asked}),
            scores=tuple(day.score for day in at_days(entries, period.days)),
        )
        for pk, entries in summary.parts.items()
        if pk in named
    ]
    return sorted(lines, key=lambda line: folded(line.name))


def spreads_of(scope: Scope, on: date, aims: Sequence[AimHead]) -> Spreads:
    """Where a scope stood on some aims at the end of a day.

    Where standings are now, less what moved them after that day. Two to four queries.
    """
    bands = bands_of(aims)
    places: dict[int, dict[Place, int]] = defaultdict(lambda: defaultdict(int))
    left: dict[int, int] = defaultdict(int)
    for aim, rank, levels, count, points, maximum in _placed(scope.as_of(on), on):
        places[aim][rank, levels] += count
        left[aim] += maximum - points
    shown = [
        Spread(aim.path, aim.name, aim.area_name, counts, left[aim.id])
        for aim in aims
        if any(counts := tuple(_counted(bands, places[aim.id])))
    ]
    return Spreads(on, bands, tuple(sorted(shown, key=lambda each: -each.left)))


def _placed(scope: Scope, on: date) -> Iterator[tuple[int, ...]]:
    """Aim, rank, levels, and of how many standings there, with points and maximum."""
    applicable = Applicability.APPLICABLE
    rows = Standing.objects.filter(
        scope.of_standings(), team__isnull=False, applicability=applicable
    ).order_by()
    yield from rows.values_list("aim_id", "rank", "levels").annotate(
        count=Count("pk"), points=Sum("points"), maximum=Sum("maximum")
    )
    if not Movement.objects.filter(day__gt=on).exists():
        return  # as of today there is nothing to take back, and no reason to look for it
    for side, sign in (("after", -1), ("before", 1)):
        moved = Movement.objects.filter(
            scope.of_side(side),
            day__gt=on,
            **{f"team_{side}__isnull": False, f"applicability_{side}": applicable},
        ).order_by()
        for aim, *where, count, points, maximum in moved.values_list(
            "aim_id", f"rank_{side}", f"levels_{side}"
        ).annotate(count=Count("pk"), points=Sum(f"points_{side}"), maximum=Sum(f"maximum_{side}")):
            yield aim, *where, sign * count, sign * points, sign * maximum


def _waterfall(shown: Measured) -> Waterfall:
    """From the end of the first day to the end of the last. One query."""
    starts_on, ends_on = shown.period.starts_on, shown.period.ends_on
    found = causes(shown.summary.whole, starts_on, ends_on)
    moved = Movement.objects.filter(shown.scope.of_movements(), day__gt=starts_on, day__lte=ends_on)
    counts = dict(moved.order_by().values_list("cause").annotate(count=Count("pk")))
    steps = [
        Step(
            cause=cause,
            points=found.get(cause, NOTHING).points,
            maximum=found.get(cause, NOTHING).maximum,
            movements=counts.get(cause, 0),
            href=f"?{urlencode({**shown.asked, 'cause': cause}, safe='/')}#moved",
        )
        for cause in Cause
        if cause in found or cause in counts
    ]
    return Waterfall(starts_on, ends_on, shown.days[0].score, shown.days[-1].score, tuple(steps))


def promises_in(
    framework: FrameworkView, scope: Scope, period: Period, cycles: Sequence[CycleHead]
) -> list[PromiseRow]:
    """What was promised for the cycles that a period touches. One query."""
    touched = [
        head
        for head in cycles
        if head.starts_on <= period.ends_on and head.ends_on > period.starts_on
    ]
    return promise_rows(framework, touched, Commitment.objects.filter(scope.of_commitments()))


def outcomes_of(rows: Iterable[PromiseRow]) -> list[Outcomes]:
    """Sums of them by cycle and team, the first cycle first."""
    found: dict[tuple[date, str, str], list[PromiseRow]] = defaultdict(list)
    for row in rows:
        found[row.cycle.starts_on, folded(row.team), row.team_slug].append(row)
    return [_outcomes(found[key]) for key in sorted(found)]


def _outcomes(rows: Sequence[PromiseRow]) -> Outcomes:
    first, became = rows[0], [row.outcome for row in rows]
    return Outcomes(
        cycle=first.cycle.name,
        cycle_slug=first.cycle.slug,
        team=first.team,
        team_slug=first.team_slug,
        kept=became.count(Outcome.KEPT),
        missed=became.count(Outcome.MISSED),
        open=became.count(Outcome.OPEN),
        withdrawn=became.count(Outcome.WITHDRAWN),
        lapsed=became.count(Outcome.LAPSED),
    )
