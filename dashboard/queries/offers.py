"""What a project's page offers its reader to do about each objective."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from dashboard.choices import Agreement
from dashboard.models import Project
from dashboard.queries.answers import AnswerState, Draft, ObjectiveRow
from dashboard.queries.framework import AimHead, FrameworkView
from dashboard.queries.ladder import AimRow, MeantDraft
from dashboard.queries.promises import PromiseDraft
from dashboard.queries.talk import NOTHING, Talk, TalkDraft, talk_offered
from dashboard.rights import VISITOR, Reader, Rights
from dashboard.scoring import AimRule


@dataclass(frozen=True, slots=True)
class StillDraft:
    """What the form of a check-in holds. `refusal` tells why it was not taken."""

    note: str = ""
    refusal: str = ""


NOTHING_TYPED = StillDraft()


@dataclass(frozen=True, slots=True)
class Asking:
    """Who reads the page and when, and what they could not save.

    `drafts` and `talk` are by objective, `meant` and `promised` by aim, `still` by area, None
    standing for all; `just_now` holds the revisions of what they changed just now, each with
    whether that was an undo. Where `only` one aim is shown with what it offers, nothing is worked
    out of the others.
    """

    reader: Reader = VISITOR
    now: datetime | None = None
    drafts: Mapping[int, Draft] = field(default_factory=dict)
    meant: Mapping[int, MeantDraft] = field(default_factory=dict)
    talk: Mapping[int, TalkDraft] = field(default_factory=dict)
    still: Mapping[int | None, StillDraft] = field(default_factory=dict)
    promised: Mapping[int, PromiseDraft] = field(default_factory=dict)
    just_now: Mapping[int, bool] = field(default_factory=dict)
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
            can_undo=row.seen in asking.just_now,
            is_undone=asking.just_now.get(row.seen, False),
        )
        for row in rows
    ]


def with_talk(
    rows: Sequence[ObjectiveRow],
    talks: Mapping[int, Talk] | None,
    head: AimHead,
    project: Project,
    asking: Asking,
) -> list[ObjectiveRow]:
    """The objectives of an aim, each with what was said beside it, and what the reader may say.

    Nothing more is said of what is archived, or not asked. Without `talks`, what the reader's
    page shows of it stays.
    """
    if talks is None:
        return [replace(row, talk=None) for row in rows]
    talked = []
    for row in rows:
        talk = talks.get(row.id, NOTHING)
        if not (project.archived_at or row.outside):
            talk = talk_offered(talk, head, project.team_id, asking.reader)
        draft = asking.talk.get(row.id, TalkDraft())
        talked.append(replace(row, talk=replace(talk, draft=draft)))
    return talked


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
        can_undo_intent=row.seen in asking.just_now and (may_confirm or reader.may_lead(team)),
        is_intent_undone=asking.just_now.get(row.seen, False),
    )


def areas_to_review(framework: FrameworkView, reader: Reader) -> tuple[tuple[str, str], ...]:
    """Keys and names of the areas in which a reader may give a verdict; "" is all of them."""
    everywhere = [("", "All areas")] if reader.may_review(None) else []
    some = [(area.key, area.name) for area in framework.areas if reader.may_review(area.id)]
    return (*everywhere, *some)


def agreements_offered(project: Project, asking: Asking) -> tuple[Agreement, ...]:
    """The agreements that the reader may choose from; nothing in an archive."""
    is_open = project.archived_at is None and asking.reader.may_agree(project.team_id)
    return tuple(Agreement) if is_open else ()


def _rights(row: ObjectiveRow, may_answer: bool, may_confirm: bool, *, is_asked: bool) -> Rights:
    state = row.said.state if row.said else AnswerState.NOTED
    return Rights(
        answer=may_answer and is_asked,
        take_back=may_answer and row.said is not None,
        confirm=may_confirm and state in (AnswerState.WAITING, AnswerState.SENT_BACK),
        send_back=may_confirm and state in (AnswerState.WAITING, AnswerState.CONFIRMED),
    )
