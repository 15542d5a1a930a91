"""One aim as one project meets it: its levels, what each asks, and what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from dashboard.choices import IntentChoice
from dashboard.days import day_of
from dashboard.models import Intent
from dashboard.queries.answers import AnswerState, ObjectiveRow, name_of
from dashboard.queries.cells import Cell
from dashboard.queries.framework import AimHead, Step
from dashboard.scoring import Said
from dashboard.scoring import Step as Taken

SHOWN_STEPS = 3
HELD_UP = (IntentChoice.BLOCKED, IntentChoice.DEFERRED, IntentChoice.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class MeantDraft:
    """What the form of an intent holds: what is meant, or what somebody wanted to say.

    `refusal` tells why that was not taken. Where somebody else was first, `is_conflict`.
    """

    choice: str = ""
    planned_for: str = ""
    blocked_by: str = ""
    unblocked_by: str = ""
    note: str = ""
    refusal: str = ""
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class IntentRow:
    """What is meant for an aim, and since when; `on` is the day of its latest words.

    Set aside as not applicable, it waits until that is confirmed.
    """

    choice: IntentChoice
    planned_for: str
    blocked_by: str
    unblocked_by: str
    note_html: str
    by: str
    on: date
    since: date
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level with its objectives. `rank` is its place among those the aim has here; 0: skipped."""

    step: Step
    rank: int
    is_reached: bool
    done: int
    asked: int
    objectives: tuple[ObjectiveRow, ...]

    @property
    def open_objectives(self) -> list[ObjectiveRow]:
        """What is not confirmed yet, waiting claims included."""
        return [row for row in self.objectives if not row.outside and not _said(row).is_confirmed]


@dataclass(frozen=True, slots=True)
class AimRow:
    """An aim in one project. `outside` says why it does not count there.

    `may_…` say what the reader may do about its intent, `seen` is the revision of that.
    """

    head: AimHead
    cell: Cell
    points: int
    maximum: int
    outside: str
    intent: IntentRow | None
    levels: tuple[LevelRow, ...]
    seen: int = 0
    meant: MeantDraft = MeantDraft()
    may_mean: bool = False
    may_confirm_intent: bool = False
    can_undo_intent: bool = False
    is_intent_undone: bool = False
    is_first_unfinished: bool = False

    def objective(self, objective: int) -> ObjectiveRow | None:
        """The row of one objective; none where it is not shown."""
        rows = (row for level in self.levels for row in level.objectives)
        return next((row for row in rows if row.id == objective), None)

    @property
    def level_count(self) -> int:
        """How many levels the aim has here."""
        return sum(level.rank > 0 for level in self.levels)

    @property
    def next_level(self) -> LevelRow | None:
        """The lowest level that is not reached; none where nothing is asked."""
        if not self.cell.is_applicable:
            return None
        return next((level for level in self.levels if level.rank and not level.is_reached), None)

    @property
    def next_name(self) -> str:
        """What people call that."""
        return self.next_level.step.name if self.next_level else ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step up that is within reach, and the points it would bring."""

    aim: AimHead
    level: LevelRow
    levels: int
    points: int


def level_rows(
    ladder: Iterable[Step], taken: Sequence[Taken], objectives: Iterable[ObjectiveRow]
) -> tuple[LevelRow, ...]:
    """The levels of an aim that hold an objective, lowest first; `taken` as scoring counts them."""
    at_level: dict[str, list[ObjectiveRow]] = {}
    for row in objectives:
        at_level.setdefault(row.level, []).append(row)
    reached = len(list(takewhile(lambda step: step.is_closed, taken)))
    ranks = {step.level.key: rank for rank, step in enumerate(taken, start=1)}
    return tuple(
        _level_row(step, ranks.get(step.key, 0), reached, taken, at_level[step.key])
        for step in ladder
        if step.key in at_level
    )


def _level_row(
    step: Step, rank: int, reached: int, taken: Sequence[Taken], objectives: list[ObjectiveRow]
) -> LevelRow:
    return LevelRow(
        step=step,
        rank=rank,
        is_reached=0 < rank <= reached,
        done=taken[rank - 1].done if rank else 0,
        asked=taken[rank - 1].asked if rank else 0,
        objectives=tuple(objectives),
    )


def said_in(objectives: Iterable[ObjectiveRow]) -> dict[int, Said]:
    """The answers as scoring reads them."""
    return {row.id: _said(row) for row in objectives if row.said}


def _said(row: ObjectiveRow) -> Said:
    if row.said is None:
        return Said("")
    state = row.said.state
    return Said(row.said.answer, state == AnswerState.CONFIRMED, state == AnswerState.SENT_BACK)


def intent_row(intent: Intent) -> IntentRow:
    """An intent, in words."""
    choice = IntentChoice(intent.choice)
    return IntentRow(
        choice=choice,
        planned_for=intent.planned_for,
        blocked_by=intent.blocked_by,
        unblocked_by=intent.unblocked_by,
        note_html=intent.note_html,
        by=name_of(intent.said_by),
        on=day_of(intent.said_at),
        since=day_of(intent.chosen_at or intent.said_at),
        is_waiting=choice == IntentChoice.NOT_APPLICABLE and intent.confirmed_at is None,
    )


def meant_in(intent: Intent) -> MeantDraft:
    """What the form of an intent holds of it."""
    return MeantDraft(
        choice=intent.choice,
        planned_for=intent.planned_for,
        blocked_by=intent.blocked_by,
        unblocked_by=intent.unblocked_by,
        note=intent.note,
    )


def next_steps(aims: Iterable[AimRow]) -> list[NextStep]:
    """The shortest steps up, where nothing holds the aim up: fewest open objectives first."""
    free = [aim for aim in aims if aim.intent is None or aim.intent.choice not in HELD_UP]
    steps = [_next_step(aim, level) for aim in free if (level := aim.next_level)]
    return sorted(steps, key=lambda step: step.level.asked - step.level.done)[:SHOWN_STEPS]


def _next_step(aim: AimRow, level: LevelRow) -> NextStep:
    worth = level.step.value * aim.head.weight
    return NextStep(aim.head, level, aim.level_count, worth - aim.points)
