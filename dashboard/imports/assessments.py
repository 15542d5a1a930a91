"""What is known of projects, from a CSV file: as it stands today, or with its days."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from dashboard import rules
from dashboard.actions import history, people
from dashboard.actions.assessments import Claim, Words, need_asked
from dashboard.actions.batch import Batch, batch
from dashboard.actions.history import Known
from dashboard.actions.moment import Refused
from dashboard.choices import Answer
from dashboard.days import day_of, today
from dashboard.imports import cells
from dashboard.imports.catalogue import Catalogue
from dashboard.imports.past import Past, read_past
from dashboard.imports.table import Row, read
from dashboard.models import Objective, Person, Project

COLUMNS = (
    "project", "aim", "objective", "level", "answer",
    "confirmed", "at", "by", "evidence", "note",
)  # fmt: skip
NEEDED = ("project", "aim", "answer")


@dataclass(slots=True)
class Report:
    """What an import did, or would do: how many answers, in which projects, with which history."""

    answers: int = 0
    unchanged: int = 0
    projects: list[str] = field(default_factory=list)
    rebuilt: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, read: the same claim about one objective, or about all that a level stands for."""

    row: Row
    project: Project
    objectives: tuple[Objective, ...]
    is_of_level: bool
    claim: Claim
    at: datetime | None
    by: str
    named: tuple[str, ...]


Pair = tuple[Entry, Objective]


def import_assessments(
    file: Path, *, is_rehearsal: bool = False, by: Person | None = None
) -> Report:
    """Enter the answers of a file. Without a day, they stand today; with days, they are history.

    All or nothing: raises `Unusable` with every line that is wrong. What is so already stays as it
    is, so a file that grows can be imported again. A rehearsal does the same and takes it back.
    """
    table = read(file, COLUMNS, NEEDED)
    catalogue = Catalogue()
    entries = [entry for row in table.rows if (entry := _entry(row, catalogue))]
    _check_contradictions(entries)
    table.need_sound()
    with batch(is_rehearsal=is_rehearsal) as store:
        report = Report(ignored=table.ignored)
        _Import(store, report, by).enter(entries)
        table.need_sound()
        return report


def _entry(row: Row, catalogue: Catalogue) -> Entry | None:
    """The line as it is meant; None where it tells what is wrong with it."""
    told = len(row.problems)
    project = catalogue.project(row)
    objectives = catalogue.objectives(row)
    answer = row.read("answer", partial(cells.one_of, Answer), "")
    if not row["answer"]:
        row.tell("there is no answer")
    words = Words(row.read("note", cells.text, ""), row.read("evidence", cells.url, ""))
    if answer == Answer.NOT_APPLICABLE and not words.note:
        row.tell("not applicable needs a note that says why")
    is_confirmed = row.read("confirmed", cells.yes_or_no, True)
    at = row.read("at", cells.moment, None)
    by = row.read("by", cells.name, "")
    if len(row.problems) > told or project is None:
        return None
    is_of_level = bool(row["level"])
    if is_of_level and answer != Answer.MET:
        objectives = tuple(o for o in objectives if o.level_id == objectives[-1].level_id)
    claim = Claim(answer, words, is_confirmed, is_evidence_waived=True, keeps_words=is_of_level)
    named = (row["aim"].rpartition("/")[2], row["objective"], row["level"])
    return Entry(row, project, objectives, is_of_level, claim, at, by, named)


def _check_contradictions(entries: Iterable[Entry]) -> None:
    """One thing said twice, and two levels that say different things of an objective."""
    said: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        for objective in entry.objectives:
            key = (entry.project.pk, objective.pk, entry.at, entry.is_of_level)
            other = said.setdefault(key, entry)
            if other is entry:
                continue
            if other.named == entry.named:
                entry.row.tell(f"line {other.row.line} says this already")
            elif other.claim.answer != entry.claim.answer:
                entry.row.tell(f"it contradicts line {other.row.line}")
            else:
                continue
            break


class _Import:
    """Enters what the lines say, project by project."""

    def __init__(self, store: Batch, report: Report, by: Person | None) -> None:
        self.store = store
        self.report = report
        self.by = by
        self.rules = rules.current(store.ledger.framework)
        self.changes = history.rule_changes(store.ledger.settled_on)

    def enter(self, entries: list[Entry]) -> None:
        by_project: dict[Project, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_project[entry.project].append(entry)
        self.store.load(by_project)
        past = read_past(by_project)
        for project, lines in by_project.items():
            told = self.report.answers
            self._enter(project, _claims(lines), past)
            if self.report.answers > told:
                self.report.projects.append(project.slug)

    def _enter(self, project: Project, said: Sequence[Pair], past: Past) -> None:
        news = [(entry, o) for entry, o in said if not past.says(entry.at, o, entry.claim, project)]
        self.report.unchanged += len(said) - len(news)
        dated = [pair for pair in news if pair[0].at]
        undated = [pair for pair in news if pair[0].at is None]
        if dated and not self.store.states([project], [])[0].has_answers:
            self.report.rebuilt.append(project.slug)
            self._all(project, dated, partial(history.rebuild, changes=self.changes))
        else:
            for pair in dated:
                self._all(project, [pair], history.add)
        if undated:
            self._all(project, undated, history.note)

    def _all(self, project: Project, pairs: Sequence[Pair], enter: Callable[..., int]) -> None:
        """Enter some lines at once; what is wrong with one is told of it, or of the first."""
        asked = [self._is_asked(project, *pair) for pair in pairs]
        if not all(asked):
            return
        known = [self._known(*pair) for pair in pairs]
        try:
            changed = enter(project=project, known=known, by=self.by)
        except Refused as refusal:
            pairs[0][0].row.tell(str(refusal))
            return
        self.report.answers += changed
        self.report.unchanged += len(pairs) - changed

    def _is_asked(self, project: Project, entry: Entry, objective: Objective) -> bool:
        day = day_of(entry.at) if entry.at else today()
        try:
            need_asked(self.rules, day, project, objective)
        except Refused as refusal:
            entry.row.tell(str(refusal))
            return False
        return True

    def _known(self, entry: Entry, objective: Objective) -> Known:
        by = people.person_named(entry.by) if entry.by else self.by
        return Known(objective, entry.claim, by, entry.at)


def _claims(lines: Iterable[Entry]) -> list[Pair]:
    """What lines say of each objective, in order of time; its own line before a level's."""
    said: dict[tuple[int, datetime | None], Pair] = {}
    for entry in sorted(lines, key=lambda entry: entry.is_of_level):
        for objective in entry.objectives:
            said.setdefault((objective.pk, entry.at), (entry, objective))
    pairs = list(said.values())
    dated = sorted((p for p in pairs if p[0].at), key=lambda pair: pair[0].at or datetime.max)
    return dated + [pair for pair in pairs if pair[0].at is None]
