"""How cycles ended for what was promised: where each project stood, under the criteria of then."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from dashboard import scoring
from dashboard.choices import Applicability
from dashboard.days import start_of
from dashboard.models import Commitment, Framework, Movement, ProjectSpan
from dashboard.outcomes import Ending
from dashboard.queries.framework import FrameworkView
from dashboard.rules import Rules


@dataclass(frozen=True, slots=True)
class Rung:
    """A promised level as it was called: `rank` of the `levels` at which its aim asks something.

    The rank is 0 where the aim asks nothing there.
    """

    name: str
    rank: int
    levels: int


def with_ending(rows: QuerySet[Commitment]) -> QuerySet[Commitment, Any]:
    """Each with its project's last movement on the aim, and its last span, by the cycle's end."""
    here, last_day = {"project": OuterRef("project")}, OuterRef("cycle__ends_on")
    moved = Movement.objects.filter(**here, aim=OuterRef("aim"), day__lte=last_day)
    told = JSONObject(
        applicability="applicability_after",
        level="level_after",
        rank="rank_after",
        levels="levels_after",
        framework="framework",
    )
    spans = ProjectSpan.objects.filter(**here, started_at__date__lte=last_day)
    span = JSONObject(kind="kind", is_archived="is_archived")
    moved = moved.annotate(framework=_framework_of_movement())
    return rows.annotate(
        moved=Subquery(moved.order_by("-pk").values(told=told)[:1]),
        span=Subquery(spans.order_by("-started_at").values(told=span)[:1]),
    )


def _framework_of_movement() -> Subquery:
    """The criteria by whose names a movement calls its levels; none: the first there were."""
    then = {"applied_at__lte": OuterRef("at"), "revision__lte": OuterRef("revision")}
    return Subquery(Framework.objects.filter(**then).order_by("-pk").values("pk")[:1])


def rung_of(framework: FrameworkView, row: Any) -> Rung:
    """The level that a promise, read with its ending, names."""
    rules = _rules_at_end(framework, row)
    keys, place = _asked(rules, row), _place_of(rules, row.aim_id, row.level_id)
    if not place:
        return Rung(row.level.name, 0, len(keys))
    level = rules.aims[row.aim_id].ladder[place - 1]
    return Rung(level.name, keys.index(level.key) + 1 if level.key in keys else 0, len(keys))


def ending_of(framework: FrameworkView, row: Any) -> Ending:
    """Where the project of a promise, read with its ending, stood on the aim at the cycle's end."""
    rules, moved = _rules_at_end(framework, row), row.moved
    is_archived = bool(row.span and row.span["is_archived"])
    if moved is None:
        return Ending(is_applicable=bool(_asked(rules, row)), is_archived=is_archived)
    then = framework.past.under(moved["framework"])
    reached = _level_id(then, row.aim_id, moved["level"])
    if reached and not _place_of(rules, row.aim_id, reached):
        rules = then  # where the level went without moving anybody, its place of then decides
    return Ending(
        promised=_place_of(rules, row.aim_id, row.level_id),
        reached=_place_of(rules, row.aim_id, reached),
        is_applicable=moved["applicability"] == Applicability.APPLICABLE,
        is_complete=moved["rank"] == moved["levels"],
        is_archived=is_archived,
    )


def _rules_at_end(framework: FrameworkView, row: Any) -> Rules:
    """The criteria that were in force when the cycle ended; before that, those of today."""
    if row.cycle.ends_on >= framework.day:
        return framework.rules
    return framework.past.before(start_of(row.cycle.ends_on + timedelta(days=1)))


def _asked(rules: Rules, row: Any) -> list[str]:
    """The levels at which the aim asked something of a project of this kind, lowest first."""
    rule = rules.aims.get(row.aim_id)
    if rule is None:
        return []
    kind = row.span["kind"] if row.span else row.project.kind
    counting = scoring.counting(rule, kind, row.cycle.ends_on)
    asking = {objective.level for objective in counting}
    return [level.key for level in rule.ladder if level.key in asking]


def _place_of(rules: Rules, aim: int, level: int | None) -> int:
    """The place of a level on the ladder of an aim, 1 for the lowest; 0 where it is not on it."""
    ladder = rules.ladders.get(aim, ())
    return ladder.index(level) + 1 if level in ladder else 0


def _level_id(rules: Rules, aim: int, key: str) -> int | None:
    rule = rules.aims.get(aim)
    keys = [level.key for level in rule.ladder] if rule else []
    return rules.ladders[aim][keys.index(key)] if key in keys else None
