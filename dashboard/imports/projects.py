"""Projects, teams and groups from a CSV file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from dashboard.actions import people, projects, teams
from dashboard.actions.action import action
from dashboard.actions.moment import Moment, Refused
from dashboard.choices import Agreement, Through
from dashboard.imports import cells
from dashboard.imports.table import Row, read
from dashboard.models import Group, Person, Project, Team

COLUMNS = (
    "key", "name", "team", "group", "kind", "url", "repository",
    "description", "owner", "contact", "agreement", "since",
)  # fmt: skip
RANKS: dict[str, int] = {Agreement.NOT_YET: 0, Agreement.IN_TALKS: 1, Agreement.AGREED: 2}


@dataclass(slots=True)
class Report:
    """What an import did, or would do: keys of projects, names of teams and groups."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


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
    entries = [_entry(row) for row in table.rows]
    _check_duplicates(entries)
    with action(by=by, through=Through.IMPORT) as moment:
        report = Report(ignored=table.ignored)
        _Import(moment, report).enter(entries)
        table.need_sound()
        if is_rehearsal:
            transaction.set_rollback(True)
        return report


def _entry(row: Row) -> Entry:
    facts = {name: row.read(name, reader, "") for name, reader in _READERS.items()}
    if not row["key"]:
        row.tell("there is no key")
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


_READERS = {
    "url": cells.url,
    "repository": cells.url,
    "description": cells.text,
    "owner": cells.name,
    "contact": cells.name,
}


def _check_duplicates(entries: list[Entry]) -> None:
    lines: dict[str, int] = {}
    groups: dict[str, Entry] = {}
    for entry in entries:
        if entry.key and lines.setdefault(entry.key, entry.row.line) != entry.row.line:
            entry.row.tell(f"the key {entry.key} is on line {lines[entry.key]} already")
        if entry.team and entry.group:
            first = groups.setdefault(slug_of(entry.team), entry)
            if slug_of(first.group) != slug_of(entry.group):
                entry.row.tell(f"{entry.team} is in {first.group} on line {first.row.line}")


def slug_of(name: str) -> str:
    """The slug that a team or group of this name has; names that differ in case share it."""
    return slugify(name)[:60].strip("-") or sha256(name.casefold().encode()).hexdigest()[:12]


class _Import:
    """Enters lines one by one and reports each."""

    def __init__(self, moment: Moment, report: Report) -> None:
        self.report = report
        self.by: dict[str, Any] = {"by": moment.by, "through": Through.IMPORT}
        self.projects = {p.slug: p for p in Project.objects.select_related("team")}
        self.teams = {team.slug: team for team in Team.objects.select_related("group")}
        self.groups = {group.slug: group for group in Group.objects.all()}

    def enter(self, entries: list[Entry]) -> None:
        for entry in entries:
            if not entry.key:
                continue
            try:
                self._enter(entry)
            except Refused as refusal:
                entry.row.tell(str(refusal))

    def _enter(self, entry: Entry) -> None:
        project = self.projects.get(entry.key)
        if project is None:
            if all(self._is_given(entry, column) for column in ("name", "team")):
                self._join(entry)
                self.report.added.append(entry.key)
        elif sum(change(project, entry) for change in self._changes()):
            self.report.changed.append(entry.key)
        else:
            self.report.unchanged.append(entry.key)

    def _is_given(self, entry: Entry, column: str) -> bool:
        if not entry.row[column]:
            entry.row.tell(f"{entry.key} is new and needs a {column}")
        return bool(entry.row[column])

    def _join(self, entry: Entry) -> None:
        self.projects[entry.key] = projects.join(
            slug=entry.key,
            name=entry.name,
            team=self._team(entry),
            kind=entry.kind,
            agreement=entry.agreement or Agreement.NOT_YET,
            at=entry.since,
            **self.by,
            **self._facts(entry),
        )

    def _changes(self) -> tuple[Callable[[Project, Entry], bool], ...]:
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
        if entry.since is None or entry.since == project.joined_at:
            return False
        projects.date_joining(project=project, since=entry.since, **self.by)
        return True

    def _rename(self, project: Project, entry: Entry) -> bool:
        if entry.name in ("", project.name):
            return False
        projects.rename(project=project, name=entry.name, **self.by)
        return True

    def _move(self, project: Project, entry: Entry) -> bool:
        if not entry.team:
            return False
        team = self._team(entry)
        if team.pk == project.team_id:
            return False
        projects.move(project=project, team=team, **self.by)
        return True

    def _change_kind(self, project: Project, entry: Entry) -> bool:
        if entry.kind in ("", project.kind):
            return False
        projects.change_kind(project=project, kind=entry.kind, **self.by)
        return True

    def _agree(self, project: Project, entry: Entry) -> bool:
        """A file may raise the agreement and never lowers it: answers may have raised it since."""
        if RANKS[entry.agreement or Agreement.NOT_YET] <= RANKS[project.agreement]:
            return False
        projects.set_agreement(project=project, agreement=entry.agreement, **self.by)
        return True

    def _describe(self, project: Project, entry: Entry) -> bool:
        facts = self._facts(entry)
        changed = {name: fact for name, fact in facts.items() if getattr(project, name) != fact}
        if changed:
            projects.describe(project=project, **changed, **self.by)
        return bool(changed)

    def _facts(self, entry: Entry) -> dict[str, Any]:
        named = ("owner", "contact")
        return {
            name: people.person_named(fact) if name in named else fact
            for name, fact in entry.facts.items()
        }

    def _team(self, entry: Entry) -> Team:
        slug = slug_of(entry.team)
        team = self.teams.get(slug)
        group = self._group(entry)
        if team is None:
            team = teams.create_team(slug=slug, name=entry.team, group=group, **self.by)
            self.report.teams.append(entry.team)
        elif group and team.group_id != group.pk:
            team = teams.group_team(team=team, group=group, **self.by)
        self.teams[slug] = team
        return team

    def _group(self, entry: Entry) -> Group | None:
        if not entry.group:
            return None
        slug = slug_of(entry.group)
        if slug not in self.groups:
            group = teams.create_group(slug=slug, name=entry.group, **self.by)
            self.groups[slug] = group
            self.report.groups.append(entry.group)
        return self.groups[slug]
