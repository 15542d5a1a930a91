"""What the schema finds wrong with a value, in the author's words.

pydantic says what kind of mistake it is and where; its own sentences are for programmers and never
leave this module.
"""

import re
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dashboard.criteria.document import Document, Loc
from dashboard.criteria.reader import Mapping, Misread, Node, Scalar, Sequence
from dashboard.criteria.schema import KEY_PATTERN
from dashboard.criteria.words import quoted, shown

Model = TypeVar("Model", bound=BaseModel)

WORDS = {
    "missing": "{label} is missing",
    "words": "{label} {words}",
    "string_too_short": "{label} is empty",
    "string_too_long": "{label} is longer than {max_length} characters",
    "too_short": "{label} needs at least one entry",
    "too_long": "{label} may have at most {max_length} entries",
    "greater_than_equal": "{label} must be {ge} or more, not {found}",
    "less_than_equal": "{label} must be {le} or less, not {found}",
    "int_type": "{label} must be a whole number such as 3, not {found}",
    "date_type": "{label} must be a day such as 2027-01-31, not {found}",
    "tuple_type": "{label} must be a list, not {found}",
    "dict_type": "{label} must be keys with values, not {found}",
    "model_type": "{label} must be keys with values, not {found}",
    "literal_error": "{label} must be {expected}, not {found}",
}


def validated(document: Document, model: type[Model]) -> Model | None:
    """The document as a value of the schema; None where that cannot be, and why is told."""
    try:
        return model.model_validate(document.data, by_alias=True, by_name=False)
    except ValidationError as error:
        for details in error.errors(include_url=False, include_input=False):
            loc = details["loc"]
            if not document.is_told(loc) and not _miscounted(details, document.nodes.get(loc)):
                document.tell(document.place(loc), message(document, details))
        return None


def _miscounted(details: ErrorDetails, node: Node | None) -> bool:
    """pydantic counts valid entries only: to it, a list of one wrong entry is a list of none."""
    return details["type"] == "too_short" and isinstance(node, Sequence) and bool(node.items)


def message(document: Document, details: ErrorDetails) -> str:
    loc, kind = details["loc"], details["type"]
    node = document.nodes.get(loc)
    if kind == "string_type":
        return _not_text(_label(loc), node)
    if kind == "string_pattern_mismatch":
        return _malformed(_label(loc), node, details["ctx"]["pattern"])
    facts: dict[str, Any] = {"label": _label(loc), "found": _found(node), **details.get("ctx", {})}
    facts["expected"] = facts.get("expected", "").replace("'", "`")
    return WORDS.get(kind, "{label} cannot be {found}").format_map(facts)


def _label(loc: Loc) -> str:
    if not loc:
        return "the file"
    if isinstance(loc[-1], str):
        return quoted(loc[-1])
    return f"an entry of {_label(loc[:-1])}"


def _found(node: Node | None) -> str:
    match node:
        case Sequence():
            return "a list"
        case Mapping():
            return "keys with values"
        case Scalar(raw=raw) if raw:
            return quoted(raw)
        case _:
            return "nothing"


def _not_text(label: str, node: Node | None) -> str:
    if not isinstance(node, Scalar):
        return f"{label} must be text, not {_found(node)}"
    if node.value is None:
        return f"{label} is empty"
    return f"YAML reads {shown(node.raw)} as {_reading(node)}; put it in quotes"


def _reading(node: Scalar) -> str:
    match node.value:
        case Misread(reading=reading):
            return reading
        case date():
            return "a date"
        case _:
            return "a number"


def _malformed(label: str, node: Node | None, pattern: str) -> str:
    if pattern != KEY_PATTERN:
        return f"{label} must be a key or a path such as area/aim/objective, not {_found(node)}"
    words = f"{label} may hold only lower-case letters, digits and hyphens, not {_found(node)}"
    raw = node.raw if isinstance(node, Scalar) else ""
    better = re.sub("[^a-z0-9]+", "-", raw.lower()).strip("-")
    return f"{words}: perhaps `{shown(better)}`" if better else words
