"""Promises: made in public, withdrawn in public, and kept or missed by where a project stands."""

from datetime import date, datetime

from dashboard import scoring
from dashboard.actions.action import action, need_active, take
from dashboard.actions.moment import Conflict, Moment, Refused
from dashboard.actions.recording import write
from dashboard.choices import Applicability, Through, Verb
from dashboard.models import Aim, Commitment, Cycle, Level, Person, Project
from dashboard.states import State


def commit(
    *,
    project: Project,
    aim: Aim,
    level: Level,
    cycle: Cycle,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Commitment:
    """Promise that a project reaches a level of an aim by a cycle's end. Twice changes nothing.

    The promise belongs to the team that has the project now, and stays with it when the project
    is handed over. Raises `Refused` where the cycle has ended, where the level will not be asked
    of the project by its end, where the aim is set aside, and where the level is reached already.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        moment.store.flush()
        cycle = Cycle.objects.get(pk=cycle.pk)
        promised = {"cycle": cycle, "project": project, "aim": aim, "level": level}
        rows = Commitment.objects.filter(**promised, withdrawn_at__isnull=True)
        if row := rows.select_related("team").first():
            return _own(row, project)
        need_active(project)
        last_day = _need_open(moment, cycle)
        state = moment.store.states([project])[0]
        _need_asked(moment, state, aim, level, last_day)
        _need_ahead(moment, state, aim, level)
        row = Commitment(**promised, team=project.team)
        write(moment, Verb.COMMITTED, row, made_at=moment.at, made_by=by)
        return row


def _own(row: Commitment, project: Project) -> Commitment:
    """What the team has promised; raises `Refused` where another one did, and answers for it."""
    if project.team_id not in (row.team_id, row.team.merged_into_id):
        raise Refused(f"{row.team} promised this already, and answers for it.")
    return row


def withdraw(
    *,
    commitment: Commitment,
    reason: str,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Commitment:
    """Withdraw a promise, with the reason, which stays to be read. Twice changes nothing.

    Also that of a project which is archived since. Raises `Refused` without a reason, and once the
    cycle has ended; `Conflict` where it is withdrawn already, for another reason.
    """
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        related = ("cycle", "team", "project", "aim__area", "level")
        row = Commitment.objects.select_related(*related).get(pk=commitment.pk)
        if row.withdrawn_at:
            return _withdrawn(row, reason.strip())
        moment, row.project = take(moment, row.project)
        _need_open(moment, row.cycle)
        if not reason.strip():
            raise Refused("Say why the promise is withdrawn.")
        why = {"withdrawn_reason": reason.strip()}
        write(
            moment, Verb.COMMITMENT_WITHDRAWN, row, withdrawn_at=moment.at, withdrawn_by=by, **why
        )
        return row


def _withdrawn(row: Commitment, reason: str) -> Commitment:
    """What is withdrawn already; raises `Conflict` where that is for another reason."""
    if row.withdrawn_reason != reason:
        change = (row.withdrawn_by, row.withdrawn_at)
        raise Conflict(row, change, did="withdrew this promise for another reason,")
    return row


def _need_open(moment: Moment, cycle: Cycle) -> date:
    """The last day of the cycle as it is planned now, which must not be over."""
    ends_on = Cycle.objects.values_list("ends_on", flat=True).get(pk=cycle.pk)
    if ends_on < moment.day:
        raise Refused(f"{cycle.name} has ended.")
    return ends_on


def _need_asked(moment: Moment, state: State, aim: Aim, level: Level, day: date) -> None:
    """Raise `Refused` where the project will not meet this level on that day."""
    rule = moment.rules.aims.get(aim.pk)
    counting = scoring.counting(rule, state.project.kind, day) if rule else []
    steps = scoring.steps(rule.ladder, counting, state.said) if rule else []
    is_on_ladder = level.pk in moment.rules.ladders.get(aim.pk, ())
    if not is_on_ladder or level.key not in {step.level.key for step in steps}:
        raise Refused("This level of the aim is not asked of this project.")


def _need_ahead(moment: Moment, state: State, aim: Aim, level: Level) -> None:
    """Raise `Refused` where the project stands at the level already, or the aim is set aside."""
    rule, kind = moment.rules.aims[aim.pk], state.project.kind
    is_set_aside = aim.pk in state.set_aside
    now = scoring.standing(rule, kind, moment.day, state.said, is_set_aside=is_set_aside)
    if now.applicability == Applicability.NOT_APPLICABLE:
        raise Refused(f"{aim.name} is set aside here as not applicable.")
    keys = ["", *(step.key for step in rule.ladder)]
    if keys.index(now.level) >= keys.index(level.key):
        raise Refused(f"{state.project.name} has reached {level.name} already.")
