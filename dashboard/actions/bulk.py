"""Many rows in one statement: a third of what `bulk_create` takes, and a tenth of `bulk_update`."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, ForeignKey, IntegerField, Model, TextField

from dashboard.models import (
    Assessment,
    CheckIn,
    Commitment,
    Cycle,
    Event,
    EventText,
    Finding,
    Group,
    Intent,
    Meaning,
    Membership,
    Movement,
    Person,
    Project,
    ProjectSpan,
    Remark,
    Review,
    Sitting,
    Standing,
    Stewardship,
    Team,
    TeamSpan,
)

# What is referred to comes before what refers to it.
IN_ORDER: tuple[type[Model], ...] = (
    Person, Group, Team, TeamSpan, Membership, Stewardship, Project, ProjectSpan,
    Assessment, Intent, Remark, Meaning, Cycle, Commitment, Sitting, Finding, Review, CheckIn,
    Standing, Event, EventText, Movement,
)  # fmt: skip
AS_IT_IS = (IntegerField, CharField, TextField, BooleanField, ForeignKey)  # in every database


def insert(rows: Sequence[Model], *, over: Sequence[str] = ()) -> None:
    """Insert rows of one model that have their ids.

    `over` names fields to write over rows of those ids that are there already: an insert that
    turns into an update.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]  # itself: its stand-in doubles the time
    model = type(rows[0])
    with connection.cursor() as cursor:
        cursor.executemany(_statement(connection, model, over), _values(connection, model, rows))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _values(
    connection: BaseDatabaseWrapper, model: type[Model], rows: Iterable[Model]
) -> list[list[Any]]:
    """The columns of rows, as the database takes them."""
    fields = model._meta.concrete_fields
    told = attrgetter(*(field.attname for field in fields))
    values = [list(told(row)) for row in rows]
    for place, field in enumerate(fields):
        if not isinstance(field, AS_IT_IS):
            for columns in values:
                columns[place] = field.get_db_prep_save(columns[place], connection)
    return values


def _statement(connection: BaseDatabaseWrapper, model: type[Model], over: Sequence[str]) -> str:
    quote = connection.ops.quote_name
    fields: Any = model._meta.concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join("%s" for _ in fields)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"
    if not over:
        return statement
    named: Any = [model._meta.get_field(name) for name in over]
    written = ", ".join(
        f"{quote(field.column)} = excluded.{quote(field.column)}" for field in named
    )
    return f"{statement} ON CONFLICT (id) DO UPDATE SET {written}"
