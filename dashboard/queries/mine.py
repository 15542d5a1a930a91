"""What concerns one person: their projects, what waits for them, what came back, what is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from dashboard import scoring
from dashboard.choices import Answer, Confirmer, Freshness
from dashboard.days import day_of
from dashboard.models import Assessment, Team
from dashboard.queries.answers import name_of
from dashboard.queries.framework import FrameworkView
from dashboard.queries.lines import Line, board_lines
from dashboard.rights import Reader
from dashboard.scoring import Score

DUE = (Freshness.DUE, Freshness.OVERDUE, Freshness.NEVER)


@dataclass(frozen=True, slots=True)
class Open:
    """One claim that somebody must decide, or answer again. `path` is its anchor."""

    slug: str
    project: str
    path: str
    aim: str
    text_html: str
    answer: str
    by: str
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """A project of one of somebody's teams, and whether somebody should look at it."""

    slug: str
    name: str
    team: str
    score: Score | None
    looked_on: date | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class MinePage:
    """The page of one person."""

    day: date
    applied_at: datetime | None
    name: str
    has_role: bool
    teams: tuple[tuple[str, str], ...]
    projects: tuple[Own, ...]
    waiting: tuple[Open, ...]
    sent_back: tuple[Open, ...]


def mine_page(framework: FrameworkView, reader: Reader) -> MinePage:
    """What concerns whoever asks; `teams` are slugs and names. Four queries."""
    lines = [line for line in board_lines(framework) if line.team_id in reader.roles]
    claims = Assessment.objects.filter(
        Q(answer=Answer.MET) | Q(answer=Answer.NOT_APPLICABLE), project__archived_at__isnull=True
    )
    waiting = claims.filter(_decided_by(reader), confirmed_at__isnull=True, sent_back_at=None)
    returned = claims.filter(project__team__in=reader.roles, sent_back_at__isnull=False)
    return MinePage(
        day=framework.day,
        applied_at=framework.applied_at,
        name=reader.name,
        has_role=bool(reader.roles or reader.areas or reader.is_administrator),
        teams=tuple(Team.objects.filter(pk__in=reader.roles).values_list("slug", "name")),
        projects=tuple(_own(framework, line) for line in lines),
        waiting=tuple(_open(framework, waiting.order_by("answered_at", "pk"))),
        sent_back=tuple(_open(framework, returned.order_by("sent_back_at", "pk"))),
    )


def _decided_by(reader: Reader) -> Q:
    """The claims that this reader may decide, as `Reader.may_confirm` says it of one."""
    if reader.may_review(None):
        return Q()
    led = [team for team in reader.roles if reader.may_lead(team)]
    by_lead = Q(project__team__in=led, objective__aim__area__confirmed_by=Confirmer.LEAD)
    return by_lead | Q(objective__aim__area__in=[area for area in reader.areas if area])


def _own(framework: FrameworkView, line: Line) -> Own:
    looked_on = day_of(line.looked_at) if line.looked_at else None
    fresh = scoring.freshness(looked_on, framework.day, framework.rules.fresh_days)
    return Own(
        slug=line.slug,
        name=line.name,
        team=line.team,
        score=line.score if line.is_assessed else None,
        looked_on=looked_on,
        is_due=line.is_assessed and fresh in DUE,
    )


def _open(framework: FrameworkView, rows: QuerySet[Assessment]) -> Iterable[Open]:
    """Those of objectives that are still asked of their projects."""
    related = ("project", "objective__aim__area", "answered_by")
    found: Sequence[Any] = list(rows.select_related(*related))
    for row in found:
        if _is_asked(framework, row):
            aim = row.objective.aim
            yield Open(
                slug=row.project.slug,
                project=row.project.name,
                path=f"{aim.area.key}/{aim.key}/{row.objective.key}",
                aim=aim.name,
                text_html=row.objective.text_html,
                answer=Answer(row.answer).label,
                by=name_of(row.answered_by),
                on=day_of(row.answered_at),
                reason=row.sent_back_reason,
            )


def _is_asked(framework: FrameworkView, row: Any) -> bool:
    aim = framework.rules.aims.get(row.objective.aim_id)
    asked = aim.asked(row.project.kind, framework.day) if aim else []
    return any(objective.id == row.objective_id for objective in asked)
