"""Write the daily summary: add to its sums, or work all of it out anew."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.db import connection

from dashboard import rules, states, tallies
from dashboard.models import Project, Revision, Standing, Tally
from dashboard.series import Key, Sums

LOT = 500
TABLE = Tally._meta.db_table
COLUMNS = [*Key._fields, *Sums._fields]
ROW = f"({', '.join(['%s'] * len(COLUMNS))})"
ADDED = ", ".join(f"{name} = {TABLE}.{name} + excluded.{name}" for name in Sums._fields)
STATEMENT = (
    f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES {{}} "
    f"ON CONFLICT ({', '.join(Key._fields)}) DO UPDATE SET {ADDED}"
)


def add(sums: Mapping[Key, Sums]) -> None:
    """Add to what is kept. One statement for each lot of sums; none of nothing."""
    rows = iter(sums.items())
    while lot := list(islice(rows, LOT)):
        values: list[Any] = [value for key, more in lot for value in (*key, *more)]
        with connection.cursor() as cursor:
            cursor.execute(STATEMENT.format(", ".join([ROW] * len(lot))), values)


def rewrite() -> None:
    """Work the whole summary out from the record. Derived, so that nothing is lost by it."""
    Tally.objects.all().delete()
    add(tallies.expected())


def begin() -> None:
    """Say of standings that are there already what the summary needs to know, and make it."""
    ledger = Revision.objects.select_related("framework").get()
    if ledger.framework and ledger.settled_on:
        in_force = rules.current(ledger.framework)
        areas = rules.areas_of(ledger.framework.digest, ledger.framework.pk)
        for project in Project.objects.order_by("pk"):
            (state,) = states.load([project])
            for aim, wanted in states.expected(state, in_force, areas, ledger.settled_on).items():
                row = state.standings[aim]
                row.is_blocked, row.fresh_until = wanted.is_blocked, wanted.fresh_until
            Standing.objects.bulk_update(state.standings.values(), ["is_blocked", "fresh_until"])
    rewrite()
