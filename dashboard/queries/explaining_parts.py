"""What explanations of any extent are put together from."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from dashboard.choices import Cause
from dashboard.models import Movement
from dashboard.queries.answers import only_for
from dashboard.queries.cells import NOT_STARTED
from dashboard.queries.credits import claimer, credit
from dashboard.queries.explained import AimPart, AreaPart, Extent, Left, Rung, Since
from dashboard.queries.framework import AimHead, FrameworkView, Span
from dashboard.scoring import Score

MOST = 100
SET_ASIDE = "Set aside as not applicable"
ALL_SET_ASIDE = "Every objective is set aside"
NOTHING_COUNTS = "Nothing it asks counts there"
# Movements that changed more than the team for which a standing counts.
MOVED = ~Q(
    applicability_before=F("applicability_after"),
    level_before=F("level_after"),
    points_before=F("points_after"),
    maximum_before=F("maximum_after"),
)


def last_moves(moved: QuerySet[Movement]) -> Iterable[Any]:
    """Some movements, with what `since_of` tells of them. One query."""
    return moved.annotate(claimed_by=claimer()).select_related("project", "event__by").order_by()


def since_of(row: Any, project: str = "") -> Since:
    """One of them, and in which project where that is not told already."""
    who = credit(row.event.verb, row.claimed_by, row.event.by)
    return Since(row.day, Cause(row.cause).label, who, project)


def heads_in(framework: FrameworkView, extent: Extent) -> list[AimHead]:
    """The aims that a score is of, those included that do not count."""
    if extent.aim:
        return [extent.aim]
    return list(extent.area.aims if extent.area else framework.aims)


def highest(framework: FrameworkView, head: AimHead) -> int:
    """The value of the highest level at which the aim asks anything of anybody today; or 0."""
    rule = framework.rules.aims[head.id]
    asked = {
        each.level
        for each in rule.objectives
        if Span(each.scope.counts_from, each.scope.retired_on).includes(framework.settled_on)
    }
    return max((step.value for step in head.ladder.steps if step.key in asked), default=0)


def rung_of(
    framework: FrameworkView,
    head: AimHead,
    level: str,
    points: int,
    maximum: int,
    projects: int = 1,
) -> Rung:
    """So many projects at one level, by key, each with these points of this maximum."""
    top = maximum // head.weight
    names = {step.value: step.name for step in head.ladder.steps}
    return Rung(
        level=head.ladder.name_of(level) if level else NOT_STARTED,
        value=points // head.weight,
        top=names.get(top, ""),
        top_value=top,
        weight=head.weight,
        projects=projects,
        is_short=top < highest(framework, head),
    )


def areas_of(extent: Extent, parts: Iterable[AimPart]) -> tuple[AreaPart, ...]:
    """The parts by area, in their order."""
    found = []
    for key, members in groupby(parts, key=lambda part: part.head.area_key):
        aims = tuple(members)
        name, href = aims[0].head.area_name, extent.narrowed(area=key)
        found.append(AreaPart(key, name, total([aim.score for aim in aims]), aims, href))
    return tuple(found)


def total(scores: Sequence[Score]) -> Score:
    """Sum over sum."""
    return Score(sum(each.points for each in scores), sum(each.maximum for each in scores))


def objectives_outside(
    framework: FrameworkView, head: AimHead, known: Collection[int] = ()
) -> Iterable[Left]:
    """What an aim asks on other days or of other kinds of project; but for those known already."""
    address = reverse("aim", args=[head.area_key, head.key])
    for each in framework.objectives.by_aim.get(head.id, ()):
        span = Span(each.counts_from, each.retired_on)
        reason = span.words(framework.settled_on) or only_for(each.applies_to)
        if reason and each.pk not in known:
            yield Left(head.name, reason, f"{address}#{each.key}", each.text_html)


def worth_telling_first(left: Iterable[Left]) -> list[Left]:
    """What somebody set aside before what the criteria leave out, of which there may be much."""
    return sorted(left, key=lambda each: (not each.said_by, bool(each.objective_html)))
