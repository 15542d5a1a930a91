"""Who asks, and what is needed of them."""

from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import FilteredRelation, Q
from django.http import Http404, HttpRequest

from dashboard.access.entry import LogInFirst
from dashboard.actions.people import person_of
from dashboard.choices import Role
from dashboard.http import is_signed_in
from dashboard.models import Person
from dashboard.rights import VISITOR, Reader

Row = TypeVar("Row")
# With the places in teams and areas that have not ended, a row for each pair of them.
PLACED = Person.objects.order_by().annotate(
    place=FilteredRelation("memberships", condition=Q(memberships__ended_at__isnull=True)),
    charge=FilteredRelation("stewardships", condition=Q(stewardships__ended_at__isnull=True)),
)
PLACES = ("pk", "name", "place__team_id", "place__role", "charge__pk", "charge__area_id")


def reader_of(request: HttpRequest) -> Reader:
    """Who asks. No query for whoever is not logged in, otherwise one."""
    if not is_signed_in(request):
        return VISITOR
    user = request.user
    assert isinstance(user, User)
    rows = PLACED.filter(user_id=user.pk).values_list(*PLACES)
    reader = Reader(user.get_username(), None, user.is_superuser)
    for pk, name, team, role, charge, area in rows:
        roles = {**reader.roles, team: Role(role)} if role else reader.roles
        areas = reader.areas | {area} if charge else reader.areas
        reader = Reader(name, pk, user.is_superuser, roles, areas)
    return reader


def somebody(request: HttpRequest) -> Reader:
    """Whoever is logged in."""
    if not is_signed_in(request):
        raise LogInFirst
    return reader_of(request)


def somebody_in_a_team(request: HttpRequest) -> Reader:
    """For whoever has projects of their own to answer for."""
    reader = somebody(request)
    need(bool(reader.roles))
    return reader


def person_acting(request: HttpRequest, reader: Reader) -> Person:
    """The person who acts; somebody who may, and acts for the first time, is entered."""
    if reader.person_id is not None:
        return Person(pk=reader.person_id, name=reader.name)
    assert isinstance(request.user, User)
    return person_of(request.user)


def there(row: Row | None) -> Row:
    """What was found; 404 where nothing was."""
    if row is None:
        raise Http404
    return row


def fit(key: str) -> str:
    """A key that a form sent, as a database takes it; 404 for one that PostgreSQL would not."""
    if "\0" in key:
        raise Http404
    return key


def need(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied
