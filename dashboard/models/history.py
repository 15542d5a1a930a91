"""The append-only record. Triggers (`dashboard.models.triggers`) let nothing else happen to it."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from dashboard.choices import Applicability, Cause, Through, Verb
from dashboard.models.criteria import Aim, Area, Framework, Objective
from dashboard.models.fields import choice_field, key_field, one_of
from dashboard.models.people import Person
from dashboard.models.project import Group, Project, Team


class Revision(models.Model):
    """The one row that every write raises first: the global write lock, and what readers cache by.

    `settled_on` is the last day whose announced and retired objectives are accounted for;
    `rules_changed_at` is when the criteria last changed a standing, by a file or by a day.
    """

    number = models.PositiveBigIntegerField(default=0)
    framework = models.ForeignKey(Framework, models.PROTECT, null=True, related_name="+")
    settled_on = models.DateField(null=True)
    rules_changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [CheckConstraint(condition=Q(pk=1), name="revision_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)


class Event(models.Model):
    """One thing somebody did to one row: `subject` and `subject_id` name it.

    `before` and `after` hold the values that changed, by field, and `names` what things were
    called then. People stand in them as ids, and free text in `EventText`, so that somebody can
    be forgotten and a text redacted without touching the record.
    """

    revision = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="events")
    through = choice_field(Through)
    verb = choice_field(Verb)
    subject = models.CharField(max_length=20)
    subject_id = models.PositiveBigIntegerField()
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="events")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="events")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="events")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="events")
    aim = models.ForeignKey(Aim, models.PROTECT, null=True, related_name="events")
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, related_name="events")
    names = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["project", "at"], name="event_of_project"),
            models.Index(fields=["subject", "subject_id"], name="event_of_subject"),
        ]
        constraints: ClassVar = [
            one_of("event", "through", Through),
            one_of("event", "verb", Verb),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.verb}"


class EventText(models.Model):
    """Free text that an event changed. Redacting blanks a value; nothing else may be done to it."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="texts")
    field = models.CharField(max_length=30)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["event", "field"], name="event_text_once_per_field")
        ]

    def __str__(self) -> str:
        return self.field


class Movement(models.Model):
    """One change of one standing, before and after, with its cause.

    A team is that in whose score the standing counted, none where it counted in none: the sum
    over all movements of what came after less what was before is the score, for any team and day.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="movements")
    revision = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    day = models.DateField()
    cause = choice_field(Cause)
    project = models.ForeignKey(Project, models.PROTECT, related_name="movements")
    aim = models.ForeignKey(Aim, models.PROTECT, related_name="movements")
    team_before = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    team_after = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    applicability_before = choice_field(Applicability)
    applicability_after = choice_field(Applicability)
    level_before = key_field(blank=True)
    level_after = key_field(blank=True)
    rank_before = models.PositiveSmallIntegerField()
    rank_after = models.PositiveSmallIntegerField()
    levels_before = models.PositiveSmallIntegerField()
    levels_after = models.PositiveSmallIntegerField()
    points_before = models.PositiveIntegerField()
    points_after = models.PositiveIntegerField()
    maximum_before = models.PositiveIntegerField()
    maximum_after = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["project", "aim", "day"], name="movement_of_standing_by_day"),
            # Begins with the day, not the cause: SQLite prefers it to less only for everything.
            models.Index(
                fields=["day", "cause", "rank_before", "rank_after"], name="movement_by_day"
            ),
        ]
        constraints: ClassVar = [
            one_of("movement", "cause", Cause),
            one_of("movement", "applicability_before", Applicability),
            one_of("movement", "applicability_after", Applicability),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.project_id}: {self.aim_id} {self.points_after}"
