"""What became of standings between the ends of two days, and who moved them why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q

from dashboard.choices import Applicability, Cause, Verb
from dashboard.days import day_of
from dashboard.models import Event, Movement, Team
from dashboard.queries.credits import claimer, credit
from dashboard.queries.past import (
    AFTER,
    BEFORE,
    NO_LEVEL,
    NOWHERE,
    Pair,
    Stood,
    earlier_side,
    end_of,
    latest,
    sides_of,
)
from dashboard.queries.past_levels import Levels
from dashboard.record import subject_of


class Kind(StrEnum):
    """What became of a standing."""

    UP = "up"
    DOWN = "down"
    NEW = "new"
    GONE = "gone"
    OTHER = "other"  # the same part of its ladder, and yet it counts differently


class Looked(NamedTuple):
    """What is looked at on a day: projects, and aims; of an area, those that were its own then."""

    projects: Collection[int]
    aims: Collection[int]

    def has(self, pair: Pair) -> bool:
        """Whether a standing is among it."""
        return pair[0] in self.projects and pair[1] in self.aims


@dataclass(frozen=True, slots=True)
class Difference:
    """A standing on two days, nowhere on a day when it was not looked at.

    `is_by_criteria`: nothing but the criteria moved it. `cause` is set where no movement tells
    why it came or went: its team changed its group, or its aim the area.
    """

    kind: Kind
    before: Stood
    after: Stood
    is_by_criteria: bool = False
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement in words: who did what when, why that moved the standing, and from where.

    `said_by` gave the answer that it came of, which somebody else may have confirmed.
    """

    on: date
    by: str
    said_by: str
    verb: str
    of: str
    cause: str
    is_by_criteria: bool
    before: str
    after: str
    points: int
    maximum: int


def kind_of(before: Stood, after: Stood, *, was_there: bool, is_there: bool) -> Kind | None:
    """What became of a standing; None where nothing did that a sum or a level would tell.

    Whether its project was and is among those looked at decides what counts. Up and down are
    told by the part of the ladder that is reached, because ladders differ and change.
    """
    counted, counts = was_there and before.counts, is_there and after.counts
    if not (counted and counts):
        return Kind.NEW if counts else Kind.GONE if counted else None
    was, now = _part(before), _part(after)
    if was != now:
        return Kind.UP if now > was else Kind.DOWN
    is_same = (before.points, before.maximum) == (after.points, after.maximum)
    return None if is_same else Kind.OTHER


def _part(side: Stood) -> Fraction:
    return Fraction(side.rank, side.levels) if side.levels else Fraction(0)


def differences(earlier: date, later: date, was: Looked, now: Looked) -> dict[Pair, Difference]:
    """What became of every standing that is looked at on one of two days, between their ends.

    Two queries, and one more where other projects or aims are looked at on one than on the other.
    """
    before, after, by_others = _ends(earlier, later, {*was.aims, *now.aims})
    for pair, side in _on_one_day(earlier, was, now).items():
        if pair not in before:
            before[pair] = after[pair] = side
    found = {}
    for pair in before:
        difference = _difference(pair, before[pair], after[pair], was, now, pair in by_others)
        if difference:
            found[pair] = difference
    return found


def _ends(
    earlier: date, later: date, aims: Collection[int]
) -> tuple[dict[Pair, Stood], dict[Pair, Stood], set[Pair]]:
    """From where to where each standing moved, and which of them not by the criteria alone."""
    moved = Movement.objects.filter(day__gt=earlier, day__lte=later, aim__in=aims)
    grouped = (
        moved.order_by()
        .values("project", "aim")
        .annotate(
            first=Min("pk"), last=Max("pk"), others=Count("pk", filter=~Q(cause=Cause.CRITERIA))
        )
    )
    by_others = {(row["project"], row["aim"]) for row in grouped if row["others"]}
    ends = moved.filter(Q(pk__in=grouped.values("first")) | Q(pk__in=grouped.values("last")))
    before: dict[Pair, Stood] = {}
    after: dict[Pair, Stood] = {}
    for project, aim, *sides in ends.order_by("pk").values_list(
        "project_id", "aim_id", *BEFORE, *AFTER
    ):
        before.setdefault((project, aim), earlier_side(*sides[: len(BEFORE)]))
        after[project, aim] = Stood(*sides[len(BEFORE) :])
    return before, after, by_others


def _on_one_day(earlier: date, was: Looked, now: Looked) -> dict[Pair, Stood]:
    """Where those stood that are looked at on one of two days only."""
    projects, aims = {*was.projects} ^ {*now.projects}, {*was.aims} ^ {*now.aims}
    if not (projects or aims):
        return {}
    either = {*was.aims, *now.aims}
    rows = latest(earlier, either).filter(Q(project__in=projects) | Q(aim__in=aims))
    return {
        (project, aim): Stood(*side)
        for project, aim, *side in rows.values_list("project_id", "aim_id", *AFTER)
    }


def _difference(
    pair: Pair, before: Stood, after: Stood, was: Looked, now: Looked, is_by_others: bool
) -> Difference | None:
    was_there, is_there = was.has(pair), now.has(pair)
    kind = kind_of(before, after, was_there=was_there, is_there=is_there)
    if kind is None:
        return None
    stayed = (pair[0] in was.projects) == (pair[0] in now.projects)
    cause = None
    if was_there != is_there and before.team is not None and before.team == after.team:
        cause = Cause.CRITERIA if stayed else Cause.HANDED_OVER
    return Difference(
        kind=kind,
        before=before if was_there else NOWHERE,
        after=after if is_there else NOWHERE,
        is_by_criteria=stayed and not is_by_others,
        cause=cause,
    )


def moved_between(
    earlier: date, later: date, aims: Collection[int], projects: Collection[int]
) -> Iterable[Any]:
    """The movements of some projects after one day and up to another, in order. One query."""
    rows = Movement.objects.filter(
        project__in=projects, aim__in=aims, day__gt=earlier, day__lte=later
    )
    told = rows.annotate(claimed_by=claimer())
    return told.select_related("event__by", "team_before", "team_after").order_by("pk")


def in_words(rows: Iterable[Any], levels: Levels) -> Mapping[Pair, list[Moved]]:
    """Movements in words, by project and aim, in their order."""
    found: dict[Pair, list[Moved]] = defaultdict(list)
    for row in rows:
        found[row.project_id, row.aim_id].append(_moved(row, levels))
    return found


def _moved(row: Any, levels: Levels) -> Moved:
    before, after = sides_of(row)
    return Moved(
        on=row.day,
        by=str(row.event.by or ""),
        said_by=credit(row.event.verb, row.claimed_by, row.event.by).by,
        verb=Verb(row.event.verb).label,
        of=_of(row),
        cause=Cause(row.cause).label,
        is_by_criteria=row.cause == Cause.CRITERIA,
        before=word_of(row.aim_id, before, levels),
        after=word_of(row.aim_id, after, levels),
        points=row.points_after - row.points_before,
        maximum=row.maximum_after - row.maximum_before,
    )


def regrouped_between(earlier: date, later: date, teams: Collection[int]) -> Mapping[int, Moved]:
    """The last change of group of some teams, after one day and up to another, in words. One
    query, none for no team."""
    rows = Event.objects.filter(
        subject=subject_of(Team),
        subject_id__in=teams,
        verb=Verb.TEAM_GROUPED,
        at__gte=end_of(earlier),
        at__lt=end_of(later),
    )
    return {row.subject_id: _regrouped(row) for row in rows.select_related("by").order_by("pk")}


def _regrouped(row: Event) -> Moved:
    return Moved(
        on=day_of(row.at),
        by=str(row.by or ""),
        said_by="",
        verb=Verb(row.verb).label,
        of=row.names.get("group", "no group"),
        cause=Cause.HANDED_OVER.label,
        is_by_criteria=False,
        before="",
        after="",
        points=0,
        maximum=0,
    )


def _of(row: Any) -> str:
    """Of what: the objective, or the teams that handed over."""
    if row.cause == Cause.HANDED_OVER:
        return f"from {row.team_before or 'no team'} to {row.team_after or 'no team'}"
    said: str = row.event.names.get("objective", "")
    return said


def word_of(aim: int, side: Stood, levels: Levels) -> str:
    """Where a project stood, in a word or two."""
    if side.applicability == Applicability.APPLICABLE:
        return levels.name(aim, side) or NO_LEVEL
    return Applicability(side.applicability).label
