"""What concerns one person: their projects, what waits for them, what came back, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Q

from dashboard import scoring
from dashboard.choices import Confirmer, Freshness, IntentChoice
from dashboard.days import day_of
from dashboard.formats import counted
from dashboard.models import Commitment, Event, Intent, Sitting, Team
from dashboard.queries.answers import name_of
from dashboard.queries.claims import WAITING, Open, claims, opened
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView
from dashboard.queries.lines import Line, board_lines
from dashboard.queries.promises import PromiseRow, cycle_heads, promise_rows
from dashboard.queries.sheets import is_asked
from dashboard.queries.since import Step, steps_since
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
class SetAside:
    """An aim that a team wants to set aside, which waits to be confirmed."""

    slug: str
    project: str
    path: str
    aim: str
    note_html: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Due:
    """A team of which so many projects should be reviewed, in one area or in all."""

    slug: str
    team: str
    area: str
    area_name: str
    count: int


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A sitting that somebody opened and nobody closed, in one area or in all."""

    slug: str
    team: str
    area: str
    area_name: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class News:
    """What happened to one project since somebody was last here, and what moved."""

    slug: str
    project: str
    events: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class MinePage:
    """The page of one person. `across` are the aims that ask something of their projects."""

    day: date
    applied_at: datetime | None
    name: str
    has_role: bool
    since: date
    was_here: bool
    teams: tuple[tuple[str, str], ...]
    projects: tuple[Own, ...]
    across: tuple[AimHead, ...]
    waiting: tuple[Open, ...]
    set_aside: tuple[SetAside, ...]
    sent_back: tuple[Open, ...]
    under_way: tuple[UnderWay, ...]
    due: tuple[Due, ...]
    news: tuple[News, ...]
    promises: tuple[PromiseRow, ...]

    @property
    def sums(self) -> str:
        """How much there is of what there is."""
        sums = {
            f"{counted(len(self.projects), 'project')} in your teams": self.projects,
            f"{len(self.waiting)} waiting for you": self.waiting,
            f"{len(self.sent_back)} sent back": self.sent_back,
        }
        return ", ".join(words for words, rows in sums.items() if rows)


def mine_page(
    framework: FrameworkView, reader: Reader, since: datetime, *, was_here: bool = True
) -> MinePage:
    """What concerns whoever asks, and what is new since a moment: their last visit, if known.

    `teams` are slugs and names. At most ten queries, and one for each area of which they are
    steward.
    """
    everything = board_lines(framework)
    lines = [line for line in everything if line.team_id in reader.roles]
    waiting = claims().filter(WAITING, _decided_by(reader, "objective__aim__area"))
    returned = claims().filter(project__team__in=reader.roles, sent_back_at__isnull=False)
    return MinePage(
        day=framework.day,
        applied_at=framework.applied_at,
        name=reader.name,
        has_role=bool(reader.roles or reader.areas or reader.is_administrator),
        since=day_of(since),
        was_here=was_here,
        teams=tuple(Team.objects.filter(pk__in=reader.roles).values_list("slug", "name")),
        projects=tuple(_own(framework, line) for line in lines),
        waiting=tuple(opened(framework, waiting.order_by("answered_at", "pk"))),
        set_aside=tuple(_set_aside(framework, reader)),
        sent_back=tuple(opened(framework, returned.order_by("sent_back_at", "pk"))),
        across=tuple(_asking(framework, {line.kind for line in lines})),
        under_way=tuple(_under_way(reader)),
        due=tuple(_due(framework, reader, everything)),
        news=tuple(_news(framework, reader, lines, since)),
        promises=tuple(_promises(framework, reader)),
    )


def _set_aside(framework: FrameworkView, reader: Reader) -> Iterable[SetAside]:
    """What teams want to set aside, and this reader may decide, the oldest first."""
    rows: Any = Intent.objects.filter(
        _decided_by(reader, "aim__area"),
        choice=IntentChoice.NOT_APPLICABLE,
        confirmed_at__isnull=True,
        project__archived_at__isnull=True,
    )
    heads = {aim.id: aim for aim in framework.aims}
    for row in rows.select_related("project", "said_by").order_by("said_at", "pk"):
        if head := heads.get(row.aim_id):
            yield SetAside(
                slug=row.project.slug,
                project=row.project.name,
                path=head.path,
                aim=head.name,
                note_html=row.note_html,
                by=str(row.said_by or ""),
                on=day_of(row.said_at),
            )


def _under_way(reader: Reader) -> Iterable[UnderWay]:
    """The open sittings that this reader may go on with, the oldest first. No query for others."""
    if not (reader.areas or reader.is_administrator):
        return
    rows = Sitting.objects.filter(closed_at__isnull=True).select_related(
        "team", "area", "opened_by"
    )
    for row in rows.order_by("opened_at", "pk"):
        if reader.may_review(row.area_id):
            yield UnderWay(
                slug=row.team.slug,
                team=row.team.name,
                area=row.area.key if row.area else "",
                area_name=row.area.name if row.area else "",
                by=name_of(row.opened_by),
                on=day_of(row.opened_at),
            )


def _due(framework: FrameworkView, reader: Reader, lines: Iterable[Line]) -> Iterable[Due]:
    """Whose review is due, for a steward: in all areas, or in each of their own."""
    if reader.areas and None in reader.areas:
        yield from _due_in(framework, None, lines)
        return
    for area in framework.areas:
        if area.id in reader.areas:
            yield from _due_in(framework, area, board_lines(framework, area))


def _due_in(
    framework: FrameworkView, area: AreaHead | None, lines: Iterable[Line]
) -> Iterable[Due]:
    late = [line for line in lines if line.is_assessed and _is_due(framework, line)]
    for slug, members in groupby(late, key=lambda line: line.team_slug):
        some = list(members)
        key, name = (area.key, area.name) if area else ("", "")
        yield Due(slug, some[0].team, key, name, len(some))


def _news(
    framework: FrameworkView, reader: Reader, lines: Iterable[Line], since: datetime
) -> Iterable[News]:
    """What others did to one's projects since then, and what moved."""
    names = {line.id: line for line in lines}
    steps = steps_since(framework, dict.fromkeys(names, since), None) if names else {}
    events = Event.objects.filter(project__in=list(names), at__gt=since)
    counts = events.exclude(by=reader.person_id).order_by().values_list("project")
    told = dict(counts.annotate(count=Count("pk"))) if names else {}
    for key, line in names.items():
        if key in told or key in steps:
            yield News(line.slug, line.name, told.get(key, 0), tuple(steps.get(key, ())))


def _promises(framework: FrameworkView, reader: Reader) -> list[PromiseRow]:
    """What one's teams, and those merged into them, promised for the cycle that is going on."""
    current = [cycle for cycle in cycle_heads(framework.day) if cycle.is_current]
    of_teams = Q(team__in=reader.roles) | Q(team__merged_into__in=reader.roles)
    made = Commitment.objects.filter(of_teams)
    return promise_rows(framework, current, made) if current and reader.roles else []


def _decided_by(reader: Reader, area: str) -> Q:
    """What this reader may decide, as `Reader.may_confirm` says it of one; `area` is the way to
    its area."""
    if reader.may_review(None):
        return Q()
    led = [team for team in reader.roles if reader.may_lead(team)]
    by_lead = Q(**{"project__team__in": led, f"{area}__confirmed_by": Confirmer.LEAD})
    return by_lead | Q(**{f"{area}__in": [each for each in reader.areas if each]})


def _asking(framework: FrameworkView, kinds: Iterable[str]) -> Iterable[AimHead]:
    return (head for head in framework.aims if is_asked(framework, head, kinds))


def _own(framework: FrameworkView, line: Line) -> Own:
    return Own(
        slug=line.slug,
        name=line.name,
        team=line.team,
        score=line.score if line.is_assessed else None,
        looked_on=day_of(line.looked_at) if line.looked_at else None,
        is_due=line.is_assessed and _is_due(framework, line),
        is_asked=any(_asking(framework, [line.kind])),
    )


def _is_due(framework: FrameworkView, line: Line) -> bool:
    looked_on = day_of(line.looked_at) if line.looked_at else None
    return scoring.freshness(looked_on, framework.day, framework.rules.fresh_days) in DUE
