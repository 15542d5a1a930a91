"""What projects said and where they stand, read in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard import scoring
from dashboard.choices import Agreement, Answer, Applicability, IntentChoice
from dashboard.models import Assessment, Intent, Project, Standing
from dashboard.rules import Rules
from dashboard.scoring import AimRule, Said

SAID_FIELDS = ("objective_id", "answer", "confirmed_at", "sent_back_at")
VALUES = tuple(scoring.Standing.__dataclass_fields__)


@dataclass(slots=True)
class State:
    """One project as scoring sees it.

    `said` is by objective id, `set_aside` holds aims whose intent "not applicable" is confirmed,
    `standings` the stored rows by aim id.
    """

    project: Project
    said: dict[int, Said] = field(default_factory=dict)
    set_aside: set[int] = field(default_factory=set)
    standings: dict[int, Standing] = field(default_factory=dict)
    has_answers: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether the project is in the sums: agreed, active, and something is said of it."""
        return (
            self.has_answers
            and self.project.agreement == Agreement.AGREED
            and self.project.archived_at is None
        )


def said_of(answer: str, confirmed_at: object, sent_back_at: object) -> Said:
    """An assessment's columns as a value."""
    return Said(answer, confirmed_at is not None, sent_back_at is not None)


def value_of(standing: Standing | None) -> scoring.Standing:
    """A stored standing as a value; where none is stored, nothing was ever counted."""
    if standing is None:
        return scoring.Standing()
    return scoring.Standing(*(getattr(standing, name) for name in VALUES))


def load(projects: Iterable[Project]) -> list[State]:
    """The states of projects. Three queries."""
    states = {project.pk: State(project) for project in projects}
    only: dict[str, Any] = {"project_id__in": list(states)}
    _load_said(states, only)
    for intent in Intent.objects.filter(
        **only, choice=IntentChoice.NOT_APPLICABLE, confirmed_at__isnull=False
    ):
        states[intent.project_id].set_aside.add(intent.aim_id)
    for standing in Standing.objects.filter(**only):
        states[standing.project_id].standings[standing.aim_id] = standing
    return list(states.values())


def _load_said(states: Mapping[int, State], only: Mapping[str, Any]) -> None:
    rows = Assessment.objects.filter(**only).order_by().values_list("project_id", *SAID_FIELDS)
    for project_id, objective_id, *columns in rows:
        said = said_of(*columns)
        states[project_id].said[objective_id] = said
        states[project_id].has_answers |= said.answer != Answer.UNSAID


def expected(
    state: State, rules: Rules, day: date, aims: Collection[int] | None = None
) -> dict[int, tuple[scoring.Standing, int | None]]:
    """Where a project should stand on each aim, and the id of the team whose score it is in.

    Of aims that never counted for the project nothing is expected, and of a project that is not
    in the sums only what is stored already. In the order of the criteria, so that the same acts
    leave the same movements.
    """
    result = {}
    for aim_id in dict.fromkeys((*rules.aims, *state.standings)) if aims is None else aims:
        value = _value(state, rules.aims.get(aim_id), day)
        is_new = aim_id not in state.standings
        if is_new and (value == scoring.Standing() or not state.is_counted):
            continue
        is_placed = state.is_counted and value.applicability != Applicability.OUTSIDE
        result[aim_id] = (value, state.project.team_id if is_placed else None)
    return result


def _value(state: State, aim: AimRule | None, day: date) -> scoring.Standing:
    if aim is None:
        return scoring.Standing()
    return scoring.standing(
        aim, state.project.kind, day, state.said, is_set_aside=aim.id in state.set_aside
    )
