"""Projects that are in no sum, why, and since when."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from dashboard.choices import Agreement, Answer
from dashboard.days import day_of
from dashboard.models import Assessment, Movement, Project, ProjectSpan
from dashboard.queries.explained import Absent

ANSWERED = Exists(
    Assessment.objects.filter(project=OuterRef("pk")).exclude(answer=Answer.UNSAID).order_by()
)
COUNTED = Q(archived_at=None, agreement=Agreement.AGREED, is_answered=True)
REASONS = {
    Agreement.NOT_YET: "The team has not agreed to take part yet",
    Agreement.IN_TALKS: "The team is in talks, and has not agreed yet",
    Agreement.AGREED: "Agreed, and nothing is answered yet",
}
ARCHIVED = "Archived"


def with_answers(projects: QuerySet[Project]) -> QuerySet[Any]:
    """Say of each project whether anything is said of it: `COUNTED` asks that."""
    return projects.annotate(is_answered=ANSWERED)


def absent(projects: QuerySet[Project], most: int) -> list[Absent]:
    """Those of some projects that are in no sum, by name; at most so many. One query.

    Since when: the day they left the sums, or, if they were never in any, that they joined.
    """
    gone = Movement.objects.filter(
        project=OuterRef("pk"), team_before__isnull=False, team_after__isnull=True
    )
    left = gone.order_by().values("project").annotate(last=Max("day")).values("last")
    rows = with_answers(projects).exclude(COUNTED).annotate(left_on=Subquery(left))
    return list(_rows(rows.order_by("archived_at", "name", "pk")[:most]))


def absent_then(span: ProjectSpan, *, has_answers: bool) -> Absent | None:
    """A project that was in no sum at the end of a day; none where it was in them. Of a span read
    with its project."""
    if span.is_archived:
        reason = ARCHIVED
    elif span.agreement == Agreement.AGREED and has_answers:
        return None
    else:
        reason = REASONS[Agreement(span.agreement)]
    return Absent(span.project.slug, span.project.name, reason, day_of(span.started_at))


def _rows(projects: Iterable[Any]) -> Iterable[Absent]:
    for project in projects:
        if project.archived_at:
            reason, since = ARCHIVED, day_of(project.archived_at)
        else:
            reason = REASONS[Agreement(project.agreement)]
            since = project.left_on or day_of(project.joined_at)
        yield Absent(project.slug, project.name, reason, since)
