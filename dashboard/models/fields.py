"""Shared kinds of field and constraint."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q, TextChoices

from dashboard.formats import number

KEY_LENGTH = 60
NAME_LENGTH = 120
TEXT_LENGTH = 20_000  # rendering takes longer the longer a text is, while nobody else can write


def need_short(text: str) -> None:
    """Raise `ValidationError` for more prose than one text may hold.

    A line's end is one character: a browser counts it so, and sends two.
    """
    length = len(text.replace("\r\n", "\n"))
    if length > TEXT_LENGTH:
        told = f"{number(length)} characters, and at most {number(TEXT_LENGTH)} are kept"
        raise ValidationError(f"This text is too long: {told}.")


def key_field(**options: Any) -> "models.CharField[str, str]":
    """A stable id from YAML or a file: lower-case letters, digits and hyphens."""
    return models.CharField(max_length=KEY_LENGTH, **options)


def name_field(**options: Any) -> "models.CharField[str, str]":
    """A name for people to read."""
    return models.CharField(max_length=NAME_LENGTH, **options)


def choice_field(choices: type[TextChoices], **options: Any) -> "models.CharField[str, str]":
    """One word of a closed vocabulary; give the model `one_of` as its constraint."""
    return models.CharField(max_length=20, choices=choices.choices, **options)


def one_of(model: str, field: str, choices: type[TextChoices]) -> CheckConstraint:
    """The database takes no other word than those of the vocabulary."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}), name=f"{model}_{field}_known"
    )


def ends_after_it_starts(model: str) -> CheckConstraint:
    """A span is never empty."""
    return CheckConstraint(
        condition=Q(ended_at__isnull=True) | Q(ended_at__gt=models.F("started_at")),
        name=f"{model}_ends_after_it_starts",
    )
