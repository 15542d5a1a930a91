"""The objectives of the criteria as the story sees them: what is asked, of whom, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dashboard.criteria.schema import Aim, Area, Criteria, Objective
from dashboard.demo.earlier import Versions

Scope = Area | Aim | Objective


@dataclass(frozen=True, slots=True)
class Question:
    """One objective by its path; `level` counts from 0 among the levels that its aim uses.

    `was` is its path before the criteria changed, "" where there was no such objective.
    """

    path: str
    was: str
    level: int
    is_evidence_required: bool
    is_for_stewards: bool
    kinds: tuple[frozenset[str], ...]
    retired_on: date | None
    counts_from: date | None = None

    @property
    def key(self) -> str:
        """Its own key."""
        return self.path.rpartition("/")[2]

    @property
    def aim(self) -> str:
        """The path of its aim."""
        return self.path.rpartition("/")[0]

    @property
    def area(self) -> str:
        """The key of its area."""
        return self.path.partition("/")[0]

    def is_for(self, kind: str) -> bool:
        """Whether it is asked of this kind of project at all."""
        return all(kind in kinds for kinds in self.kinds)

    def is_asked(self, kind: str, day: date) -> bool:
        """Whether an answer is taken from this kind of project on this day."""
        return self.is_for(kind) and (self.retired_on is None or day < self.retired_on)

    def counts(self, kind: str, day: date) -> bool:
        """Whether it is asked of this kind of project, and counts, on this day."""
        has_come = self.counts_from is None or self.counts_from <= day
        return has_come and self.is_asked(kind, day)


def questions(versions: Versions) -> tuple[Question, ...]:
    """Everything that the criteria ask in the end, in their order."""
    return tuple(
        _question(versions, (area, aim, objective), level)
        for area, aim in _aims(versions.criteria)
        for level, some in enumerate(aim.objectives.values())
        for objective in some
    )


def _aims(criteria: Criteria) -> Iterator[tuple[Area, Aim]]:
    return ((area, aim) for area in criteria.areas for aim in area.aims)


def _question(versions: Versions, scopes: tuple[Area, Aim, Objective], level: int) -> Question:
    area, aim, objective = scopes
    path = f"{area.key}/{aim.key}/{objective.key}"
    return Question(
        path=path,
        was=_was(versions, path),
        level=level,
        is_evidence_required=objective.evidence == "required",
        is_for_stewards=area.confirmed_by == "steward",
        kinds=tuple(frozenset(scope.applies_to) for scope in scopes if scope.applies_to),
        retired_on=min(filter(None, (aim.retired, objective.retired)), default=None),
        counts_from=max(filter(None, (aim.counts_from, objective.counts_from)), default=None),
    )


def _was(versions: Versions, path: str) -> str:
    if path.rpartition("/")[0] == versions.added:
        return ""
    return versions.renamed_from if path == versions.renamed_objective else path


def aim_names(criteria: Criteria) -> dict[str, str]:
    """What aims are called, by path, in the order of the criteria."""
    return {f"{area.key}/{aim.key}": aim.name for area, aim in _aims(criteria)}
