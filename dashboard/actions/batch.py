"""The same actions on many rows at once: read before, kept in memory, written in bulk.

Everything happens in one transaction that holds the write lock from its first statement, so ids
can be given out here. What the actions leave is the same as row by row; a test compares the two.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

from dashboard import states
from dashboard.actions.action import opened
from dashboard.actions.bulk import IN_ORDER, insert
from dashboard.actions.store import CHUNK, LOOKED_BY, Looked, Store
from dashboard.choices import Answer
from dashboard.looks import look_of
from dashboard.models import (
    Aim,
    Area,
    Assessment,
    CheckIn,
    Event,
    Intent,
    Objective,
    Person,
    Project,
    ProjectSpan,
    Review,
    Revision,
    Team,
    TeamSpan,
)
from dashboard.series import Entry
from dashboard.states import State

FULL = 20_000


class Batch(Store):
    """Reads from memory and writes when it is full, when a query must see it, or at the end.

    Made on an empty memory: what is in the database already must be `load`ed before an action
    touches it.
    """

    def __init__(self) -> None:
        self._new: dict[type[Model], list[Model]] = defaultdict(list)
        self._changed: dict[type[Model], dict[int, tuple[Model, set[str]]]] = defaultdict(dict)
        self._next: dict[type[Model], int] = {}
        self._states: dict[int, State] = {}
        self._assessments: dict[tuple[int, int], Assessment] = {}
        self._intents: dict[tuple[int, int], Intent] = {}
        self._looks: dict[tuple[type[Model], int, int | None, int | None], Any] = {}
        self._spans: dict[Model, ProjectSpan | TeamSpan] = {}
        self._latest: dict[int, datetime] = {}
        self._projects: dict[str, Project] = {}
        self._teams: dict[str, Team] = {}
        self._people: dict[str, Person] = {}
        self._objectives: dict[int, Objective] = {}
        self._aims: dict[int, Aim] = {}
        self._entries: list[Entry] = []

    def raise_revision(self) -> int:
        if not hasattr(self, "ledger"):
            return super().raise_revision()
        self.ledger.number += 1
        return self.ledger.number

    def load(self, projects: Iterable[Project]) -> None:
        """Read all that actions may ask of these projects. Seven queries for each lot."""
        known = list(projects)
        for start in range(0, len(known), CHUNK):
            self._load(known[start : start + CHUNK])

    def _load(self, projects: list[Project]) -> None:
        here = {project.pk: project for project in projects}
        for state in states.load(projects):
            self._states[state.project.pk] = state
        self._projects |= {project.slug: project for project in projects}
        for span in ProjectSpan.objects.filter(project__in=here, ended_at__isnull=True):
            self._spans[here[span.project_id]] = span
        for assessment in Assessment.objects.filter(project__in=here):
            assessment.project = here[assessment.project_id]
            assessment.objective = self.objective(assessment.objective_id)
            self._assessments[assessment.project_id, assessment.objective_id] = assessment
        for intent in Intent.objects.filter(project__in=here):
            intent.project = here[intent.project_id]
            self._intents[intent.project_id, intent.aim_id] = intent
        events = Event.objects.filter(project__in=here).order_by().values("project_id")
        for row in events.annotate(at=Max("at")):
            self._latest[row["project_id"]] = row["at"]

    def add(self, row: Model) -> None:
        model = type(row)
        if model not in self._next:
            self._next[model] = (model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
        row.pk = self._next[model]
        self._next[model] += 1
        self._new[model].append(row)
        self._remember(row)
        if len(self._new[Event]) >= FULL:
            self.flush()

    def add_many(self, rows: Sequence[Model]) -> None:
        for row in rows:
            self.add(row)

    def update(self, row: Model, fields: Collection[str]) -> None:
        _, pending = self._changed[type(row)].get(row.pk, (row, set[str]()))
        self._changed[type(row)][row.pk] = (row, pending | set(fields))
        self._remember(row)

    def update_many(self, rows: Sequence[Model], fields: Sequence[str]) -> None:
        for row in rows:
            self.update(row, fields)

    def tally(self, entries: Iterable[Entry]) -> None:
        self._entries += entries
        if len(self._entries) >= FULL:
            self._add_entries()

    def _add_entries(self) -> None:
        super().tally(self._entries)
        self._entries = []

    def _remember(self, row: Model) -> None:
        match row:
            case Event() if row.project_id:
                latest = self._latest.get(row.project_id, row.at)
                self._latest[row.project_id] = max(latest, row.at)
            case Assessment():
                self._assessments[row.project_id, row.objective_id] = row
                self._say(self._states[row.project_id], row)
            case Intent():
                self._intents[row.project_id, row.aim_id] = row
                states.mean(self._states[row.project_id], row)
            case CheckIn() | Review():
                self._states[row.project_id].looks.latest.append(look_of(row))
                by = getattr(row, f"{LOOKED_BY[type(row)]}_id")
                self._looks[type(row), row.project_id, row.area_id, by] = row
            case Project():
                self._projects[row.slug] = row
                self._states.setdefault(row.pk, State(row))
            case ProjectSpan() if row.ended_at is None:
                self._spans[row.project] = row
            case TeamSpan() if row.ended_at is None:
                self._spans[row.team] = row
            case Team():
                self._teams[row.slug] = row
                self._rename(row)
            case Person():
                self._people.setdefault(row.name, row)

    def _rename(self, team: Team) -> None:
        """A team that was read anew stands in for the one that its projects knew."""
        for state in self._states.values():
            if state.project.team_id == team.pk:
                state.project.team = team

    def _say(self, state: State, row: Assessment) -> None:
        state.said[row.objective_id] = states.said_of(
            row.answer, row.confirmed_at, row.sent_back_at
        )
        if row.answer != Answer.UNSAID:
            state.has_answers = True
        elif state.has_answers:
            state.has_answers = any(s.answer != Answer.UNSAID for s in state.said.values())

    def flush(self) -> None:
        self._add_entries()
        for model in IN_ORDER:
            rows = self._new.pop(model, [])
            fresh = {row.pk for row in rows}
            changed = self._changed.pop(model, {})
            # what ends must have ended before what follows it may begin
            self._write([pair for key, pair in changed.items() if key not in fresh])
            insert(rows)

    def _write(self, changed: list[tuple[Model, set[str]]]) -> None:
        """Rows with the same fields to write go together."""
        lots: dict[tuple[str, ...], list[Model]] = defaultdict(list)
        for row, fields in changed:
            lots[tuple(sorted(fields))].append(row)
        for together, rows in lots.items():
            insert(rows, over=together)

    def close(self) -> None:
        """Write everything, the revision, and where the database counts ids on."""
        self.flush()
        super().close()
        Revision.objects.update(number=self.ledger.number)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._next)):
                cursor.execute(statement)

    def project(self, project: Project) -> Project:
        return self._states[project.pk].project

    def project_named(self, slug: str) -> Project | None:
        return self._projects.get(slug) or super().project_named(slug)

    def team_named(self, slug: str) -> Team | None:
        return self._teams.get(slug) or super().team_named(slug)

    def person_named(self, name: str) -> Person | None:
        person = self._people.get(name) or super().person_named(name)
        if person:
            self._people[name] = person
        return person

    def objective(self, pk: int) -> Objective:
        if not self._objectives:
            rows = Objective.objects.select_related("aim__area", "level")
            self._objectives = {row.pk: row for row in rows}
        return self._objectives[pk]

    def assessment(self, project: Project, objective: Objective) -> Assessment | None:
        row = self._assessments.get((project.pk, objective.pk))
        if row:
            row.objective = self.objective(objective.pk)  # criteria may have changed its words
        return row

    def intent(self, project: Project, aim_id: int) -> Intent | None:
        row = self._intents.get((project.pk, aim_id))
        if row:
            row.aim = self._aim(row)
        return row

    def _aim(self, intent: Intent) -> Aim:
        """The aim as the criteria in force have it."""
        if not self._aims:
            self._aims = {row.pk: row for row in Aim.objects.select_related("area")}
        return self._aims[intent.aim_id]

    def last_look(
        self, model: type[Looked], project: Project, area: Area | None, by: Person
    ) -> Looked | None:
        key = (model, project.pk, area.pk if area else None, by.pk)
        if key not in self._looks:
            self._looks[key] = super().last_look(model, project, area, by)
        found: Looked | None = self._looks[key]
        return found

    def open_span(self, row: Project | Team) -> ProjectSpan | TeamSpan | None:
        if row not in self._spans:
            span = super().open_span(row)
            if span is None:
                return None
            self._spans[row] = span
        return self._spans[row]

    def last_event_at(self, project: Project) -> datetime | None:
        return self._latest.get(project.pk)

    def states(self, projects: Iterable[Project]) -> list[State]:
        return [self._states[project.pk] for project in projects]

    def all_projects(self) -> Iterator[list[Project]]:
        others = Project.objects.select_related("team").exclude(pk__in=list(self._states))
        self.load(others)
        yield [self._states[key].project for key in sorted(self._states)]

    def forget_criteria(self) -> None:
        self._objectives = {}
        self._aims = {}


@contextmanager
def batch(*, is_rehearsal: bool = False) -> Iterator[Batch]:
    """Let the actions inside write in bulk, all in one transaction; no other may be open.

    A rehearsal writes everything and takes it back.
    """
    store = Batch()
    with opened(store) as current:
        if current is not store:
            raise RuntimeError("A batch cannot begin inside an action.")
        store.raise_revision()
        yield store
        if is_rehearsal:
            store.close()
            transaction.set_rollback(True)
