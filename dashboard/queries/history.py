"""Everything that happened to a project, by day, the latest first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.core.paginator import Page, Paginator

from dashboard.days import day_of
from dashboard.models import Event, Project
from dashboard.queries.framework import FrameworkView
from dashboard.queries.happenings import Happening, happenings
from dashboard.queries.narrowing import Asked, Choices, asked_for, choices_in, events_of, narrowed
from dashboard.queries.undoing import undoable
from dashboard.rights import VISITOR, Reader

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day. `through` is the way by which all of it came in, if that is one."""

    on: date
    through: str
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page of the history of a project, or of what is asked for of it.

    `refusal` tells why something was not undone.
    """

    slug: str
    name: str
    applied_at: datetime | None
    asked: Asked
    choices: Choices
    days: tuple[Day, ...]
    turned: "Page[Event]"
    refusal: str


def history_page(
    framework: FrameworkView,
    project: Project,
    query: Mapping[str, str],
    reader: Reader = VISITOR,
    refusal: str = "",
) -> HistoryPage:
    """The history of a project, narrowed and turned to the page that the query of its address says.

    Five queries; three more where the reader may undo something, and one for each kind of thing
    that events name by number alone: people, teams, promises, an objective that is asked for. What
    nobody did to it, and yet moved it, is in it too: changed criteria, a day that came.
    """
    everything, heads = events_of(project), {aim.id: aim for aim in framework.aims}
    choices = choices_in(framework, everything, query)
    asked = asked_for(framework, choices, query)
    turned = Paginator(narrowed(everything, asked), PER_PAGE).get_page(query.get("page", "1"))
    events = list(turned.object_list)
    undo = undoable(heads, project, reader, events)
    told = happenings(heads, project, events)
    rows = [replace(row, undo=undo.get(row.event)) for row in told]
    return HistoryPage(
        slug=project.slug,
        name=project.name,
        applied_at=framework.applied_at,
        asked=asked,
        choices=choices,
        days=tuple(_day(on, tuple(some)) for on, some in groupby(rows, lambda row: day_of(row.at))),
        turned=turned,
        refusal=refusal,
    )


def _day(on: date, happenings: tuple[Happening, ...]) -> Day:
    """A day; what came in by one way alone tells it once."""
    ways = {row.through for row in happenings}
    if len(ways) > 1:
        return Day(on, "", happenings)
    return Day(on, ways.pop(), tuple(replace(row, through="") for row in happenings))
