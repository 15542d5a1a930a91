"""What is known of projects, from a CSV file: as it stands today, or with its days."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dashboard.actions import history, people
from dashboard.actions.action import action
from dashboard.actions.batch import batch
from dashboard.actions.history import Known
from dashboard.actions.moment import Moment, Refused
from dashboard.actions.timeline import Timeline
from dashboard.choices import Through
from dashboard.imports.catalogue import Catalogue
from dashboard.imports.entries import Entry, Pair, lower_levels, read_entry, resolved
from dashboard.imports.past import Past, read_past
from dashboard.imports.table import WHOLE, Problem, Table, Unusable, read
from dashboard.models import Objective, Person, Project

COLUMNS = (
    "project", "aim", "objective", "level", "answer",
    "confirmed", "at", "by", "evidence", "note",
)  # fmt: skip
NEEDED = ("project", "aim", "answer")
ONE_PAST = "All of a project's history comes in one file, before anything else is said of it."


@dataclass(slots=True)
class Report:
    """What an import did, or would do: how many answers, in which projects, with which history."""

    ignored: list[str]
    answers: int = 0
    unchanged: int = 0
    projects: list[str] = field(default_factory=list)
    rebuilt: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)


def import_assessments(
    file: Path, *, is_rehearsal: bool = False, by: Person | None = None
) -> Report:
    """Enter the answers of a file. Without a day, they stand today; with days, they are history.

    All or nothing: raises `Unusable` with every line that is wrong. What is so already stays as it
    is, so a file that grows can be imported again. A rehearsal does the same and takes it back.
    """
    table = read(file, COLUMNS, NEEDED)
    with (
        batch(is_rehearsal=is_rehearsal) as store,
        action(by=by, through=Through.IMPORT) as moment,
    ):
        catalogue = Catalogue(moment)
        entries = _entries(table, catalogue)
        pairs = resolved(entries)
        store.load({entry.project for entry in entries})
        report = Report(table.ignored, lower=[f"line {n}" for n in lower_levels(entries)])
        _Import(moment, catalogue.timeline, report).enter(pairs)
        table.need_sound()
        return report


def _entries(table: Table, catalogue: Catalogue) -> list[Entry]:
    if not catalogue.has_criteria:
        words = "no criteria are in force yet; `manage.py criteria apply` comes first"
        raise Unusable([Problem(WHOLE, words)])
    return [entry for row in table.rows if (entry := read_entry(row, catalogue))]


class _Import:
    """Enters what the lines say, project by project."""

    def __init__(self, moment: Moment, timeline: Timeline, report: Report) -> None:
        self.moment = moment
        self.timeline = timeline
        self.report = report

    def enter(self, pairs: Sequence[Pair]) -> None:
        """Enter what the lines say, each project's in the order given."""
        by_project: dict[Project, list[Pair]] = defaultdict(list)
        for entry, objective in pairs:
            by_project[entry.project].append((entry, objective))
        past = read_past(by_project)
        for project, said in by_project.items():
            before = self.report.answers
            self._enter(project, said, past)
            if self.report.answers > before:
                self.report.projects.append(project.slug)

    def _enter(self, project: Project, said: Sequence[Pair], past: Past) -> None:
        news = [(entry, objective) for entry, objective in said if not past.says(entry, objective)]
        self.report.unchanged += len(said) - len(news)
        dated = [pair for pair in news if pair[0].at]
        undated = [pair for pair in news if pair[0].at is None]
        if dated and history.is_blank(self.moment, project):
            self.report.rebuilt.append(project.slug)
            self._all(project, dated, partial(history.rebuild, timeline=self.timeline))
        else:
            for pair in dated:
                self._all(project, [pair], history.add, ONE_PAST)
        if undated:
            self._all(project, undated, history.note)

    def _all(
        self, project: Project, pairs: Sequence[Pair], enter: Callable[..., int], hint: str = ""
    ) -> None:
        """Enter some lines at once; a refusal is told of the first of them."""
        known = [self._known(entry, objective) for entry, objective in pairs]
        try:
            changed = enter(project=project, known=known, by=self.moment.by)
        except Refused as refusal:
            pairs[0][0].row.tell(f"{refusal} {hint}".strip())
            return
        self.report.answers += changed
        self.report.unchanged += len(pairs) - changed

    def _known(self, entry: Entry, objective: Objective) -> Known:
        by = people.person_named(entry.by) if entry.by else self.moment.by
        return Known(objective, entry.claim, by, entry.at, is_of_level=bool(entry.rank))
