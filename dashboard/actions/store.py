"""Where actions read and write: the database itself, row by row. `batch.Batch` does it in bulk."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import DateTimeField, Model, QuerySet
from django.db.models.expressions import RawSQL

from dashboard import dossier, objectives, rules, states
from dashboard.actions import summary
from dashboard.dossier import CRITERIA, PROJECTS, Dossier
from dashboard.models import (
    Area,
    Assessment,
    CheckIn,
    Framework,
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
from dashboard.objectives import Objectives
from dashboard.series import Entry, summed
from dashboard.states import State

CHUNK = 200
FRAMEWORK = Revision._meta.get_field("framework")
FACTS = ("id", "applied_at", "digest")  # of a framework, in the order of its columns
RAISED = """
UPDATE dashboard_revision SET number = number + 1
RETURNING id, number, framework_id, settled_on, rules_changed_at
"""
LATEST = "(SELECT max(at) FROM dashboard_event WHERE project_id = dashboard_project.id)"
READ: QuerySet[Project, Any] = PROJECTS.annotate(
    **CRITERIA, latest_at=RawSQL(LATEST, (), DateTimeField())
)

Looked = TypeVar("Looked", CheckIn, Review)
LOOKED_BY: dict[type[Model], str] = {CheckIn: "checked_in_by", Review: "reviewed_by"}


class Store:
    """Reads and writes at once. Made after the transaction began, dropped with it."""

    ledger: Revision
    at_hand: Dossier | None = None  # of the project that was read last
    is_summary_stale = False

    def raise_revision(self) -> int:
        """Take the global write lock by one UPDATE and return the new revision."""
        (self.ledger,) = Revision.objects.raw(RAISED)
        return self.ledger.number

    def framework(self) -> Framework | None:
        """The criteria in force, without their content. One query, unless a project told them."""
        ledger = self.ledger
        if ledger.framework_id and not FRAMEWORK.is_cached(ledger):
            ledger.framework = Framework.objects.defer("content").get(pk=ledger.framework_id)
        return ledger.framework

    def save_ledger(self) -> None:
        """Keep what changed in the ledger beside its number."""
        self.ledger.save(update_fields=["framework", "settled_on", "rules_changed_at"])

    def add(self, row: Model) -> None:
        """Insert one row."""
        row.save(force_insert=True)
        self._keep(row)

    def add_many(self, rows: Sequence[Model]) -> None:
        """Insert rows of one model."""
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=500)
        for row in rows:
            self._keep(row)

    def _keep(self, row: Model) -> None:
        if self.at_hand:
            self.at_hand.keep(row)

    def update(self, row: Model, fields: Collection[str]) -> None:
        """Write only these fields of one row."""
        row.save(update_fields=list(fields))

    def update_many(self, rows: Sequence[Model], fields: Sequence[str]) -> None:
        """Write only these fields of rows of one model."""
        if len(rows) == 1:
            Store.update(self, rows[0], fields)  # a batch, too, writes through here
        elif rows:
            type(rows[0])._default_manager.bulk_update(rows, fields, batch_size=200)

    def tally(self, entries: Iterable[Entry]) -> None:
        """Add to the daily summary. One query, or none."""
        summary.add(summed(entries))

    def flush(self) -> None:
        """Make everything written visible to queries."""

    def close(self) -> None:
        """Bring the daily summary up to date, where what was written did not."""
        if self.is_summary_stale:
            summary.rewrite()

    @property
    def areas(self) -> Mapping[int, int]:
        """The area of each aim there ever was. One query, once in a process."""
        framework = self.framework()
        return rules.areas_of(framework.digest, framework.pk) if framework else {}

    def forget_criteria(self) -> None:
        """Read the criteria anew: they were just applied."""

    def project(self, project: Project) -> Project:
        """The project as it is now. One query, also for the criteria and its latest event."""
        row: Any = READ.get(pk=project.pk)
        self.at_hand, self._latest = None, {row.pk: row.latest_at}
        if row.framework_id and not FRAMEWORK.is_cached(self.ledger):
            facts = (row.framework_id, row.applied_at, row.digest)
            self.ledger.framework = Framework.from_db(None, FACTS, facts)
        fresh: Project = row
        return fresh

    def dossier(self, project: Project) -> Dossier:
        """All that is said of a project, kept true by what is written. Three queries, once."""
        if self.at_hand is None or self.at_hand.project is not project:
            self.at_hand = dossier.read(project, self.ledger.settled_on or date.max)
        return self.at_hand

    def project_named(self, slug: str) -> Project | None:
        """The project of that key, if there is one."""
        return Project.objects.select_related("team").filter(slug=slug).first()

    def team_named(self, slug: str) -> Team | None:
        """The team of that slug, if there is one."""
        return Team.objects.filter(slug=slug).first()

    def person_named(self, name: str) -> Person | None:
        """The first person of exactly that name, if there is one."""
        return Person.objects.filter(name=name).order_by("pk").first()

    def objective(self, pk: int) -> Objective:
        """The objective as it is now, with its aim and area."""
        found = self._asked().by_id.get(pk)
        return found or Objective.objects.select_related("aim__area", "level").get(pk=pk)

    def _asked(self) -> Objectives:
        framework = self.framework()
        return objectives.of_kept(framework.digest, framework.pk) if framework else Objectives()

    def assessment(self, project: Project, objective: Objective) -> Assessment | None:
        """What is said of one objective in one project."""
        row = self.dossier(project).assessments.get(objective.pk)
        if row:
            row.objective = self.objective(objective.pk)
        return row

    def intent(self, project: Project, aim_id: int) -> Intent | None:
        """What is meant for one aim in one project."""
        row = self.dossier(project).intents.get(aim_id)
        if row:
            row.aim = self._asked().aims.get(aim_id) or row.aim
        return row

    def last_look(
        self, model: type[Looked], project: Project, area: Area | None, by: Person
    ) -> Looked | None:
        """Somebody's last review of one area, or of all, or their last check-in there."""
        rows = model._default_manager.filter(project=project, area=area, **{LOOKED_BY[model]: by})
        return rows.last()

    def open_span(self, row: Project | Team) -> ProjectSpan | TeamSpan | None:
        """The span that has not ended."""
        if isinstance(row, Project):
            return ProjectSpan.objects.filter(project=row, ended_at__isnull=True).first()
        return TeamSpan.objects.filter(team=row, ended_at__isnull=True).first()

    def last_event_at(self, project: Project) -> datetime | None:
        """When the latest event happened of the project that was read last."""
        latest: datetime | None = self._latest[project.pk]
        return latest

    def states(self, projects: Iterable[Project]) -> list[State]:
        """What these projects said and where they stand."""
        lot = list(projects)
        return [self.dossier(lot[0]).state] if len(lot) == 1 else states.load(lot)

    def all_projects(self) -> Iterator[list[Project]]:
        """Every project, in lots, by id."""
        keys = list(Project.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            within = keys[start : start + CHUNK]
            yield list(Project.objects.select_related("team").filter(pk__in=within).order_by("pk"))
