"""What a team and its steward agree that the words of an objective mean in a project."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.actions.action import action, take
from dashboard.actions.assessments import need_asked
from dashboard.actions.moment import Moment, Refused, need_unchanged
from dashboard.actions.recording import write
from dashboard.choices import Through, Verb
from dashboard.models import Meaning, Objective, Person, Project


@dataclass(frozen=True, slots=True)
class Sides:
    """For whom somebody signs: for the team, for the area that they are steward of, or both."""

    team: bool = False
    steward: bool = False


def agree(
    *,
    project: Project,
    objective: Objective,
    text: str,
    sides: Sides,
    seen: int | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Meaning | None:
    """Say what the words mean here, or sign what the other side said. Twice changes nothing.

    Other words are signed by this side alone, until the other signs them too; no words set it
    back to nothing agreed. Raises `Conflict` where somebody else changed it since `seen`.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        objective = moment.store.objective(objective.pk)
        text = text.replace("\r\n", "\n").strip()  # a browser sends either for the same words
        row = _row(moment, project, objective)
        if _says_already(row, text, sides):
            return row
        need_unchanged(row, seen)
        if not (sides.team or sides.steward):
            raise Refused("Only the team and the steward agree what something means.")
        need_asked(moment.rules, moment.day, project, objective)
        values = {"text": text, **_signed(moment, row, text, sides)}
        row = row or Meaning(project=project, objective=objective)
        write(moment, Verb.MEANING_AGREED, row, **values)
        return row


def _row(moment: Moment, project: Project, objective: Objective) -> Meaning | None:
    moment.store.flush()
    found = Meaning.objects.filter(project=project, objective=objective)
    row = found.select_related("team_by", "steward_by").first()
    if row:
        row.project, row.objective = project, objective
    return row


def _says_already(row: Meaning | None, text: str, sides: Sides) -> bool:
    if not text and (row is None or not row.text):
        return True
    if row is None:
        return False
    has_signed = (row.team_at or not sides.team) and (row.steward_at or not sides.steward)
    return row.text == text and bool(has_signed)


def _signed(moment: Moment, row: Meaning | None, text: str, sides: Sides) -> dict[str, Any]:
    """The signatures: new words have none but this one, the same words keep theirs."""
    is_same = row is not None and row.text == text
    values: dict[str, Any] = {}
    for side, signs in (("team", sides.team), ("steward", sides.steward)):
        if signs and not (is_same and getattr(row, f"{side}_at")):
            values |= {f"{side}_at": moment.at, f"{side}_by": moment.by}
        elif not is_same:
            values |= {f"{side}_at": None, f"{side}_by": None}
    return values
