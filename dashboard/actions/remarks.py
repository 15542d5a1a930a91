"""What people say to each other beside an objective, and the disputes that a sitting settles."""

from datetime import datetime

from django.db.models import QuerySet

from dashboard.actions.action import action, need_active, take
from dashboard.actions.assessments import need_asked
from dashboard.actions.moment import Moment, Refused
from dashboard.actions.recording import write
from dashboard.choices import RemarkKind, Through, Verb
from dashboard.models import Objective, Person, Project, Remark

VERBS: dict[str, Verb] = {
    RemarkKind.REMARK: Verb.REMARKED,
    RemarkKind.DISPUTE: Verb.DISPUTED,
    RemarkKind.SETTLEMENT: Verb.DISPUTE_SETTLED,
}


def remark(
    *,
    project: Project,
    objective: Objective,
    text: str,
    kind: str = RemarkKind.REMARK,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Remark:
    """Add to the thread beside an objective: a remark, a dispute, or the settlement of one.

    The same person saying the same again, with nothing in between, changes nothing. A dispute can
    be settled even where the objective is not asked any more. Raises `Refused` without text, where
    what is disputed is disputed again, and where there is no dispute to settle.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        objective = moment.store.objective(objective.pk)
        last = _thread(moment, project, objective).last()
        if last and (last.kind, last.text, last.said_by) == (kind, text, by):
            return last
        if not text.strip():
            raise Refused("Write something.")
        if kind == RemarkKind.SETTLEMENT:
            need_active(project)
        else:
            need_asked(moment.rules, moment.day, project, objective)
        _need_turn(kind, is_disputed(moment, project, objective))
        row = Remark(project=project, objective=objective)
        write(moment, VERBS[kind], row, kind=kind, text=text, said_at=moment.at, said_by=by)
        return row


def is_disputed(moment: Moment, project: Project, objective: Objective) -> bool:
    """Whether the last word on it is a dispute."""
    decisive = _thread(moment, project, objective).exclude(kind=RemarkKind.REMARK).last()
    return decisive is not None and decisive.kind == RemarkKind.DISPUTE


def _need_turn(kind: str, is_open: bool) -> None:
    if kind not in VERBS:
        raise Refused("Remark, dispute, or settle what is disputed.")
    if kind == RemarkKind.DISPUTE and is_open:
        raise Refused("This is disputed already: add a remark.")
    if kind == RemarkKind.SETTLEMENT and not is_open:
        raise Refused("There is no dispute to settle here.")


def _thread(moment: Moment, project: Project, objective: Objective) -> QuerySet[Remark]:
    moment.store.flush()
    rows = Remark.objects.filter(project=project, objective=objective)
    return rows.select_related("said_by").order_by("pk")
