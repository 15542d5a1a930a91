"""What events hold of a row: which fields, in which form, and the free text apart."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db.models import Model

from dashboard.choices import Verb

PROSE = frozenset(
    {"note", "evidence_url", "evidence_title", "sent_back_reason", "minutes", "description"}
    | {"blocked_by", "unblocked_by", "text", "withdrawn_reason"}
)

# What is said and meant changes by these, and undoing sets back the last of them.
UNDOABLE = (
    Verb.ANSWERED, Verb.CONFIRMED, Verb.SENT_BACK, Verb.TAKEN_BACK, Verb.UNDONE,
    Verb.INTENT_SET, Verb.INTENT_CONFIRMED,
)  # fmt: skip


@cache
def columns(model: type[Model]) -> dict[str, str]:
    """Field to column attribute, for the fields that events hold; rendered text is derived."""
    return {
        field.name: field.attname
        for field in model._meta.concrete_fields
        if field.name not in ("id", "revision") and not field.name.endswith("_html")
    }


def subject_of(model: type[Model]) -> str:
    """What events call rows of this model."""
    return model.__name__.lower()


def encoded(value: object) -> Any:
    """A column's value as JSON holds it; moments in UTC, so that one moment has one form."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def values_of(row: Model) -> dict[str, Any]:
    """All that events hold of a row, as JSON, free text included."""
    return {name: encoded(getattr(row, column)) for name, column in columns(type(row)).items()}
