"""What the record says of assessments on any day, so that a file can be imported again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dashboard.choices import Answer
from dashboard.imports.entries import Entry
from dashboard.models import Assessment, Event, EventText, Objective, Project
from dashboard.record import subject_of

WORDS = ("note", "evidence_url")


@dataclass(frozen=True, slots=True)
class State:
    """What was said of one objective since a moment."""

    since: datetime
    answer: str
    is_confirmed: bool
    note: str
    evidence_url: str


@dataclass(slots=True)
class Past:
    """The states of each assessment, oldest first, by project and objective."""

    states: dict[tuple[int, int], list[State]] = field(default_factory=lambda: defaultdict(list))

    def says(self, entry: Entry, objective: Objective) -> bool:
        """Whether the record says already what a line says of a day; of today the rows tell."""
        if entry.at is None:
            return False
        states = self.states[entry.project.pk, objective.pk]
        then = [state for state in states if state.since <= entry.at]
        return bool(then) and _is_said(then[-1], entry)


def _is_said(state: State, entry: Entry) -> bool:
    claim = entry.claim
    if entry.rank and claim.answer == Answer.MET and state.answer == Answer.NOT_APPLICABLE:
        return state.is_confirmed
    is_decided = state.is_confirmed or not claim.is_confirmed or claim.answer == Answer.NOT_YET
    return state.answer == claim.answer and is_decided and (bool(entry.rank) or _has(state, entry))


def _has(state: State, entry: Entry) -> bool:
    """Whether the words are there that the line gives."""
    words = entry.claim.words
    return words.note in ("", state.note) and words.evidence_url in ("", state.evidence_url)


def read_past(projects: Iterable[Project]) -> Past:
    """The past of these projects. Two queries."""
    past = Past()
    fields: dict[tuple[int, int], dict[str, Any]] = defaultdict(dict)
    for project_id, objective_id, at, changed in _changes([project.pk for project in projects]):
        known = fields[project_id, objective_id]
        known.update(changed)
        past.states[project_id, objective_id].append(
            State(
                since=at,
                answer=known["answer"],
                is_confirmed=known.get("confirmed_at") is not None,
                note=known.get("note", ""),
                evidence_url=known.get("evidence_url", ""),
            )
        )
    return past


def _changes(projects: list[int]) -> Iterator[tuple[int, int, datetime, dict[str, Any]]]:
    """Project, objective, moment and what was set, for each event on an assessment, in order."""
    events = Event.objects.filter(project__in=projects, subject=subject_of(Assessment))
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    said = EventText.objects.filter(event__in=events, field__in=WORDS)
    for event_id, name, after in said.order_by().values_list("event_id", "field", "after"):
        texts[event_id][name] = after
    rows = events.order_by("pk").values_list("pk", "project_id", "objective_id", "at", "after")
    for pk, project_id, objective_id, at, after in rows:
        if project_id is not None and objective_id is not None:
            yield project_id, objective_id, at, after | texts[pk]
