"""Bring the rows of the criteria in line with their entries, and say what became of each."""

from dataclasses import dataclass, field
from typing import Any

from dashboard.actions.matching import Match, Matching
from dashboard.criteria.schema import Aim as AimSpec
from dashboard.criteria.schema import Area as AreaSpec
from dashboard.criteria.schema import Level as LevelSpec
from dashboard.criteria.schema import Objective as ObjectiveSpec
from dashboard.markdown import to_html
from dashboard.models import Aim, Objective

PLACE = frozenset({"key", "area_id", "aim_id", "position"})
RENDERED = frozenset({"description", "reason", "text", "guidance"})


@dataclass(slots=True)
class Changes:
    """What happened to entries, by path; `renamed` and `moved` pair the old path with the new."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    reworded: list[int] = field(default_factory=list)
    retired_aims: list[int] = field(default_factory=list)
    retired_objectives: list[int] = field(default_factory=list)

    def paths(self) -> dict[str, list[Any]]:
        """The paths by what happened, as an event keeps them."""
        names = ("added", "changed", "renamed", "moved", "retired", "dropped")
        return {name: getattr(self, name) for name in names}


def rewrite(matching: Matching) -> Changes:
    """Write every row that differs from its entry; nothing is deleted.

    Rows that give up their key step aside first, so that another may take it.
    """
    changes = Changes(dropped=sorted(matching.dropped))
    for match in matching:
        _tell(match, changes)
    leaving = [match.row for match in matching if match.is_renamed or match.is_moved]
    for row in (*matching.dropped.values(), *leaving):
        row.is_current = False
        row.save(update_fields=["is_current"])
    for match in matching:
        _bring(match)
    return changes


def _bring(match: Match) -> None:
    row, values = match.row, _values(match)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if row.pk and row.is_current and not changed:
        return
    if isinstance(row, Objective) and row.pk and "text" in changed:
        row.wording += 1
    for name in changed:
        setattr(row, name, values[name])
        if name in RENDERED:
            setattr(row, f"{name}_html", to_html(values[name]))
    row.is_current = True
    row.save()


def _tell(match: Match, changes: Changes) -> None:
    row = match.row
    if not match.was:
        changes.added.append(match.path)
        return
    if match.is_renamed:
        changes.renamed.append((match.was, match.path))
    elif match.is_moved:
        changes.moved.append((match.was, match.path))
    values = _values(match)
    changed = {name for name, value in values.items() if getattr(row, name) != value}
    if values.get("retired_on") and "retired_on" in changed:
        changes.retired.append(match.path)
        (changes.retired_aims if isinstance(row, Aim) else changes.retired_objectives).append(
            row.pk
        )
    elif changed - PLACE:
        changes.changed.append(match.path)
    if isinstance(row, Objective) and "text" in changed:
        changes.reworded.append(row.pk)


def _values(match: Match) -> dict[str, Any]:
    """The columns that the entry says; those above it must have been written."""
    above = match.parent.row.pk if match.parent else None
    match match.spec:
        case AreaSpec() as area:
            return {
                "key": area.key,
                "name": area.name,
                "description": area.description,
                "confirmed_by": area.confirmed_by,
                "applies_to": list(area.applies_to),
                "position": match.position,
            }
        case LevelSpec() as level:
            return {
                "area_id": above,
                "key": level.key,
                "name": level.name,
                "value": level.value,
                "meaning": level.meaning,
                "rank": match.position,
            }
        case AimSpec() as aim:
            background = [{"title": link.title, "url": link.url} for link in aim.background]
            return {
                "area_id": above,
                "name": aim.name,
                "weight": aim.weight,
                "reason": aim.reason,
                "background": background,
                **_timed(match, aim),
            }
        case ObjectiveSpec() as objective:
            return {
                "aim_id": above,
                "level_id": match.level.row.pk if match.level else None,
                "text": objective.text,
                "guidance": objective.guidance,
                "is_evidence_required": objective.evidence == "required",
                **_timed(match, objective),
            }


def _timed(match: Match, spec: AimSpec | ObjectiveSpec) -> dict[str, Any]:
    return {
        "key": spec.key,
        "applies_to": list(spec.applies_to),
        "counts_from": spec.counts_from,
        "retired_on": spec.retired,
        "position": match.position,
    }
