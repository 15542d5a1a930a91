"""The rhythm: verdicts of reviewers, and teams saying that what is recorded is still true."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, UniqueConstraint

from dashboard.choices import Verdict
from dashboard.models.criteria import Area
from dashboard.models.fields import choice_field, one_of
from dashboard.models.people import Person
from dashboard.models.project import Project, Team

OPEN = Q(closed_at__isnull=True)


class Sitting(models.Model):
    """A review of all that a team has, in one area or in all, from its opening to its minutes."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="sittings")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="sittings")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    minutes = models.TextField(blank=True)
    minutes_html = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["opened_at", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["team", "area"], condition=OPEN, name="sitting_open_once"),
            UniqueConstraint(
                fields=["team"],
                condition=OPEN & Q(area__isnull=True),
                name="sitting_of_everything_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}, {self.area or 'all areas'}"


class Finding(models.Model):
    """A verdict and minutes being written in an open sitting; without a project, of the team.

    A draft, and no part of the record: closing the sitting makes a review of each verdict.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="findings")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="findings")
    verdict = choice_field(Verdict, blank=True)
    minutes = models.TextField(blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["sitting", "project"], name="finding_once_per_project"),
            UniqueConstraint(
                fields=["sitting"], condition=Q(project__isnull=True), name="finding_of_team_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values]), name="finding_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.project_id} {self.verdict}"


class Review(models.Model):
    """Somebody's verdict on a project, in one area or, where `area` is empty, in all.

    `sitting` is that in which it was given, if it was in one.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, related_name="reviews")
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
