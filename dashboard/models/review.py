"""The rhythm: verdicts of reviewers, and teams saying that what is recorded is still true."""

from typing import ClassVar

from django.db import models

from dashboard.choices import Verdict
from dashboard.models.criteria import Area
from dashboard.models.fields import choice_field, one_of
from dashboard.models.people import Person
from dashboard.models.project import Project


class Review(models.Model):
    """Somebody's verdict on a project, in one area or, where `area` is empty, in all."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="reviews")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="reviews")
    verdict = choice_field(Verdict)
    minutes = models.TextField(blank=True)
    minutes_html = models.TextField(blank=True)
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["reviewed_at", "pk"]
        constraints: ClassVar = [one_of("review", "verdict", Verdict)]

    def __str__(self) -> str:
        return self.get_verdict_display()


class CheckIn(models.Model):
    """The team saying that what is recorded is still true, in one area or in all."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="check_ins")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="check_ins")
    note = models.TextField(blank=True)
    note_html = models.TextField(blank=True)
    checked_in_at = models.DateTimeField()
    checked_in_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["checked_in_at", "pk"]

    def __str__(self) -> str:
        return f"{self.checked_in_at:%Y-%m-%d}"
