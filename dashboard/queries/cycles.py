"""The cycles, and what teams promised for each. No order is by who kept most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from dashboard.models import Commitment
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView
from dashboard.queries.order import folded
from dashboard.queries.promises import (
    CycleHead,
    PromiseRow,
    cycle_heads,
    promise_rows,
    words_of,
)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What the form of a cycle holds. `focus` holds the ids of aims, as the form sends them.

    `seen` is the stamp of the cycle as its author saw it.
    """

    name: str = ""
    starts_on: str = ""
    ends_on: str = ""
    focus: tuple[str, ...] = ()
    seen: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Planning:
    """The form of a cycle, for who may plan one. Without `cycle`, it is of a new one."""

    areas: tuple[AreaHead, ...]
    draft: PlanDraft
    cycle: str = ""


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle in the list of all, with what became of its promises in words."""

    head: CycleHead
    made: int
    words: str


@dataclass(frozen=True, slots=True)
class CyclesPage:
    """Every cycle, the latest first."""

    day: date
    applied_at: datetime | None
    cycles: tuple[CycleLine, ...]
    planning: Planning | None


@dataclass(frozen=True, slots=True)
class TeamPromises:
    """What one team promised for a cycle, by project."""

    slug: str
    name: str
    words: str
    promises: tuple[PromiseRow, ...]


@dataclass(frozen=True, slots=True)
class CyclePage:
    """One cycle, with those before and after it."""

    day: date
    applied_at: datetime | None
    head: CycleHead
    focus: tuple[AimHead, ...]
    words: str
    teams: tuple[TeamPromises, ...]
    previous: CycleHead | None
    following: CycleHead | None
    planning: Planning | None


def cycles_page(
    framework: FrameworkView, *, may_plan: bool = False, draft: PlanDraft | None = None
) -> CyclesPage:
    """Every cycle with its sums. Two queries."""
    heads = cycle_heads(framework.day)
    rows = promise_rows(framework, heads, Commitment.objects.all())
    planning = Planning(framework.areas, draft or PlanDraft()) if may_plan else None
    return CyclesPage(
        day=framework.day,
        applied_at=framework.applied_at,
        cycles=tuple(_line(head, rows) for head in reversed(heads)),
        planning=planning,
    )


def cycle_page(
    framework: FrameworkView, slug: str, *, may_plan: bool = False, draft: PlanDraft | None = None
) -> CyclePage | None:
    """One cycle, by team; none where there is none of that slug. Two queries."""
    heads = cycle_heads(framework.day)
    place = next((place for place, head in enumerate(heads) if head.slug == slug), None)
    if place is None:
        return None
    head = heads[place]
    rows = promise_rows(framework, [head], Commitment.objects.all())
    return CyclePage(
        day=framework.day,
        applied_at=framework.applied_at,
        head=head,
        focus=tuple(aim for aim in framework.aims if aim.id in head.focus),
        words=words_of(row.outcome for row in rows),
        teams=tuple(_by_team(framework, rows)),
        previous=heads[place - 1] if place else None,
        following=heads[place + 1] if place + 1 < len(heads) else None,
        planning=_planning(framework, head, draft) if may_plan else None,
    )


def _planning(
    framework: FrameworkView, head: CycleHead, draft: PlanDraft | None
) -> Planning | None:
    """The form, with what could not be saved; none where the cycle is over."""
    if head.is_over and draft is None:
        return None
    planned = PlanDraft(
        name=head.name,
        starts_on=head.starts_on.isoformat(),
        ends_on=head.ends_on.isoformat(),
        focus=tuple(str(aim) for aim in head.focus),
        seen=head.stamp,
    )
    return Planning(framework.areas, draft or planned, head.slug)


def _line(head: CycleHead, rows: Iterable[PromiseRow]) -> CycleLine:
    outcomes = [row.outcome for row in rows if row.cycle.id == head.id]
    return CycleLine(head, len(outcomes), words_of(outcomes))


def _by_team(framework: FrameworkView, rows: Sequence[PromiseRow]) -> Iterator[TeamPromises]:
    """Teams by name, and in each the projects by name, their aims in the criteria's order."""
    places = {aim.id: place for place, aim in enumerate(framework.aims)}

    def place(row: PromiseRow) -> tuple[str, str, str, str, int, int]:
        aim = places.get(row.aim_id, len(places))
        return (folded(row.team), row.team_slug, folded(row.project), row.slug, aim, row.rank)

    for slug, members in groupby(sorted(rows, key=place), key=lambda row: row.team_slug):
        own = tuple(members)
        yield TeamPromises(slug, own[0].team, words_of(row.outcome for row in own), own)
