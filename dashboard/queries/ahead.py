"""The steps ahead of some projects that their lead could promise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard import scoring, states
from dashboard.models import Project
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView
from dashboard.queries.promises import PromiseRow
from dashboard.states import State


@dataclass(frozen=True, slots=True)
class StepAhead:
    """The next level of an aim that a project has not completed."""

    area: str
    aim: str
    name: str
    level: str
    level_name: str


def steps_ahead(
    framework: FrameworkView,
    projects: Iterable[Project],
    area: AreaHead | None,
    promised: Iterable[PromiseRow],
) -> dict[str, list[StepAhead]]:
    """By project, the next level of each aim for which nothing is promised yet. Three queries."""
    heads = tuple(area.aims if area else framework.aims)
    open_already = {(row.slug, row.aim_id) for row in promised if row.is_open}
    return {
        state.project.slug: [
            step
            for head in heads
            if (state.project.slug, head.id) not in open_already
            for step in _next(framework, head, state)
        ]
        for state in states.load(projects)
    }


def _next(framework: FrameworkView, head: AimHead, state: State) -> Iterator[StepAhead]:
    rule, day, kind = framework.rules.aims.get(head.id), framework.settled_on, state.project.kind
    if rule is None or head.id in state.set_aside:
        return
    taken = scoring.steps(rule.ladder, scoring.counting(rule, kind, day), state.said)
    for step in taken:
        if not step.is_closed:
            yield StepAhead(head.area_key, head.key, head.name, step.level.key, step.level.name)
            return
