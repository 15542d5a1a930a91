"""The rows of the criteria, to be held against the framework that is in force."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model

from dashboard.models import Aim, Area, Framework, Level, Objective
from dashboard.record import encoded

Entry = Mapping[str, Any]
TIMED = {"applies_to": "applies_to", "counts_from": "from", "retired_on": "retired"}
COLUMNS: dict[type[Model], dict[str, str]] = {
    Area: {
        "key": "area",
        "name": "name",
        "description": "description",
        "confirmed_by": "confirmed_by",
        "applies_to": "applies_to",
    },
    Level: {"key": "key", "name": "name", "value": "value", "meaning": "meaning"},
    Aim: {
        "key": "key",
        "name": "name",
        "weight": "weight",
        "reason": "reason",
        "background": "background",
        "area__key": "area",
        **TIMED,
    },
    Objective: {
        "key": "key",
        "text": "text",
        "guidance": "guidance",
        "is_evidence_required": "is_evidence_required",
        "aim__key": "aim",
        "level__key": "level",
        **TIMED,
    },
}


def criteria_differences(framework: Framework) -> Iterator[str]:
    """Where the current rows of the criteria are not what was applied. Four queries."""
    rows = {
        model: {row["id"]: row for row in _current(model).values("id", *columns)}
        for model, columns in COLUMNS.items()
    }
    for model, path, entry in _entries(framework.content["criteria"]):
        row = rows[model].pop(framework.content["ids"][path], None)
        if row is None:
            yield f"the criteria's {path} is missing"
            continue
        for column, name in COLUMNS[model].items():
            if encoded(row[column]) != entry[name]:
                yield f"the criteria's {path}: {column} is not what was applied"
    for model, left in rows.items():
        yield from (f"the criteria know no {model.__name__.lower()} {key}" for key in left)


def _current(model: type[Model]) -> Any:
    return model._default_manager.filter(is_current=True).order_by("pk")


def _entries(criteria: Entry) -> Iterator[tuple[type[Model], str, Entry]]:
    """Every entry with its model and its path, as `Framework.content` has them."""
    yield from _levels("", criteria)
    for area in criteria["areas"]:
        key = area["area"]
        yield Area, key, area
        yield from _levels(key, area)
        for aim in area["aims"]:
            yield Aim, f"{key}/{aim['key']}", aim | {"area": key}
            for level, objectives in aim["objectives"].items():
                for objective in objectives:
                    needs_evidence = objective["evidence"] == "required"
                    also = {"is_evidence_required": needs_evidence}
                    also |= {"aim": aim["key"], "level": level}
                    yield Objective, f"{key}/{aim['key']}/{objective['key']}", objective | also


def _levels(key: str, ladder: Entry) -> Iterator[tuple[type[Model], str, Entry]]:
    for level in ladder["levels"] or ():
        yield Level, f"{key}:{level['key']}", level
