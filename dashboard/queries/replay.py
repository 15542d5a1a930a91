"""Replay the events: the state that the record tells, to be held against the rows."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from dashboard.models import (
    Assessment,
    CheckIn,
    Commitment,
    Cycle,
    Event,
    EventText,
    Group,
    Intent,
    Meaning,
    Membership,
    Project,
    ProjectSpan,
    Remark,
    Review,
    Sitting,
    Stewardship,
    Team,
    TeamSpan,
)
from dashboard.record import PROSE, columns, encoded, subject_of, values_of

REPLAYED: tuple[type[Model], ...] = (
    Group, Team, Membership, Stewardship, Project, Assessment, Intent, Remark, Meaning,
    Cycle, Commitment, Sitting, Review, CheckIn,
)  # fmt: skip
SPANS: dict[type[Model], tuple[type[Model], dict[str, str]]] = {
    Project: (
        ProjectSpan,
        {
            "team": "team_id",
            "kind": "kind",
            "agreement": "agreement",
            "archived_at": "is_archived",
        },
    ),
    Team: (TeamSpan, {"name": "name", "group": "group_id"}),
}
State = dict[int, dict[str, Any]]
EVERY = Q()


def replayed(model: type[Model], only: Q = EVERY) -> State:
    """The rows of a model as some events tell them, by id: as all of its own do. Two queries."""
    states: State = {}
    known = columns(model)
    told = Event.objects.filter(only, subject=subject_of(model))
    events = told.order_by("pk").values_list("subject_id", "after")
    for row_id, after in events.iterator(chunk_size=5000):
        state = states.setdefault(row_id, dict.fromkeys(PROSE & known.keys(), ""))
        state.update({name: value for name, value in after.items() if name in known})
    texts = EventText.objects.filter(event__in=told).order_by("event_id")
    rows = texts.values_list("event__subject_id", "field", "after")
    for row_id, field, text in rows.iterator(chunk_size=5000):
        states[row_id][field] = text
    return states


def differences(model: type[Model]) -> Iterator[str]:
    """Where the rows of a model are not what its events tell."""
    told = replayed(model)
    for row in model._default_manager.order_by("pk").iterator(chunk_size=2000):
        state = told.pop(row.pk, None)
        if state is None:
            yield f"{subject_of(model)} {row.pk} has no event"
            continue
        for name, value in values_of(row).items():
            if state.get(name) != value:
                yield (
                    f"{subject_of(model)} {row.pk}: {name} is {value!r}, "
                    f"the events say {state.get(name)!r}"
                )
    yield from (f"{subject_of(model)} {row_id} is gone" for row_id in told)


def span_differences(model: type[Model]) -> Iterator[str]:
    """Where the spans of projects or teams are not what their events tell."""
    span_model, names = SPANS[model]
    owner = subject_of(model)
    told = _spans_told(model, names)
    fields = (f"{owner}_id", *names.values(), "started_at", "ended_at")
    kept: dict[int, list[tuple[Any, ...]]] = {}
    rows = span_model._default_manager.order_by(f"{owner}_id", "started_at").values_list(*fields)
    for row_id, *values in rows.iterator(chunk_size=5000):
        kept.setdefault(row_id, []).append(tuple(encoded(value) for value in values))
    for row_id in sorted(told.keys() | kept.keys()):
        if told.get(row_id) != kept.get(row_id):
            yield f"the spans of {owner} {row_id} are not what its events say"


def _spans_told(model: type[Model], names: dict[str, str]) -> dict[int, list[tuple[Any, ...]]]:
    states: State = {}
    spans: dict[int, list[tuple[Any, ...]]] = {}
    events = Event.objects.filter(subject=subject_of(model)).order_by("pk")
    rows = events.values_list("subject_id", "at", "after")
    for row_id, at, after in rows.iterator(chunk_size=5000):
        state = states.setdefault(row_id, {})
        if "joined_at" in after and row_id in spans:
            spans[row_id] = [(*spans[row_id][0][:-2], after["joined_at"], None)]
        if not names.keys() & after.keys():
            continue
        state.update(after)
        _begin(spans.setdefault(row_id, []), _span(state, names), at)
    return spans


def _span(state: dict[str, Any], names: dict[str, str]) -> tuple[Any, ...]:
    return tuple(
        bool(state[name]) if column == "is_archived" else state[name]
        for name, column in names.items()
    )


def _begin(spans: list[tuple[Any, ...]], values: tuple[Any, ...], at: datetime) -> None:
    """End the last span at this moment, or let it say something else if it only began then."""
    moment = encoded(at)
    if spans and spans[-1][:-2] == values:
        return
    if spans and spans[-1][-2] == moment:
        spans.pop()
    elif spans:
        spans[-1] = (*spans[-1][:-1], moment)
    spans.append((*values, moment, None))
