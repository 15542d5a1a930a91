"""The report of a period: what moved and who moved it, what is blocked, promised, and next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Min, Q

from dashboard.addresses import explanation_address
from dashboard.choices import Cause
from dashboard.formats import counted, number, percentage
from dashboard.formats import day as in_words
from dashboard.models import Movement
from dashboard.progress import Spread
from dashboard.queries.changes import GAINED, LOST, Changes, changes_in
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView
from dashboard.queries.obstacles import Obstacle, obstacles_in, obstacles_then
from dashboard.queries.order import folded
from dashboard.queries.periods import Period, period_in
from dashboard.queries.progress import Measured, aims_in
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
    charts: Measured
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
        told = f"The score {_became(before, after)}"
        if before is None and (start := self._first_score):
            told = f"The score {_became(start[1], after)}, since its first on {in_words(start[0])}"
        return f"{told}: {self._by_work}.{self._by_criteria}"

    @property
    def _first_score(self) -> tuple[date, int] | None:
        """The first day on which there was a score, and that."""
        scores = self.charts.scores
        for day, score in zip(scores.days, scores.whole.scores, strict=True):
            if score.percentage is not None:
                return day, score.percentage
        return None

    @property
    def _by_criteria(self) -> str:
        """What changed criteria did, in a sentence; nothing where they did not."""
        steps = self.charts.waterfall.steps
        edited = next((step for step in steps if step.cause == Cause.CRITERIA), None)
        if edited is None or not (edited.points or edited.maximum):
            return ""
        points = counted(abs(edited.points), "point")
        points += " fewer" if edited.points < 0 else " more"
        maximum = f"{number(abs(edited.maximum))} {'less' if edited.maximum < 0 else 'more'}"
        return f" Changed criteria: {points}, of a maximum of {maximum}."

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
        """The scope as a comparison of boards takes it: of an aim, its area."""
        asked = self.scope.asked
        if self.scope.kind == "aim":
            asked = {"area": self.scope.key.partition("/")[0]}
        return f"&{urlencode(asked)}" if asked else ""

    @property
    def is_regrouped(self) -> bool:
        """Whether the cause asked for is that teams came to a group or left it: none of its
        standings moved of itself."""
        steps = self.charts.waterfall.steps
        step = next((step for step in steps if step.cause == self.cause), None)
        return self.scope.kind == "group" and step is not None and bool(step.maximum)

    @property
    def days_and_part(self) -> str:
        """Both days and the scope, as a comparison and files of movements take them."""
        days = {"from": self.period.starts_on, "to": self.period.ends_on}
        return f"?{urlencode(days)}{self.part_of_board}"

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
        query = urlencode(self.charts.asked, safe="/")
        return f"?{query}" if query else ""

    @property
    def query_of_cause(self) -> str:
        """What an address holds before the name of a cause."""
        return urlencode({**self.charts.asked, "cause": ""}, safe="/")

    @property
    def asked(self) -> dict[str, str]:
        """What is shown, as it stands in an address."""
        cause = {"cause": self.cause.value} if self.cause else {}
        return {**self.charts.asked, **cause}


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


def measured(
    framework: FrameworkView, scope: Scope, asked: Mapping[str, str], first: date | None
) -> Measured:
    """The charts of the period that an address asks for, none of them worked out yet. One query.

    `first` is the day of the first record.
    """
    cycles = cycle_heads(framework.day)
    return Measured(framework, scope, period_in(asked, framework.day, first, cycles), cycles)


def progress_page(framework: FrameworkView, scope: Scope, asked: Mapping[str, str]) -> ProgressPage:
    """All of it, for a scope that is there. Some twenty queries, whatever the size."""
    first = first_day()
    shown = measured(framework, scope, asked, first)
    period, promises = shown.period, shown.promise_rows
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
        has_cycle=any(head.is_current for head in shown.cycles),
    )


def _promised(promises: Sequence[PromiseRow]) -> tuple[Promised, ...]:
    """Each cycle with what became of its promises, the latest first."""
    cycles: dict[CycleHead, list[PromiseRow]] = {}
    for row in promises:
        cycles.setdefault(row.cycle, []).append(row)
    return tuple(
        Promised(head.slug, head.name, f"{words_of(row.outcome for row in rows)}{_reached(rows)}")
        for head, rows in sorted(cycles.items(), key=lambda pair: pair[0].starts_on, reverse=True)
    )


def _reached(rows: Iterable[PromiseRow]) -> str:
    """How many of those that are open are reached already."""
    is_open = [row for row in rows if row.is_open]
    if not is_open:
        return ""
    reached = sum(row.is_reached for row in is_open)
    return f"; {number(reached)} of the {number(len(is_open))} open ones reached so far"


def _ahead(
    framework: FrameworkView, scope: Scope, shown: Measured, promises: Sequence[PromiseRow]
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
