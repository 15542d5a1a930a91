"""What is said of a project, and where it therefore stands. Absence: nobody said anything."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from dashboard.choices import Answer, Applicability, IntentChoice
from dashboard.models.criteria import Aim, Objective
from dashboard.models.fields import choice_field, key_field, one_of
from dashboard.models.people import Person
from dashboard.models.project import Project, Team


class Assessment(models.Model):
    """The current answer to one objective in one project.

    Met or not applicable without `confirmed_at` is *waiting*, or *sent back* once somebody
    said why it is not so. `revision` is that of the last change: an edit names the one it saw.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="assessments")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="assessments")
    answer = choice_field(Answer, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    wording = models.PositiveIntegerField(help_text="the objective's, when this was given")
    note = models.TextField(blank=True)
    note_html = models.TextField(blank=True)
    evidence_url = models.URLField(max_length=1000, blank=True)
    evidence_title = models.CharField(max_length=200, blank=True)
    evidence_on = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_back_reason = models.TextField(blank=True)
    revision = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["answer", "objective"],
                condition=Q(confirmed_at__isnull=True, sent_back_at__isnull=True),
                name="assessment_waiting",
            )
        ]
        constraints: ClassVar = [
            UniqueConstraint(fields=["project", "objective"], name="assessment_once_per_objective"),
            one_of("assessment", "answer", Answer),
            CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | Q(answer__in=[Answer.MET, Answer.NOT_APPLICABLE], sent_back_at__isnull=True),
                name="assessment_confirmed_says_something",
            ),
            CheckConstraint(
                condition=Q(sent_back_at__isnull=True)
                | Q(answer__in=[Answer.MET, Answer.NOT_APPLICABLE]),
                name="assessment_sent_back_says_something",
            ),
            CheckConstraint(
                condition=~Q(answer=Answer.UNSAID) | Q(note="", evidence_url=""),
                name="assessment_unsaid_has_no_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.objective_id} {self.answer}"


class Intent(models.Model):
    """What is meant for an aim that a project has not completed.

    `chosen_at` is since when the choice is what it is; its words may be said later. Choices made
    before that was kept have none: theirs is `said_at`.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="intents")
    aim = models.ForeignKey(Aim, models.PROTECT, related_name="intents")
    choice = choice_field(IntentChoice, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    planned_for = models.CharField(max_length=60, blank=True)
    blocked_by = models.CharField(max_length=200, blank=True)
    unblocked_by = models.CharField(
        max_length=200, blank=True, help_text="who can remove the obstacle"
    )
    note = models.TextField(blank=True)
    note_html = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["project", "aim"], name="intent_once_per_aim"),
            one_of("intent", "choice", IntentChoice),
            CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(choice=IntentChoice.NOT_APPLICABLE),
                name="intent_confirmed_is_not_applicable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.aim_id} {self.choice}"


class Standing(models.Model):
    """Where a project is on an aim. Derived, and written by `actions.standings.restate` alone.

    `team` is the one in whose score it counts now: none while the project is archived, not
    agreed or without an answer. `rank` is how many of the `levels` that the aim has for this
    project are reached; `done` of `asked` objectives of the next one are confirmed. What
    `is_blocked` and `fresh_until` say comes from the intent and from the last look at its area
    (`dashboard.series.Held`).
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="standings")
    aim = models.ForeignKey(Aim, models.PROTECT, related_name="standings")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="standings")
    applicability = choice_field(Applicability)
    level = key_field(blank=True)
    rank = models.PositiveSmallIntegerField()
    levels = models.PositiveSmallIntegerField()
    points = models.PositiveIntegerField()
    maximum = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()
    is_blocked = models.BooleanField(default=False)
    fresh_until = models.DateField(null=True)
    revision = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["project", "aim"], name="standing_once_per_aim"),
            one_of("standing", "applicability", Applicability),
            CheckConstraint(condition=Q(points__lte=F("maximum")), name="standing_within_maximum"),
            CheckConstraint(condition=Q(rank__lte=F("levels")), name="standing_within_levels"),
            CheckConstraint(condition=Q(done__lte=F("asked")), name="standing_done_within_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.aim_id} {self.points}/{self.maximum}"
