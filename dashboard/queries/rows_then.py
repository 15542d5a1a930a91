"""Rows as they were at the end of a day: told by their events, and in no database."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q

from dashboard.markdown import to_html
from dashboard.models import Person
from dashboard.queries.past import end_of
from dashboard.queries.replay import replayed
from dashboard.record import columns

Row = TypeVar("Row", bound=Model)


def rows_then(model: type[Row], day: date, only: Q) -> list[Row]:
    """The rows that some events are of, each with its people, in the order they came. Three
    queries."""
    told = replayed(model, only & Q(at__lt=end_of(day)))
    fields = [model._meta.get_field(name) for name in columns(model)]
    people = [field for field in fields if field.related_model is Person]
    ids = {state.get(field.name) for state in told.values() for field in people}
    named = Person.objects.in_bulk(ids - {None})
    rows = []
    for key, state in told.items():
        row = model(pk=key)
        for field in fields:
            if field.name in state:
                setattr(row, field.attname, field.to_python(state[field.name]))  # type: ignore[union-attr]
        for field in people:
            field.set_cached_value(row, named.get(state.get(field.name)))  # type: ignore[union-attr]
        _render(row, [field.name for field in fields])
        rows.append(row)
    return rows


def _render(row: Model, names: Iterable[str]) -> None:
    for name in names:
        if hasattr(row, f"{name}_html"):
            setattr(row, f"{name}_html", to_html(getattr(row, name)))
