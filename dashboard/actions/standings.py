"""The one function that writes standings, and appends the movements that explain them."""

from collections.abc import Callable, Collection, Iterable

from dashboard import scoring
from dashboard.actions.moment import Moment
from dashboard.choices import Cause
from dashboard.models import Event, Movement, Project, Standing
from dashboard.states import VALUES, State, expected, value_of

CauseOf = Callable[[scoring.Standing, scoring.Standing], Cause]
MOVING = ("applicability", "rank", "levels", "points", "maximum")
TOLD = ("applicability", "level", "rank", "levels", "points", "maximum")
WRITTEN = (*VALUES, "team", "revision")


def always(cause: Cause) -> CauseOf:
    """The same cause, whatever moved."""
    return lambda before, after: cause


def by_work(before: scoring.Standing, after: scoring.Standing) -> Cause:
    """Work done where the standing rose, undone where it fell."""
    rose = (after.points, after.rank) >= (before.points, before.rank)
    return Cause.WORK_DONE if rose else Cause.WORK_UNDONE


def restate(
    moment: Moment,
    event: Event,
    projects: Iterable[Project],
    *,
    cause: CauseOf,
    aims: Collection[int] | None = None,
) -> None:
    """Work out the standings of projects anew, on some aims or all, and keep what changed.

    Costs at most six queries for any number of projects. A standing that did not change is not
    written; one whose level, applicability, points, maximum or team changed gets a movement.
    """
    restate_states(moment, event, moment.store.states(projects), cause=cause, aims=aims)


def restate_states(
    moment: Moment,
    event: Event,
    projects: Iterable[State],
    *,
    cause: CauseOf,
    aims: Collection[int] | None = None,
) -> None:
    """The same for states at hand."""
    added: list[Standing] = []
    updated: list[Standing] = []
    movements: list[Movement] = []
    for state in projects:
        for aim_id, (value, team_id) in expected(state, moment.rules, moment.day, aims).items():
            row = state.standings.get(aim_id)
            before, team_before = value_of(row), row.team_id if row else None
            if row and (before, team_before) == (value, team_id):
                continue
            kept = _kept(moment, state, aim_id, value, team_id)
            (updated if row else added).append(kept)
            if _moved(before, value) or team_before != team_id:
                movements.append(
                    _movement(moment, event, kept, before, team_before, cause(before, value))
                )
    moment.store.add_many(added)
    moment.store.update_many(updated, WRITTEN)
    moment.store.add_many(movements)


def restate_everything(moment: Moment, event: Event, *, cause: Cause) -> None:
    """The standings of every project on every aim, in lots."""
    for projects in moment.store.all_projects():
        restate(moment, event, projects, cause=always(cause))


def _moved(before: scoring.Standing, after: scoring.Standing) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in MOVING)


def _kept(
    moment: Moment, state: State, aim_id: int, value: scoring.Standing, team_id: int | None
) -> Standing:
    row = state.standings.get(aim_id) or Standing(project=state.project, aim_id=aim_id)
    for name in VALUES:
        setattr(row, name, getattr(value, name))
    row.team_id = team_id
    row.revision = moment.revision
    state.standings[aim_id] = row
    return row


def _movement(
    moment: Moment,
    event: Event,
    row: Standing,
    before: scoring.Standing,
    team_before: int | None,
    cause: Cause,
) -> Movement:
    told = {f"{name}_before": getattr(before, name) for name in TOLD}
    told |= {f"{name}_after": getattr(row, name) for name in TOLD}
    return Movement(
        event_id=event.pk,
        revision=moment.revision,
        at=moment.at,
        day=moment.day,
        cause=cause,
        project_id=row.project_id,
        aim_id=row.aim_id,
        team_before_id=team_before,
        team_after_id=row.team_id,
        **told,
    )
