"""What a column takes, told before the database is asked: SQLite would take too much."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator, RegexValidator
from django.db.models import CharField, Model, TextField

from dashboard.actions.moment import Refused
from dashboard.models import Sitting
from dashboard.models.fields import need_short

NO_CHARACTERS = "It holds U+FFFE or U+FFFF, which are no characters."
COMPOSED = frozenset({Sitting._meta.get_field("minutes")})  # of findings, each of them short enough
_need_text = ProhibitNullCharactersValidator()
_need_characters = RegexValidator("[\ufffe\uffff]", NO_CHARACTERS, inverse_match=True)


def need_fit(row: Model, values: Mapping[str, Any]) -> None:
    """Raise `Refused` where a text is empty, too long, no known word or no web address."""
    for name, value in values.items():
        field = row._meta.get_field(name)
        if isinstance(field, CharField | TextField):
            _need_fit(field, value, row)


def _need_fit(field: Any, value: str, row: Model) -> None:
    if field.blank and value == "":
        return
    if not field.blank and not value.strip():
        raise Refused(f"The {field.verbose_name} is empty.")
    try:
        _need_text(value)
        _need_characters(value)
        if isinstance(field, TextField) and field not in COMPOSED:
            need_short(value)
        field.clean(value, row)
    except ValidationError as error:
        raise Refused(f"The {field.verbose_name}: {' '.join(error.messages)}") from error
