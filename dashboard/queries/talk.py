"""What people say to each other beside the objectives of a project, and what they agreed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dashboard.choices import RemarkKind
from dashboard.days import day_of
from dashboard.models import Meaning, Project, Remark
from dashboard.queries.framework import AimHead
from dashboard.rights import Reader

DECISIVE = (RemarkKind.DISPUTE, RemarkKind.SETTLEMENT)


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One remark of a thread."""

    kind: RemarkKind
    text_html: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed for which side, and when."""

    side: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class MeaningRow:
    """What the words mean here. Signed by one side, it waits for the other."""

    text: str
    text_html: str
    signatures: tuple[Signature, ...]

    @property
    def is_agreed(self) -> bool:
        """Whether both sides signed it."""
        return len(self.signatures) == len(SIDES)


@dataclass(frozen=True, slots=True)
class TalkDraft:
    """What somebody wanted to say, and why it was not taken; `of` names the form."""

    of: str = ""
    text: str = ""
    refusal: str = ""
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """All of it beside one objective. `seen` is the revision of the meaning.

    `may_…` tell what the reader may do: remark, settle a dispute, sign what is meant.
    """

    remarks: tuple[RemarkRow, ...] = ()
    meaning: MeaningRow | None = None
    seen: int = 0
    may_remark: bool = False
    may_settle: bool = False
    may_agree: bool = False
    needs_signature: bool = False
    draft: TalkDraft = TalkDraft()

    @property
    def is_disputed(self) -> bool:
        """Whether the last word on it is a dispute."""
        return last_decisive(remark.kind for remark in self.remarks) == RemarkKind.DISPUTE

    @property
    def has_form(self) -> bool:
        """Whether the reader may add to the thread."""
        return self.may_remark or self.may_settle


NOTHING = Talk()
SIDES = {"team": "for the team", "steward": "as steward"}


def last_decisive(kinds: Iterable[str]) -> str:
    """The last dispute or settlement of a thread; nothing where there is none."""
    return ([kind for kind in kinds if kind in DECISIVE] or [""])[-1]


def talks_of(project: Project) -> dict[int, Talk]:
    """What was said beside the objectives of a project, by objective. Two queries."""
    talks: dict[int, Talk] = {}
    remarks: dict[int, list[RemarkRow]] = {}
    for remark in Remark.objects.filter(project=project).select_related("said_by").order_by("pk"):
        remarks.setdefault(remark.objective_id, []).append(_remark(remark))
    for objective, rows in remarks.items():
        talks[objective] = Talk(remarks=tuple(rows))
    people = ("team_by", "steward_by")
    for meaning in Meaning.objects.filter(project=project).select_related(*people):
        talk = talks.get(meaning.objective_id, NOTHING)
        row = _meaning(meaning) if meaning.text else None
        talks[meaning.objective_id] = replace(talk, meaning=row, seen=meaning.revision)
    return talks


def _remark(row: Remark) -> RemarkRow:
    return RemarkRow(
        RemarkKind(row.kind), row.text_html, str(row.said_by or ""), day_of(row.said_at)
    )


def _meaning(row: Meaning) -> MeaningRow:
    signed = {"team": (row.team_by, row.team_at), "steward": (row.steward_by, row.steward_at)}
    signatures = [
        Signature(SIDES[side], str(by or ""), day_of(at)) for side, (by, at) in signed.items() if at
    ]
    return MeaningRow(row.text, row.text_html, tuple(signatures))


def talk_offered(talk: Talk, head: AimHead, team: int, reader: Reader) -> Talk:
    """The same with what this reader may do about it."""
    may_confirm = reader.may_confirm(team, head.area_id, head.confirmed_by)
    sides = reader.signs_for(team, head.area_id)
    signed = {signature.side for signature in talk.meaning.signatures} if talk.meaning else set()
    return replace(
        talk,
        may_remark=reader.may_answer(team) or may_confirm,
        may_settle=may_confirm and talk.is_disputed,
        may_agree=bool(sides),
        needs_signature=bool(talk.meaning and {SIDES[side] for side in sides} - signed),
    )
