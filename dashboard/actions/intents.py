"""What teams mean to do about an aim: planned, deferred, blocked, not applicable."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from dashboard.actions.action import action, need_active, take
from dashboard.actions.moment import Moment, Refused, need_seen, need_unchanged
from dashboard.actions.recording import write
from dashboard.actions.standings import always, restate
from dashboard.choices import Cause, IntentChoice, Through, Verb
from dashboard.models import Aim, Event, Intent, Person, Project


@dataclass(frozen=True, slots=True)
class Plan:
    """An intent with its words; `IntentChoice.NONE` sets back to nothing said."""

    choice: str
    planned_for: str = ""
    blocked_by: str = ""
    unblocked_by: str = ""
    note: str = ""


def set_intent(
    *,
    project: Project,
    aim: Aim,
    plan: Plan,
    is_confirmed: bool = False,
    seen: int | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Intent | None:
    """Say what is meant for an aim. Saying it twice changes nothing.

    Not applicable takes the aim out of the sums once it is confirmed and while no level is
    reached. Raises `Conflict` as `assessments.answer` does, and `Refused` without the words that
    the choice needs.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        row = moment.store.intent(project, aim.pk)
        if _means_already(row, plan, is_confirmed):
            return row
        need_unchanged(row, seen)
        _need_words(moment, aim, plan)
        row = row or Intent(project=project, aim=aim)
        values = asdict(plan) | {"said_at": moment.at, "said_by": by}
        if row.choice != plan.choice:
            values["chosen_at"] = moment.at
        values |= _confirmation(moment, row, plan, is_confirmed)
        keep(moment, Verb.INTENT_SET, row, values)
        return row


def confirm_intent(
    *,
    project: Project,
    aim: Aim,
    seen: int | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Intent:
    """Confirm that an aim is not applicable. Confirming twice changes nothing.

    Raises `Conflict` where the words, or those confirmed by now, are not those that were seen.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        row = moment.store.intent(project, aim.pk)
        if row is None or row.choice != IntentChoice.NOT_APPLICABLE:
            raise Refused("Nothing here needs a confirmation.")
        if row.confirmed_at:
            need_seen(moment, row, seen, Verb.INTENT_CONFIRMED)
            return row
        need_unchanged(row, seen)
        values = {"confirmed_at": moment.at, "confirmed_by": by}
        keep(moment, Verb.INTENT_CONFIRMED, row, values)
        return row


def _confirmation(moment: Moment, row: Intent, plan: Plan, is_confirmed: bool) -> dict[str, Any]:
    """Only "not applicable" has one; it outlives a change of words."""
    is_set_aside = plan.choice == IntentChoice.NOT_APPLICABLE
    if is_set_aside and is_confirmed:
        return {"confirmed_at": moment.at, "confirmed_by": moment.by}
    if is_set_aside and row.choice == IntentChoice.NOT_APPLICABLE:
        return {}
    return {"confirmed_at": None, "confirmed_by": None}


def keep(moment: Moment, verb: Verb, row: Intent, values: dict[str, Any]) -> None:
    """Write an intent, and restate the standing of its aim."""
    need_active(row.project)
    event: Event | None = write(moment, verb, row, **values)
    if event:
        applicability = always(Cause.APPLICABILITY)
        restate(moment, event, [row.project], cause=applicability, aims=[row.aim_id])


def _means_already(row: Intent | None, plan: Plan, is_confirmed: bool) -> bool:
    if row is None:
        return plan.choice == IntentChoice.NONE
    kept = Plan(row.choice, row.planned_for, row.blocked_by, row.unblocked_by, row.note)
    needs = is_confirmed and plan.choice == IntentChoice.NOT_APPLICABLE
    return kept == plan and (bool(row.confirmed_at) or not needs)


def _need_words(moment: Moment, aim: Aim, plan: Plan) -> None:
    if aim.pk not in moment.rules.aims:
        raise Refused("This aim is not part of the criteria.")
    if plan.choice == IntentChoice.BLOCKED and not plan.blocked_by.strip():
        raise Refused("Say what blocks it.")
    if plan.choice == IntentChoice.NOT_APPLICABLE and not plan.note.strip():
        raise Refused("Say why it is not applicable.")
