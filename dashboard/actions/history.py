"""What was known before the product was there: a state of today, or a history with its days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dashboard import rules
from dashboard.actions.action import action, take
from dashboard.actions.assessments import Claim, say
from dashboard.actions.moment import Moment, Refused
from dashboard.actions.projects import date_joining
from dashboard.actions.standings import CauseOf, always, restate
from dashboard.choices import Cause, Through, Verb
from dashboard.days import day_of, start_of
from dashboard.models import Event, Framework, Objective, Person, Project
from dashboard.rules import Rules


@dataclass(frozen=True, slots=True)
class Known:
    """A claim about one objective, who made it, and when it came true; no day is now."""

    objective: Objective
    claim: Claim
    by: Person | None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From a moment on, other rules or the same on a later day; `event` is what brought them."""

    at: datetime
    rules: Rules
    event: Event


def note(*, project: Project, known: Sequence[Known], by: Person | None) -> int:
    """Enter what is known to stand today; returns how many answers that changed.

    Nobody did it today: the cause is *imported*.
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
    *, project: Project, known: Sequence[Known], changes: Sequence[Change], by: Person | None
) -> int:
    """Enter a dated history of a project that has no answer yet, in order, up to today.

    Each answer counts under the criteria of its day; before the first applied framework, under
    that one. `changes` are those of `rule_changes`. A project that joined later than its history
    joined when that began. Raises `Refused` where it has answers, or has changed since its first
    day. Returns how many answers changed something.
    """
    dated = sorted(((e.at, e) for e in known if e.at), key=lambda pair: pair[0])
    first = dated[0][0]
    if first < project.joined_at:
        project = date_joining(project=project, since=first, by=by, through=Through.IMPORT)
    with action(by=by, through=Through.IMPORT) as moment:
        project = moment.store.project(project)
        _need_young(moment, project, first)
        ahead = [change for change in changes if change.at > first]
        changed = 0
        for at, entry in dated:
            ahead = _catch_up(moment, project, ahead, at)
            then = moment.moved_to(at, rules.in_force(at))
            changed += _enter(then, project, entry)
        _catch_up(moment, project, ahead, moment.at)
        return changed


def _need_young(moment: Moment, project: Project, first: datetime) -> None:
    if moment.store.states([project], [])[0].has_answers:
        raise Refused(f"{project.name} has answers already; its past cannot be written again.")
    span = moment.store.open_span(project)
    if span and span.started_at > first:
        raise Refused(f"{project.name} changed on {span.started_at:%Y-%m-%d}, after this.")


def _catch_up(
    moment: Moment, project: Project, changes: Sequence[Change], until: datetime
) -> list[Change]:
    """Restate the project at each change up to a moment; returns those still to come."""
    for change in changes:
        if change.at <= until:
            then = moment.moved_to(change.at, change.rules)
            restate(then, change.event, [project], cause=always(Cause.CRITERIA))
    return [change for change in changes if change.at > until]


def _enter(moment: Moment, project: Project, entry: Known, cause: CauseOf | None = None) -> bool:
    """Say it as whoever said it; whether that changed anything."""
    by_them = replace(moment, by=entry.by or moment.by)
    objective = moment.store.objective(entry.objective.pk)
    row = say(by_them, project, objective, entry.claim, cause=cause)
    return row.revision == moment.revision


def rule_changes(settled_on: date | None) -> list[Change]:
    """Every moment at which the rules of scoring became others, oldest first.

    Frameworks after the first, and the days named in each while it was in force. Two queries,
    and one for each framework that is not in memory.
    """
    frameworks = list(Framework.objects.defer("content").order_by("pk"))
    events = Event.objects.filter(verb__in=[Verb.CRITERIA_APPLIED, Verb.SETTLED]).order_by("pk")
    applied = {e.subject_id: e for e in events if e.verb == Verb.CRITERIA_APPLIED}
    settled = {e.at: e for e in events if e.verb == Verb.SETTLED}
    changes = []
    for index, framework in enumerate(frameworks):
        in_force, event = rules.current(framework), applied[framework.pk]
        begins = day_of(framework.applied_at) if index else date.min
        is_last = index + 1 == len(frameworks)
        ends = settled_on if is_last else day_of(frameworks[index + 1].applied_at)
        if index:
            changes.append(Change(framework.applied_at, in_force, event))
        for day in in_force.changes_between(begins, ends or date.min):
            at = start_of(day)
            changes.append(Change(at, in_force, settled.get(at, event)))
    return changes
