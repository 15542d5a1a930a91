"""The states of the criteria that the story goes through, all made from the ones that ship.

It begins with an earlier state and ends with exactly what was given, so that applying the same
folder afterwards finds nothing to do. In between comes the state that renames a key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dashboard.criteria.loader import Loaded
from dashboard.criteria.schema import KEY_LENGTH, Aim, Area, Criteria, Level, Objective

EARLIER_WORDS = {
    "testing/automated-testing/coverage-known": "The team measures how many lines its tests run.",
}
EARLIER_KEYS = {
    "testing/trustworthy-suite/flaky-tests-listed": "flaky-tests-known",
}
SUFFIX = "-at-first"


@dataclass(frozen=True, slots=True)
class Versions:
    """The criteria at the start, renamed on the day of the change, and as given from then on.

    Paths are those of the last state. `added` is an aim that only that one has, "" for none;
    `renamed` is an objective that had `renamed_from` as its path, `reworded` one whose text was
    another.
    """

    earlier: Loaded
    renamed: Loaded
    given: Loaded
    added: str
    reworded: str
    renamed_objective: str
    renamed_from: str

    @property
    def criteria(self) -> Criteria:
        """What is in force in the end."""
        return self.given.criteria


def versions(given: Loaded) -> Versions:
    """Derive the earlier states: an aim less; a weight, values, a wording and a key were others."""
    criteria = given.criteria
    added, reworded, renamed = _last_aim(criteria), _reworded(criteria), _renamed(criteria)
    key = _earlier_key(criteria, renamed)
    was = f"{renamed.rpartition('/')[0]}/{key}"
    base = _without(_valued(_weighed(_worded(criteria, reworded))), added)
    after = _changed(base, renamed, lambda one: {"formerly": (key, *one.formerly)[:20]})
    before = _changed(base, renamed, lambda one: {"key": key})
    return Versions(
        replace(given, criteria=before),
        replace(given, criteria=after),
        given,
        added,
        reworded,
        renamed,
        was,
    )


def _paths(criteria: Criteria) -> list[str]:
    return [
        f"{area.key}/{aim.key}/{objective.key}"
        for area in criteria.areas
        for aim in area.aims
        for some in aim.objectives.values()
        for objective in some
    ]


def _last_aim(criteria: Criteria) -> str:
    """The last aim of the last area that has several."""
    several = [area for area in criteria.areas if len(area.aims) > 1]
    return f"{several[-1].key}/{several[-1].aims[-1].key}" if several else ""


def _kept(criteria: Criteria) -> list[str]:
    """The objectives that every state has."""
    added = _last_aim(criteria)
    return [path for path in _paths(criteria) if path.rpartition("/")[0] != added]


def _reworded(criteria: Criteria) -> str:
    """The second objective of all: the first aim is what most projects begin with."""
    paths = _kept(criteria)
    return next((path for path in EARLIER_WORDS if path in paths), paths[min(1, len(paths) - 1)])


def _renamed(criteria: Criteria) -> str:
    """The first objective of the second aim, or the first of all where there is one aim."""
    paths = _kept(criteria)
    first = paths[0].rpartition("/")[0]
    others = [path for path in paths if path.rpartition("/")[0] != first]
    return next((path for path in EARLIER_KEYS if path in paths), (others or paths)[0])


def _earlier_key(criteria: Criteria, path: str) -> str:
    """A key that nothing in the aim has."""
    aim, _, key = path.rpartition("/")
    taken = {other.rpartition("/")[2] for other in _paths(criteria) if other.startswith(f"{aim}/")}
    earlier = EARLIER_KEYS.get(path, key[: KEY_LENGTH - len(SUFFIX)] + SUFFIX)
    while earlier in taken:
        earlier = earlier[1:]
    return earlier


def _worded(criteria: Criteria, path: str) -> Criteria:
    def earlier(objective: Objective) -> Mapping[str, object]:
        return {"text": EARLIER_WORDS.get(path, f"As a rule: {objective.text}")}

    return _changed(criteria, path, earlier)


def _weighed(criteria: Criteria) -> Criteria:
    """The first aim weighed less, or more where less is not possible."""
    area = criteria.areas[0]
    aim = area.aims[0]
    weight = aim.weight - 1 if aim.weight > 1 else aim.weight + 1
    lighter = aim.model_copy(update={"weight": weight})
    return _with_areas(criteria, area, area.model_copy(update={"aims": (lighter, *area.aims[1:])}))


def _valued(criteria: Criteria) -> Criteria:
    """What was only begun counted for more, so that the change is seen in everybody's score."""
    areas = tuple(
        area.model_copy(update={"levels": area.levels and _generous(area.levels)})
        for area in criteria.areas
    )
    return criteria.model_copy(update={"levels": _generous(criteria.levels), "areas": areas})


def _generous(levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """A ladder whose levels below the top are worth one more, where values still rise."""
    *below, top = levels
    found = [top]
    for level in reversed(below):
        more = level.value + 1
        value = more if more < found[0].value else level.value
        found.insert(0, level.model_copy(update={"value": value}))
    return tuple(found)


def _without(criteria: Criteria, path: str) -> Criteria:
    for area in criteria.areas:
        aims = tuple(aim for aim in area.aims if f"{area.key}/{aim.key}" != path)
        if len(aims) < len(area.aims):
            return _with_areas(criteria, area, area.model_copy(update={"aims": aims}))
    return criteria


def _with_areas(criteria: Criteria, old: Area, new: Area) -> Criteria:
    areas = tuple(new if area is old else area for area in criteria.areas)
    return criteria.model_copy(update={"areas": areas})


def _changed(
    criteria: Criteria, path: str, update: Callable[[Objective], Mapping[str, object]]
) -> Criteria:
    """The criteria with one objective changed."""

    def of(area: Area, aim: Aim) -> Aim:
        objectives = {
            level: tuple(
                objective.model_copy(update=update(objective))
                if f"{area.key}/{aim.key}/{objective.key}" == path
                else objective
                for objective in some
            )
            for level, some in aim.objectives.items()
        }
        return aim.model_copy(update={"objectives": objectives})

    areas = tuple(
        area.model_copy(update={"aims": tuple(of(area, aim) for aim in area.aims)})
        for area in criteria.areas
    )
    return criteria.model_copy(update={"areas": areas})
