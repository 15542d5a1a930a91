"""Where actions read and write: the database itself, row by row. `batch.Batch` does it in bulk."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import F, Max, Model

from dashboard import states
from dashboard.models import (
    Area,
    Assessment,
    CheckIn,
    Event,
    Intent,
    Objective,
    Person,
    Project,
    ProjectSpan,
    Revision,
    Team,
    TeamSpan,
)
from dashboard.states import State

CHUNK = 200


class Store:
    """Reads and writes at once. Made after the transaction began, dropped with it."""

    ledger: Revision

    def raise_revision(self) -> int:
        """Take the global write lock by one UPDATE and return the new revision."""
        Revision.objects.update(number=F("number") + 1)
        self.ledger = Revision.objects.select_related("framework").defer("framework__content").get()
        return self.ledger.number

    def save_ledger(self) -> None:
        """Keep what changed in the ledger beside its number."""
        self.ledger.save(update_fields=["framework", "settled_on", "rules_changed_at"])

    def add(self, row: Model) -> None:
        """Insert one row."""
        row.save(force_insert=True)

    def add_many(self, rows: Sequence[Model]) -> None:
        """Insert rows of one model."""
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=500)

    def update(self, row: Model, fields: Collection[str]) -> None:
        """Write only these fields of one row."""
        row.save(update_fields=list(fields))

    def update_many(self, rows: Sequence[Model], fields: Sequence[str]) -> None:
        """Write only these fields of rows of one model."""
        if len(rows) == 1:
            Store.update(self, rows[0], fields)  # a batch, too, writes through here
        elif rows:
            type(rows[0])._default_manager.bulk_update(rows, fields, batch_size=200)

    def flush(self) -> None:
        """Make everything written visible to queries."""

    def forget_criteria(self) -> None:
        """Read the criteria anew: they were just applied."""

    def project(self, project: Project) -> Project:
        """The project as it is now."""
        return Project.objects.select_related("team").get(pk=project.pk)

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
        return Objective.objects.select_related("aim__area", "level").get(pk=pk)

    def assessment(self, project: Project, objective: Objective) -> Assessment | None:
        """What is said of one objective in one project."""
        found = Assessment.objects.filter(project=project, objective=objective)
        row = found.select_related("answered_by", "objective__aim__area").first()
        if row:
            row.project = project
        return row

    def intent(self, project: Project, aim_id: int) -> Intent | None:
        """What is meant for one aim in one project."""
        found = Intent.objects.filter(project=project, aim=aim_id)
        row = found.select_related("said_by", "aim__area").first()
        if row:
            row.project = project
        return row

    def last_check_in(self, project: Project, area: Area | None, by: Person) -> CheckIn | None:
        """The last time that somebody said of one area, or of all, that it is still true."""
        return CheckIn.objects.filter(project=project, area=area, checked_in_by=by).last()

    def open_span(self, row: Project | Team) -> ProjectSpan | TeamSpan | None:
        """The span that has not ended."""
        if isinstance(row, Project):
            return ProjectSpan.objects.filter(project=row, ended_at__isnull=True).first()
        return TeamSpan.objects.filter(team=row, ended_at__isnull=True).first()

    def last_event_at(self, project: Project) -> datetime | None:
        """When the project's latest event happened."""
        latest = Event.objects.filter(project=project).aggregate(at=Max("at"))
        at: datetime | None = latest["at"]
        return at

    def states(self, projects: Iterable[Project], aims: Collection[int] | None) -> list[State]:
        """What these projects said and where they stand."""
        return states.load(projects, aims)

    def all_projects(self) -> Iterator[list[Project]]:
        """Every project, in lots, by id."""
        keys = list(Project.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            within = keys[start : start + CHUNK]
            yield list(Project.objects.select_related("team").filter(pk__in=within).order_by("pk"))
