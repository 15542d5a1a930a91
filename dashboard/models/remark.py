"""What people say to each other beside an objective, and what they agree that it means."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from dashboard.choices import RemarkKind
from dashboard.models.criteria import Objective
from dashboard.models.fields import choice_field, one_of
from dashboard.models.people import Person
from dashboard.models.project import Project


class Remark(models.Model):
    """One remark in the public thread beside an objective. Append-only; redacting blanks it.

    An objective is disputed while the last remark that disputes or settles it disputes it.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="remarks")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="remarks")
    kind = choice_field(RemarkKind)
    text = models.TextField(blank=True)
    text_html = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [one_of("remark", "kind", RemarkKind)]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.objective_id} {self.kind}"


class Meaning(models.Model):
    """What the words of an objective mean in one project, as the team and its steward agree.

    Each side signs: `team_…` is the team's signature, `steward_…` the steward's. Empty text:
    nothing is agreed any more.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="meanings")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="meanings")
    text = models.TextField(blank=True)
    text_html = models.TextField(blank=True)
    team_at = models.DateTimeField(null=True, blank=True)
    team_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    steward_at = models.DateTimeField(null=True, blank=True)
    steward_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["project", "objective"], name="meaning_once_per_objective"),
            CheckConstraint(
                condition=Q(team_at__isnull=False) | Q(steward_at__isnull=False),
                name="meaning_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.objective_id}"
