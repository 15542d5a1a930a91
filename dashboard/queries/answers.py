"""What a project said of each objective, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.choices import Answer
from dashboard.days import day_of
from dashboard.dossier import Dossier
from dashboard.formats import web_address
from dashboard.models import Assessment, Objective, Person
from dashboard.queries.framework import FrameworkView, Span
from dashboard.queries.talk import NOTHING, Talk
from dashboard.rights import NONE, Rights
from dashboard.states import said_of

CHOICES = (Answer.MET, Answer.NOT_YET, Answer.NOT_APPLICABLE)


class AnswerState(StrEnum):
    """What became of an answer."""

    NOTED = ""  # not yet: there is nothing to confirm
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    SENT_BACK = "sent-back"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer with its words. `decided_…` tell who confirmed it or sent it back, and why."""

    answer: Answer
    state: AnswerState
    by: str
    on: date
    decided_by: str
    decided_on: date | None
    sent_back_reason: str
    is_of_earlier_wording: bool
    note_html: str
    evidence_url: str
    evidence_title: str
    evidence_on: date | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form of an answer holds: what is said, or what somebody wanted to say.

    `refusal` tells why that was not taken. Where somebody else was first, `is_conflict`.
    """

    answer: str = ""
    note: str = ""
    evidence_url: str = ""
    evidence_title: str = ""
    evidence_on: str = ""
    reason: str = ""
    refusal: str = ""
    is_conflict: bool = False

    @property
    def word(self) -> str:
        """The answer, as people call it."""
        return Answer(self.answer).label if self.answer in CHOICES else ""


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective as one project meets it. `outside` says why it does not count there.

    `may` says what the reader may do about it, `seen` the revision of what is said.
    """

    id: int
    key: str
    level: str
    text_html: str
    guidance_html: str
    is_evidence_required: bool
    outside: str
    said: AnswerRow | None
    seen: int = 0
    draft: Draft = Draft()
    may: Rights = NONE
    can_undo: bool = False
    is_undone: bool = False
    talk: Talk | None = NOTHING

    @property
    def is_confirmed(self) -> bool:
        """Whether what is claimed counts."""
        return self.said is not None and self.said.state == AnswerState.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        """Whether somebody must confirm what is claimed."""
        return self.said is not None and self.said.state == AnswerState.WAITING


def objective_rows(framework: FrameworkView, dossier: Dossier) -> dict[int, list[ObjectiveRow]]:
    """The objectives that exist for a project, by aim, each with its answer. No query.

    Those for other kinds of project are left out, unless they were answered.
    """
    said, kind, day = dossier.assessments, dossier.project.kind, framework.settled_on
    return {
        aim: [
            objective_row(objective, kind, day, said.get(objective.pk))
            for objective in objectives
            if _exists_for(objective, kind) or _is_said(said.get(objective.pk))
        ]
        for aim, objectives in framework.objectives.by_aim.items()
    }


def _is_said(kept: Assessment | None) -> bool:
    return kept is not None and kept.answer != Answer.UNSAID


def _exists_for(objective: Objective, kind: str) -> bool:
    return not objective.applies_to or kind in objective.applies_to


def objective_row(
    objective: Objective, kind: str, day: date, kept: Assessment | None
) -> ObjectiveRow:
    """An objective, read with its level, as a project of a kind meets it, with what is kept of it
    there, read with its people."""
    said = kept if kept and kept.answer != Answer.UNSAID else None
    outside = Span(objective.counts_from, objective.retired_on).words(day)
    if not _exists_for(objective, kind):
        outside = only_for(objective.applies_to)
    return ObjectiveRow(
        id=objective.pk,
        key=objective.key,
        level=objective.level.key,
        text_html=objective.text_html,
        guidance_html=objective.guidance_html,
        is_evidence_required=objective.is_evidence_required,
        outside=outside,
        said=_answer_row(said, objective) if said else None,
        seen=kept.revision if kept else 0,
        draft=_draft(said) if said else Draft(),
    )


def _draft(said: Assessment) -> Draft:
    return Draft(
        answer=said.answer,
        note=said.note,
        evidence_url=said.evidence_url,
        evidence_title=said.evidence_title,
        evidence_on=said.evidence_on.isoformat() if said.evidence_on else "",
    )


def only_for(kinds: Iterable[str]) -> str:
    """For which kinds of project something exists; nothing where for all."""
    named = list(kinds)
    return f"Only for projects of the kind {' or '.join(named)}" if named else ""


def _answer_row(said: Assessment, objective: Objective) -> AnswerRow:
    decided_at = said.confirmed_at or said.sent_back_at
    decided_by = said.confirmed_by or said.sent_back_by
    return AnswerRow(
        answer=Answer(said.answer),
        state=_state(said),
        by=name_of(said.answered_by),
        on=day_of(said.answered_at),
        decided_by=name_of(decided_by),
        decided_on=day_of(decided_at) if decided_at else None,
        sent_back_reason=said.sent_back_reason,
        is_of_earlier_wording=said.wording != objective.wording,
        note_html=said.note_html,
        evidence_url=web_address(said.evidence_url),
        evidence_title=said.evidence_title or said.evidence_url,
        evidence_on=said.evidence_on,
    )


def _state(said: Assessment) -> AnswerState:
    if said.confirmed_at:
        return AnswerState.CONFIRMED
    if said.sent_back_at:
        return AnswerState.SENT_BACK
    is_waiting = said_of(said.answer, said.confirmed_at, said.sent_back_at).is_waiting
    return AnswerState.WAITING if is_waiting else AnswerState.NOTED


def name_of(person: Person | None) -> str:
    """A person's name; nothing where nobody is named, "somebody" where a person was forgotten."""
    return str(person) if person else ""
