"""What is in no maximum of several projects: by the criteria, or because it was set aside."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.urls import reverse

from dashboard import scoring
from dashboard.choices import Agreement, Answer, Applicability, IntentChoice
from dashboard.days import day_of
from dashboard.formats import counted
from dashboard.models import Assessment, Intent, Movement, Standing
from dashboard.queries.answers import name_of, only_for
from dashboard.queries.explained import Extent, Left
from dashboard.queries.explaining_parts import (
    ALL_SET_ASIDE,
    MOST,
    NOTHING_COUNTS,
    SET_ASIDE,
    objectives_outside,
    worth_telling_first,
)
from dashboard.queries.framework import AimHead, FrameworkView

Found = tuple[list[Left], int]


def left_of(
    framework: FrameworkView,
    extent: Extent,
    heads: Sequence[AimHead],
    standings: QuerySet[Standing],
    kinds: Mapping[str, int],
) -> Found:
    """What is in no maximum, and how many more there are than are listed. Five queries at most."""
    by_criteria = list(_by_criteria(framework, heads, kinds))
    if extent.aim:
        by_criteria += objectives_outside(framework, extent.aim)
    aims, aims_more = _aims_set_aside(heads, standings)
    objectives, objectives_more = _objectives_set_aside(extent, heads)
    return worth_telling_first([*by_criteria, *aims, *objectives]), aims_more + objectives_more


def _by_criteria(
    framework: FrameworkView, heads: Iterable[AimHead], kinds: Mapping[str, int]
) -> Iterable[Left]:
    """Aims that do not count today, or not for projects of some kinds."""
    day = framework.settled_on
    for head in heads:
        href = reverse("aim", args=[head.area_key, head.key])
        if words := head.span.words(day):
            yield Left(head.name, words, href)
            continue
        rule = framework.rules.aims[head.id]
        others = sum(n for kind, n in kinds.items() if not scoring.counting(rule, kind, day))
        if others:
            reason = only_for(head.applies_to) or NOTHING_COUNTS
            yield Left(head.name, reason, href, projects=others)


def _aims_set_aside(heads: Iterable[AimHead], standings: QuerySet[Standing]) -> Found:
    """Aims that projects set aside as a whole: by an intent, or objective by objective."""
    by_id = {head.id: head for head in heads}
    every = standings.filter(applicability=Applicability.NOT_APPLICABLE)
    rows = every.select_related("project").order_by("project__slug", "aim")
    found = list(rows[: MOST + 1])
    more = every.count() - MOST if len(found) > MOST else 0
    found = found[:MOST]
    pairs = {"project__in": {r.project_id for r in found}, "aim__in": {r.aim_id for r in found}}
    said, since = _said(pairs), _since(pairs)
    return [
        _aim(by_id[row.aim_id], row, said.get(pair), since.get(pair))
        for row in found
        for pair in ((row.project_id, row.aim_id),)
    ], more


def _said(pairs: Mapping[str, Any]) -> dict[tuple[int, int], Intent]:
    rows = Intent.objects.filter(
        **pairs, choice=IntentChoice.NOT_APPLICABLE, confirmed_at__isnull=False
    )
    people = rows.select_related("said_by", "confirmed_by").order_by()
    return {(row.project_id, row.aim_id): row for row in people}


def _since(pairs: Mapping[str, Any]) -> dict[tuple[int, int], Any]:
    rows = Movement.objects.filter(**pairs, applicability_after=Applicability.NOT_APPLICABLE)
    new = rows.exclude(applicability_before=Applicability.NOT_APPLICABLE).order_by()
    days = new.values_list("project_id", "aim_id").annotate(Max("day"))
    return {(project, aim): day for project, aim, day in days}


def _aim(head: AimHead, row: Standing, intent: Intent | None, since: Any) -> Left:
    return Left(
        aim=head.name,
        reason=SET_ASIDE if intent else ALL_SET_ASIDE,
        href=f"{reverse('project', args=[row.project.slug])}#{head.path}",
        project=row.project.name,
        note_html=intent.note_html if intent else "",
        said_by=name_of(intent.said_by) if intent else "",
        confirmed_by=name_of(intent.confirmed_by) if intent else "",
        since=since,
    )


def _objectives_set_aside(extent: Extent, heads: Iterable[AimHead]) -> Found:
    """Objectives that were set aside: of one aim each of them, otherwise how many by aim."""
    rows = Assessment.objects.filter(
        answer=Answer.NOT_APPLICABLE,
        confirmed_at__isnull=False,
        objective__is_current=True,
        objective__aim__in=[head.id for head in heads],
        project__agreement=Agreement.AGREED,
        project__archived_at=None,
    ).order_by()
    if extent.team:
        rows = rows.filter(project__team=extent.team)
    elif extent.group:
        rows = rows.filter(project__team__group=extent.group)
    if extent.aim:
        return _each_objective(extent.aim, rows)
    sums = rows.values_list("objective__aim_id").annotate(
        Count("pk"), Count("project", distinct=True)
    )
    counts = {aim: (objectives, projects) for aim, objectives, projects in sums}
    return [
        Left(
            aim=head.name,
            reason=f"{counted(counts[head.id][0], 'answer')} set aside as not applicable",
            href=extent.narrowed(aim=head.path),
            projects=counts[head.id][1],
        )
        for head in heads
        if head.id in counts
    ], 0


def _each_objective(head: AimHead, rows: QuerySet[Assessment]) -> Found:
    related = rows.select_related("project", "objective", "answered_by", "confirmed_by")
    found = list(related.order_by("project__slug", "objective")[: MOST + 1])
    more = rows.count() - MOST if len(found) > MOST else 0
    return [_objective(head, row) for row in found[:MOST]], more


def _objective(head: AimHead, row: Assessment) -> Left:
    home = reverse("project", args=[row.project.slug])
    return Left(
        aim=head.name,
        reason=SET_ASIDE,
        href=f"{home}#{head.path}/{row.objective.key}",
        objective_html=row.objective.text_html,
        project=row.project.name,
        note_html=row.note_html,
        said_by=name_of(row.answered_by),
        confirmed_by=name_of(row.confirmed_by),
        since=day_of(row.confirmed_at) if row.confirmed_at else None,
    )
