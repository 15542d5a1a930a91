"""The report of a period: what moved and who moved it, what is blocked, promised, and next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Min, Q

from dashboard.addresses import explanation_address
from dashboard.choices import Cause
from dashboard.formats import counted, percentage
from dashboard.models import Movement
from dashboard.progress import Charts, Spread
from dashboard.queries.changes import GAINED, LOST, Changes, changes_in
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView
from dashboard.queries.obstacles import Obstacle, obstacles_in, obstacles_then
from dashboard.queries.order import folded
from dashboard.queries.periods import Period, period_in
from dashboard.queries.progress import aims_in, charts, promises_in
from dashboard.queries.promises import CycleHead, PromiseRow, cycle_heads, words_of
from dashboard.queries.scopes import Scope

SHOWN = 8
GAINS, LOSSES = 6, 3
LISTED = 200


@dataclass(frozen=True, slots=True)
class Promised:
    """What became of the promises for one cycle, in words."""

    slug: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes next: promises to keep, what gives most, and criteria that are announced."""

    promises: tuple[PromiseRow, ...]
    spreads: tuple[Spread, ...]
    announced: tuple[tuple[date, AimHead], ...]


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """The page: charts, and the report that stands above them.

    `first` is the day of the first record, none before there is one. `listed` are the movements of
    the one cause that was asked for.
    """

    day: date
    applied_at: datetime | None
    scope: Scope
    period: Period
    first: date | None
    charts: Charts
    gains: Changes
    losses: Changes
    obstacles: tuple[Obstacle, ...]
    promised: tuple[Promised, ...]
    ahead: Ahead
    cause: Cause | None
    listed: Changes | None
    areas: tuple[AreaHead, ...]
    has_cycle: bool

    @property
    def summary(self) -> str:
        """In one sentence, what the period brought."""
        fall = self.charts.waterfall
        before, after = fall.before.percentage, fall.after.percentage
        if after is None:
            return "Nothing was in the sums at the end of this time."
        edited = next((step for step in fall.steps if step.cause == Cause.CRITERIA), None)
        is_edited = edited and (edited.points or edited.maximum)
        meanwhile = ", while the criteria changed" if is_edited else ""
        return f"The score {_became(before, after)}: {self._by_work}{meanwhile}."

    @property
    def _by_work(self) -> str:
        gained, lost = self.gains.count, self.losses.count
        if not gained and not lost:
            return "no level was gained or lost by work"
        return f"{counted(gained, 'level')} gained and {lost} lost by work"

    @property
    def first_obstacles(self) -> tuple[Obstacle, ...]:
        """Those that have room."""
        return self.obstacles[:SHOWN]

    @property
    def more_obstacles(self) -> int:
        """How many have none."""
        return len(self.obstacles[SHOWN:])

    @property
    def part_of_board(self) -> str:
        """The scope as a comparison of boards takes it; of an aim, nothing."""
        asked = {} if self.scope.kind == "aim" else self.scope.asked
        return f"&{urlencode(asked)}" if asked else ""

    @property
    def is_of_today(self) -> bool:
        """Whether the period ends today."""
        return self.period.ends_on == self.day

    @property
    def explanation(self) -> str:
        """Where the score of the scope at the end of the period is explained."""
        on = None if self.is_of_today else self.period.ends_on
        return explanation_address(**self.scope.asked, on=on)

    @property
    def file_query(self) -> str:
        """What the address of a file of the same ends with."""
        query = urlencode({**self.scope.asked, **self.period.asked}, safe="/")
        return f"?{query}" if query else ""

    @property
    def query_of_cause(self) -> str:
        """What an address holds before the name of a cause."""
        return urlencode({**self.scope.asked, **self.period.asked, "cause": ""}, safe="/")

    @property
    def asked(self) -> dict[str, str]:
        """What is shown, as it stands in an address."""
        cause = {"cause": self.cause.value} if self.cause else {}
        return {**self.scope.asked, **self.period.asked, **cause}


def _became(before: int | None, after: int) -> str:
    """How one share became another, in whole per cents; none: there was no score."""
    if before is None or before == after:
        return f"{'is' if before is None else 'stayed at'} {percentage(after)}"
    return (
        f"{'rose' if after > before else 'fell'} from {percentage(before)} to {percentage(after)}"
    )


def first_day() -> date | None:
    """The day of the first movement, if there is one. One query."""
    day: date | None = Movement.objects.aggregate(day=Min("day"))["day"]
    return day


def progress_page(framework: FrameworkView, scope: Scope, asked: Mapping[str, str]) -> ProgressPage:
    """All of it, for a scope that is there. Some twenty queries, whatever the size."""
    cycles, first = cycle_heads(framework.day), first_day()
    period = period_in(asked, framework.day, first, cycles)
    promises = promises_in(framework, scope, period, cycles)
    shown = charts(framework, scope, period, promises, cycles)
    cause = asked.get("cause", "")
    chosen = Cause(cause) if cause in Cause.values else None
    return ProgressPage(
        day=framework.day,
        applied_at=framework.applied_at,
        scope=scope,
        period=period,
        first=first,
        charts=shown,
        gains=changes_in(framework, scope, period, GAINED, GAINS),
        losses=changes_in(framework, scope, period, LOST, LOSSES),
        obstacles=obstacles_in(framework, scope)
        if period.ends_on == framework.day
        else obstacles_then(framework, scope, period.ends_on),
        promised=_promised(promises),
        ahead=_ahead(framework, scope, shown, promises),
        cause=chosen,
        listed=changes_in(framework, scope, period, Q(cause=chosen), LISTED) if chosen else None,
        areas=framework.areas,
        has_cycle=any(head.is_current for head in cycles),
    )


def _promised(promises: Sequence[PromiseRow]) -> tuple[Promised, ...]:
    """Each cycle with what became of its promises, the latest first."""
    cycles: dict[CycleHead, list[PromiseRow]] = {}
    for row in promises:
        cycles.setdefault(row.cycle, []).append(row)
    return tuple(
        Promised(head.slug, head.name, words_of(row.outcome for row in cycles[head]))
        for head in sorted(cycles, key=lambda head: head.starts_on, reverse=True)
    )


def _ahead(
    framework: FrameworkView, scope: Scope, shown: Charts, promises: Sequence[PromiseRow]
) -> Ahead:
    is_open = [row for row in promises if row.is_open and not row.is_reached]
    soonest = sorted(is_open, key=lambda row: (row.cycle.ends_on, folded(row.project)))
    announced = sorted(
        (aim.span.counts_from, aim.path, aim)
        for aim in aims_in(framework, scope)
        if aim.span.counts_from and aim.span.counts_from > framework.day
    )
    with_most = [spread for spread in shown.spreads.aims if spread.left][:3]
    coming = tuple((day, aim) for day, _, aim in announced)
    return Ahead(tuple(soonest[:GAINS]), tuple(with_most), coming)
