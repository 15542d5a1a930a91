"""People, and what they are in teams and areas."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from dashboard.choices import Role
from dashboard.models.criteria import Area
from dashboard.models.fields import choice_field, ends_after_it_starts, name_field, one_of

ENDED_NEVER = Q(ended_at__isnull=True)


class Person(models.Model):
    """Somebody named in the record, with or without a log-in. Forgetting blanks the name."""

    name = name_field(blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(forgotten_at__isnull=True) & ~Q(name="")
                | Q(forgotten_at__isnull=False, name="", user__isnull=True),
                name="person_named_or_forgotten",
            )
        ]

    def __str__(self) -> str:
        return self.name or "somebody"


class Membership(models.Model):
    """Somebody's place in a team, from one day to another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    team = models.ForeignKey("dashboard.Team", models.PROTECT, related_name="memberships")
    role = choice_field(Role)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["team_id", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["person", "team"], condition=ENDED_NEVER, name="membership_once_at_a_time"
            ),
            one_of("membership", "role", Role),
            ends_after_it_starts("membership"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class Stewardship(models.Model):
    """Who may confirm and review: in one area, or everywhere where `area` is empty."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="stewardships")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="stewards")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["person", "area"], condition=ENDED_NEVER, name="stewardship_once_at_a_time"
            ),
            UniqueConstraint(
                fields=["person"],
                condition=ENDED_NEVER & Q(area__isnull=True),
                name="stewardship_of_everything_once",
            ),
            ends_after_it_starts("stewardship"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.area or 'everything'}"
