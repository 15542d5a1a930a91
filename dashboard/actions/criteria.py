"""Apply criteria: one transaction, nothing answered is lost, and a report of what it does."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from dashboard.actions.action import action
from dashboard.actions.matching import Matcher, Matching
from dashboard.actions.moment import Moment, Refused
from dashboard.actions.recording import append
from dashboard.actions.rewriting import Changes, rewrite
from dashboard.actions.standings import restate_everything
from dashboard.choices import Cause, Through, Verb
from dashboard.criteria.loader import Loaded
from dashboard.models import (
    Aim,
    Assessment,
    Event,
    Framework,
    Movement,
    Objective,
    Person,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying did, or would do; without `changes`, everything was in force already.

    `standings` counts those that moved, in so many `projects` and the `teams` named. `points` and
    `maximum` are those of everything in the sums, before and after. Of the answers kept, so many
    are now `reworded_answers` (given under earlier wording) and `retired_answers`.
    """

    changes: Changes | None = None
    standings: int = 0
    projects: int = 0
    teams: tuple[str, ...] = ()
    points: tuple[int, int] = (0, 0)
    maximum: tuple[int, int] = (0, 0)
    reworded_answers: int = 0
    retired_answers: int = 0


def apply(
    loaded: Loaded,
    *,
    is_rehearsal: bool = False,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.CRITERIA,
) -> Applied:
    """Make criteria the ones in force. What is in force already is not applied again.

    A rehearsal does the same and takes it back. Raises `CriteriaError` where an answer would be
    lost, and `Refused` where something already recorded is later than `at`.
    """
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        applied = _apply(moment, loaded)
        if is_rehearsal:
            transaction.set_rollback(True)
        return applied


def _apply(moment: Moment, loaded: Loaded) -> Applied:
    matching = Matcher(loaded).match()
    current = moment.store.framework()
    if current and current.digest == _digest(_content(loaded, matching)):
        return Applied()
    moment = _after_everything(moment)
    places = _places()
    changes = rewrite(matching)
    moment.store.is_summary_stale |= not places <= _places()
    event = _keep(moment, _content(loaded, matching), changes)
    moment.store.flush()
    return _told(event, changes)


def _places() -> set[tuple[int, int]]:
    """Each aim with its area: the daily summary is by areas."""
    return set(Aim.objects.order_by().values_list("pk", "area"))


def _after_everything(moment: Moment) -> Moment:
    latest = Event.objects.order_by("-at").values_list("at", flat=True).first()
    if latest is None or latest <= moment.at:
        return moment
    if moment.at == moment.recorded_at:
        return moment.moved_to(latest)
    raise Refused(f"Something is recorded on {latest:%Y-%m-%d %H:%M} already.")


def _keep(moment: Moment, content: dict[str, Any], changes: Changes) -> Event:
    """Keep the framework whole, put it in force, and restate everything under it."""
    framework = Framework.objects.create(
        applied_at=moment.at, revision=moment.revision, digest=_digest(content), content=content
    )
    ledger = moment.store.ledger
    ledger.framework = framework
    ledger.rules_changed_at = moment.at
    ledger.settled_on = moment.day
    moment.store.save_ledger()
    moment.store.forget_criteria()
    event = append(moment, Verb.CRITERIA_APPLIED, framework, {}, changes.paths())
    restate_everything(moment, event, cause=Cause.CRITERIA)
    return event


def _content(loaded: Loaded, matching: Matching) -> dict[str, Any]:
    criteria = loaded.criteria.model_dump(mode="json")
    return {"criteria": criteria, "ids": {match.path: match.row.pk for match in matching}}


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _told(event: Event, changes: Changes) -> Applied:
    moved = Movement.objects.filter(event=event).order_by()
    points, maximum = _sums(moved, "points"), _sums(moved, "maximum")
    retired = Objective.objects.filter(
        Q(pk__in=changes.retired_objectives) | Q(aim__in=changes.retired_aims)
    )
    return Applied(
        changes=changes,
        standings=moved.count(),
        projects=moved.values("project").distinct().count(),
        teams=tuple(sorted(_teams(moved))),
        points=points,
        maximum=maximum,
        reworded_answers=_answers(Objective.objects.filter(pk__in=changes.reworded)),
        retired_answers=_answers(retired),
    )


def _teams(moved: QuerySet[Movement]) -> set[str]:
    """Names of the teams in whose sums these movements were."""
    names = moved.values_list("team_before__name", "team_after__name").distinct()
    return {name for pair in names for name in pair if name}


def _sums(moved: QuerySet[Movement], name: str) -> tuple[int, int]:
    """The sum over all standings that count, before and after these movements."""

    def total(**conditions: Any) -> int:
        side = "before" if "team_before__isnull" in conditions else "after"
        return moved.filter(**conditions).aggregate(sum=Sum(f"{name}_{side}"))["sum"] or 0

    counted = Standing.objects.filter(team__isnull=False)
    after: int = counted.aggregate(sum=Sum(name))["sum"] or 0
    gained = total(team_after__isnull=False) - total(team_before__isnull=False)
    return after - gained, after


def _answers(objectives: QuerySet[Objective]) -> int:
    return Assessment.objects.filter(objective__in=objectives).exclude(answer="").count()
