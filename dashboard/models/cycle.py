"""Periods of work, and what teams promise for them."""

from hashlib import blake2s
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from dashboard.models.criteria import Aim, Level
from dashboard.models.fields import name_field
from dashboard.models.people import Person
from dashboard.models.project import Project, Team


class Cycle(models.Model):
    """A period of work, both days included. `focus` holds the ids of the aims in focus.

    No two overlap, which the one action that writes them sees to and `verify` checks.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = name_field()
    starts_on = models.DateField()
    ends_on = models.DateField()
    focus = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cycle_has_a_day"),
            UniqueConstraint(fields=["starts_on"], name="cycle_starts_alone"),
            UniqueConstraint(fields=["ends_on"], name="cycle_ends_alone"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stamp(self) -> str:
        """A short mark of all that is planned, by which a change since is known."""
        told = repr((self.name, self.starts_on, self.ends_on, list(self.focus)))
        return blake2s(told.encode(), digest_size=6).hexdigest()


class Commitment(models.Model):
    """A promise of a team: this project reaches this level of this aim by the end of this cycle.

    Never deleted: withdrawn in the open. Kept or missed is derived from the standing then.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="commitments")
    team = models.ForeignKey(Team, models.PROTECT, related_name="commitments")
    project = models.ForeignKey(Project, models.PROTECT, related_name="commitments")
    aim = models.ForeignKey(Aim, models.PROTECT, related_name="commitments")
    level = models.ForeignKey(Level, models.PROTECT, related_name="commitments")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)
    revision = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["cycle", "project", "aim", "level"],
                condition=Q(withdrawn_at__isnull=True),
                name="commitment_open_once",
            ),
            CheckConstraint(
                condition=Q(withdrawn_at__isnull=False) | Q(withdrawn_reason=""),
                name="commitment_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.aim_id} {self.level_id}"
