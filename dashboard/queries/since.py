"""What a reviewer looks for in some projects: what moved, what waits, what is disputed or stale.

Each function makes one query, and gives rows by project id.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q

from dashboard.choices import Answer, IntentChoice, RemarkKind
from dashboard.days import day_of
from dashboard.looks import Looks
from dashboard.models import Assessment, Intent, Meaning, Movement, Remark
from dashboard.queries.claims import RELATED, WAITING, Open, claims, is_asked, open_row
from dashboard.queries.credits import claimer, credit
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView
from dashboard.queries.past import NO_LEVEL
from dashboard.queries.talk import DECISIVE
from dashboard.queries.week import CHOSEN
from dashboard.rights import Reader

STALE_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one standing since a day: levels and points, and whose work it was."""

    aim: str
    path: str
    level_before: str
    level_after: str
    points: int
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """An objective on which the last word is a dispute."""

    path: str
    aim: str
    text_html: str
    said_html: str
    by: str
    on: date
    may_settle: bool

    @property
    def keys(self) -> list[str]:
        """Area, aim and objective, as addresses take them."""
        return self.path.split("/")


@dataclass(frozen=True, slots=True)
class Stale:
    """A confirmed claim that nobody has looked at for long, or of an earlier wording."""

    path: str
    aim: str
    text_html: str
    on: date
    is_of_earlier_wording: bool


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An aim that something blocks."""

    path: str
    aim: str
    blocked_by: str
    unblocked_by: str
    since: date


@dataclass(frozen=True, slots=True)
class AgreedMeaning:
    """What the words of an objective mean in this project."""

    path: str
    aim: str
    text_html: str
    is_signed_by_both: bool


def steps_since(
    framework: FrameworkView, since: Mapping[int, datetime | None], area: AreaHead | None
) -> dict[int, list[Step]]:
    """What moved in each project after the moment given for it; ever, where that is none."""
    heads = {aim.id: aim for aim in (area.aims if area else framework.aims)}
    rows = Movement.objects.filter(project__in=list(since), aim__in=list(heads))
    times = [at for at in since.values() if at]
    if times and len(times) == len(since):
        rows = rows.filter(at__gt=min(times))
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    told = rows.annotate(claimed_by=claimer()).select_related("event__by")
    for row in told.order_by("pk"):
        after = since[row.project_id]
        if after is None or row.at > after:
            found[row.project_id, row.aim_id].append(row)
    steps: dict[int, list[Step]] = defaultdict(list)
    for (project, aim), moved in found.items():
        step = _step(heads[aim], moved)
        if step.points or step.level_before != step.level_after:
            steps[project].append(step)
    return steps


def _step(head: AimHead, moved: list[Any]) -> Step:
    first, last = moved[0], moved[-1]
    return Step(
        aim=head.name,
        path=head.path,
        level_before=_level(head, first.level_before),
        level_after=_level(head, last.level_after),
        points=last.points_after - first.points_before,
        by=tuple(dict.fromkeys(name for row in moved if (name := _whose(row)))),
    )


def _whose(row: Any) -> str:
    return credit(row.event.verb, row.claimed_by, row.event.by).by


def _level(head: AimHead, key: str) -> str:
    return head.ladder.name_of(key) if key else NO_LEVEL


def waiting_in(
    framework: FrameworkView, projects: Collection[int], area: AreaHead | None, reader: Reader
) -> dict[int, list[Open]]:
    """What waits to be confirmed, the oldest first."""
    rows: Any = claims().filter(WAITING, _within(area), project__in=projects)
    found: dict[int, list[Open]] = defaultdict(list)
    for row in rows.select_related(*RELATED).order_by("answered_at", "pk"):
        if is_asked(framework, row):
            of = row.objective.aim.area
            may = reader.may_confirm(row.project.team_id, of.pk, of.confirmed_by)
            found[row.project_id].append(open_row(row, may_decide=may))
    return found


def disputes_in(
    projects: Collection[int], area: AreaHead | None, reader: Reader
) -> dict[int, list[Dispute]]:
    """What is disputed."""
    rows: Any = Remark.objects.filter(_within(area), project__in=projects, kind__in=DECISIVE)
    last = {
        (row.project_id, row.objective_id): row
        for row in rows.select_related("project", "objective__aim__area", "said_by").order_by("pk")
    }
    found: dict[int, list[Dispute]] = defaultdict(list)
    for row in last.values():
        if row.kind == RemarkKind.DISPUTE and row.objective.is_current:
            found[row.project_id].append(_dispute(row, reader))
    return found


def _dispute(row: Any, reader: Reader) -> Dispute:
    area = row.objective.aim.area
    return Dispute(
        path=_path(row.objective),
        aim=row.objective.aim.name,
        text_html=row.objective.text_html,
        said_html=row.text_html,
        by=str(row.said_by or ""),
        on=day_of(row.said_at),
        may_settle=reader.may_confirm(row.project.team_id, area.pk, area.confirmed_by),
    )


def stale_in(
    framework: FrameworkView, looks: Mapping[int, Looks], area: AreaHead | None
) -> dict[int, list[Stale]]:
    """Claims met and confirmed that stand on what was said long ago, the oldest first.

    Long ago: before the span that the criteria call due, with no look at their area since.
    """
    before = framework.day - timedelta(days=framework.rules.fresh_days.due)
    old = Q(answered_at__date__lt=before, confirmed_at__date__lt=before)
    reworded = ~Q(wording=F("objective__wording"))
    rows: Any = Assessment.objects.filter(
        old | reworded, _within(area), project__in=list(looks), confirmed_at__isnull=False
    ).filter(answer=Answer.MET)
    found: dict[int, list[Stale]] = defaultdict(list)
    for row in rows.select_related(*RELATED).order_by("confirmed_at", "pk"):
        is_reworded = row.wording != row.objective.wording
        seen = [look.day for look in looks[row.project_id].at(row.objective.aim.area_id)]
        is_old = max(seen, default=before) <= before
        if is_asked(framework, row) and (is_reworded or is_old):
            found[row.project_id].append(_stale(row, is_reworded))
    return found


def _stale(row: Any, is_reworded: bool) -> Stale:
    aim, on = row.objective.aim, day_of(max(row.answered_at, row.confirmed_at))
    return Stale(_path(row.objective), aim.name, row.objective.text_html, on, is_reworded)


def obstacles_in(
    framework: FrameworkView, projects: Collection[int], area: AreaHead | None
) -> dict[int, list[Obstacle]]:
    """What is blocked, the longest first."""
    heads = {aim.id: aim for aim in (area.aims if area else framework.aims)}
    rows: Any = Intent.objects.filter(
        project__in=projects, aim__in=list(heads), choice=IntentChoice.BLOCKED
    )
    found: dict[int, list[Obstacle]] = defaultdict(list)
    for row in rows.annotate(since=CHOSEN).order_by("since", "pk"):
        head, since = heads[row.aim_id], day_of(row.since)
        found[row.project_id].append(
            Obstacle(head.path, head.name, row.blocked_by, row.unblocked_by, since)
        )
    return found


def agreed_in(projects: Collection[int], area: AreaHead | None) -> dict[int, list[AgreedMeaning]]:
    """What the words of objectives mean there."""
    rows: Any = Meaning.objects.filter(_within(area), project__in=projects).exclude(text="")
    found: dict[int, list[AgreedMeaning]] = defaultdict(list)
    for row in rows.filter(objective__is_current=True).select_related("objective__aim__area"):
        both = bool(row.team_at and row.steward_at)
        path, aim = _path(row.objective), row.objective.aim.name
        found[row.project_id].append(AgreedMeaning(path, aim, row.text_html, both))
    return found


def _within(area: AreaHead | None) -> Q:
    return Q(objective__aim__area=area.id) if area else Q()


def _path(objective: Any) -> str:
    return f"{objective.aim.area.key}/{objective.aim.key}/{objective.key}"
