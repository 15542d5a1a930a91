"""Promises: made in public, withdrawn in public, and kept or missed by where a project stands."""

from datetime import datetime

from dashboard import scoring
from dashboard.actions.action import action, need_active, take
from dashboard.actions.moment import Moment, Refused
from dashboard.actions.recording import write
from dashboard.choices import Applicability, Through, Verb
from dashboard.models import (
    Aim,
    Commitment,
    Cycle,
    Level,
    Objective,
    Person,
    Project,
    Standing,
)


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
    is handed over. Raises `Refused` where the cycle has ended, where the level is not asked of the
    project by its end, where the aim is set aside, and where the level is reached already.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        moment.store.flush()
        cycle = Cycle.objects.get(pk=cycle.pk)
        promised = {"cycle": cycle, "project": project, "aim": aim, "level": level}
        row = Commitment.objects.filter(**promised, withdrawn_at__isnull=True).first()
        if row:
            return row
        need_active(project)
        _need_open(moment, cycle)
        _need_asked(moment, project, aim, level, cycle)
        row = Commitment(**promised, team=project.team)
        write(moment, Verb.COMMITTED, row, made_at=moment.at, made_by=by)
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
    cycle has ended.
    """
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        related = ("cycle", "team", "project", "aim__area", "level")
        row = Commitment.objects.select_related(*related).get(pk=commitment.pk)
        if row.withdrawn_at:
            return row
        moment, row.project = take(moment, row.project)
        _need_open(moment, row.cycle)
        if not reason.strip():
            raise Refused("Say why the promise is withdrawn.")
        values = {"withdrawn_at": moment.at, "withdrawn_by": by, "withdrawn_reason": reason}
        write(moment, Verb.COMMITMENT_WITHDRAWN, row, **values)
        return row


def _need_open(moment: Moment, cycle: Cycle) -> None:
    if cycle.ends_on < moment.day:
        raise Refused(f"{cycle.name} has ended.")


def _need_asked(moment: Moment, project: Project, aim: Aim, level: Level, cycle: Cycle) -> None:
    rule = moment.rules.aims.get(aim.pk)
    counting = scoring.counting(rule, project.kind, cycle.ends_on) if rule else []
    asked = Objective.objects.filter(pk__in=[each.id for each in counting], level=level)
    if rule is None or not asked.exists():
        raise Refused("This level of the aim is not asked of this project.")
    standing = Standing.objects.filter(project=project, aim=aim).first()
    if standing and standing.applicability == Applicability.NOT_APPLICABLE:
        raise Refused("This aim is set aside here as not applicable.")
    keys = [step.key for step in rule.ladder]
    if standing and standing.level and keys.index(standing.level) >= keys.index(level.key):
        raise Refused(f"{project.name} has reached {level.name} already.")
