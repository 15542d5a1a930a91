"""One project: whose it is, where it stands and why, and what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from dashboard import scoring
from dashboard.choices import Agreement
from dashboard.dossier import Dossier, read
from dashboard.looks import Currency, Looks
from dashboard.models import Project, Standing
from dashboard.queries.answers import ObjectiveRow, objective_rows, only_for
from dashboard.queries.cells import Cell, cell_of
from dashboard.queries.facts import ProjectFacts, facts_of
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
from dashboard.queries.offers import (
    BY_VISITOR,
    NOTHING_TYPED,
    Asking,
    StillDraft,
    agreements_offered,
    areas_to_review,
    intent_offered,
    offered,
    with_talk,
)
from dashboard.queries.project_promises import ProjectPromises, project_promises
from dashboard.queries.talk import Talk, talks_of
from dashboard.queries.undoing import changed_just_now
from dashboard.queries.visits import Visit, looks_in, visits_to
from dashboard.scoring import AimRule, Score


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in one project."""

    key: str
    name: str
    currency: Currency | None
    aims: tuple[AimRow, ...]
    may_check_in: bool = False
    still: StillDraft = NOTHING_TYPED
    agreements: tuple[Agreement, ...] = ()

    @property
    def may_answer(self) -> bool:
        """Whether the reader may say something of it."""
        levels = (level for aim in self.aims for level in aim.levels)
        return any(row.may.answer for level in levels for row in level.objectives)


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """The page. Without `score`, the project is not assessed yet.

    Without `promises`, those that the reader's page shows stay.
    `reviewable` are the areas in which the reader may give a verdict, "" for all of them, and
    `agreements` those that the reader may choose from.
    """

    day: date
    applied_at: datetime | None
    facts: ProjectFacts
    has_answers: bool
    score: Score | None
    currency: Currency | None
    areas: tuple[AreaRow, ...]
    next_steps: tuple[NextStep, ...]
    promises: ProjectPromises | None
    visits: tuple[Visit, ...]
    reviewable: tuple[tuple[str, str], ...] = ()
    may_check_in: bool = False
    still: StillDraft = NOTHING_TYPED
    agreements: tuple[Agreement, ...] = ()

    @property
    def may_answer(self) -> bool:
        """Whether the reader may say something of it."""
        return any(area.may_answer for area in self.areas)

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
    """The page of a project read with team, group, owner and contact. Nine queries.

    One less where no cycle is planned, one more for a person who may have changed something.
    """
    just_now = changed_just_now(project, asking.reader.person_id, asking.now)
    asking = replace(asking, just_now=just_now)
    visits, dossier = visits_to(project), read(project, framework.day)
    beside = _Beside(visits, talks_of(project))
    return _page(framework, dossier, asking, looks_in(visits), beside)


def edited_page(framework: FrameworkView, dossier: Dossier, asking: Asking) -> ProjectPage:
    """The page of a project whose dossier was read already, without what no answer changes.

    That is its visits, its promises, and what is said beside objectives. No query. How current it
    all is, is told where whoever wrote had to know it: of a project that just entered the sums.
    """
    return _page(framework, dossier, asking, dossier.looks_read, None)


def aim_rows(framework: FrameworkView, dossier: Dossier) -> list[AimRow]:
    """The aims of a project as its page shows them to a visitor, of which its score is the sum.

    No query.
    """
    objectives = objective_rows(framework, dossier)
    reading = _Reading(framework, dossier, BY_VISITOR, objectives, None)
    return [row for aim in framework.aims if (row := reading.aim(aim))]


class _Beside(NamedTuple):
    """What no answer changes."""

    visits: Sequence[Visit]
    talks: Mapping[int, Talk]


def _page(
    framework: FrameworkView,
    dossier: Dossier,
    asking: Asking,
    looks: Looks | None,
    beside: _Beside | None,
) -> ProjectPage:
    talks = beside.talks if beside else None
    reading = _Reading(framework, dossier, asking, objective_rows(framework, dossier), talks)
    has_answers = any(row.said for rows in reading.objectives.values() for row in rows)
    is_assessed = has_answers and dossier.project.agreement == Agreement.AGREED
    aims = _with_first_unfinished([row for aim in framework.aims if (row := reading.aim(aim))])
    return ProjectPage(
        day=framework.day,
        applied_at=framework.applied_at,
        facts=facts_of(dossier.project),
        has_answers=has_answers,
        score=_score(aims) if is_assessed else None,
        currency=looks.currency(framework.day, framework.rules.fresh_days) if looks else None,
        areas=tuple(_areas(reading, aims, looks)),
        next_steps=tuple(next_steps(aims)),
        promises=project_promises(framework, dossier.project, aims, asking) if beside else None,
        visits=tuple(beside.visits) if beside else (),
        reviewable=_reviewable(framework, dossier.project, asking),
        may_check_in=reading.may_check_in,
        still=asking.still.get(None, NOTHING_TYPED),
        agreements=agreements_offered(dossier.project, asking),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read of one project, and its objectives by aim."""

    framework: FrameworkView
    dossier: Dossier
    asking: Asking
    objectives: Mapping[int, Sequence[ObjectiveRow]]
    talks: Mapping[int, Talk] | None

    @property
    def project(self) -> Project:
        """Whose page it is."""
        return self.dossier.project

    @property
    def may_check_in(self) -> bool:
        """Whether the reader may say that what is recorded is still true."""
        project = self.project
        return project.archived_at is None and self.asking.reader.may_lead(project.team_id)

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
        rows = with_talk(rows, self.talks, head, self.project, self.asking)
        return self.row(head, rule, rows, misfit)

    def misfit(self, rule: AimRule) -> str:
        """For which other kinds of project the aim is; empty where it is for this one."""
        others = [s.kinds for s in rule.scopes if s.kinds and self.project.kind not in s.kinds]
        return only_for(sorted(others[0])) if others else ""

    def row(
        self, head: AimHead, rule: AimRule, objectives: Sequence[ObjectiveRow], misfit: str
    ) -> AimRow:
        """The aim's row."""
        day, said, kind = self.framework.settled_on, said_in(objectives), self.project.kind
        intent = self.dossier.intents.get(head.id)
        stands = self.dossier.standings.get(head.id) or scoring.standing(
            rule, kind, day, said, is_set_aside=bool(intent and intent.confirmed_at)
        )
        taken = scoring.steps(rule.ladder, scoring.counting(rule, kind, day), said)
        row = AimRow(
            head=head,
            cell=self.cell(head, stands),
            points=stands.points,
            maximum=stands.maximum,
            outside=misfit or head.span.words(day),
            intent=intent_row(intent) if intent and intent.choice else None,
            levels=level_rows(head.ladder.steps, taken, objectives),
            seen=intent.revision if intent else 0,
            meant=meant_in(intent) if intent else MeantDraft(),
        )
        return intent_offered(row, self.project, self.asking)

    def cell(self, head: AimHead, standing: Standing | scoring.Standing) -> Cell:
        """A standing; where none is stored, of a project that is in no sum, where it would be."""
        if not isinstance(standing, Standing):
            return cell_of(standing, head.ladder)
        is_blocked, has_gained = self.dossier.is_blocked(head.id), self.dossier.has_gained(head.id)
        return cell_of(standing, head.ladder, is_blocked=is_blocked, has_gained=has_gained)


def _reviewable(
    framework: FrameworkView, project: Project, asking: Asking
) -> tuple[tuple[str, str], ...]:
    return () if project.archived_at else areas_to_review(framework, asking.reader)


def _score(aims: Iterable[AimRow]) -> Score:
    rows = list(aims)
    return Score(sum(aim.points for aim in rows), sum(aim.maximum for aim in rows))


def _with_first_unfinished(aims: list[AimRow]) -> list[AimRow]:
    """The same, the first aim that has a level to reach being marked."""
    for place, aim in enumerate(aims):
        if aim.next_level:
            return [*aims[:place], replace(aim, is_first_unfinished=True), *aims[place + 1 :]]
    return aims


def _areas(reading: _Reading, aims: Iterable[AimRow], looks: Looks | None) -> Iterable[AreaRow]:
    day, bands = reading.framework.day, reading.framework.rules.fresh_days
    for area_id, members in groupby(aims, key=lambda aim: aim.head.area_id):
        rows = tuple(members)
        yield AreaRow(
            key=rows[0].head.area_key,
            name=rows[0].head.area_name,
            currency=looks.currency(day, bands, area_id) if looks else None,
            aims=rows,
            may_check_in=reading.may_check_in,
            still=reading.asking.still.get(area_id, NOTHING_TYPED),
        )
