"""What a project's page offers its reader to do about each objective."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from dashboard.models import Project
from dashboard.queries.answers import AnswerState, Draft, ObjectiveRow
from dashboard.queries.framework import AimHead
from dashboard.queries.ladder import AimRow, MeantDraft
from dashboard.rights import VISITOR, Reader, Rights
from dashboard.scoring import AimRule

UNDO_FOR = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who reads the page and when, and what they could not save.

    `drafts` are by objective, `meant` by aim. Where `only` one aim is shown with what it offers,
    nothing is worked out of the others.
    """

    reader: Reader = VISITOR
    now: datetime | None = None
    drafts: Mapping[int, Draft] = field(default_factory=dict)
    meant: Mapping[int, MeantDraft] = field(default_factory=dict)
    only: int | None = None


BY_VISITOR = Asking()


def offered(
    rows: Sequence[ObjectiveRow],
    head: AimHead,
    rule: AimRule,
    project: Project,
    day: date,
    asking: Asking,
) -> Sequence[ObjectiveRow]:
    """The objectives of an aim, each with what the reader may do about it; nothing in an archive.

    What an action would refuse is not offered.
    """
    if asking.only not in (None, head.id):
        return rows
    reader, team = asking.reader, project.team_id
    may_answer = reader.may_answer(team)
    may_confirm = reader.may_confirm(team, head.area_id, head.confirmed_by)
    if asking.drafts:
        rows = [replace(row, draft=asking.drafts.get(row.id, row.draft)) for row in rows]
    if project.archived_at or not (may_answer or may_confirm):
        return rows
    asked = {objective.id for objective in rule.asked(project.kind, day)}
    return [
        replace(
            row,
            may=_rights(row, may_answer, may_confirm, is_asked=row.id in asked),
            can_undo=_can_undo(row, asking),
        )
        for row in rows
    ]


def intent_offered(row: AimRow, project: Project, asking: Asking) -> AimRow:
    """The aim with what the reader may do about what is meant for it.

    Something can be meant for an aim that counts and is below its top, or is set aside.
    """
    reader, team, head = asking.reader, project.team_id, row.head
    meant = asking.meant.get(head.id, row.meant)
    if project.archived_at or row.outside:
        return replace(row, meant=meant)
    is_open = row.next_level is not None or row.cell.is_not_applicable or row.intent is not None
    is_waiting = row.intent is not None and row.intent.is_waiting
    may_confirm = reader.may_confirm(team, head.area_id, head.confirmed_by)
    return replace(
        row,
        meant=meant,
        may_mean=is_open and reader.may_lead(team),
        may_confirm_intent=is_waiting and may_confirm,
    )


def _rights(row: ObjectiveRow, may_answer: bool, may_confirm: bool, *, is_asked: bool) -> Rights:
    state = row.said.state if row.said else AnswerState.NOTED
    return Rights(
        answer=may_answer and is_asked,
        take_back=may_answer and row.said is not None,
        confirm=may_confirm and state in (AnswerState.WAITING, AnswerState.SENT_BACK),
        send_back=may_confirm and state in (AnswerState.WAITING, AnswerState.CONFIRMED),
    )


def _can_undo(row: ObjectiveRow, asking: Asking) -> bool:
    """Whether the reader made the last change, and just now."""
    if row.last_change is None or asking.now is None or asking.reader.person_id is None:
        return False
    by, at = row.last_change
    return by == asking.reader.person_id and asking.now - at < UNDO_FOR
