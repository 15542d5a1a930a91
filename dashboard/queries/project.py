"""One project: whose it is, where it stands and why, and what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from dashboard import scoring
from dashboard.choices import Agreement
from dashboard.days import day_of
from dashboard.formats import web_address
from dashboard.models import Intent, Project, Standing
from dashboard.queries.answers import ObjectiveRow, name_of, objective_rows, only_for
from dashboard.queries.cells import Cell, cell_of, marked
from dashboard.queries.framework import AimHead, FrameworkView
from dashboard.queries.ladder import (
    AimRow,
    MeantDraft,
    NextStep,
    intent_row,
    level_rows,
    meant_in,
    next_steps,
    said_in,
)
from dashboard.queries.looks import Currency, Looks
from dashboard.queries.offers import BY_VISITOR, Asking, agreements_offered, intent_offered, offered
from dashboard.queries.undoing import changed_just_now
from dashboard.queries.visits import Visit, looks_in, visits_to
from dashboard.scoring import AimRule, Score


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What is known of a project before anything is said of its aims."""

    slug: str
    name: str
    team: str
    team_slug: str
    group: str
    group_slug: str
    kind: str
    owner: str
    contact: str
    url: str
    repository: str
    description_html: str
    agreement: Agreement
    joined_on: date
    archived_on: date | None


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in one project."""

    key: str
    name: str
    currency: Currency
    aims: tuple[AimRow, ...]


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """The page. Without `score`, the project is not assessed yet.

    `agreements` are those that the reader may choose from.
    """

    day: date
    applied_at: datetime | None
    facts: ProjectFacts
    has_answers: bool
    score: Score | None
    currency: Currency
    areas: tuple[AreaRow, ...]
    next_steps: tuple[NextStep, ...]
    visits: tuple[Visit, ...]
    agreements: tuple[Agreement, ...] = ()

    def aim(self, aim: int) -> AimRow | None:
        """The row of one aim; none where the aim is not shown."""
        rows = (row for area in self.areas for row in area.aims)
        return next((row for row in rows if row.head.id == aim), None)

    @property
    def is_held_back(self) -> bool:
        """Whether something is said of it, and in no sum because the team has not agreed."""
        return self.has_answers and self.score is None


def project_page(
    framework: FrameworkView, project: Project, asking: Asking = BY_VISITOR
) -> ProjectPage:
    """The page of a project read with team, group, owner and contact.

    Six queries, and one more for a person who may have changed something just now.
    """
    just_now = changed_just_now(project, asking.reader.person_id, asking.now)
    reading = _read(framework, project, replace(asking, just_now=just_now))
    has_answers = any(row.said for rows in reading.objectives.values() for row in rows)
    is_assessed = has_answers and project.agreement == Agreement.AGREED
    aims = _with_first_unfinished([row for aim in framework.aims if (row := reading.aim(aim))])
    visits = visits_to(project)
    looks = looks_in(visits)
    return ProjectPage(
        day=framework.day,
        applied_at=framework.applied_at,
        facts=_facts(project),
        has_answers=has_answers,
        score=_score(aims) if is_assessed else None,
        currency=looks.currency(framework.day, framework.rules.fresh_days),
        areas=tuple(_areas(framework, aims, looks)),
        next_steps=tuple(next_steps(aims)),
        visits=tuple(visits),
        agreements=agreements_offered(project, asking),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read of one project, by aim."""

    framework: FrameworkView
    project: Project
    asking: Asking
    objectives: Mapping[int, Sequence[ObjectiveRow]]
    intents: Mapping[int, Intent]
    standings: Mapping[int, Any]

    def aim(self, head: AimHead) -> AimRow | None:
        """The aim in this project; None where there is nothing to show of it."""
        rule = self.framework.rules.aims.get(head.id)
        objectives = self.objectives.get(head.id, ())
        if rule is None or not objectives:
            return None
        misfit = self.misfit(rule)
        if misfit and not any(row.said for row in objectives):
            return None
        rows = offered(objectives, head, rule, self.project, self.framework.day, self.asking)
        return self.row(head, rule, rows, misfit)

    def misfit(self, rule: AimRule) -> str:
        """For which other kinds of project the aim is; empty where it is for this one."""
        others = [s.kinds for s in rule.scopes if s.kinds and self.project.kind not in s.kinds]
        return only_for(sorted(others[0])) if others else ""

    def row(
        self, head: AimHead, rule: AimRule, objectives: Sequence[ObjectiveRow], misfit: str
    ) -> AimRow:
        """The aim's row."""
        day, said = self.framework.settled_on, said_in(objectives)
        stored, intent = self.standings.get(head.id), self.intents.get(head.id)
        is_set_aside = bool(intent and intent.confirmed_at)
        kind = self.project.kind
        now = scoring.standing(rule, kind, day, said, is_set_aside=is_set_aside)
        taken = scoring.steps(rule.ladder, scoring.counting(rule, kind, day), said)
        row = AimRow(
            head=head,
            cell=_cell(head, stored, now),
            points=(stored or now).points,
            maximum=(stored or now).maximum,
            outside=misfit or head.span.words(day),
            intent=intent_row(intent) if intent and intent.choice else None,
            levels=level_rows(head.ladder.steps, taken, objectives),
            seen=intent.revision if intent else 0,
            meant=meant_in(intent) if intent else MeantDraft(),
        )
        return intent_offered(row, self.project, self.asking)


def _score(aims: Iterable[AimRow]) -> Score:
    rows = list(aims)
    return Score(sum(aim.points for aim in rows), sum(aim.maximum for aim in rows))


def _read(framework: FrameworkView, project: Project, asking: Asking) -> _Reading:
    intents = Intent.objects.filter(project=project)
    standings = marked(Standing.objects.filter(project=project), framework.day)
    return _Reading(
        framework=framework,
        project=project,
        asking=asking,
        objectives=objective_rows(project, framework.settled_on),
        intents={row.aim_id: row for row in intents.select_related("said_by")},
        standings={row.aim_id: row for row in standings},
    )


def _cell(head: AimHead, stored: Any, now: scoring.Standing) -> Cell:
    """The stored standing; of a project that is in no sum, which has none, where it would be."""
    if stored is None:
        return cell_of(now, head.ladder)
    marks = {"is_blocked": stored.is_blocked, "has_gained": stored.has_gained}
    return cell_of(stored, head.ladder, **marks)


def _with_first_unfinished(aims: list[AimRow]) -> list[AimRow]:
    """The same, the first aim that has a level to reach being marked."""
    for place, aim in enumerate(aims):
        if aim.next_level:
            return [*aims[:place], replace(aim, is_first_unfinished=True), *aims[place + 1 :]]
    return aims


def _areas(framework: FrameworkView, aims: Iterable[AimRow], looks: Looks) -> Iterable[AreaRow]:
    bands = framework.rules.fresh_days
    for _, members in groupby(aims, key=lambda aim: aim.head.area_id):
        rows = tuple(members)
        head = rows[0].head
        currency = looks.currency(framework.day, bands, head.area_id)
        yield AreaRow(head.area_key, head.area_name, currency, rows)


def _facts(project: Project) -> ProjectFacts:
    team, group = project.team, project.team.group
    return ProjectFacts(
        slug=project.slug,
        name=project.name,
        team=team.name,
        team_slug=team.slug,
        group=group.name if group else "",
        group_slug=group.slug if group else "",
        kind=project.kind,
        owner=name_of(project.owner),
        contact=name_of(project.contact),
        url=web_address(project.url),
        repository=web_address(project.repository),
        description_html=project.description_html,
        agreement=Agreement(project.agreement),
        joined_on=day_of(project.joined_at),
        archived_on=day_of(project.archived_at) if project.archived_at else None,
    )
