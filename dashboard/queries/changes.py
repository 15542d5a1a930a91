"""Movements in a scope and a period, each with who, when and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from dashboard.choices import Cause
from dashboard.models import Event, Movement, Person
from dashboard.queries.framework import AimHead
from dashboard.queries.periods import Period
from dashboard.queries.scopes import Scope


@dataclass(frozen=True, slots=True)
class Change:
    """A standing that moved: by whom, when, why, and from where to where."""

    slug: str
    project: str
    aim: str
    path: str
    level_before: str
    level_after: str
    points: int
    maximum: int
    by: str
    on: date
    cause: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The first of several changes, and how many there are."""

    shown: tuple[Change, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.shown)


GAINED = Q(cause=Cause.WORK_DONE, rank_after__gt=F("rank_before"))
LOST = Q(cause=Cause.WORK_UNDONE, rank_after__lt=F("rank_before"))


def claimer() -> Subquery:
    """The name of who gave the answer that a movement came of, as it stood with its event.

    Nobody's where it came of something else: of the criteria, say, or of a hand-over.
    """
    event = OuterRef(OuterRef("event"))
    answers = Event.objects.filter(
        subject=OuterRef(OuterRef("event__subject")),
        subject_id=OuterRef(OuterRef("event__subject_id")),
        pk__lte=event,
        after__has_key="answered_by",
    ).annotate(who=Cast(KeyTextTransform("answered_by", "after"), BigIntegerField()))
    people = Person.objects.filter(pk=Subquery(answers.order_by("-pk").values("who")[:1]))
    name = Case(When(name="", then=Value(str(Person()))), default=F("name"))
    return Subquery(people.annotate(called=name).values("called")[:1])


def changes_in(
    heads: Mapping[int, AimHead], scope: Scope, period: Period, only: Q, most: int
) -> Changes:
    """Movements between the ends of two days, the latest first. Three queries."""
    moved = Movement.objects.filter(
        scope.of_movements(), only, day__gt=period.starts_on, day__lte=period.ends_on
    )
    shown = list(moved.order_by("-day", "-at", "-pk").values_list("pk", flat=True)[:most])
    rows = Movement.objects.filter(pk__in=shown).annotate(claimed_by=claimer())
    latest = rows.select_related("project", "aim__area", "event__by").order_by("-at", "-pk")
    return Changes(tuple(_change(heads, scope, row) for row in latest), moved.count())


def _change(heads: Mapping[int, AimHead], scope: Scope, row: Any) -> Change:
    head = heads.get(row.aim_id)
    return Change(
        slug=row.project.slug,
        project=row.project.name,
        aim=row.aim.name,
        path=f"{row.aim.area.key}/{row.aim.key}",
        level_before=_level(head, row.level_before),
        level_after=_level(head, row.level_after),
        points=_counted(scope, row, "points"),
        maximum=_counted(scope, row, "maximum"),
        by=row.claimed_by or str(row.event.by or ""),
        on=row.day,
        cause=Cause(row.cause).label,
    )


def _level(head: AimHead | None, key: str) -> str:
    return (head.ladder.name_of(key) if head else key) if key else "no level"


def _counted(scope: Scope, row: Any, name: str) -> int:
    """What it added to the sums: a side that is in none of them is nothing there."""
    after = getattr(row, f"{name}_after") if scope.holds(row.team_after_id, row.day) else 0
    before = getattr(row, f"{name}_before") if scope.holds(row.team_before_id, row.day) else 0
    return int(after - before)
