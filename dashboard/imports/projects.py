"""Projects, teams and groups from a CSV file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from dashboard.actions import people, projects
from dashboard.actions.action import action
from dashboard.actions.batch import batch
from dashboard.actions.moment import Moment, Refused
from dashboard.choices import Agreement, Through, Verb
from dashboard.imports import cells
from dashboard.imports.directory import Directory, same
from dashboard.imports.hints import Hints
from dashboard.imports.table import Row, read
from dashboard.models import Event, Person, Project, Team
from dashboard.record import encoded

COLUMNS = (
    "key", "name", "team", "group", "kind", "url", "repository",
    "description", "owner", "contact", "agreement", "since",
)  # fmt: skip
RANKS: dict[str, int] = {Agreement.NOT_YET: 0, Agreement.IN_TALKS: 1, Agreement.AGREED: 2}
FACTS = {
    "url": cells.url,
    "repository": cells.url,
    "description": cells.text,
    "owner": cells.name,
    "contact": cells.name,
}


@dataclass(slots=True)
class Report:
    """What an import did, or would do: keys of projects, names of teams and groups."""

    ignored: list[str]
    groups: list[str]
    teams: list[str]
    regrouped: list[str]
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, read. An empty cell says nothing: what is there stays."""

    row: Row
    key: str
    name: str
    team: str
    group: str
    kind: str
    agreement: str
    since: datetime | None
    facts: Mapping[str, str]


def import_projects(file: Path, *, is_rehearsal: bool = False, by: Person | None = None) -> Report:
    """Enter and update the projects of a file, by key; those it does not name are left alone.

    All or nothing: raises `Unusable` with every line that is wrong. A rehearsal does the same and
    takes it back.
    """
    table = read(file, COLUMNS, needed=["key"])
    entries = list(_once([_entry(row) for row in table.rows]))
    with (
        batch(is_rehearsal=is_rehearsal) as store,
        action(by=by, through=Through.IMPORT) as moment,
    ):
        known = Project.objects.select_related("team", "owner", "contact")
        here = {project.slug: project for project in known}
        store.load(here[entry.key] for entry in entries if entry.key in here)
        importer = _Import(moment, here, table.ignored)
        for entry in entries:
            importer.enter(entry)
        table.need_sound()
        return importer.report


def _entry(row: Row) -> Entry:
    row.need("key")
    facts = {name: row.read(name, reader, "") for name, reader in FACTS.items()}
    return Entry(
        row=row,
        key=row.read("key", cells.key, ""),
        name=row.read("name", cells.name, ""),
        team=row.read("team", cells.name, ""),
        group=row.read("group", cells.name, ""),
        kind=row.read("kind", cells.key, ""),
        agreement=row.read("agreement", partial(cells.one_of, Agreement), ""),
        since=row.read("since", cells.moment, None),
        facts={name: fact for name, fact in facts.items() if fact},
    )


def _once(entries: Iterable[Entry]) -> Iterable[Entry]:
    """The entries that have a key, each key once."""
    lines: dict[str, int] = {}
    for entry in entries:
        if entry.key in lines:
            entry.row.tell(f"the key {entry.key} is on line {lines[entry.key]} already")
        elif entry.key:
            lines[entry.key] = entry.row.line
            yield entry


class _Import:
    """Enters lines one by one and reports each.

    A line that is wrong is tried as well, so that all that is wrong with it is told at once;
    nothing of it stays.
    """

    def __init__(self, moment: Moment, here: dict[str, Project], ignored: list[str]) -> None:
        self.moment = moment
        self.acting: dict[str, Any] = {"by": moment.by, "through": Through.IMPORT}
        self.projects = here
        self.directory = Directory(self.acting)
        self.hints = Hints()
        self.groups: dict[int, Entry] = {}
        self.report = Report(
            ignored,
            groups=self.directory.new_groups,
            teams=self.directory.new_teams,
            regrouped=self.directory.regrouped,
        )

    def enter(self, entry: Entry) -> None:
        """Do what one line says."""
        project = self.projects.get(entry.key)
        self._check_kind(entry, project)
        if project is None:
            self._try(entry, self._join)
        elif sum([self._try(entry, partial(step, project)) for step in self._steps()]):
            self.report.changed.append(entry.key)
        else:
            self.report.unchanged += 1

    def _try(self, entry: Entry, step: Callable[[Entry], bool]) -> bool:
        try:
            return step(entry)
        except Refused as refusal:
            entry.row.tell(str(refusal))
            return False

    def _check_kind(self, entry: Entry, project: Project | None) -> None:
        kinds = self.moment.rules.kinds
        is_new = project is None or project.kind != entry.kind
        if entry.kind and kinds and entry.kind not in kinds and is_new:
            entry.row.tell(self.hints.unknown("kind", entry.kind, kinds))

    def _join(self, entry: Entry) -> bool:
        for column in ("name", "team"):
            if not entry.row[column]:
                entry.row.tell(f"{entry.key} is new and needs a {column}")
        team = self._team(entry) if entry.team else None
        if team is None or not entry.row.is_sound:
            return False
        projects.join(
            slug=entry.key,
            name=entry.name,
            team=team,
            kind=entry.kind,
            agreement=entry.agreement or Agreement.NOT_YET,
            at=entry.since,
            **self.acting,
            **_facts(entry.facts),
        )
        self.report.added.append(entry.key)
        return True

    def _steps(self) -> tuple[Callable[[Project, Entry], bool], ...]:
        """Each does one thing to a project that is there, and says whether it did."""
        return (
            self._date,
            self._rename,
            self._move,
            self._change_kind,
            self._agree,
            self._describe,
        )

    def _date(self, project: Project, entry: Entry) -> bool:
        if entry.since in (None, project.joined_at) or self._is_outdated(project, entry):
            return False
        projects.date_joining(project=project, since=entry.since, **self.acting)
        return True

    def _is_outdated(self, project: Project, entry: Entry) -> bool:
        """Whether it joined as the line says, until its imported history began earlier."""
        if entry.since is None or entry.since < project.joined_at:
            return False
        if not self.moment.store.states([project])[0].has_answers:
            return False
        said = Event.objects.filter(verb__in=(Verb.PROJECT_JOINED, Verb.SINCE_CHANGED))
        return said.filter(project=project, after__joined_at=encoded(entry.since)).exists()

    def _rename(self, project: Project, entry: Entry) -> bool:
        if entry.name in ("", project.name):
            return False
        projects.rename(project=project, name=entry.name, **self.acting)
        return True

    def _move(self, project: Project, entry: Entry) -> bool:
        if not entry.team and not entry.group:
            return False
        team = self._team(entry, project)
        if team.pk == project.team_id:
            return False
        projects.move(project=project, team=team, **self.acting)
        return True

    def _change_kind(self, project: Project, entry: Entry) -> bool:
        if entry.kind in ("", project.kind) or not entry.row.is_sound:
            return False
        projects.change_kind(project=project, kind=entry.kind, **self.acting)
        return True

    def _agree(self, project: Project, entry: Entry) -> bool:
        """A file may raise the agreement and never lowers it: answers may have raised it since."""
        if RANKS[entry.agreement or Agreement.NOT_YET] <= RANKS[project.agreement]:
            return False
        projects.set_agreement(project=project, agreement=entry.agreement, **self.acting)
        return True

    def _describe(self, project: Project, entry: Entry) -> bool:
        changed = {name: fact for name, fact in entry.facts.items() if _is_new(project, name, fact)}
        if changed:
            projects.describe(project=project, **_facts(changed), **self.acting)
        return bool(changed)

    def _team(self, entry: Entry, project: Project | None = None) -> Team:
        team = self.directory.place(entry.team, entry.group, project)
        if entry.group:
            first = self.groups.setdefault(team.pk, entry)
            if same(first.group) != same(entry.group):
                where = f"in the group {first.group} on line {first.row.line}"
                entry.row.tell(f"the team {team.name} is {where}")
        return team


def _is_new(project: Project, name: str, fact: str) -> bool:
    """Whether the file says something else; of a person it knows no more than the name."""
    there = getattr(project, name)
    return fact != (there.name if isinstance(there, Person) else there)


def _facts(facts: Mapping[str, str]) -> dict[str, Any]:
    named = ("owner", "contact")
    return {
        name: people.person_named(fact) if name in named else fact for name, fact in facts.items()
    }
