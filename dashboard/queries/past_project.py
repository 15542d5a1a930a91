"""One project as it was at the end of a day: whose it was, and what was said of it."""

from copy import copy
from datetime import date

from django.db.models import Q

from dashboard.dossier import Dossier
from dashboard.models import Assessment, Intent, Project, ProjectSpan
from dashboard.queries.past import spans_then
from dashboard.queries.rows_then import rows_then


def span_then(project: Project, day: date) -> ProjectSpan | None:
    """Its team, kind, agreement and activity; none before it was entered. One query."""
    return spans_then(day).filter(project=project).select_related("project", "team__group").first()


def dossier_then(project: Project, span: ProjectSpan, day: date) -> Dossier:
    """What was said of it, as scoring takes it: what is stored for today is left aside. Six
    queries. It has the name that it has now."""
    was = copy(project)
    was.team, was.kind, was.agreement = span.team, span.kind, span.agreement
    was.archived_at = span.started_at if span.is_archived else None
    own = Q(project=project)
    answers, intents = rows_then(Assessment, day, own), rows_then(Intent, day, own)
    return Dossier(
        project=was,
        assessments={row.objective_id: row for row in answers},
        intents={row.aim_id: row for row in intents},
        standings={},
        gained={},
        since=day,
    )
