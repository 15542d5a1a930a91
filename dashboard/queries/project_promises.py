"""What was promised for one project, and what its reader may do about that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.models import Commitment, Project
from dashboard.queries.framework import FrameworkView
from dashboard.queries.ladder import AimRow, LevelRow
from dashboard.queries.offers import Asking
from dashboard.queries.promises import (
    CycleHead,
    PromiseDraft,
    PromiseRow,
    cycle_heads,
    promise_rows,
)

NO_DRAFT = PromiseDraft()


@dataclass(frozen=True, slots=True)
class AimPromises:
    """The promises for one aim in cycles that are not over.

    Where the reader may promise, `levels` are those to choose from, and `cycles` until when.
    """

    rows: tuple[PromiseRow, ...] = ()
    levels: tuple[LevelRow, ...] = ()
    cycles: tuple[CycleHead, ...] = ()
    draft: PromiseDraft = NO_DRAFT

    @property
    def open(self) -> list[PromiseRow]:
        """Those that stand."""
        return [row for row in self.rows if row.is_open]

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to read or to do."""
        return bool(self.rows or self.levels or self.draft.refusal)


@dataclass(frozen=True, slots=True)
class ProjectPromises:
    """The promises by cycle, those to come first, then the last one that is over; and by aim.

    `ahead` are the cycles that are not over.
    """

    cycles: tuple[tuple[CycleHead, tuple[PromiseRow, ...]], ...]
    ahead: tuple[CycleHead, ...]
    aims: Mapping[int, AimPromises]


def project_promises(
    framework: FrameworkView, project: Project, aims: Sequence[AimRow], asking: Asking
) -> ProjectPromises:
    """What was promised for a project in this cycle, those to come and the last. Two queries."""
    heads = cycle_heads(framework.day)
    ahead = [cycle for cycle in heads if not cycle.is_over]
    shown = [*ahead, *[cycle for cycle in heads if cycle.is_over][-1:]]
    made = promise_rows(framework, shown, Commitment.objects.filter(project=project))
    rows = [_with_rights(row, project, asking) for row in made]
    return ProjectPromises(
        cycles=tuple(_by_cycle(shown, rows)),
        ahead=tuple(ahead),
        aims={aim.head.id: _of_aim(aim, project, rows, ahead, asking) for aim in aims},
    )


def _with_rights(row: PromiseRow, project: Project, asking: Asking) -> PromiseRow:
    """The leads of the team that made it may withdraw it, whosever the project is by now."""
    is_led = any(asking.reader.may_lead(team) for team in row.teams)
    return replace(row, may_withdraw=row.is_open and is_led and project.archived_at is None)


def _by_cycle(
    cycles: Iterable[CycleHead], rows: Sequence[PromiseRow]
) -> Iterator[tuple[CycleHead, tuple[PromiseRow, ...]]]:
    """Those with a promise, and the one that is going on."""
    for cycle in cycles:
        made = tuple(row for row in rows if row.cycle.id == cycle.id)
        if made or cycle.is_current:
            yield cycle, made


def _of_aim(
    aim: AimRow,
    project: Project,
    rows: Iterable[PromiseRow],
    ahead: Iterable[CycleHead],
    asking: Asking,
) -> AimPromises:
    own = [row for row in rows if row.aim_id == aim.head.id and not row.cycle.is_over]
    draft = asking.promised.get(aim.head.id, NO_DRAFT)
    may_promise = project.archived_at is None and asking.reader.may_lead(project.team_id)
    levels, cycles = tuple(_to_reach(aim)), tuple(ahead)
    if not (may_promise and levels and cycles):
        return AimPromises(tuple(own), draft=draft)
    return AimPromises(tuple(own), levels, cycles, draft)


def _to_reach(aim: AimRow) -> Iterator[LevelRow]:
    """The levels that are asked here and not reached."""
    if aim.cell.is_applicable:
        yield from (level for level in aim.levels if level.rank and not level.is_reached)
