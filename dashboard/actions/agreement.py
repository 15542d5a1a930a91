"""Whether a team has taken this up, as somebody says it who saw what stands there."""

from datetime import datetime

from dashboard.actions.action import action, need_active, take
from dashboard.actions.moment import Conflict
from dashboard.actions.projects import set_agreement
from dashboard.choices import Through, Verb
from dashboard.models import Event, Person, Project


def agree(
    *,
    project: Project,
    agreement: str,
    seen: str,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Project:
    """What `set_agreement` does. Saying it twice changes nothing.

    `seen` is the agreement that was seen; another one raises `Conflict`. Raises `Refused` where
    the project is archived.
    """
    with action(by=by, at=at, through=through) as moment:
        _, project = take(moment, project)
        if project.agreement == agreement:
            return project
        need_active(project)
        if project.agreement != seen:
            raise _conflict(project)
        return set_agreement(project=project, agreement=agreement, by=by, at=at, through=through)


def _conflict(project: Project) -> Conflict:
    changes = (Verb.AGREEMENT_CHANGED, Verb.PROJECT_JOINED)
    events = Event.objects.filter(project=project, verb__in=changes)
    event = events.select_related("by").latest("pk")
    return Conflict(project, (event.by, event.at))
