"""What teams promised, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dashboard.choices import Outcome
from dashboard.days import day_of
from dashboard.formats import age, counted
from dashboard.models import Commitment, Cycle, Team
from dashboard.outcomes import outcome
from dashboard.queries.answers import name_of
from dashboard.queries.endings import ending_of, rung_of, with_ending
from dashboard.queries.framework import FrameworkView

RELATED = ("cycle", "team__merged_into", "project", "aim__area", "level", "made_by", "withdrawn_by")
WORDS = {
    Outcome.KEPT: "kept",
    Outcome.MISSED: "missed",
    Outcome.OPEN: "open",
    Outcome.LAPSED: "not asked any more",
    Outcome.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class CycleHead:
    """A cycle as it is on `day`. `focus` holds the ids of the aims in focus."""

    id: int
    slug: str
    name: str
    starts_on: date
    ends_on: date
    focus: tuple[int, ...]
    stamp: str
    day: date

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.ends_on < self.day

    @property
    def is_current(self) -> bool:
        """Whether it is going on."""
        return self.starts_on <= self.day <= self.ends_on

    @property
    def left(self) -> str:
        """How long until it ends, or begins, or since when it is over, in words."""
        if self.is_over:
            return f"ended {age(self.ends_on, self.day)}"
        verb, until = ("ends", self.ends_on) if self.is_current else ("begins", self.starts_on)
        days = (until - self.day).days
        soon = {0: "today", 1: "tomorrow"}
        return f"{verb} {soon.get(days, 'in ' + counted(days, 'day'))}"


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise. `rank` of `levels` is its level's place among those that the aim has there.

    `teams` are those whose leads answer for it: the one that made it, or where that was merged.
    """

    id: int
    cycle: CycleHead
    team: str
    team_slug: str
    teams: frozenset[int]
    slug: str
    project: str
    aim_id: int
    aim: str
    path: str
    level: str
    rank: int
    levels: int
    outcome: Outcome
    is_reached: bool
    made_by: str
    made_on: date
    withdrawn_by: str
    withdrawn_on: date | None
    withdrawn_reason: str
    may_withdraw: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it stands, and its cycle is not over."""
        return self.outcome == Outcome.OPEN


@dataclass(frozen=True, slots=True)
class PromiseDraft:
    """What somebody wanted to promise, or why to withdraw, and could not; `refusal` tells why."""

    level: str = ""
    cycle: str = ""
    reason: str = ""
    refusal: str = ""
    is_conflict: bool = False


def cycle_heads(day: date) -> list[CycleHead]:
    """Every cycle, the first one first. One query."""
    return [head_of(cycle, day) for cycle in Cycle.objects.order_by("starts_on")]


def head_of(cycle: Cycle, day: date) -> CycleHead:
    """A cycle on a day."""
    return CycleHead(
        id=cycle.pk,
        slug=cycle.slug,
        name=cycle.name,
        starts_on=cycle.starts_on,
        ends_on=cycle.ends_on,
        focus=tuple(cycle.focus),
        stamp=cycle.stamp,
        day=day,
    )


def promise_rows(
    framework: FrameworkView, cycles: Iterable[CycleHead], made: QuerySet[Commitment]
) -> list[PromiseRow]:
    """The promises made for these cycles, in the order in which they were made. One query.

    What became of one is told by the criteria that were in force at its cycle's end, so that no
    later edit changes it; while the cycle is not over, by those of today.
    """
    heads = {cycle.id: cycle for cycle in cycles}
    rows = with_ending(made.filter(cycle__in=list(heads)).select_related(*RELATED))
    return [_row(framework, heads[row.cycle_id], row) for row in rows.order_by("made_at", "pk")]


def words_of(outcomes: Iterable[Outcome]) -> str:
    """What became of several promises: "3 kept, 1 missed, 1 withdrawn"; nothing of none."""
    found = list(outcomes)
    sums = ((found.count(each), word) for each, word in WORDS.items())
    return ", ".join(f"{number} {word}" for number, word in sums if number)


def _row(framework: FrameworkView, cycle: CycleHead, row: Any) -> PromiseRow:
    rung, ending = rung_of(framework, row), ending_of(framework, row)
    return PromiseRow(
        id=row.pk,
        cycle=cycle,
        team=row.team.name,
        team_slug=row.team.slug,
        teams=answerable(row.team),
        slug=row.project.slug,
        project=row.project.name,
        aim_id=row.aim_id,
        aim=row.aim.name,
        path=f"{row.aim.area.key}/{row.aim.key}",
        level=rung.name,
        rank=rung.rank,
        levels=rung.levels,
        outcome=outcome(ending, is_over=cycle.is_over, is_withdrawn=bool(row.withdrawn_at)),
        is_reached=ending.is_reached,
        made_by=name_of(row.made_by),
        made_on=day_of(row.made_at),
        withdrawn_by=name_of(row.withdrawn_by),
        withdrawn_on=day_of(row.withdrawn_at) if row.withdrawn_at else None,
        withdrawn_reason=row.withdrawn_reason,
    )


def answerable(team: Team) -> frozenset[int]:
    """The teams whose leads answer for what this one promised: itself, or where it was merged."""
    found = {team.pk}
    while team.merged_into and team.merged_into_id not in found:
        team = team.merged_into
        found.add(team.pk)
    return frozenset(found)
