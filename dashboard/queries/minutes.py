"""The minutes of a sitting that is closed: verdicts, and what was decided while it went on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from dashboard.choices import Verb, Verdict
from dashboard.formats import day as in_words
from dashboard.models import Event, Review, Sitting
from dashboard.queries.answers import name_of
from dashboard.queries.framework import FrameworkView

DECISIONS = (
    Verb.CONFIRMED,
    Verb.SENT_BACK,
    Verb.INTENT_CONFIRMED,
    Verb.DISPUTE_SETTLED,
    Verb.MEANING_AGREED,
    Verb.COMMITTED,
    Verb.COMMITMENT_WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What was found of one project."""

    slug: str
    name: str
    verdict: str
    minutes: str
    minutes_html: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that was decided while the sitting was open."""

    slug: str
    project: str
    verb: str
    about: str
    by: str


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The page, and what is pasted elsewhere."""

    applied_at: datetime | None
    id: int
    slug: str
    team: str
    area: str
    opened_at: datetime
    closed_at: datetime
    by: str
    minutes: str
    minutes_html: str
    verdicts: tuple[VerdictRow, ...]
    decisions: tuple[tuple[str, tuple[Decision, ...]], ...]

    @property
    def day(self) -> date:
        """The day it ended."""
        return self.closed_at.date()

    @property
    def title(self) -> str:
        """What it is called where it is pasted."""
        return f"Review of {self.team}, {self.area or 'all areas'}, {in_words(self.day)}"

    @property
    def markdown(self) -> str:
        """The same, to paste elsewhere."""
        return as_markdown(self)


def minutes_page(framework: FrameworkView, sitting: Sitting) -> MinutesPage:
    """The minutes of a closed sitting, read with team, area and who closed it. Two queries."""
    assert sitting.closed_at
    reviews = Review.objects.filter(sitting=sitting).select_related("project")
    rows = sorted(_decisions(sitting), key=lambda row: row.project)
    by_project = groupby(rows, key=lambda row: row.project)
    return MinutesPage(
        applied_at=framework.applied_at,
        id=sitting.pk,
        slug=sitting.team.slug,
        team=sitting.team.name,
        area=sitting.area.name if sitting.area else "",
        opened_at=timezone.localtime(sitting.opened_at),
        closed_at=timezone.localtime(sitting.closed_at),
        by=name_of(sitting.closed_by),
        minutes=sitting.minutes,
        minutes_html=sitting.minutes_html,
        verdicts=tuple(_verdict(row) for row in reviews.order_by("project__name", "pk")),
        decisions=tuple((project, tuple(members)) for project, members in by_project),
    )


def _verdict(row: Any) -> VerdictRow:
    word = Verdict(row.verdict).label
    return VerdictRow(row.project.slug, row.project.name, word, row.minutes, row.minutes_html)


def _decisions(sitting: Sitting) -> Iterable[Decision]:
    """Those on the team's projects, in the area of the sitting, in the order they were made."""
    rows: Any = Event.objects.filter(
        team=sitting.team,
        verb__in=DECISIONS,
        at__gte=sitting.opened_at,
        at__lte=sitting.closed_at,
        project__isnull=False,
    )
    if sitting.area_id:
        rows = rows.filter(area=sitting.area_id)
    for row in rows.select_related("project", "by").order_by("pk"):
        names = [row.names[key] for key in ("aim", "objective") if row.names.get(key)]
        verb = Verb(row.verb).label
        yield Decision(
            row.project.slug, row.project.name, verb, ": ".join(names), str(row.by or "")
        )


def as_markdown(page: MinutesPage) -> str:
    """The minutes as Markdown: verdicts with their minutes, and what was decided."""
    parts = [f"# {page.title}", f"Held by {page.by or 'somebody'}."]
    parts += [page.minutes] if page.minutes else []
    for row in page.verdicts:
        parts.append(f"## {row.name}: {row.verdict}")
        parts += [row.minutes] if row.minutes else []
    if page.decisions:
        parts.append("## Decided")
        parts += [f"### {project}\n\n{_list(rows)}" for project, rows in page.decisions]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _list(rows: Iterable[Decision]) -> str:
    return "\n".join(f"- {row.by or 'Somebody'} {row.verb}: {row.about}" for row in rows)
