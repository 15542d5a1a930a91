"""Work out again all that is derived, and tell where what is kept differs."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import F

from dashboard import rules, states, tallies
from dashboard.choices import Applicability
from dashboard.models import (
    Cycle,
    Event,
    Finding,
    Framework,
    Movement,
    Project,
    Revision,
    Standing,
    triggers,
)
from dashboard.queries.applied import criteria_differences
from dashboard.queries.replay import REPLAYED, SPANS, differences, span_differences

CHUNK = 200
CHAIN = ("team", "applicability", "rank", "levels", "points", "maximum")
NOWHERE = (None, Applicability.OUTSIDE, 0, 0, 0, 0)


def differences_found() -> Iterator[str]:
    """Every difference between what is kept and what it follows from, in words.

    Holds the write lock while it reads, so that nobody changes anything under it.
    """
    with transaction.atomic():
        ledger = Revision.objects.select_for_update().get()
        yield from (f"the trigger {name} is missing" for name in triggers.missing())
        yield from _ledger(ledger)
        yield from _frameworks()
        if ledger.framework:
            yield from criteria_differences(ledger.framework)
        yield from _standings(ledger)
        yield from _chains()
        yield from _summary()
        yield from _strays()
        yield from _overlaps()
        yield from _drafts()
        for model in REPLAYED:
            yield from differences(model)
        for model in SPANS:
            yield from span_differences(model)


def _ledger(ledger: Revision) -> Iterator[str]:
    later = Event.objects.filter(revision__gt=ledger.number).count()
    if later:
        yield f"{later} events carry a revision that is still to come"
    latest = Framework.objects.last()
    if latest != ledger.framework:
        yield "the framework in force is not the one applied last"


def _frameworks() -> Iterator[str]:
    for framework in Framework.objects.order_by("pk").iterator(chunk_size=1):
        told = json.dumps(framework.content, sort_keys=True).encode()
        if hashlib.sha256(told).hexdigest() != framework.digest:
            yield f"the framework of {framework.applied_at:%Y-%m-%d} is not what was applied"


def _standings(ledger: Revision) -> Iterator[str]:
    if ledger.framework is None or ledger.settled_on is None:
        return
    in_force = rules.current(ledger.framework)
    areas = rules.areas_of(ledger.framework.digest, ledger.framework.pk)
    keys = list(Project.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        projects = Project.objects.filter(pk__in=keys[start : start + CHUNK])
        for state in states.load(projects):
            found = states.expected(state, in_force, areas, ledger.settled_on)
            for aim_id, wanted in found.items():
                row = state.standings.get(aim_id)
                if row is None or states.wanted_of(row) != wanted:
                    yield f"the standing of {state.project.slug} on aim {aim_id} is wrong"


def _chains() -> Iterator[str]:
    """Each movement must begin where the one before ended, and the last end at the standing."""
    reached: dict[tuple[int, int], tuple[datetime | None, tuple[Any, ...]]] = {}
    sides = [f"{name}_{side}" for side in ("before", "after") for name in CHAIN]
    rows = Movement.objects.order_by("pk").values_list("project", "aim", "at", *sides)
    for project, aim, at, *values in rows.iterator(chunk_size=5000):
        last_at, last = reached.get((project, aim), (None, NOWHERE))
        if last != tuple(values[: len(CHAIN)]) or (last_at and last_at > at):
            yield f"the movements of project {project} on aim {aim} do not join"
        reached[project, aim] = (at, tuple(values[len(CHAIN) :]))
    standings = Standing.objects.order_by("pk").values_list("project", "aim", *CHAIN)
    for project, aim, *values in standings.iterator(chunk_size=5000):
        _, last = reached.pop((project, aim), (None, NOWHERE))
        if last != tuple(values):
            yield f"the movements of project {project} on aim {aim} do not end at its standing"
    yield from (f"project {p} has movements on aim {a} and no standing" for p, a in reached)


def _summary() -> Iterator[str]:
    """The daily summary must be what the record makes it."""
    kept, wanted = tallies.kept(), tallies.expected()
    wrong = {key for key in kept.keys() | wanted.keys() if kept.get(key) != wanted.get(key)}
    days = sorted({key.day for key in wrong})
    yield from (f"the daily summary of {day} is not what happened" for day in days)


def _strays() -> Iterator[str]:
    of_projects = Movement.objects.exclude(event__project=None)
    for movement in of_projects.exclude(event__project=F("project")):
        yield f"the movement {movement.pk} is none of its event's project"


def _overlaps() -> Iterator[str]:
    cycles = list(Cycle.objects.order_by("starts_on"))
    for earlier, later in pairwise(cycles):
        if later.starts_on <= earlier.ends_on:
            yield f"the cycles {earlier.name} and {later.name} overlap"


def _drafts() -> Iterator[str]:
    """What was a draft must not outlive its sitting: nobody could redact it."""
    closed = Finding.objects.filter(sitting__closed_at__isnull=False)
    for finding in closed.exclude(verdict="", minutes=""):
        yield f"the finding {finding.pk} of a closed sitting was not blanked"
