"""What moved, as tables: the difference between two days, and every movement of a period."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from dashboard.exports.files import Sheet, Value, file_name
from dashboard.models import Movement
from dashboard.past_tables import history_address
from dashboard.queries.compare import PER_PAGE, Comparison, Row, Why, rows_of
from dashboard.queries.credits import claimer, credit
from dashboard.queries.days_asked import DaysAsked
from dashboard.queries.framework import FrameworkView
from dashboard.queries.parts import scopes_of
from dashboard.queries.past import AFTER, BEFORE, Stood, earlier_side
from dashboard.queries.past_levels import Levels

ONE_DIFFERENCE = (
    "project", "name", "team before", "team after", "area", "aim", "aim name", "what",
    "by criteria alone",
    "level before", "level after", "applicability before", "applicability after",
    "points before", "points after", "maximum before", "maximum after",
    "last moved on", "causes", "said by", "decided by", "history",
)  # fmt: skip
ONE_MOVEMENT = (
    "day", "at", "project", "name", "team before", "team after", "area", "aim", "aim name",
    "level before", "level after", "applicability before", "applicability after",
    "points before", "points after", "maximum before", "maximum after", "cause",
    "said by", "decided by", "verb", "history",
)  # fmt: skip
TOLD = 14  # columns of a movement before those of its sides
AT_ONCE = 2000
Absolute = Callable[[str], str]


def comparison_sheet(comparison: Comparison, asked: DaysAsked, absolute: Absolute) -> Sheet:
    """A row for each standing that is not as it was. Two queries for so many projects."""
    return Sheet(
        name=file_name("moved", asked.part.values(), f"{asked.earlier}-to-{asked.later}"),
        columns=ONE_DIFFERENCE,
        rows=_differences(comparison, absolute),
        about={**asked.told},
    )


def _differences(comparison: Comparison, absolute: Absolute) -> Iterator[list[Value]]:
    levels = Levels(comparison.earlier), Levels(comparison.later)
    for start in range(0, len(comparison.lines), PER_PAGE):
        for row in rows_of(comparison, comparison.lines[start : start + PER_PAGE]):
            yield from (_difference(row, why, levels, absolute) for why in row.whys)


def _difference(
    row: Row, why: Why, levels: tuple[Levels, Levels], absolute: Absolute
) -> list[Value]:
    aim, difference = why.column.aim, why.difference
    ends = zip(levels, (difference.before, difference.after), strict=True)
    sides = [_side(each, aim.id, side) for each, side in ends]
    return [
        row.line.slug, row.line.name,
        row.was.team_slug if row.was else "", row.now.team_slug if row.now else "",
        aim.area_key, aim.key, aim.name,
        difference.kind.value, difference.is_by_criteria,
        *(value for both in zip(*sides, strict=True) for value in both),
        why.moved[-1].on if why.moved else None,
        "; ".join(why.causes), "; ".join(why.said_by), "; ".join(why.decided_by),
        absolute(history_address(row.line.slug, why.column.href_path)),
    ]  # fmt: skip


def _side(levels: Levels, aim: int, side: Stood) -> list[Value]:
    """Level, applicability, points and maximum; none of them where it was in no sum."""
    if side.team is None:
        return [None] * 4
    sums: list[Value] = [side.points, side.maximum] if side.counts else [None, None]
    return [levels.name(aim, side), side.applicability, *sums]


def movements_sheet(
    framework: FrameworkView, then: FrameworkView, asked: DaysAsked, absolute: Absolute
) -> Sheet:
    """Every movement after one day and up to another, in order. One query, read bit by bit;
    levels are called what they were called on the later day."""
    assert asked.earlier
    assert asked.later
    return Sheet(
        name=file_name("movements", asked.part.values(), f"{asked.earlier}-to-{asked.later}"),
        columns=ONE_MOVEMENT,
        rows=_movements(framework, then, asked, absolute),
        about={**asked.told},
    )


def movements_in(framework: FrameworkView, asked: DaysAsked) -> QuerySet[Movement]:
    """The movements of the period that are of the part asked for: of a team or a group, what
    moved into it, in it and out of it."""
    rows = Movement.objects.filter(day__gt=asked.earlier, day__lte=asked.later)
    for scope in scopes_of(framework, asked):
        rows = rows.filter(scope.of_movements())
    return rows.order_by("at", "pk")


def _movements(
    framework: FrameworkView, then: FrameworkView, asked: DaysAsked, absolute: Absolute
) -> Iterator[list[Value]]:
    levels, current = Levels(then), {aim.id: aim.path for aim in framework.aims}
    home = absolute("/").rstrip("/")
    rows = movements_in(framework, asked).annotate(claimed_by=claimer()).values_list(
        "day", "at", "project__slug", "project__name", "team_before__slug", "team_after__slug",
        "aim__area__key", "aim__key", "aim__name", "aim_id", "cause", "claimed_by",
        "event__by__name", "event__verb", *BEFORE, *AFTER,
    )  # fmt: skip
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield _movement(row, levels, current, home)


def _movement(
    row: tuple[Any, ...], levels: Levels, current: dict[int, str], home: str
) -> list[Value]:
    day, at, slug, name, *more = row[:TOLD]
    team_before, team_after, area, aim, aim_name, aim_id, cause, said_by, by, verb = more
    before = earlier_side(*row[TOLD : TOLD + len(BEFORE)])
    after = Stood(*row[TOLD + len(BEFORE) :])
    return [
        day, at, slug, name, team_before or "", team_after or "", area, aim, aim_name,
        *(levels.name(aim_id, side) for side in (before, after)),
        before.applicability, after.applicability,
        before.points, after.points, before.maximum, after.maximum,
        cause, credit(verb, said_by, by).by, by or "", verb,
        f"{home}{history_address(slug, current.get(aim_id, ''))}",
    ]  # fmt: skip
