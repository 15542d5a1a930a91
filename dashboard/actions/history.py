"""What was known before the product was there: a state of today, or a history with its days."""

from collections import deque
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime

from dashboard.actions.action import action, take
from dashboard.actions.assessments import Claim, Words, say
from dashboard.actions.moment import Moment, Refused, told
from dashboard.actions.projects import date_joining
from dashboard.actions.standings import CauseOf, always, refresh, restate
from dashboard.actions.timeline import Change, Timeline
from dashboard.choices import Answer, Cause, Through
from dashboard.models import Assessment, Objective, Person, Project
from dashboard.record import values_of


@dataclass(frozen=True, slots=True)
class Known:
    """A claim about one objective, who made it, and when it came true; no day is now.

    `is_of_level`: it was made of a whole level. Then an objective that is confirmed as not
    applicable stays so, and where the same is said already its words stay.
    """

    objective: Objective
    claim: Claim
    by: Person | None
    at: datetime | None = None
    is_of_level: bool = False


def note(*, project: Project, known: Sequence[Known], by: Person | None) -> int:
    """Enter what is known to stand today; returns how many answers that changed.

    Nobody did it today: the cause is *imported*. Where the same is said already, words that are
    not given stay.
    """
    with action(by=by, through=Through.IMPORT) as moment:
        moment, project = take(moment, project)
        imported = always(Cause.IMPORTED)
        return sum([_enter(moment, project, entry, cause=imported) for entry in known])


def add(*, project: Project, known: Sequence[Known], by: Person | None) -> int:
    """Enter what became true on a day after all that is recorded of a project."""
    changed = 0
    for entry in known:
        with action(by=by, at=entry.at, through=Through.IMPORT) as moment:
            moment, project = take(moment, project)
            changed += _enter(moment, project, entry)
    return changed


def rebuild(
    *, project: Project, known: Sequence[Known], timeline: Timeline, by: Person | None
) -> int:
    """Enter a dated history of a project of which nothing was ever said, in order, up to today.

    Each answer counts under the criteria of its day. A project that joined later than its history
    joined when that began. Raises `Refused` where something was said, or where it has changed
    since its first day. Returns how many answers changed something.
    """
    dated = sorted(((entry.at, entry) for entry in known if entry.at), key=lambda pair: pair[0])
    first = dated[0][0]
    with action(by=by, through=Through.IMPORT) as moment:
        project = _begun(moment, project, first)
        ahead = deque(change for change in timeline.changes if change.at > first)
        changed = 0
        for at, entry in dated:
            _catch_up(moment, project, ahead, at, timeline)
            then = moment.moved_to(at, timeline.rules_at(at))
            wording = timeline.wording(entry.objective, at)
            changed += _enter(then, project, entry, wording=wording)
        _catch_up(moment, project, ahead, moment.at, timeline)
        _look_again(moment, project)
        return changed


def is_blank(moment: Moment, project: Project) -> bool:
    """Whether nothing was ever said of it, so that its history can still be written."""
    state = moment.store.states([project])[0]
    return not (state.said or state.set_aside or state.standings)


def _begun(moment: Moment, project: Project, first: datetime) -> Project:
    """The project, once its history can begin on this day."""
    project = moment.store.project(project)
    if not is_blank(moment, project):
        raise Refused(f"{project.name} has answers already; its past cannot be written again.")
    span = moment.store.open_span(project)
    if span and span.started_at > max(project.joined_at, first):
        words = f"{project.name} changed team, kind or agreement at {told(span.started_at)}"
        raise Refused(f"{words}; its history can begin after that.")
    if first >= project.joined_at:
        return project
    return date_joining(project=project, since=first, by=moment.by, through=Through.IMPORT)


def _look_again(moment: Moment, project: Project) -> None:
    """Say of what is new in the past that somebody has looked at it since."""
    (state,) = moment.store.states([project])
    if state.looks.latest:
        refresh(moment, state, None)
        moment.store.is_summary_stale = True


def _catch_up(
    moment: Moment, project: Project, ahead: deque[Change], until: datetime, timeline: Timeline
) -> None:
    """Restate the project at each change of the rules up to a moment."""
    while ahead and ahead[0].at <= until:
        change = ahead.popleft()
        then = moment.moved_to(change.at, timeline.rules_at(change.at))
        restate(then, change.event, [project], cause=always(Cause.CRITERIA))


def _enter(
    moment: Moment,
    project: Project,
    entry: Known,
    cause: CauseOf | None = None,
    wording: int | None = None,
) -> bool:
    """Say it as whoever said it; whether that changed anything."""
    objective = moment.store.objective(entry.objective.pk)
    row = moment.store.assessment(project, objective)
    if row and entry.is_of_level and _is_met_without(row, entry.claim):
        return False
    before = values_of(row) if row else None
    claim = replace(entry.claim, words=_kept_words(row, entry)) if row else entry.claim
    if wording not in (None, objective.wording):
        objective = copy(objective)
        objective.wording = wording or objective.wording
    by_them = replace(moment, by=entry.by or moment.by)
    return values_of(say(by_them, project, objective, claim, cause=cause)) != before


def _is_met_without(row: Assessment, claim: Claim) -> bool:
    """A level is met without what is not applicable at it."""
    is_out = row.answer == Answer.NOT_APPLICABLE and row.confirmed_at is not None
    return is_out and claim.answer == Answer.MET


def _kept_words(row: Assessment, entry: Known) -> Words:
    """The words of a claim, where it is no news: those that are not given stay."""
    given = entry.claim.words
    there = Words(row.note, row.evidence_url, row.evidence_title, row.evidence_on)
    if row.answer != entry.claim.answer:
        return given
    strong, weak = (there, given) if entry.is_of_level else (given, there)
    evidence = strong if strong.evidence_url else weak
    if evidence.evidence_url == there.evidence_url:
        evidence = there
    return replace(evidence, note=strong.note or weak.note)
