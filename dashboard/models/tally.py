"""The daily summary that charts are made of. Derived: `verify` works it out anew."""

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint

from dashboard.choices import Cause
from dashboard.models.fields import choice_field

KEY = ("subject", "subject_id", "day", "cause", "rank", "levels")


class Tally(models.Model):
    """What one day added to the sums of a team, an area, an aim or everything.

    For one cause, and at `rank` of the `levels` that an aim has. Sums over all days up to one are
    what was there at its end. Without a cause it tells of what was blocked and what was fresh
    (`dashboard.series`). Areas are those of now: an aim that was moved has its whole past where
    it is. Days to come say what will have lapsed.
    """

    subject = models.CharField(max_length=20, blank=True)
    subject_id = models.PositiveBigIntegerField()
    day = models.DateField()
    cause = choice_field(Cause, blank=True)
    rank = models.PositiveSmallIntegerField()
    levels = models.PositiveSmallIntegerField()
    standings = models.IntegerField()
    points = models.IntegerField()
    maximum = models.IntegerField()
    blocked = models.IntegerField()
    fresh = models.IntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [UniqueConstraint(fields=KEY, name="tally_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.subject} {self.subject_id}"
