"""The review sitting: what a reviewer must see of each project of a team, and what they write."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dashboard.choices import Verdict
from dashboard.days import day_of
from dashboard.looks import Currency, Looks, last_looks
from dashboard.models import Area, Commitment, Finding, Project, Review, Sitting, Team
from dashboard.queries.ahead import StepAhead, steps_ahead
from dashboard.queries.answers import name_of
from dashboard.queries.claims import Open
from dashboard.queries.framework import AreaHead, FrameworkView
from dashboard.queries.lines import Line, board_lines
from dashboard.queries.offers import areas_to_review
from dashboard.queries.promises import CycleHead, PromiseRow, cycle_heads, promise_rows
from dashboard.queries.since import (
    AgreedMeaning,
    Dispute,
    Obstacle,
    Stale,
    Step,
    agreed_in,
    disputes_in,
    obstacles_in,
    stale_in,
    steps_since,
    waiting_in,
)
from dashboard.rights import Reader


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What is written of a project, or of the team, and why it could not be kept.

    `theirs` is what stands there instead, where whoever wrote did not see it.
    """

    verdict: str = ""
    minutes: str = ""
    seen: int = 0
    refusal: str = ""
    theirs: "FindingRow | None" = None

    @property
    def word(self) -> str:
        """The verdict, as people call it."""
        return Verdict(self.verdict).label if self.verdict in Verdict.values else ""


@dataclass(frozen=True, slots=True)
class Walked:
    """One project as the sitting comes to it. `last_on` is the day of its last review.

    `kept` are the promises of the last cycle with their outcome, `ahead` those of later ones, and
    `steps_ahead` what the reader could promise for the project.
    """

    line: Line
    currency: Currency
    last_on: date | None
    steps: tuple[Step, ...]
    waiting: tuple[Open, ...]
    disputes: tuple[Dispute, ...]
    stale: tuple[Stale, ...]
    obstacles: tuple[Obstacle, ...]
    meanings: tuple[AgreedMeaning, ...]
    kept: tuple[PromiseRow, ...]
    ahead: tuple[PromiseRow, ...]
    steps_ahead: tuple[StepAhead, ...]
    finding: FindingRow


@dataclass(frozen=True, slots=True)
class Past:
    """A sitting that is closed."""

    id: int
    area: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class OpenSitting:
    """The one that goes on, and what is written of the team as a whole."""

    id: int
    opened_at: datetime
    opened_by: str
    finding: FindingRow
    verdicts: int
    is_written: bool


@dataclass(frozen=True, slots=True)
class SittingPage:
    """The page. `areas` are those for which the reader may hold a sitting, "" for all of them."""

    day: date
    applied_at: datetime | None
    slug: str
    team: str
    area: AreaHead | None
    areas: tuple[tuple[str, str], ...]
    may_hold: bool
    sitting: OpenSitting | None
    projects: tuple[Walked, ...]
    past: tuple[Past, ...]
    cycles: tuple[CycleHead, ...]
    verdicts: tuple[Verdict, ...] = tuple(Verdict)

    def finding_of(self, project: str) -> FindingRow:
        """What is written of a project, or of the team where none is named."""
        if not project:
            return self.sitting.finding if self.sitting else FindingRow()
        found = (walked.finding for walked in self.projects if walked.line.slug == project)
        return next(found, FindingRow())

    def has_form_of(self, project: str) -> bool:
        """Whether it can be written of a project here, or of the team where none is named."""
        if self.sitting is None or not self.may_hold:
            return False
        return not project or any(walked.line.slug == project for walked in self.projects)


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wanted to write and could not: of which project ("" for the team)."""

    project: str
    finding: FindingRow


def sitting_page(
    framework: FrameworkView,
    team: Team,
    area: AreaHead | None,
    reader: Reader,
    written: Written | None = None,
) -> SittingPage:
    """What a sitting of a team walks through, in one area or in all. At most fourteen queries.

    Four more for who may promise something for the team.
    """
    sittings = Sitting.objects.filter(team=team, area=area.id if area else None)
    current = sittings.filter(closed_at__isnull=True).select_related("opened_by").first()
    may_review = reader.may_review(area.id if area else None)
    projects = _projects(team, current if may_review else None)
    lines = [line for line in board_lines(framework, area, projects) if line.is_wanted]
    findings = _findings(current, written)
    cycles = cycle_heads(framework.day)
    return SittingPage(
        day=framework.day,
        applied_at=framework.applied_at,
        slug=team.slug,
        team=team.name,
        area=area,
        areas=areas_to_review(framework, reader),
        may_hold=may_review and not (team.retired_at and current is None),
        sitting=_opened(current, findings) if current else None,
        projects=tuple(_walked(framework, lines, area, reader, findings, cycles)),
        past=tuple(_past(team)),
        cycles=tuple(cycle for cycle in cycles if not cycle.is_over),
    )


def _projects(team: Team, sitting: Sitting | None) -> QuerySet[Project]:
    """Those that the team has, and those that left it since something was written of them: what
    nobody saw would keep the sitting open."""
    own = Q(team=team)
    of_sitting = own | Q(findings__sitting=sitting) if sitting else own
    return Project.objects.filter(of_sitting, archived_at__isnull=True)


def _findings(sitting: Sitting | None, written: Written | None) -> dict[str, FindingRow]:
    """By project, "" for the team."""
    rows = Finding.objects.filter(sitting=sitting).select_related("project") if sitting else []
    found = {
        row.project.slug if row.project else "": FindingRow(row.verdict, row.minutes, row.revision)
        for row in rows
    }
    return found | ({written.project: written.finding} if written else {})


def _opened(sitting: Sitting, findings: Mapping[str, FindingRow]) -> OpenSitting:
    return OpenSitting(
        id=sitting.pk,
        opened_at=timezone.localtime(sitting.opened_at),
        opened_by=name_of(sitting.opened_by),
        finding=findings.get("", FindingRow()),
        verdicts=sum(bool(row.verdict) for row in findings.values()),
        is_written=any(row.verdict or row.minutes.strip() for row in findings.values()),
    )


def _walked(
    framework: FrameworkView,
    lines: Collection[Line],
    area: AreaHead | None,
    reader: Reader,
    findings: Mapping[str, FindingRow],
    cycles: Collection[CycleHead],
) -> Iterable[Walked]:
    ids = [line.id for line in lines]
    looks = last_looks(ids)
    reviewed = {key: _reviewed_at(of, area) for key, of in looks.items()}
    steps = steps_since(framework, reviewed, area)
    waiting = waiting_in(framework, ids, area, reader)
    disputes = disputes_in(ids, area, reader)
    stale = stale_in(framework, looks, area)
    obstacles, meanings = obstacles_in(framework, ids, area), agreed_in(ids, area)
    promises = _promises(framework, ids, area, cycles)
    steps_ahead = _steps_ahead(framework, lines, area, reader, cycles, promises)
    for line in lines:
        last_at = reviewed[line.id]
        yield Walked(
            line=line,
            currency=looks[line.id].currency(
                framework.day, framework.rules.fresh_days, area.id if area else None
            ),
            last_on=day_of(last_at) if last_at else None,
            steps=tuple(steps.get(line.id, ())),
            waiting=tuple(waiting.get(line.id, ())),
            disputes=tuple(disputes.get(line.id, ())),
            stale=tuple(stale.get(line.id, ())),
            obstacles=tuple(obstacles.get(line.id, ())),
            meanings=tuple(meanings.get(line.id, ())),
            kept=tuple(row for row in promises.get(line.slug, ()) if row.cycle.is_over),
            ahead=tuple(row for row in promises.get(line.slug, ()) if not row.cycle.is_over),
            steps_ahead=tuple(steps_ahead.get(line.slug, ())),
            finding=findings.get(line.slug, FindingRow()),
        )


def _steps_ahead(
    framework: FrameworkView,
    lines: Iterable[Line],
    area: AreaHead | None,
    reader: Reader,
    cycles: Iterable[CycleHead],
    promises: Mapping[str, Iterable[PromiseRow]],
) -> dict[str, list[StepAhead]]:
    """What the reader could promise. No query where they lead none, or no cycle is planned."""
    led = [line.id for line in lines if reader.may_lead(line.team_id)]
    if not led or all(cycle.is_over for cycle in cycles):
        return {}
    made = [row for rows in promises.values() for row in rows]
    return steps_ahead(framework, Project.objects.filter(pk__in=led), area, made)


def _promises(
    framework: FrameworkView,
    projects: Collection[int],
    area: AreaHead | None,
    cycles: Iterable[CycleHead],
) -> dict[str, list[PromiseRow]]:
    """The promises of the last cycle that is over and of later ones, by project. One query."""
    over = [cycle for cycle in cycles if cycle.is_over][-1:]
    made = Commitment.objects.filter(project__in=projects)
    if area:
        made = made.filter(aim__area=area.id)
    found: dict[str, list[PromiseRow]] = defaultdict(list)
    shown = [*over, *(cycle for cycle in cycles if not cycle.is_over)]
    for row in promise_rows(framework, shown, made) if shown else ():
        found[row.slug].append(row)
    return found


def _reviewed_at(looks: Looks, area: AreaHead | None) -> datetime | None:
    found = [look.at for look in looks.at(area.id if area else None) if look.verdict]
    return max(found, default=None)


def _past(team: Team) -> Iterable[Past]:
    held = Exists(Review.objects.filter(sitting=OuterRef("pk"))) | ~Q(minutes="")
    rows = Sitting.objects.filter(held, team=team, closed_at__isnull=False)
    for row in rows.select_related("area", "closed_by").order_by("-closed_at"):
        assert row.closed_at
        area = row.area.name if isinstance(row.area, Area) else ""
        yield Past(row.pk, area, day_of(row.closed_at), name_of(row.closed_by))
