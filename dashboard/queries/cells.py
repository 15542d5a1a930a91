"""Where projects stand on aims, as one cell each."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from dashboard import scoring
from dashboard.choices import Applicability, Cause
from dashboard.dossier import GAIN_DAYS
from dashboard.models import Movement, Standing
from dashboard.queries.framework import Ladder

NOT_STARTED = "Not started"
UNDER_WAY = "Under way"
CELL_FIELDS = ("applicability", "level", "rank", "levels", "done", "asked", "waiting")


class Mark(StrEnum):
    """The one thing worth seeing at a cell beside its level."""

    NONE = ""
    BLOCKED = "blocked"
    WAITING = "waiting"
    GAINED = "gained"


@dataclass(frozen=True, slots=True)
class Cell:
    """A standing: `rank` of `levels` reached, `done` of `asked` objectives towards the next."""

    applicability: str = Applicability.OUTSIDE
    word: str = ""
    rank: int = 0
    levels: int = 0
    done: int = 0
    asked: int = 0
    waiting: int = 0
    mark: Mark = Mark.NONE
    is_overdue: bool = False

    @property
    def is_applicable(self) -> bool:
        """Whether the aim counts for the project."""
        return self.applicability == Applicability.APPLICABLE

    @property
    def is_not_applicable(self) -> bool:
        """Whether the aim was set aside; an aim from outside is neither."""
        return self.applicability == Applicability.NOT_APPLICABLE

    @property
    def is_complete(self) -> bool:
        """Whether every level the aim has here is reached."""
        return 0 < self.levels == self.rank

    @property
    def is_under_way(self) -> bool:
        """Whether no level is reached, and yet something is done."""
        return self.rank == 0 and (self.done > 0 or self.waiting > 0)


def cell_of(
    standing: scoring.Standing | Standing,
    ladder: Ladder,
    *,
    is_blocked: bool = False,
    has_gained: bool = False,
    is_overdue: bool = False,
) -> Cell:
    """A standing as a cell. Of several marks the most pressing is kept."""
    return Cell(
        applicability=standing.applicability,
        word=_word(standing, ladder),
        rank=standing.rank,
        levels=standing.levels,
        done=standing.done,
        asked=standing.asked,
        waiting=standing.waiting,
        mark=_mark(standing, is_blocked, has_gained),
        is_overdue=is_overdue,
    )


def _word(standing: scoring.Standing | Standing, ladder: Ladder) -> str:
    if standing.level:
        return ladder.name_of(standing.level)
    return UNDER_WAY if standing.done or standing.waiting else NOT_STARTED


def _mark(standing: scoring.Standing | Standing, is_blocked: bool, has_gained: bool) -> Mark:
    if is_blocked and standing.rank < standing.levels:
        return Mark.BLOCKED
    if standing.waiting:
        return Mark.WAITING
    return Mark.GAINED if has_gained else Mark.NONE


def marked(standings: QuerySet[Standing], day: date) -> QuerySet[Standing, Any]:
    """Say of each standing whether it rose by work done lately."""
    here = {"project": OuterRef("project"), "aim": OuterRef("aim")}
    gains = Movement.objects.filter(
        **here,
        cause=Cause.WORK_DONE,
        rank_after__gt=F("rank_before"),
        rank_after__lte=OuterRef("rank"),
        day__gt=day - timedelta(days=GAIN_DAYS),
    )
    return standings.annotate(has_gained=Exists(gains)).order_by()
