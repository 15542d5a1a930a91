"""What concerns one person: their projects, what waits for them, what came back, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from dashboard import scoring
from dashboard.choices import Confirmer, Freshness
from dashboard.days import day_of
from dashboard.models import Team
from dashboard.queries.claims import WAITING, Open, claims, opened
from dashboard.queries.framework import AimHead, FrameworkView
from dashboard.queries.lines import Line, board_lines
from dashboard.queries.sheets import is_asked
from dashboard.rights import Reader
from dashboard.scoring import Score

DUE = (Freshness.DUE, Freshness.OVERDUE, Freshness.NEVER)


@dataclass(frozen=True, slots=True)
class Own:
    """A project of one of somebody's teams, and whether somebody should look at it."""

    slug: str
    name: str
    team: str
    score: Score | None
    looked_on: date | None
    is_due: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class MinePage:
    """The page of one person. `across` are the aims that ask something of their projects."""

    day: date
    applied_at: datetime | None
    name: str
    has_role: bool
    teams: tuple[tuple[str, str], ...]
    projects: tuple[Own, ...]
    across: tuple[AimHead, ...]
    waiting: tuple[Open, ...]
    sent_back: tuple[Open, ...]


def mine_page(framework: FrameworkView, reader: Reader) -> MinePage:
    """What concerns whoever asks; `teams` are slugs and names. Four queries."""
    lines = [line for line in board_lines(framework) if line.team_id in reader.roles]
    waiting = claims().filter(WAITING, _decided_by(reader))
    returned = claims().filter(project__team__in=reader.roles, sent_back_at__isnull=False)
    return MinePage(
        day=framework.day,
        applied_at=framework.applied_at,
        name=reader.name,
        has_role=bool(reader.roles or reader.areas or reader.is_administrator),
        teams=tuple(Team.objects.filter(pk__in=reader.roles).values_list("slug", "name")),
        projects=tuple(_own(framework, line) for line in lines),
        waiting=tuple(opened(framework, waiting.order_by("answered_at", "pk"))),
        sent_back=tuple(opened(framework, returned.order_by("sent_back_at", "pk"))),
        across=tuple(_asking(framework, {line.kind for line in lines})),
    )


def _decided_by(reader: Reader) -> Q:
    """The claims that this reader may decide, as `Reader.may_confirm` says it of one."""
    if reader.may_review(None):
        return Q()
    led = [team for team in reader.roles if reader.may_lead(team)]
    by_lead = Q(project__team__in=led, objective__aim__area__confirmed_by=Confirmer.LEAD)
    return by_lead | Q(objective__aim__area__in=[area for area in reader.areas if area])


def _asking(framework: FrameworkView, kinds: Iterable[str]) -> Iterable[AimHead]:
    return (head for head in framework.aims if is_asked(framework, head, kinds))


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
        is_asked=any(_asking(framework, [line.kind])),
    )
