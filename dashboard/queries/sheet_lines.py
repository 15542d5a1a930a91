"""What can be answered together: a line for each objective that is asked of a project."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from html import unescape
from textwrap import shorten

from django.utils.html import strip_tags

from dashboard.models import Assessment, Objective, Project
from dashboard.queries.answers import Draft, ObjectiveRow, objective_row
from dashboard.queries.framework import AimHead, FrameworkView
from dashboard.queries.order import folded
from dashboard.rights import Reader

TITLE = 90


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One objective in one project. `draft` is what somebody could not save of it.

    `row.draft` holds what is said, `may_confirm` whether the reader says and confirms at once.
    """

    project_id: int
    slug: str
    project: str
    team: str
    head: AimHead
    level: str
    row: ObjectiveRow
    may_confirm: bool
    draft: Draft | None = None

    @property
    def name(self) -> str:
        """What the names of its fields begin with."""
        return f"{self.project_id}-{self.row.id}"

    @property
    def title(self) -> str:
        """The beginning of the objective, as plain text."""
        return shorten(unescape(strip_tags(self.row.text_html)), TITLE, placeholder=" …")

    @property
    def stamp(self) -> str:
        """What stands here as its reader saw it: the revision, and a mark of the words."""
        return f"{self.row.seen}-{fingerprint(self.row.draft)}"

    @property
    def filled(self) -> Draft:
        """What its fields hold."""
        return self.draft or self.row.draft


def lines_of_project(
    framework: FrameworkView, reader: Reader, project: Project, heads: Iterable[AimHead]
) -> list[SheetLine]:
    """One project on some aims; nothing of an archived one. Two queries."""
    return _lines(framework, reader, [] if project.archived_at else [project], list(heads))


def lines_of_aim(framework: FrameworkView, reader: Reader, head: AimHead) -> list[SheetLine]:
    """One aim in every project of the reader's teams. Three queries."""
    return _lines(framework, reader, own_projects(reader), [head])


def own_projects(reader: Reader) -> list[Project]:
    """The active projects of the reader's teams, by team and name. One query, none of a visitor."""
    if not reader.roles:
        return []
    rows = Project.objects.filter(team__in=reader.roles, archived_at__isnull=True)
    return sorted(
        rows.select_related("team"),
        key=lambda row: (folded(row.team.name), row.team_id, folded(row.name), row.slug),
    )


def fingerprint(draft: Draft) -> str:
    """A short mark of what a line says, by which a line that nobody touched is known."""
    said = "\0".join((draft.answer, plain(draft.note), draft.evidence_url.strip()))
    return blake2s(said.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def plain(note: str) -> str:
    """A note as it is before a browser gives its lines other endings."""
    return note.replace("\r\n", "\n").strip()


def _lines(
    framework: FrameworkView,
    reader: Reader,
    projects: Sequence[Project],
    heads: Sequence[AimHead],
) -> list[SheetLine]:
    """In the order of projects, aims and levels."""
    aims = [head.id for head in heads]
    reading = _Reading(framework, reader, _objectives(aims), _said(projects, aims))
    return [line for row in projects for head in heads for line in reading.lines(row, head)]


def _objectives(aims: Collection[int]) -> dict[int, list[Objective]]:
    rows = Objective.objects.filter(is_current=True, aim__in=aims).select_related("level")
    found: dict[int, list[Objective]] = {}
    for row in rows.order_by("level__rank", "position", "pk"):
        found.setdefault(row.aim_id, []).append(row)
    return found


def _said(
    projects: Collection[Project], aims: Collection[int]
) -> dict[tuple[int, int], Assessment]:
    rows = Assessment.objects.filter(project__in=projects, objective__aim__in=aims)
    people = ("answered_by", "confirmed_by", "sent_back_by")
    return {(row.project_id, row.objective_id): row for row in rows.select_related(*people)}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read for a sheet: the objectives by aim, and what is said by project and these."""

    framework: FrameworkView
    reader: Reader
    objectives: Mapping[int, Sequence[Objective]]
    said: Mapping[tuple[int, int], Assessment]

    def lines(self, project: Project, head: AimHead) -> Iterable[SheetLine]:
        """A line for each objective of an aim that is asked of a project."""
        rule = self.framework.rules.aims.get(head.id)
        asked = {each.id for each in rule.asked(project.kind, self.framework.day)} if rule else ()
        may_confirm = self.reader.may_confirm(project.team_id, head.area_id, head.confirmed_by)
        for objective in self.objectives.get(head.id, ()):
            if objective.pk in asked:
                yield self.line(project, head, objective, may_confirm)

    def line(
        self, project: Project, head: AimHead, objective: Objective, may_confirm: bool
    ) -> SheetLine:
        """One objective in one project."""
        kept = self.said.get((project.pk, objective.pk))
        return SheetLine(
            project_id=project.pk,
            slug=project.slug,
            project=project.name,
            team=project.team.name,
            head=head,
            level=head.ladder.name_of(objective.level.key),
            row=objective_row(objective, project.kind, self.framework.settled_on, kept),
            may_confirm=may_confirm,
        )
