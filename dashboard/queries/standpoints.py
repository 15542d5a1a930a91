"""Who stands where on one aim."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.models import Standing
from dashboard.queries.cells import NOT_STARTED, UNDER_WAY, Cell, cell_of, marked
from dashboard.queries.framework import AimHead
from dashboard.queries.order import folded

NOT_APPLICABLE = "Not applicable"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A project and where it stands."""

    slug: str
    name: str
    team: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Place:
    """The projects that stand at one level, or at none: `rank` of `levels` of the ladder."""

    word: str
    rank: int
    levels: int
    projects: tuple[Standpoint, ...]

    @property
    def is_not_applicable(self) -> bool:
        """Whether the aim was set aside here."""
        return self.word == NOT_APPLICABLE


def places_on(aim: AimHead, day: date) -> list[Place]:
    """The projects in the sums by where they stand on an aim, the highest level first. One query.

    A level at which nobody stands is left out.
    """
    standings = Standing.objects.filter(aim=aim.id, team__isnull=False)
    rows = marked(standings.select_related("project__team"), day)
    points = sorted((_standpoint(row, aim) for row in rows), key=lambda point: folded(point.name))
    names = [step.name for step in aim.ladder.steps]
    words = [*reversed(names), UNDER_WAY, NOT_STARTED, NOT_APPLICABLE]
    ranks = {name: rank for rank, name in enumerate(names, start=1)}
    places = [
        Place(word, ranks.get(word, 0), len(names), tuple(_at(word, points)))
        for word in dict.fromkeys(words)
    ]
    return [place for place in places if place.projects]


def _standpoint(row: Any, aim: AimHead) -> Standpoint:
    marks = {"is_blocked": row.is_blocked, "has_gained": row.has_gained}
    cell = cell_of(row, aim.ladder, **marks)
    return Standpoint(row.project.slug, row.project.name, row.project.team.name, cell)


def _at(word: str, points: Iterable[Standpoint]) -> Iterable[Standpoint]:
    return (point for point in points if _word(point.cell) == word)


def _word(cell: Cell) -> str:
    return NOT_APPLICABLE if cell.is_not_applicable else cell.word
