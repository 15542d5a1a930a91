"""What projects said and where they stand, read in a fixed number of queries."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from dashboard import scoring
from dashboard.choices import Agreement, Answer, Applicability, IntentChoice
from dashboard.looks import Looks, last_looks
from dashboard.models import Assessment, Intent, Project, Standing
from dashboard.rules import Rules
from dashboard.scoring import AimRule, Said
from dashboard.series import Held

SAID_FIELDS = ("objective_id", "answer", "confirmed_at", "sent_back_at")
VALUES = tuple(scoring.Standing.__dataclass_fields__)


@dataclass(slots=True)
class State:
    """One project as scoring sees it.

    `said` is by objective id, `set_aside` holds aims whose intent "not applicable" is confirmed,
    `blocked` those that something blocks, `standings` the stored rows by aim id. Looks that can be
    read are read when they are first asked for.
    """

    project: Project
    said: dict[int, Said] = field(default_factory=dict)
    set_aside: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    standings: dict[int, Standing] = field(default_factory=dict)
    has_answers: bool = False
    read_looks: Callable[[], Looks] | None = None
    _looks: Looks | None = None

    @property
    def looks(self) -> Looks:
        """Its last reviews and check-ins."""
        if self._looks is None:
            self._looks = self.read_looks() if self.read_looks else Looks()
        return self._looks

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
    """The states of projects. Four queries."""
    lot = list(projects)
    looks = last_looks([project.pk for project in lot])
    states = {project.pk: State(project, _looks=looks[project.pk]) for project in lot}
    only: dict[str, Any] = {"project_id__in": list(states)}
    _load_said(states, only)
    for intent in Intent.objects.filter(**only):
        mean(states[intent.project_id], intent)
    for standing in Standing.objects.filter(**only):
        states[standing.project_id].standings[standing.aim_id] = standing
    return list(states.values())


def mean(state: State, intent: Intent) -> None:
    """Take in what is meant for an aim."""
    is_set_aside = intent.choice == IntentChoice.NOT_APPLICABLE and intent.confirmed_at is not None
    for aims, is_in in (
        (state.set_aside, is_set_aside),
        (state.blocked, intent.choice == IntentChoice.BLOCKED),
    ):
        (aims.add if is_in else aims.discard)(intent.aim_id)


def _load_said(states: Mapping[int, State], only: Mapping[str, Any]) -> None:
    rows = Assessment.objects.filter(**only).order_by().values_list("project_id", *SAID_FIELDS)
    for project_id, objective_id, *columns in rows:
        said = said_of(*columns)
        states[project_id].said[objective_id] = said
        states[project_id].has_answers |= said.answer != Answer.UNSAID


class Wanted(NamedTuple):
    """What a stored standing should say; `team` is the id of the one whose score it is in."""

    value: scoring.Standing
    team: int | None
    is_blocked: bool
    fresh_until: date | None


def wanted_of(row: Standing | None) -> Wanted:
    """What a stored standing says."""
    if row is None:
        return Wanted(scoring.Standing(), None, False, None)
    return Wanted(value_of(row), row.team_id, row.is_blocked, row.fresh_until)


def held(wanted: Wanted, aim: int, area: int) -> Held | None:
    """A standing on an aim of an area as the sums hold it; none where it is in none."""
    value = wanted.value
    if wanted.team is None or value.applicability != Applicability.APPLICABLE:
        return None
    return Held(
        team=wanted.team,
        area=area,
        aim=aim,
        rank=value.rank,
        levels=value.levels,
        points=value.points,
        maximum=value.maximum,
        is_blocked=wanted.is_blocked and value.rank < value.levels,
        fresh_until=wanted.fresh_until,
    )


def expected(
    state: State,
    rules: Rules,
    areas: Mapping[int, int],
    day: date,
    aims: Collection[int] | None = None,
) -> dict[int, Wanted]:
    """Where a project should stand on each aim; `areas` maps aims to areas.

    Of aims that never counted for the project nothing is expected, and of a project that is not
    in the sums only what is stored already. Of some aims alone, what an answer may change: what
    is stored was looked at when it was. In the order of the criteria, so that the same acts leave
    the same movements.
    """
    result = {}
    for aim_id in dict.fromkeys((*rules.aims, *state.standings)) if aims is None else aims:
        value = _value(state, rules.aims.get(aim_id), day)
        row = state.standings.get(aim_id)
        if row is None and (value == scoring.Standing() or not state.is_counted):
            continue
        is_placed = state.is_counted and value.applicability != Applicability.OUTSIDE
        result[aim_id] = Wanted(
            value=value,
            team=state.project.team_id if is_placed else None,
            is_blocked=aim_id in state.blocked,
            fresh_until=row.fresh_until
            if row and aims is not None
            else fresh_until(state, rules, areas[aim_id]),
        )
    return result


def fresh_until(state: State, rules: Rules, area: int) -> date | None:
    """The last day on which what is said in an area is not overdue for review; none: never was."""
    last = state.looks.last_on(area)
    return last and last + timedelta(days=rules.fresh_days.due)


def _value(state: State, aim: AimRule | None, day: date) -> scoring.Standing:
    if aim is None:
        return scoring.Standing()
    return scoring.standing(
        aim, state.project.kind, day, state.said, is_set_aside=aim.id in state.set_aside
    )
