"""What became of standings between the ends of two days, and who moved them why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.db.models import Count, Max, Min, Q

from dashboard.choices import Applicability, Cause, Verb
from dashboard.models import Movement
from dashboard.queries.past import AFTER, BEFORE, NO_LEVEL, Pair, Stood, earlier_side
from dashboard.queries.past_levels import Levels


class Kind(StrEnum):
    """What became of a standing."""

    UP = "up"
    DOWN = "down"
    NEW = "new"
    GONE = "gone"
    OTHER = "other"  # the same part of its ladder, and yet it counts differently


@dataclass(frozen=True, slots=True)
class Difference:
    """A standing on two days. `is_by_criteria`: nothing but the criteria moved it."""

    kind: Kind
    before: Stood
    after: Stood
    is_by_criteria: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement in words: who did what when, why that moved the standing, and from where."""

    on: date
    by: str
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


def differences(
    earlier: date,
    later: date,
    aims: Collection[int],
    was_there: Collection[int],
    is_there: Collection[int],
) -> dict[Pair, Difference]:
    """What became of every standing on some aims between the ends of two days. Two queries.

    `was_there` and `is_there` are the projects looked at on each day.
    """
    moved = Movement.objects.filter(day__gt=earlier, day__lte=later, aim__in=aims)
    grouped = (
        moved.order_by()
        .values("project", "aim")
        .annotate(
            first=Min("pk"), last=Max("pk"), others=Count("pk", filter=~Q(cause=Cause.CRITERIA))
        )
    )
    by_criteria = {(row["project"], row["aim"]): not row["others"] for row in grouped}
    ends = moved.filter(Q(pk__in=grouped.values("first")) | Q(pk__in=grouped.values("last")))
    before: dict[Pair, Stood] = {}
    after: dict[Pair, Stood] = {}
    for project, aim, *sides in ends.order_by("pk").values_list(
        "project_id", "aim_id", *BEFORE, *AFTER
    ):
        before.setdefault((project, aim), earlier_side(*sides[: len(BEFORE)]))
        after[project, aim] = Stood(*sides[len(BEFORE) :])
    found = {}
    for pair, was in before.items():
        kind = kind_of(
            was, after[pair], was_there=pair[0] in was_there, is_there=pair[0] in is_there
        )
        if kind:
            found[pair] = Difference(kind, was, after[pair], by_criteria[pair])
    return found


def moved_between(
    earlier: date, later: date, aims: Collection[int], projects: Collection[int]
) -> Iterable[Any]:
    """The movements of some projects after one day and up to another, in order. One query."""
    rows = Movement.objects.filter(
        project__in=projects, aim__in=aims, day__gt=earlier, day__lte=later
    )
    return rows.select_related("event__by", "team_before", "team_after").order_by("pk")


def in_words(rows: Iterable[Any], levels: Levels) -> Mapping[Pair, list[Moved]]:
    """Movements in words, by project and aim, in their order."""
    found: dict[Pair, list[Moved]] = defaultdict(list)
    for row in rows:
        found[row.project_id, row.aim_id].append(_moved(row, levels))
    return found


def _moved(row: Any, levels: Levels) -> Moved:
    before = earlier_side(*(getattr(row, name) for name in BEFORE))
    after = Stood(*(getattr(row, name) for name in AFTER))
    return Moved(
        on=row.day,
        by=str(row.event.by or ""),
        verb=Verb(row.event.verb).label,
        of=_of(row),
        cause=Cause(row.cause).label,
        is_by_criteria=row.cause == Cause.CRITERIA,
        before=word_of(row.aim_id, before, levels),
        after=word_of(row.aim_id, after, levels),
        points=row.points_after - row.points_before,
        maximum=row.maximum_after - row.maximum_before,
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
