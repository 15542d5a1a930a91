"""The course of one team or project: its score of twelve months, and who moved it and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from dashboard.choices import Cause
from dashboard.models import Movement
from dashboard.progress import Mark
from dashboard.queries.credits import claimer, credit
from dashboard.queries.framework import AimHead, FrameworkView
from dashboard.queries.past import NO_LEVEL
from dashboard.queries.periods import DEFAULT, Period
from dashboard.queries.scopes import Scope
from dashboard.queries.summary import Summary
from dashboard.scoring import Score
from dashboard.series import Entry, Key, Sums, at_days

DAYS = 365
MOST, LATEST = 40, 5  # marks, and of them those that are shown because they are the latest
BY_WORK = (Cause.WORK_DONE, Cause.WORK_UNDONE)
NAMED = 2  # aims, before they are only counted
FIELDS = (
    "day", "event_id", "cause", "project__name", "aim_id", "aim__name",
    "team_before_id", "team_before__name", "team_after_id", "team_after__name",
    "level_after", "rank_before", "rank_after",
    "points_before", "points_after", "maximum_before", "maximum_after",
    "event__verb", "event__by__name", "claimed_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """Scores at the end of days, and what moved them most, the latest of it last.

    `count` is of all that moved them, and `asked` where all of it is found.
    """

    days: tuple[date, ...]
    scores: tuple[Score, ...]
    marks: tuple[Mark, ...]
    count: int
    asked: str

    @property
    def is_selected(self) -> bool:
        """Whether more moved it than is shown."""
        return self.count > len(self.marks)


def course_of_team(framework: FrameworkView, scope: Scope) -> Course:
    """Two queries."""
    begins = framework.day - timedelta(days=DAYS)
    moved = _moved(scope).filter(day__gt=begins).order_by("-at", "-pk")
    return _course(framework, scope, Summary(scope, framework.day).whole, moved)


def course_of_project(framework: FrameworkView, scope: Scope) -> Course:
    """One query: of a project, its movements are few enough to be added up."""
    moved = list(_moved(scope).order_by("-at", "-pk"))
    return _course(framework, scope, map(_entry, moved), moved)


def _moved(scope: Scope) -> Any:
    rows = Movement.objects.filter(scope.of_movements())
    claimed = rows.annotate(claimed_by=claimer())
    return claimed.values_list(*FIELDS, named=True)


def _course(
    framework: FrameworkView, scope: Scope, entries: Iterable[Entry], moved: Iterable[Any]
) -> Course:
    period = Period(DEFAULT, framework.day - timedelta(days=DAYS), framework.day)
    found = at_days(entries, period.days)
    heads = {aim.id: aim for aim in framework.aims}
    lately = [row for row in moved if row.day > period.starts_on]
    marks = [
        (key[-1] in BY_WORK, _mark(heads, scope, list(rows)))
        for key, rows in groupby(lately, key=lambda row: (row.day, row.event_id, row.cause))
    ]
    scores = tuple(day.score for day in found)
    return Course(period.days, scores, _chosen(marks), len(marks), urlencode(scope.asked))


def _chosen(marks: Sequence[tuple[bool, Mark]]) -> tuple[Mark, ...]:
    """As many as a small chart can show: what is nobody's work, the latest, and what moved most."""
    places = sorted(
        range(len(marks)),
        key=lambda place: (marks[place][0] and place >= LATEST, -abs(marks[place][1].points)),
    )
    return tuple(marks[place][1] for place in sorted(places[:MOST], reverse=True))


def _entry(row: Any) -> Entry:
    points = _side(row, "points", "after") - _side(row, "points", "before")
    maximum = _side(row, "maximum", "after") - _side(row, "maximum", "before")
    return Key("project", 0, row.day, row.cause), Sums(points=points, maximum=maximum)


def _side(row: Any, name: str, side: str, scope: Scope | None = None) -> int:
    """What it counted on one side, in the sums of some team or of the one that a scope is."""
    team = getattr(row, f"team_{side}_id")
    is_in = team is not None if scope is None else scope.holds(team, row.day)
    return int(getattr(row, f"{name}_{side}")) if is_in else 0


def _mark(heads: Mapping[int, AimHead], scope: Scope, rows: Sequence[Any]) -> Mark:
    """One mark for all that one event moved."""
    points = sum(
        _side(row, "points", "after", scope) - _side(row, "points", "before", scope) for row in rows
    )
    return Mark(rows[0].day, points, _words(heads, scope, rows))


def _words(heads: Mapping[int, AimHead], scope: Scope, rows: Sequence[Any]) -> str:
    first, projects = rows[0], {row.project__name for row in rows}
    where = f" in {first.project__name}" if scope.kind != "project" and len(projects) == 1 else ""
    by = credit(first.event__verb, first.claimed_by, first.event__by__name)
    match Cause(first.cause):
        case Cause.WORK_DONE | Cause.WORK_UNDONE:
            told = f"{_aims(rows)}{where} {_moved_to(heads, first)}"
            return f"{by}: {told}" if by.by else told
        case Cause.HANDED_OVER:
            return _handed_over(scope, first)
        case Cause.JOINED | Cause.LEFT if scope.kind == "project":
            return str(Cause(first.cause).label)
        case Cause.JOINED | Cause.LEFT:
            return f"{Cause(first.cause).label}: {', '.join(sorted(projects))}"
    return f"{Cause(first.cause).label}: {_aims(rows)}{where}"


def _aims(rows: Sequence[Any]) -> str:
    names = list(dict.fromkeys(row.aim__name for row in reversed(rows)))
    return " and ".join(names) if len(names) <= NAMED else f"{len(names)} aims"


def _moved_to(heads: Mapping[int, AimHead], row: Any) -> str:
    head, key = heads.get(row.aim_id), row.level_after
    level = (head.ladder.name_of(key) if head else key) if key else NO_LEVEL
    return f"{'reached' if row.rank_after > row.rank_before else 'fell to'} {level}"


def _handed_over(scope: Scope, row: Any) -> str:
    before, after = row.team_before__name, row.team_after__name
    if scope.kind == "project":
        return f"Handed over from {before} to {after}"
    side = f"from {before}" if scope.holds(row.team_after_id, row.day) else f"to {after}"
    return f"{row.project__name} handed over {side}"
