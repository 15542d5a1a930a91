"""What is scored, whose it is, and since when."""

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint

from dashboard.choices import Agreement
from dashboard.models.fields import (
    choice_field,
    ends_after_it_starts,
    key_field,
    name_field,
    one_of,
)
from dashboard.models.people import ENDED_NEVER, Person


class Group(models.Model):
    """Several teams."""

    slug = models.SlugField(max_length=60, unique=True)
    name = name_field()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """Who works on projects. `merged_into` says where a merged team went."""

    slug = models.SlugField(max_length=60, unique=True)
    name = name_field()
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="teams")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class TeamSpan(models.Model):
    """A time during which a team's name and group stayed as they were."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="spans")
    name = name_field()
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["team_id", "started_at"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["team"], condition=ENDED_NEVER, name="team_span_open_once"),
            ends_after_it_starts("team_span"),
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.started_at:%Y-%m-%d}"


class Project(models.Model):
    """What is scored: a product, service or library. `slug` is the key that files name it by."""

    slug = models.SlugField(max_length=60, unique=True)
    name = name_field()
    kind = key_field(blank=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="projects")
    agreement = choice_field(Agreement, default=Agreement.NOT_YET)
    archived_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="owns")
    contact = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="contact_of"
    )
    url = models.URLField(max_length=500, blank=True)
    repository = models.URLField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    description_html = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [one_of("project", "agreement", Agreement)]

    def __str__(self) -> str:
        return self.name


class ProjectSpan(models.Model):
    """A time during which a project's team, kind, agreement and activity stayed as they were."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="spans")
    team = models.ForeignKey(Team, models.PROTECT, related_name="project_spans")
    kind = key_field(blank=True)
    agreement = choice_field(Agreement)
    is_archived = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["project_id", "started_at"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["project"], condition=ENDED_NEVER, name="project_span_open_once"
            ),
            one_of("project_span", "agreement", Agreement),
            ends_after_it_starts("project_span"),
        ]

    def __str__(self) -> str:
        return f"{self.team} from {self.started_at:%Y-%m-%d}"
