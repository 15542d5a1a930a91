"""What teams say of objectives: answer, confirm, send back, take back."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from dashboard.actions.action import action, need_active, take
from dashboard.actions.moment import Moment, Refused, need_seen, need_unchanged
from dashboard.actions.recording import write
from dashboard.actions.spans import respan
from dashboard.actions.standings import CauseOf, always, by_work, restate_states
from dashboard.choices import Agreement, Answer, Cause, Through, Verb
from dashboard.models import Assessment, Event, Objective, Person, Project
from dashboard.rules import Rules
from dashboard.scoring import Said
from dashboard.states import said_of

CLAIMS = (Answer.MET, Answer.NOT_APPLICABLE)
UNSAID = Said(Answer.UNSAID)


@dataclass(frozen=True, slots=True)
class Words:
    """What goes with an answer: a note in Markdown, and the evidence and the day it shows."""

    note: str = ""
    evidence_url: str = ""
    evidence_title: str = ""
    evidence_on: date | None = None


def answer(
    *,
    project: Project,
    objective: Objective,
    answer: str,
    words: Words = Words(),
    is_confirmed: bool = False,
    is_evidence_waived: bool = False,
    seen: int | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Assessment:
    """Say whether one objective is true of one project. Saying it twice changes nothing.

    `is_confirmed`: whoever says it may confirm it at once. `seen` is the revision of the answer
    the person saw, 0 for none; somebody else's later change raises `Conflict`. The first answer
    makes the project agreed and brings it into the sums. Raises `Refused` where the objective
    is not asked of the project, or where its reason or evidence is missing.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        objective = moment.store.objective(objective.pk)
        claim = Claim(answer, words, is_confirmed, is_evidence_waived)
        row = moment.store.assessment(project, objective)
        if row and _says_already(row, objective, claim):
            return row
        need_asked(moment.rules, moment.day, project, objective)
        return say(moment, project, objective, claim, seen=seen)


@dataclass(frozen=True, slots=True)
class Claim:
    """An answer with its words, and whether it is confirmed as it is given."""

    answer: str
    words: Words = Words()
    is_confirmed: bool = False
    is_evidence_waived: bool = False


def say(
    moment: Moment,
    project: Project,
    objective: Objective,
    claim: Claim,
    *,
    seen: int | None = None,
    cause: CauseOf | None = None,
) -> Assessment:
    """What `answer` does, inside an open action, with a cause of its own where it is an import."""
    row = moment.store.assessment(project, objective)
    if row and _says_already(row, objective, claim):
        return row
    need_unchanged(row, seen)
    _need_words(objective, claim)
    before, is_first = _said(row), not _has_answers(moment, project)
    row = row or Assessment(project=project, objective=objective)
    event = write(moment, Verb.ANSWERED, row, **_answered(moment, row, objective, claim))
    if is_first and event:
        _enter(moment, project, event)
    _restate(moment, event, row, before, cause)
    return row


def confirm(
    *,
    project: Project,
    objective: Objective,
    seen: int | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Assessment:
    """Confirm what is claimed, so that it scores. Confirming twice changes nothing.

    Raises `Conflict` where what is claimed, or confirmed by now, is not what was seen.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        row = _claimed(moment, project, objective)
        if row.confirmed_at:
            need_seen(moment, row, seen, Verb.CONFIRMED)
            return row
        need_unchanged(row, seen)
        values = _UNDECIDED | {"confirmed_at": moment.at, "confirmed_by": by}
        decide(moment, Verb.CONFIRMED, row, values)
        return row


def send_back(
    *,
    project: Project,
    objective: Objective,
    reason: str,
    seen: int | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Assessment:
    """Refuse what is claimed, with a word why. The team's own words stay beside it."""
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        row = _claimed(moment, project, objective)
        if row.sent_back_at and row.sent_back_reason == reason:
            need_seen(moment, row, seen, Verb.SENT_BACK)
            return row
        if not reason.strip():
            raise Refused("Say why it is sent back.")
        need_unchanged(row, seen)
        refusal = {"sent_back_at": moment.at, "sent_back_by": by, "sent_back_reason": reason}
        decide(moment, Verb.SENT_BACK, row, _UNDECIDED | refusal)
        return row


def take_back(
    *,
    project: Project,
    objective: Objective,
    seen: int | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> None:
    """Set an answer back to nothing said; the row and its history stay.

    A project whose last answer is taken back leaves the sums.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        row = moment.store.assessment(project, objective)
        if row is None or row.answer == Answer.UNSAID:
            return
        need_unchanged(row, seen)
        nothing: dict[str, Any] = {"answer": Answer.UNSAID, **asdict(Words()), **_UNDECIDED}
        nothing |= {"answered_at": moment.at, "answered_by": by}
        decide(moment, Verb.TAKEN_BACK, row, nothing)


_UNDECIDED: dict[str, Any] = {
    "confirmed_at": None,
    "confirmed_by": None,
    "sent_back_at": None,
    "sent_back_by": None,
    "sent_back_reason": "",
}


def decide(moment: Moment, verb: Verb, row: Assessment, values: dict[str, Any]) -> None:
    need_active(row.project)
    before = _said(row)
    event = write(moment, verb, row, **values)
    _restate(moment, event, row, before, None)


def _says_already(row: Assessment, objective: Objective, claim: Claim) -> bool:
    is_decided = not claim.is_confirmed or claim.answer not in CLAIMS or bool(row.confirmed_at)
    same = row.answer == claim.answer and row.wording == objective.wording
    return same and is_decided and _words(row) == claim.words


def _words(row: Assessment) -> Words:
    return Words(row.note, row.evidence_url, row.evidence_title, row.evidence_on)


def _said(row: Assessment | None) -> Said:
    return said_of(row.answer, row.confirmed_at, row.sent_back_at) if row else UNSAID


def _answered(
    moment: Moment, row: Assessment, objective: Objective, claim: Claim
) -> dict[str, Any]:
    is_same = row.pk is not None and (row.answer, _words(row)) == (claim.answer, claim.words)
    values: dict[str, Any] = {"answer": claim.answer, "wording": objective.wording}
    values |= asdict(claim.words)
    if not is_same:
        values |= {"answered_at": moment.at, "answered_by": moment.by}
    if claim.is_confirmed and claim.answer in CLAIMS:
        return values | _UNDECIDED | {"confirmed_at": moment.at, "confirmed_by": moment.by}
    if row.confirmed_at and row.answer == claim.answer:
        return values
    return values if is_same else values | _UNDECIDED


def _claimed(moment: Moment, project: Project, objective: Objective) -> Assessment:
    row = moment.store.assessment(project, objective)
    if row is None or row.answer not in CLAIMS:
        raise Refused("Nothing is claimed here.")
    return row


def need_asked(rules: Rules, day: date, project: Project, objective: Objective) -> None:
    """Raise `Refused` where the objective is not asked of this project on this day."""
    rule = rules.objectives.get(objective.pk)
    aim = rules.aims.get(rules.aim_of.get(objective.pk, objective.aim_id))
    need_active(project)
    if aim is None or rule is None:
        raise Refused("This objective is not part of the criteria.")
    for scope in (*aim.scopes, rule.scope):
        if scope.kinds and project.kind not in scope.kinds:
            raise Refused("This objective does not apply to this kind of project.")
        if scope.retired_on and scope.retired_on <= day:
            raise Refused("This objective is retired.")


def _need_words(objective: Objective, claim: Claim) -> None:
    if claim.answer == Answer.UNSAID:
        raise Refused("Say met, not yet or not applicable, or take the answer back.")
    if claim.answer == Answer.NOT_APPLICABLE and not claim.words.note.strip():
        raise Refused("Say why it is not applicable.")
    needed = objective.is_evidence_required and not claim.is_evidence_waived
    if claim.answer == Answer.MET and needed and not claim.words.evidence_url:
        raise Refused("This objective asks for evidence.")


def _has_answers(moment: Moment, project: Project) -> bool:
    return moment.store.states([project])[0].has_answers


def _enter(moment: Moment, project: Project, event: Event) -> None:
    """The first answer: the project becomes agreed and joins the sums with nothing reached."""
    agreed = write(moment, Verb.AGREEMENT_CHANGED, project, agreement=Agreement.AGREED)
    respan(moment, project)
    state = moment.store.states([project])[0]
    entering = replace(state, said={}, has_answers=True)
    restate_states(moment, agreed or event, [entering], cause=always(Cause.JOINED))


def _restate(
    moment: Moment, event: Event | None, row: Assessment, before: Said, cause: CauseOf | None
) -> None:
    if event is None:
        return
    aims = [moment.rules.aim_of.get(row.objective_id, row.objective.aim_id)]
    state = moment.store.states([row.project])[0]
    cause = cause or _cause(before, _said(row))
    as_if_counted = replace(state, has_answers=True)
    restate_states(moment, event, [as_if_counted], cause=cause, aims=aims)
    if not state.has_answers:
        left = moment.store.states([row.project])
        restate_states(moment, event, left, cause=always(Cause.LEFT))


def _cause(before: Said, after: Said) -> CauseOf:
    touched = any(said.confirms(Answer.NOT_APPLICABLE) for said in (before, after))
    return always(Cause.APPLICABILITY) if touched else by_work
