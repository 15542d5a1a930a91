"""What is in no maximum of several projects: by the criteria, or because it was set aside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Count, Max, Q
from django.urls import reverse

from dashboard import scoring
from dashboard.choices import Agreement, Answer, Applicability, IntentChoice
from dashboard.days import day_of
from dashboard.formats import counted
from dashboard.models import Assessment, Event, Intent, Movement, Project
from dashboard.queries.answers import name_of, only_for
from dashboard.queries.explained import Extent, Left
from dashboard.queries.explaining_ground import Ground, of_teams
from dashboard.queries.explaining_parts import (
    ALL_SET_ASIDE,
    MOST,
    NOTHING_COUNTS,
    SET_ASIDE,
    objectives_outside,
    worth_telling_first,
)
from dashboard.queries.framework import AimHead, FrameworkView
from dashboard.queries.past import Pair, end_of
from dashboard.queries.rows_then import rows_then
from dashboard.record import subject_of

Found = tuple[list[Left], int]


def left_of(
    framework: FrameworkView,
    extent: Extent,
    heads: Sequence[AimHead],
    own: Ground,
) -> Found:
    """What is in no maximum, and how many more there are than are listed. Five queries at most, of
    a past day nine."""
    by_criteria = list(_by_criteria(framework, heads, own.kinds))
    if extent.aim:
        by_criteria += objectives_outside(framework, extent.aim)
    aims, aims_more = _aims_set_aside(heads, own)
    if own.is_past:
        objectives, objectives_more = _objectives_then(framework, extent, heads, own)
    else:
        objectives, objectives_more = _objectives_set_aside(extent, heads, own)
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


def _aims_set_aside(heads: Iterable[AimHead], own: Ground) -> Found:
    """Aims that projects set aside as a whole: by an intent, or objective by objective."""
    by_id = {head.id: head for head in heads}
    set_aside = {f"applicability{own.side}": Applicability.NOT_APPLICABLE}
    every = own.standings.filter(**set_aside)
    rows = every.select_related("project").order_by("project__slug", "aim")
    found = list(rows[: MOST + 1])
    more = every.count() - MOST if len(found) > MOST else 0
    found = found[:MOST]
    pairs = Q(project__in={row.project_id for row in found}, aim__in={row.aim_id for row in found})
    said, since = _said(own, pairs), _since(own, pairs)
    return [
        _aim(by_id[row.aim_id], row.project, said.get(pair), since.get(pair))
        for row in found
        for pair in ((row.project_id, row.aim_id),)
    ], more


def _said(own: Ground, pairs: Q) -> dict[Pair, Intent]:
    """Confirmed intents that set an aim aside, by project and aim."""
    if own.is_past:
        rows: Iterable[Intent] = rows_then(Intent, own.day, pairs)
    else:
        rows = Intent.objects.filter(pairs).select_related("said_by", "confirmed_by").order_by()
    return {
        (row.project_id, row.aim_id): row
        for row in rows
        if row.choice == IntentChoice.NOT_APPLICABLE and row.confirmed_at
    }


def _since(own: Ground, pairs: Q) -> dict[Pair, date]:
    """The day on which each was last set aside."""
    outside = Applicability.NOT_APPLICABLE
    rows = Movement.objects.filter(pairs, applicability_after=outside, day__lte=own.day)
    new = rows.exclude(applicability_before=outside).order_by()
    days = new.values_list("project_id", "aim_id").annotate(Max("day"))
    return {(project, aim): day for project, aim, day in days}


def _aim(head: AimHead, project: Project, intent: Intent | None, since: date | None) -> Left:
    return Left(
        aim=head.name,
        reason=SET_ASIDE if intent else ALL_SET_ASIDE,
        href=f"{reverse('project', args=[project.slug])}#{head.path}",
        project=project.name,
        note_html=intent.note_html if intent else "",
        said_by=name_of(intent.said_by) if intent else "",
        confirmed_by=name_of(intent.confirmed_by) if intent else "",
        since=since,
    )


def _objectives_set_aside(extent: Extent, heads: Iterable[AimHead], own: Ground) -> Found:
    """Objectives that are set aside: of one aim each of them, otherwise how many by aim."""
    rows = Assessment.objects.filter(
        of_teams(own.teams, "project__team"),
        answer=Answer.NOT_APPLICABLE,
        confirmed_at__isnull=False,
        objective__is_current=True,
        objective__aim__in=[head.id for head in heads],
        project__agreement=Agreement.AGREED,
        project__archived_at=None,
    ).order_by()
    if extent.aim:
        related = rows.select_related("project", "objective", "answered_by", "confirmed_by")
        found = list(related.order_by("project__slug", "objective")[: MOST + 1])
        more = rows.count() - MOST if len(found) > MOST else 0
        return [_objective(extent.aim, row) for row in found[:MOST]], more
    sums = rows.values_list("objective__aim_id").annotate(
        Count("pk"), Count("project", distinct=True)
    )
    counts = {aim: (objectives, projects) for aim, objectives, projects in sums}
    return list(_counted(extent, heads, counts)), 0


def _objectives_then(
    framework: FrameworkView, extent: Extent, heads: Iterable[AimHead], own: Ground
) -> Found:
    """The same of a past day, out of all that was ever set aside by then."""
    asked = {
        objective.pk: objective
        for head in heads
        for objective in framework.objectives.by_aim.get(head.id, ())
    }
    ever = Event.objects.filter(
        subject=subject_of(Assessment),
        objective__in=list(asked),
        after__answer=Answer.NOT_APPLICABLE,
        at__lt=end_of(own.day),
    )
    inside = own.standings.order_by().values("project")
    only = Q(project__in=inside, subject_id__in=ever.order_by().values("subject_id"))
    rows = [
        row
        for row in rows_then(Assessment, own.day, only)
        if row.answer == Answer.NOT_APPLICABLE and row.confirmed_at
    ]
    if extent.aim:
        projects = Project.objects.in_bulk({row.project_id for row in rows})
        for row in rows:
            row.project, row.objective = projects[row.project_id], asked[row.objective_id]
        rows.sort(key=lambda row: (row.project.slug, row.objective_id))
        found = [_objective(extent.aim, row) for row in rows[:MOST]]
        return found, max(len(rows) - MOST, 0)
    by_aim: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_aim[asked[row.objective_id].aim_id].append(row.project_id)
    counts = {aim: (len(projects), len({*projects})) for aim, projects in by_aim.items()}
    return list(_counted(extent, heads, counts)), 0


def _counted(
    extent: Extent, heads: Iterable[AimHead], counts: Mapping[int, tuple[int, int]]
) -> Iterator[Left]:
    """How many objectives are set aside, in how many projects, by aim."""
    for head in heads:
        if head.id in counts:
            answers, projects = counts[head.id]
            yield Left(
                aim=head.name,
                reason=f"{counted(answers, 'answer')} set aside as not applicable",
                href=extent.narrowed(aim=head.path),
                projects=projects,
            )


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
