"""The criteria through time: which rules counted when, and the moments at which they changed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard import rules
from dashboard.choices import Verb
from dashboard.days import day_of, start_of
from dashboard.models import Event, Framework, Objective, Revision
from dashboard.rules import Rules


@dataclass(frozen=True, slots=True)
class Change:
    """From a moment on other rules count, or the same on a later day; `event` is what did that."""

    at: datetime
    event: Event


class Timeline:
    """Every framework that was applied, with its days. Read it once all days are settled.

    Before the first framework that one counts, from the beginning of time. Four queries, and one
    for each framework that is not in memory.
    """

    def __init__(self, ledger: Revision) -> None:
        kept = list(Framework.objects.defer("content").order_by("pk"))
        self._rules = [(framework.applied_at, rules.current(framework)) for framework in kept]
        self._rewordings = _rewordings() if len(kept) > 1 else {}
        self.changes = list(_changes(kept, ledger.settled_on))

    def rules_at(self, at: datetime) -> Rules:
        """The rules that counted at a moment."""
        return self._last(self._rules, at)

    def rules_of_aim(self, aim_id: int, at: datetime) -> Rules:
        """The same; where the aim was not asked yet, the first that asked it."""
        return self._last([pair for pair in self._rules if aim_id in pair[1].aims], at)

    def rules_of_objective(self, objective_id: int, at: datetime) -> Rules:
        """The same; where the objective was not asked yet, the first that asked it."""
        asking = [pair for pair in self._rules if objective_id in pair[1].objectives]
        return self._last(asking, at)

    def wording(self, objective: Objective, at: datetime) -> int:
        """The number of the wording that an objective had at a moment."""
        later = [day for day in self._rewordings.get(objective.pk, ()) if day > at]
        return objective.wording - len(later)

    def _last(self, pairs: list[tuple[datetime, Rules]], at: datetime) -> Rules:
        first = pairs[0][1] if pairs else Rules()
        return next((in_force for since, in_force in reversed(pairs) if since <= at), first)


def _changes(kept: list[Framework], settled_on: date | None) -> Iterator[Change]:
    """Frameworks after the first, and the days named in each while it was in force, in order."""
    applied, settled = _events()
    for index, framework in enumerate(kept):
        event = applied[framework.pk]
        if index:
            yield Change(framework.applied_at, event)
        begins = day_of(framework.applied_at) if index else date.min
        later = kept[index + 1 : index + 2]
        ends = day_of(later[0].applied_at) if later else settled_on
        for day in rules.current(framework).changes_between(begins, ends or date.min):
            yield Change(start_of(day), settled.get(start_of(day), event))


def _events() -> tuple[dict[int, Event], dict[datetime, Event]]:
    """What applied each framework, and what settled each day."""
    brought = Event.objects.filter(verb__in=[Verb.CRITERIA_APPLIED, Verb.SETTLED]).order_by("pk")
    applied = {e.subject_id: e for e in brought if e.verb == Verb.CRITERIA_APPLIED}
    return applied, {e.at: e for e in brought if e.verb == Verb.SETTLED}


def _rewordings() -> dict[int, list[datetime]]:
    """When the text of an objective changed, by its id."""
    found: dict[int, list[datetime]] = defaultdict(list)
    last: dict[int, str] = {}
    frameworks = Framework.objects.order_by("pk").values_list("applied_at", "content")
    for applied_at, content in frameworks.iterator(chunk_size=1):
        for objective_id, text in _texts(content):
            if last.get(objective_id, text) != text:
                found[objective_id].append(applied_at)
            last[objective_id] = text
    return found


def _texts(content: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for area in content["criteria"]["areas"]:
        for aim in area["aims"]:
            path = f"{area['area']}/{aim['key']}"
            for objectives in aim["objectives"].values():
                for objective in objectives:
                    yield content["ids"][f"{path}/{objective['key']}"], objective["text"]
