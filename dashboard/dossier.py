"""What is said of one project and where it stands: read once, by who writes and by who shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Model, OuterRef, Subquery
from django.db.models.expressions import RawSQL

from dashboard.choices import Answer, Cause, IntentChoice
from dashboard.looks import Looks, last_looks, look_of
from dashboard.models import (
    Assessment,
    CheckIn,
    Intent,
    Movement,
    Person,
    Project,
    Review,
    Standing,
)
from dashboard.states import State, mean, said_of

GAIN_DAYS = 30
IN_FORCE = """(SELECT f.{} FROM dashboard_revision r
JOIN dashboard_framework f ON f.id = r.framework_id)"""
PROJECTS = Project.objects.select_related("team__group", "owner", "contact")
# With a project, the criteria in force: whoever edits need not ask for them first. Written out,
# because Django takes longer to put such a statement together than to ask it.
CRITERIA = {
    "framework_id": RawSQL(IN_FORCE.format("id"), (), BigIntegerField()),
    "digest": RawSQL(IN_FORCE.format("digest"), (), CharField()),
    "applied_at": RawSQL(IN_FORCE.format("applied_at"), (), DateTimeField()),
}
ROLES: list[Any] = [
    Assessment._meta.get_field(name) for name in ("answered_by", "confirmed_by", "sent_back_by")
]
NAMES = {f"{role.name}_name": F(f"{role.name}__name") for role in ROLES}


@dataclass(frozen=True)
class Dossier:
    """One project, with every answer by objective, every intent and standing by aim.

    `gained` holds the lowest rank that it rose to by work after `since`, by aim. Whoever writes a
    row `keep`s it, so that what was read stays what is there.
    """

    project: Project
    assessments: dict[int, Assessment]
    intents: dict[int, Intent]
    standings: dict[int, Standing]
    gained: dict[int, int]
    since: date

    @cached_property
    def looks(self) -> Looks:
        """Its last reviews and check-ins. One query, once."""
        return last_looks([self.project.pk])[self.project.pk]

    @property
    def looks_read(self) -> Looks | None:
        """The same where they were read already."""
        return self.__dict__.get("looks")

    @property
    def state(self) -> State:
        """The project as scoring sees it; what is put into its standings stands here too."""
        said = {
            key: said_of(row.answer, row.confirmed_at, row.sent_back_at)
            for key, row in self.assessments.items()
        }
        has_answers = any(row.answer != Answer.UNSAID for row in said.values())
        state = State(
            self.project,
            said,
            standings=self.standings,
            has_answers=has_answers,
            read_looks=lambda: self.looks,
        )
        for intent in self.intents.values():
            mean(state, intent)
        return state

    def is_blocked(self, aim: int) -> bool:
        """Whether something is in the way of an aim."""
        intent = self.intents.get(aim)
        return intent is not None and intent.choice == IntentChoice.BLOCKED

    def has_gained(self, aim: int) -> bool:
        """Whether it rose by work lately to where it stands, or to below that."""
        standing, lowest = self.standings.get(aim), self.gained.get(aim)
        return standing is not None and lowest is not None and lowest <= standing.rank

    def keep(self, row: Model) -> None:
        """Take in a row that was just written; of other projects, and of no concern, nothing."""
        match row:
            case Assessment(project_id=self.project.pk):
                self.assessments[row.objective_id] = row
            case Intent(project_id=self.project.pk):
                self.intents[row.aim_id] = row
            case Movement(project_id=self.project.pk) if _is_gain(row, self.since):
                lowest = self.gained.get(row.aim_id, row.rank_after)
                self.gained[row.aim_id] = min(lowest, row.rank_after)
            case Review(project_id=self.project.pk) | CheckIn(project_id=self.project.pk):
                self.looks.latest.append(look_of(row))


def read(project: Project, day: date) -> Dossier:
    """Read all that is said of one project, and what it gained lately. Three queries."""
    assessments = Assessment.objects.filter(project=project).annotate(**NAMES)
    intents = Intent.objects.filter(project=project).select_related("said_by", "confirmed_by")
    since = day - timedelta(days=GAIN_DAYS)
    standings = Standing.objects.filter(project=project).annotate(gained=_lowest_gain(since))
    rows: Any = list(standings.order_by())
    return Dossier(
        project=project,
        assessments={row.objective_id: row for row in _said(project, assessments.order_by())},
        intents={row.aim_id: _of(project, row) for row in intents.order_by()},
        standings={row.aim_id: row for row in rows},
        gained={row.aim_id: row.gained for row in rows if row.gained is not None},
        since=since,
    )


def _said(project: Project, rows: Iterable[Assessment]) -> Iterator[Assessment]:
    """Answers with their people: few, each of them in many rows."""
    people: dict[int | None, Person | None] = {None: None}
    for row in rows:
        row.project = project
        for role in ROLES:
            key = getattr(row, role.attname)
            if key not in people:
                people[key] = Person(pk=key, name=getattr(row, f"{role.name}_name"))
            role.set_cached_value(row, people[key])
        yield row


def _of(project: Project, row: Intent) -> Intent:
    """The row, which then knows this project and no copy of it."""
    row.project = project
    return row


def _lowest_gain(since: date) -> Subquery:
    gains = Movement.objects.filter(
        project=OuterRef("project"),
        aim=OuterRef("aim"),
        cause=Cause.WORK_DONE,
        rank_after__gt=F("rank_before"),
        day__gt=since,
    )
    return Subquery(gains.order_by("rank_after").values("rank_after")[:1])


def _is_gain(row: Movement, since: date) -> bool:
    rose = row.rank_after > row.rank_before
    return row.cause == Cause.WORK_DONE and rose and row.day > since
