"""Projects as lines of the board: whose they are and what they score."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from textwrap import shorten
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    FloatField,
    Max,
    Model,
    OrderBy,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Left, NullIf
from django.utils.html import strip_tags

from dashboard.choices import Agreement, Answer
from dashboard.models import Assessment, CheckIn, Project, Review, Standing
from dashboard.queries.framework import AreaHead, FrameworkView
from dashboard.queries.order import UNSORTED, Sort, folded
from dashboard.scoring import Score

ABOUT_READ = 600
ABOUT_SHOWN = 120
UNENDED_TAG = re.compile(r"<[^>]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One active project. `looked_at` is the time of its last review or check-in.

    `group_id` is 0 where the team is in none. `about` is the beginning of the description of a
    project that is not assessed yet.
    """

    id: int
    slug: str
    name: str
    kind: str
    owner: str
    agreement: Agreement
    team_id: int
    team_slug: str
    team: str
    group_id: int
    group_slug: str
    group: str
    is_assessed: bool
    score: Score
    looked_at: datetime | None
    about: str = ""
    is_wanted: bool = True

    @property
    def place(self) -> tuple[object, ...]:
        """Where it comes by group, team and name; last are teams without a group, and in each
        team the projects that are not assessed yet."""
        group = (not self.group_slug, folded(self.group), self.group_slug)
        team = (folded(self.team), self.team_slug)
        return (*group, *team, not self.is_assessed, folded(self.name), self.slug)

    def has(self, words: Iterable[str]) -> bool:
        """Whether each of these folded words is in the names of project, team, group or owner."""
        names = folded(f"{self.name} {self.slug} {self.team} {self.group} {self.owner}")
        return all(word in names for word in words)


def active_projects(area: AreaHead | None = None) -> QuerySet[Any]:
    """Every active project with its points, their maximum and the last look, in an area or all."""
    within = Q(aim__area=area.id) if area else Q()
    looked = Q(area=area.id) | Q(area=None) if area else Q()
    reviewed = _of_each(Review, looked, Max("reviewed_at"))
    checked_in = _of_each(CheckIn, looked, Max("checked_in_at"))
    answers = Assessment.objects.filter(project=OuterRef("pk")).exclude(answer=Answer.UNSAID)
    return Project.objects.filter(archived_at__isnull=True).annotate(
        is_assessed=Q(Exists(answers)) & Q(agreement=Agreement.AGREED),
        points=_of_each(Standing, within, Sum("points")),
        maximum=_of_each(Standing, within, Sum("maximum")),
        reviewed_at=reviewed,
        checked_in_at=checked_in,
        looked_at=Greatest(Coalesce(reviewed, checked_in), Coalesce(checked_in, reviewed)),
        about=Left("description_html", ABOUT_READ),
    )


def board_lines(
    framework: FrameworkView,
    area: AreaHead | None = None,
    chosen: QuerySet[Project] | None = None,
    sort: Sort = UNSORTED,
) -> list[Line]:
    """The active projects as lines, by group, team and name, or sorted. One query.

    `chosen` are those asked for: the others are marked, because they stand in the sums. The
    database sorts what it can compare; names are sorted here, by one rule for every database.
    """
    wanted = Value(True) if chosen is None else _is_among(chosen)
    rows = active_projects(area).annotate(is_wanted=wanted).order_by(*_order(framework, sort))
    lines = list(map(_line, _columns(rows)))
    if sort.key in ("", "name", "team"):
        lines.sort(key=lambda line: line.place)
    if sort.key in ("name", "team"):
        lines.sort(key=_NAMES[sort.key], reverse=sort.is_descending)
    return lines


def lines_of_team(team: int) -> list[Line]:
    """The active projects of one team, those that are assessed first, and by name. One query."""
    rows = active_projects().filter(team=team).annotate(is_wanted=Value(True)).order_by()
    return sorted(map(_line, _columns(rows)), key=lambda line: line.place)


_NAMES: dict[str, Any] = {
    "name": lambda line: (folded(line.name), line.slug),
    "team": lambda line: (folded(line.team), line.team_slug),
}


def _is_among(chosen: QuerySet[Project]) -> Case:
    inside = When(pk__in=chosen.order_by().values("pk"), then=Value(True))
    return Case(inside, default=Value(False), output_field=BooleanField())


def _order(framework: FrameworkView, sort: Sort) -> list[OrderBy]:
    """What is not assessed has no score, and comes last whichever way the others are sorted."""
    if sort.key in ("", "name", "team"):
        return []
    by = [OrderBy(F("is_assessed"), descending=True)]
    by += [_way(value, sort) for value in _values(framework, sort.key)]
    return [*by, OrderBy(F("slug"))]


def _way(value: Any, sort: Sort) -> OrderBy:
    return OrderBy(value, descending=sort.is_descending, nulls_last=True)


def _values(framework: FrameworkView, key: str) -> list[Any]:
    if key == "freshness":
        return [F("looked_at")]
    if key == "score":
        return [_share("points", "maximum"), F("points")]
    if aim := framework.aim(key):
        return [_of_each(Standing, Q(aim=aim.id), Sum(value)) for value in _ranks()]
    area = framework.area(key.removesuffix("/"))
    within = Q(aim__area=area.id) if area else Q(pk=None)
    return [_of_each(Standing, within, _share(Sum("points"), Sum("maximum")))]


def _ranks() -> list[Any]:
    """How far up its ladder a standing is, and then how far towards the next level."""
    return [_share("rank", "levels"), _share("done", "asked")]


def _share(part: Any, whole: Any) -> Any:
    """A quotient; none of a whole that is nothing."""
    return Cast(part, FloatField()) / NullIf(Cast(whole, FloatField()), Value(0.0))


def _of_each(model: type[Model], only: Q, aggregate: Any) -> Subquery:
    """An aggregate over the rows of each project; null where it has none."""
    rows: QuerySet[Any] = model._default_manager.filter(only, project=OuterRef("pk"))
    return Subquery(rows.order_by().values("project").annotate(value=aggregate).values("value"))


def _columns(rows: QuerySet[Any]) -> Iterable[Any]:
    return rows.values_list(
        "pk",
        "slug",
        "name",
        "kind",
        "owner__name",
        "agreement",
        "team_id",
        "team__slug",
        "team__name",
        "team__group_id",
        "team__group__slug",
        "team__group__name",
        "is_assessed",
        "points",
        "maximum",
        "reviewed_at",
        "checked_in_at",
        "about",
        "is_wanted",
        named=True,
    )


def _line(row: Any) -> Line:
    return Line(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        owner=row.owner__name or "",
        agreement=Agreement(row.agreement),
        team_id=row.team_id,
        team_slug=row.team__slug,
        team=row.team__name,
        group_id=row.team__group_id or 0,
        group_slug=row.team__group__slug or "",
        group=row.team__group__name or "",
        is_assessed=row.is_assessed,
        score=Score(row.points or 0, row.maximum or 0),
        looked_at=max(filter(None, (row.reviewed_at, row.checked_in_at)), default=None),
        about="" if row.is_assessed else _plain(row.about),
        is_wanted=row.is_wanted,
    )


def _plain(html: str) -> str:
    """The words of HTML that may end within a tag, cut to one line."""
    words = unescape(strip_tags(UNENDED_TAG.sub("", html)))
    return shorten(words, ABOUT_SHOWN, placeholder=" …")
