"""The one function that writes standings, and appends the movements that explain them."""

from collections.abc import Callable, Collection, Iterable

from dashboard import scoring
from dashboard.actions.moment import Moment
from dashboard.choices import Cause
from dashboard.models import Area, Event, Movement, Project, Standing
from dashboard.series import Entry, booked
from dashboard.states import VALUES, State, Wanted, expected, fresh_until, held, wanted_of

CauseOf = Callable[[scoring.Standing, scoring.Standing], Cause]
MOVING = ("applicability", "rank", "levels", "points", "maximum")
TOLD = ("applicability", "level", "rank", "levels", "points", "maximum")
WRITTEN = (*VALUES, "team", "is_blocked", "fresh_until", "revision")


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
    entries: list[Entry] = []
    areas = moment.store.areas
    for state in projects:
        for aim_id, wanted in expected(state, moment.rules, areas, moment.day, aims).items():
            row = state.standings.get(aim_id)
            before = wanted_of(row)
            if row and before == wanted:
                continue
            kept = _kept(moment, state, aim_id, wanted)
            (updated if row else added).append(kept)
            why = cause(before.value, wanted.value)
            if _moved(before, wanted):
                movements.append(_movement(moment, event, kept, before, why))
            on = (aim_id, areas[aim_id])
            entries += booked(moment.day, why, held(before, *on), held(wanted, *on))
    moment.store.add_many(added)
    moment.store.update_many(updated, WRITTEN)
    moment.store.add_many(movements)
    moment.store.tally(entries)


def restate_everything(moment: Moment, event: Event, *, cause: Cause) -> None:
    """The standings of every project on every aim, in lots."""
    for projects in moment.store.all_projects():
        restate(moment, event, projects, cause=always(cause))


def refresh(moment: Moment, state: State, area: Area | None) -> None:
    """Say of the standings in an area, or in all, that somebody has just looked at them.

    At most two queries, and one for each lot of what that changes.
    """
    updated: list[Standing] = []
    entries: list[Entry] = []
    for aim_id, row in state.standings.items():
        of = moment.store.areas[aim_id]
        if area and of != area.pk:
            continue
        before = wanted_of(row)
        after = before._replace(fresh_until=fresh_until(state, moment.rules, of))
        if after != before:
            row.fresh_until = after.fresh_until
            updated.append(row)
            entries += booked(moment.day, "", held(before, aim_id, of), held(after, aim_id, of))
    moment.store.update_many(updated, ["fresh_until"])
    moment.store.tally(entries)


def _moved(before: Wanted, after: Wanted) -> bool:
    was, now = before.value, after.value
    return before.team != after.team or any(getattr(was, n) != getattr(now, n) for n in MOVING)


def _kept(moment: Moment, state: State, aim_id: int, wanted: Wanted) -> Standing:
    row = state.standings.get(aim_id) or Standing(project=state.project, aim_id=aim_id)
    for name in VALUES:
        setattr(row, name, getattr(wanted.value, name))
    row.team_id = wanted.team
    row.is_blocked, row.fresh_until = wanted.is_blocked, wanted.fresh_until
    row.revision = moment.revision
    state.standings[aim_id] = row
    return row


def _movement(
    moment: Moment,
    event: Event,
    row: Standing,
    before: Wanted,
    cause: Cause,
) -> Movement:
    told = {f"{name}_before": getattr(before.value, name) for name in TOLD}
    told |= {f"{name}_after": getattr(row, name) for name in TOLD}
    return Movement(
        event_id=event.pk,
        revision=moment.revision,
        at=moment.at,
        day=moment.day,
        cause=cause,
        project_id=row.project_id,
        aim_id=row.aim_id,
        team_before_id=before.team,
        team_after_id=row.team_id,
        **told,
    )
