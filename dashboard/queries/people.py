"""Who belongs to a team, as what and since when, and who did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.choices import Role
from dashboard.days import day_of
from dashboard.models import Membership, Team
from dashboard.queries.framework import FrameworkView
from dashboard.queries.order import folded
from dashboard.rights import VISITOR, Reader

ORDER = (Role.LEAD, Role.DEPUTY, Role.MEMBER)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Somebody's place in a team; `roles` are those that the reader may give instead.

    `here_since` is when they came, in whatever role. `seen` is the number of the place.
    """

    person_id: int
    name: str
    role: Role
    since: date
    here_since: date
    seen: int
    may_change: bool
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class PastRow:
    """A place that somebody had who is no longer there."""

    name: str
    role: Role
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Typed:
    """Whom somebody wanted to add, and why that was not taken; or why something else was not."""

    name: str = ""
    role: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The page. `roles` are those that the reader may give."""

    day: date
    applied_at: datetime | None
    slug: str
    name: str
    group: str
    group_slug: str
    retired_on: date | None
    roles: tuple[Role, ...]
    places: tuple[PlaceRow, ...]
    past: tuple[PastRow, ...]
    typed: Typed


def people_page(
    framework: FrameworkView, team: Team, reader: Reader = VISITOR, typed: Typed = Typed()
) -> PeoplePage:
    """The people of a team read with its group. One query. Nobody comes into a retired team."""
    roles = () if team.retired_at else reader.roles_to_give(team.pk)
    rows = list(Membership.objects.filter(team=team).select_related("person").order_by("pk"))
    here = {row.person_id for row in rows if row.ended_at is None}
    group = team.group
    return PeoplePage(
        day=framework.day,
        applied_at=framework.applied_at,
        slug=team.slug,
        name=team.name,
        group=group.name if group else "",
        group_slug=group.slug if group else "",
        retired_on=day_of(team.retired_at) if team.retired_at else None,
        roles=roles,
        places=tuple(sorted(_places(rows, roles), key=_rank)),
        past=tuple(_past(row for row in rows if row.person_id not in here)),
        typed=typed,
    )


def _places(rows: Sequence[Membership], roles: tuple[Role, ...]) -> Iterable[PlaceRow]:
    came: dict[int, tuple[datetime, datetime | None]] = {}
    for row in rows:
        since, until = came.get(row.person_id, (row.started_at, row.started_at))
        came[row.person_id] = (since if until == row.started_at else row.started_at, row.ended_at)
    for row in rows:
        if row.ended_at is None:
            role = Role(row.role)
            yield PlaceRow(
                person_id=row.person_id,
                name=str(row.person),
                role=role,
                since=day_of(row.started_at),
                here_since=day_of(came[row.person_id][0]),
                seen=row.pk,
                may_change=role in roles,
                roles=tuple(other for other in roles if other != role),
            )


def _rank(row: PlaceRow) -> tuple[int, str]:
    return ORDER.index(row.role), folded(row.name)


def _past(rows: Iterable[Membership]) -> Iterable[PastRow]:
    """Who was there for a moment, and became something else, was never that."""
    ended = sorted(rows, key=lambda row: (row.ended_at, row.pk), reverse=True)
    for row in ended:
        assert row.ended_at
        if row.ended_at - row.started_at > timedelta.resolution:
            since, until = day_of(row.started_at), day_of(row.ended_at)
            yield PastRow(str(row.person), Role(row.role), since, until)
