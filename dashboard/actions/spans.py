"""Spans: since when something is as it is, kept in step with the row they tell of."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from dashboard.actions.moment import Moment
from dashboard.models import Project, ProjectSpan, Team, TeamSpan


def respan(moment: Moment, row: Project | Team) -> None:
    """End the open span where the row no longer is as it says, and begin the next.

    Two changes at one moment leave one span: none is ever empty.
    """
    span = moment.store.open_span(row)
    told = _told(row)
    if span and all(getattr(span, name) == value for name, value in told.items()):
        return
    if span and span.started_at == moment.at:
        _set(moment, span, told)
        return
    if span:
        _set(moment, span, {"ended_at": moment.at})
    moment.store.add(_begun(row, told, moment))


def redate(moment: Moment, span: ProjectSpan | TeamSpan | None, at: datetime) -> None:
    """Let a span begin at another time."""
    if span:
        _set(moment, span, {"started_at": at})


def _told(row: Project | Team) -> dict[str, Any]:
    if isinstance(row, Project):
        return {
            "team_id": row.team_id,
            "kind": row.kind,
            "agreement": row.agreement,
            "is_archived": row.archived_at is not None,
        }
    return {"name": row.name, "group_id": row.group_id}


def _begun(row: Project | Team, told: dict[str, Any], moment: Moment) -> Model:
    if isinstance(row, Project):
        return ProjectSpan(project=row, started_at=moment.at, **told)
    return TeamSpan(team=row, started_at=moment.at, **told)


def _set(moment: Moment, span: Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(span, name, value)
    moment.store.update(span, list(values))
