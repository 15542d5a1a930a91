"""The daily summary that charts are made of. Derived: `verify` works it out anew."""

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint

from dashboard.choices import Cause
from dashboard.models.criteria import Area
from dashboard.models.fields import choice_field
from dashboard.models.project import Team

KEY = ("day", "team", "area", "cause", "rank", "levels")


class Tally(models.Model):
    """What one day added to the sums of one team in one area, for one cause and at `rank` of
    the `levels` that an aim has.

    Sums over all days up to one are what was there at its end. Without a cause it tells of what
    was blocked and what was fresh (`dashboard.series`). Areas are those of now: an aim that was
    moved has its whole past where it is. Days to come say what will have lapsed.
    """

    day = models.DateField()
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    cause = choice_field(Cause, blank=True)
    rank = models.PositiveSmallIntegerField()
    levels = models.PositiveSmallIntegerField()
    standings = models.IntegerField()
    points = models.IntegerField()
    maximum = models.IntegerField()
    blocked = models.IntegerField()
    fresh = models.IntegerField()

    class Meta:
        ordering: ClassVar = ["day", "pk"]
        constraints: ClassVar = [UniqueConstraint(fields=KEY, name="tally_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.team_id} {self.area_id}"
