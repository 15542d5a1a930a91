"""Many answers on one page: one aim in several projects, or one project on several aims."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.core.paginator import Page, Paginator

from dashboard.models import Project
from dashboard.queries.answers import Draft
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView, Step, ladders_of
from dashboard.queries.sheet_lines import SheetLine
from dashboard.rights import Reader

LINES = 200  # of four fields each: a thousand fields are what Django takes of one form
Drafts = Mapping[str, Draft]


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """The lines of one aim in one project."""

    head: AimHead
    slug: str
    project: str
    team: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines to fill, those of one page in groups.

    `unsaved` are all that could not be saved; `lost` of these are in no line any more.
    """

    day: date
    applied_at: datetime | None
    groups: tuple[SheetGroup, ...]
    turned: Page[SheetLine]
    unsaved: tuple[SheetLine, ...]
    lost: int


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which part of a project is asked for: an area, a level, what is open; nothing is all."""

    area: AreaHead | None = None
    level: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class SheetHead:
    """Whose sheet it is, and by what it can be narrowed."""

    slug: str
    name: str
    team: str
    is_archived: bool
    may_check_in: bool
    narrowing: Narrowing
    areas: tuple[AreaHead, ...]
    levels: tuple[Step, ...]


def sheet(
    framework: FrameworkView, lines: Iterable[SheetLine], number: str, drafts: Drafts
) -> Sheet:
    """A page of lines, and what somebody could not save of them. No query."""
    drafted = [replace(line, draft=drafts.get(line.name)) for line in lines]
    turned = Paginator(drafted, LINES).get_page(number or 1)
    return Sheet(
        day=framework.day,
        applied_at=framework.applied_at,
        groups=tuple(_groups(turned)),
        turned=turned,
        unsaved=tuple(line for line in drafted if line.draft),
        lost=len(drafts.keys() - {line.name for line in drafted}),
    )


def sheet_head(
    framework: FrameworkView, project: Project, reader: Reader, narrowing: Narrowing
) -> SheetHead:
    """The head of a project's sheet. Who sees part of an area cannot say that it is still true."""
    return SheetHead(
        slug=project.slug,
        name=project.name,
        team=project.team.name,
        is_archived=project.archived_at is not None,
        may_check_in=reader.may_lead(project.team_id)
        and not (narrowing.level or narrowing.is_open),
        narrowing=narrowing,
        areas=tuple(
            area
            for area in framework.areas
            if any(is_asked(framework, head, [project.kind]) for head in area.aims)
        ),
        levels=tuple(levels_in(framework, narrowing.area)),
    )


def in_part(lines: Iterable[SheetLine], narrowing: Narrowing, drafts: Drafts) -> list[SheetLine]:
    """The lines of one level, or those that are open; what could not be saved stays among them."""
    return [
        line
        for line in lines
        if narrowing.level in ("", line.row.level)
        and not (narrowing.is_open and line.row.is_confirmed and line.name not in drafts)
    ]


def is_asked(framework: FrameworkView, head: AimHead, kinds: Iterable[str]) -> bool:
    """Whether something of an aim is asked of a project of one of these kinds."""
    rule = framework.rules.aims.get(head.id)
    return rule is not None and any(rule.asked(kind, framework.day) for kind in kinds)


def levels_in(framework: FrameworkView, area: AreaHead | None) -> list[Step]:
    """The levels that can be asked for, of one area or of all; each key once."""
    ladders = ladders_of(area.aims if area else framework.aims)
    return list({step.key: step for ladder in ladders for step in ladder.steps}.values())


def _groups(lines: Iterable[SheetLine]) -> Iterable[SheetGroup]:
    for _, members in groupby(lines, key=lambda line: (line.project_id, line.head.id)):
        inside = tuple(members)
        first = inside[0]
        yield SheetGroup(first.head, first.slug, first.project, first.team, inside)
