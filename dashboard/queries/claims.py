"""Claims that somebody must decide, or say again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dashboard.choices import Answer
from dashboard.days import day_of
from dashboard.models import Assessment
from dashboard.queries.framework import FrameworkView

CLAIMED = Q(answer=Answer.MET) | Q(answer=Answer.NOT_APPLICABLE)
WAITING = Q(confirmed_at__isnull=True, sent_back_at__isnull=True)
RELATED = ("project", "objective__aim__area", "answered_by")


@dataclass(frozen=True, slots=True)
class Open:
    """One claim as it waits. `path` is its anchor, `seen` the revision of what is said."""

    slug: str
    project: str
    path: str
    aim: str
    text_html: str
    answer: str
    by: str
    on: date
    reason: str = ""
    note_html: str = ""
    evidence_url: str = ""
    evidence_title: str = ""
    seen: int = 0
    may_decide: bool = False

    @property
    def keys(self) -> list[str]:
        """Area, aim and objective, as addresses take them."""
        return self.path.split("/")


def claims() -> "QuerySet[Assessment]":
    """What active projects claim, confirmed or not."""
    return Assessment.objects.filter(CLAIMED, project__archived_at__isnull=True)


def opened(framework: FrameworkView, rows: "QuerySet[Assessment]") -> Iterable[Open]:
    """Those of objectives that are still asked of their projects. One query."""
    found: list[Any] = list(rows.select_related(*RELATED))
    return (open_row(row) for row in found if is_asked(framework, row))


def is_asked(framework: FrameworkView, row: Any) -> bool:
    """Whether the objective of an assessment is asked of its project."""
    aim = framework.rules.aims.get(row.objective.aim_id)
    asked = aim.asked(row.project.kind, framework.day) if aim else []
    return any(objective.id == row.objective_id for objective in asked)


def open_row(row: Any, *, may_decide: bool = False) -> Open:
    """An assessment read with `RELATED`, as it is shown where it waits."""
    aim = row.objective.aim
    return Open(
        slug=row.project.slug,
        project=row.project.name,
        path=f"{aim.area.key}/{aim.key}/{row.objective.key}",
        aim=aim.name,
        text_html=row.objective.text_html,
        answer=Answer(row.answer).label,
        by=str(row.answered_by or ""),
        on=day_of(row.answered_at),
        reason=row.sent_back_reason,
        note_html=row.note_html,
        evidence_url=row.evidence_url,
        evidence_title=row.evidence_title,
        seen=row.revision,
        may_decide=may_decide,
    )
