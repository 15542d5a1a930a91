"""What the record says of assessments on any day, so that a file can be imported again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dashboard.actions.assessments import Claim
from dashboard.models import Assessment, Event, Objective, Project
from dashboard.record import subject_of


@dataclass(slots=True)
class Past:
    """The states of each assessment, oldest first: since when, which answer, confirmed or not."""

    states: dict[tuple[int, int], list[tuple[datetime, str, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def says(self, at: datetime | None, objective: Objective, claim: Claim, of: Project) -> bool:
        """Whether the record says on that day what is claimed; of today the rows tell."""
        if at is None:
            return False
        until = [state for state in self.states[of.pk, objective.pk] if state[0] <= at]
        if not until:
            return False
        _, answer, is_confirmed = until[-1]
        return answer == claim.answer and (is_confirmed or not claim.is_confirmed)


def read_past(projects: Iterable[Project]) -> Past:
    """The past of these projects. One query."""
    past = Past()
    fields: dict[tuple[int, int], dict[str, Any]] = defaultdict(dict)
    events = Event.objects.filter(project__in=projects, subject=subject_of(Assessment))
    rows = events.order_by("pk").values_list("project_id", "objective_id", "at", "after")
    for project_id, objective_id, at, after in rows:
        key = (project_id, objective_id)
        fields[key].update(after)
        is_confirmed = fields[key].get("confirmed_at") is not None
        past.states[key].append((at, fields[key]["answer"], is_confirmed))
    return past
