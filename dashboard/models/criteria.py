"""The criteria as last applied. `is_current` is false for what later criteria dropped."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from dashboard.choices import Confirmer
from dashboard.models.fields import choice_field, key_field, name_field, one_of

CURRENT = Q(is_current=True)


class Framework(models.Model):
    """One applied state of the criteria, kept whole. Append-only, like events.

    `content` is `{"criteria": …, "ids": {path: row id}}`, so that a standing can be worked
    out for any day from this row alone.
    """

    applied_at = models.DateTimeField()
    revision = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"Criteria of {self.applied_at:%Y-%m-%d}"


class Area(models.Model):
    """A field of practice: one YAML file, a band of the board."""

    key = key_field()
    name = name_field()
    description = models.TextField(blank=True)
    description_html = models.TextField(blank=True)
    confirmed_by = choice_field(Confirmer, default=Confirmer.LEAD)
    applies_to = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["key"], condition=CURRENT, name="area_key_once"),
            one_of("area", "confirmed_by", Confirmer),
        ]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """A step of a ladder: the framework's (no area) or an area's own."""

    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="levels")
    key = key_field()
    name = name_field()
    value = models.PositiveIntegerField()
    rank = models.PositiveIntegerField(help_text="1 for the lowest")
    meaning = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["area_id", "rank", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["area", "key"], condition=CURRENT, name="level_key_once"),
            UniqueConstraint(
                fields=["key"],
                condition=CURRENT & Q(area__isnull=True),
                name="shared_level_key_once",
            ),
            CheckConstraint(condition=Q(value__gt=0), name="level_has_a_value"),
        ]

    def __str__(self) -> str:
        return self.name


class Aim(models.Model):
    """What we want, and why. A column of the board."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="aims")
    key = key_field()
    name = name_field()
    weight = models.PositiveIntegerField(default=1)
    reason = models.TextField()
    reason_html = models.TextField()
    background = models.JSONField(default=list, blank=True)
    applies_to = models.JSONField(default=list, blank=True)
    counts_from = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["area__position", "area_id", "position", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["area", "key"], condition=CURRENT, name="aim_key_once"),
            CheckConstraint(condition=Q(weight__gt=0), name="aim_has_a_weight"),
        ]

    def __str__(self) -> str:
        return self.name


class Objective(models.Model):
    """A checkable statement at one level of one aim. `wording` counts its changes of text."""

    aim = models.ForeignKey(Aim, models.PROTECT, related_name="objectives")
    level = models.ForeignKey(Level, models.PROTECT, related_name="objectives")
    key = key_field()
    text = models.TextField()
    text_html = models.TextField()
    guidance = models.TextField(blank=True)
    guidance_html = models.TextField(blank=True)
    is_evidence_required = models.BooleanField(default=False)
    applies_to = models.JSONField(default=list, blank=True)
    counts_from = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    wording = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["aim_id", "level__rank", "position", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["aim", "key"], condition=CURRENT, name="objective_key_once"),
        ]

    def __str__(self) -> str:
        return self.text
