"""The rules in force: applied criteria, as kept in the database, turned into values for scoring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from dashboard.models import Aim, Framework
from dashboard.scoring import AimRule, FreshDays, Level, ObjectiveRule, Scope

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Rules:
    """One framework as rules, aims by row id. Without any, before the first one is applied.

    `ladders` are by aim, too: the row ids of its levels, lowest first. A renamed level keeps its.
    """

    aims: Mapping[int, AimRule] = field(default_factory=dict)
    ladders: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    fresh_days: FreshDays = field(default_factory=FreshDays)

    @cached_property
    def aim_of(self) -> dict[int, int]:
        """Objective id to aim id."""
        return {o.id: aim.id for aim in self.aims.values() for o in aim.objectives}

    @cached_property
    def objectives(self) -> dict[int, ObjectiveRule]:
        """Objective rules by row id."""
        return {o.id: o for aim in self.aims.values() for o in aim.objectives}

    @cached_property
    def change_days(self) -> list[date]:
        """Days on which something announced comes to count or something retires."""
        scopes = [s for aim in self.aims.values() for s in _scopes(aim)]
        return sorted({d for s in scopes for d in (s.counts_from, s.retired_on) if d})

    def changes_between(self, after: date, until: date) -> list[date]:
        """The change days later than one day and not later than another, in order."""
        return [day for day in self.change_days if after < day <= until]


def _scopes(aim: AimRule) -> Iterable[Scope]:
    yield from aim.scopes
    yield from (objective.scope for objective in aim.objectives)


@lru_cache(maxsize=8)
def kept(digest: str, framework_id: int) -> Content:
    """The content of a kept framework, which never changes. One query, once in a process."""
    content: Content = Framework.objects.values_list("content", flat=True).get(pk=framework_id)
    return content


@lru_cache(maxsize=64)
def of_kept(digest: str, framework_id: int) -> Rules:
    """The rules of a kept framework. One query, once in a process."""
    return rules_of(kept(digest, framework_id))


@lru_cache(maxsize=8)
def areas_of(digest: str, framework_id: int) -> Mapping[int, int]:
    """The area of each aim there ever was, as applied criteria left it. One query, once.

    An aim that a later framework dropped stays in the area that it was in last.
    """
    return dict(Aim.objects.order_by().values_list("pk", "area_id"))


def rules_of(content: Content) -> Rules:
    """Turn the content of one kept framework into rules."""
    criteria, ids = content["criteria"], content["ids"]
    aims = [
        _aim(area, aim, _ladder(area["levels"] or criteria["levels"]), ids)
        for area in criteria["areas"]
        for aim in area["aims"]
    ]
    return Rules(
        aims={aim.id: aim for aim in aims},
        ladders=dict(_ladders(content)),
        kinds=tuple(criteria["kinds"]),
        fresh_days=FreshDays(**criteria["fresh_days"]),
    )


def current(framework: Framework | None) -> Rules:
    """The rules of a framework whose content need not be loaded; kept in memory by its digest."""
    return of_kept(framework.digest, framework.pk) if framework else Rules()


def in_force(at: datetime) -> Rules:
    """The rules that counted at a moment; before the first applied framework, that one.

    Two queries, and one for a framework that is not in memory.
    """
    applied = Framework.objects.defer("content")
    framework = applied.filter(applied_at__lte=at).last() or applied.first()
    return current(framework)


class Applied(NamedTuple):
    """A framework without its content, and when it came into force."""

    at: datetime
    revision: int
    digest: str
    framework_id: int


@lru_cache(maxsize=8)
def applied_until(digest: str, framework_id: int) -> tuple[Applied, ...]:
    """The frameworks up to this one, the first one first. One query, once in a process."""
    rows = Framework.objects.filter(pk__lte=framework_id).order_by("pk")
    columns = ("applied_at", "revision", "digest", "pk")
    return tuple(Applied(*row) for row in rows.values_list(*columns))


@dataclass(frozen=True, slots=True)
class Past:
    """The rules as they were; before the first applied framework, that one counts."""

    applied: tuple[Applied, ...] = ()

    def before(self, at: datetime) -> Rules:
        """The rules that counted just before a moment. A query for each not in memory."""
        return self._last([each for each in self.applied if each.at < at])

    def under(self, framework_id: int | None) -> Rules:
        """The rules of one framework. A query where it is not in memory."""
        return self._last([e for e in self.applied if e.framework_id == framework_id])

    def _last(self, found: list[Applied]) -> Rules:
        chosen = (found or self.applied[:1])[-1:]
        return of_kept(chosen[0].digest, chosen[0].framework_id) if chosen else Rules()


def _ladders(content: Content) -> Iterable[tuple[int, tuple[int, ...]]]:
    criteria, ids = content["criteria"], content["ids"]
    for area in criteria["areas"]:
        levels, owner = area["levels"] or criteria["levels"], area["area"] if area["levels"] else ""
        rungs = tuple(ids[f"{owner}:{level['key']}"] for level in levels)
        for aim in area["aims"]:
            yield ids[f"{area['area']}/{aim['key']}"], rungs


def _ladder(levels: Iterable[Content]) -> tuple[Level, ...]:
    return tuple(Level(level["key"], level["name"], level["value"]) for level in levels)


def _aim(area: Content, aim: Content, ladder: tuple[Level, ...], ids: Mapping[str, int]) -> AimRule:
    path = f"{area['area']}/{aim['key']}"
    return AimRule(
        id=ids[path],
        weight=aim["weight"],
        ladder=ladder,
        scopes=(Scope(frozenset(area["applies_to"])), _scope(aim)),
        objectives=tuple(
            ObjectiveRule(ids[f"{path}/{objective['key']}"], level, _scope(objective))
            for level, objectives in aim["objectives"].items()
            for objective in objectives
        ),
    )


def _scope(entry: Content) -> Scope:
    return Scope(frozenset(entry["applies_to"]), day_in(entry["from"]), day_in(entry["retired"]))


def day_in(text: str | None) -> date | None:
    """A day as the content of a framework holds it."""
    return date.fromisoformat(text) if text else None
