"""Projects as lines of the board: whose they are and what they score."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from textwrap import shorten
from typing import Any

from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Left
from django.utils.html import strip_tags

from dashboard.choices import Agreement, Answer
from dashboard.models import Assessment, CheckIn, Project, Review, Standing
from dashboard.queries.framework import AreaHead
from dashboard.queries.order import folded
from dashboard.scoring import Score

ABOUT_READ = 600
ABOUT_SHOWN = 120
UNENDED_TAG = re.compile(r"<[^>]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One active project. `looked_at` is the time of its last review or check-in.

    `about` is the beginning of its description, for a project that is not assessed yet.
    """

    id: int
    slug: str
    name: str
    owner: str
    agreement: Agreement
    team_id: int
    team_slug: str
    team: str
    group_slug: str
    group: str
    is_assessed: bool
    score: Score
    looked_at: datetime | None
    about: str = ""

    @property
    def place(self) -> tuple[object, ...]:
        """Where it comes by group, team and name; teams without a group come last."""
        group = (not self.group_slug, folded(self.group), self.group_slug)
        return (*group, folded(self.team), self.team_slug, folded(self.name), self.slug)

    def has(self, words: Iterable[str]) -> bool:
        """Whether each of these folded words is in the names of project, team, group or owner."""
        names = folded(f"{self.name} {self.slug} {self.team} {self.group} {self.owner}")
        return all(word in names for word in words)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which projects a reader asked for; what is empty asks for nothing."""

    search: str = ""
    team: str = ""
    group: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.search.strip() or self.team or self.group)

    def among(self, lines: Iterable[Line]) -> list[Line]:
        """The lines asked for, in their order."""
        words = folded(self.search).split()
        return [
            line
            for line in lines
            if (not self.team or line.team_slug == self.team)
            and (not self.group or line.group_slug == self.group)
            and line.has(words)
        ]


def board_lines(area: AreaHead | None = None) -> list[Line]:
    """Every active project by group, team and name, scored in one area or in all. One query."""
    within = Q(aim__area=area.id) if area else Q()
    looked = Q(area=area.id) | Q(area=None) if area else Q()
    rows = Project.objects.filter(archived_at__isnull=True).annotate(
        has_answers=Exists(
            Assessment.objects.filter(project=OuterRef("pk")).exclude(answer=Answer.UNSAID)
        ),
        points=_of_each(Standing, within, Sum("points")),
        maximum=_of_each(Standing, within, Sum("maximum")),
        reviewed_at=_of_each(Review, looked, Max("reviewed_at")),
        checked_in_at=_of_each(CheckIn, looked, Max("checked_in_at")),
        about=Left("description_html", ABOUT_READ),
    )
    return sorted(map(_line, _columns(rows)), key=lambda line: line.place)


def _of_each(model: type[Model], only: Q, aggregate: Sum | Max) -> Subquery:
    """An aggregate over the rows of each project; null where it has none."""
    rows: QuerySet[Any] = model._default_manager.filter(only, project=OuterRef("pk"))
    return Subquery(rows.order_by().values("project").annotate(value=aggregate).values("value"))


def _columns(rows: QuerySet[Any]) -> Iterable[Any]:
    return rows.order_by().values_list(
        "pk",
        "slug",
        "name",
        "owner__name",
        "agreement",
        "team_id",
        "team__slug",
        "team__name",
        "team__group__slug",
        "team__group__name",
        "has_answers",
        "points",
        "maximum",
        "reviewed_at",
        "checked_in_at",
        "about",
        named=True,
    )


def _line(row: Any) -> Line:
    is_assessed = row.has_answers and row.agreement == Agreement.AGREED
    looked_at = max(filter(None, (row.reviewed_at, row.checked_in_at)), default=None)
    return Line(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        owner=row.owner__name or "",
        agreement=Agreement(row.agreement),
        team_id=row.team_id,
        team_slug=row.team__slug,
        team=row.team__name,
        group_slug=row.team__group__slug or "",
        group=row.team__group__name or "",
        is_assessed=is_assessed,
        score=Score(row.points or 0, row.maximum or 0),
        looked_at=looked_at,
        about="" if is_assessed else _plain(row.about),
    )


def _plain(html: str) -> str:
    """The words of HTML that may end within a tag, cut to one line."""
    words = unescape(strip_tags(UNENDED_TAG.sub("", html)))
    return shorten(words, ABOUT_SHOWN, placeholder=" …")
