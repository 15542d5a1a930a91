"""The rules of scoring: values in, values out.

An organisation's criteria come as `AimRule`s, what a project said as `Said`s; the result is a
`Standing`. docs/architecture.md tells the rules in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from dashboard.choices import Answer, Applicability, Freshness

KINDS_ALL: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """For which kinds of project (empty: all) and on which days something counts."""

    kinds: frozenset[str] = KINDS_ALL
    counts_from: date | None = None
    retired_on: date | None = None

    def asks(self, kind: str, day: date) -> bool:
        """Whether it exists for a project of this kind on this day, announced or in force."""
        is_retired = self.retired_on is not None and self.retired_on <= day
        return (not self.kinds or kind in self.kinds) and not is_retired

    def covers(self, kind: str, day: date) -> bool:
        """Whether it counts for a project of this kind on this day."""
        has_begun = self.counts_from is None or self.counts_from <= day
        return has_begun and self.asks(kind, day)


@dataclass(frozen=True, slots=True)
class Level:
    """A step of a ladder and what reaching it is worth, before the aim's weight."""

    key: str
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class ObjectiveRule:
    """A statement that is asked at one level, named by its key."""

    id: int
    level: str
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class AimRule:
    """What one aim asks. It counts where each of its `scopes` (its area's and its own) does."""

    id: int
    weight: int
    ladder: tuple[Level, ...]
    objectives: tuple[ObjectiveRule, ...]
    scopes: tuple[Scope, ...] = ()

    def asked(self, kind: str, day: date) -> list[ObjectiveRule]:
        """The objectives that exist for a kind of project on a day, announced or in force."""
        if not all(scope.asks(kind, day) for scope in self.scopes):
            return []
        return [objective for objective in self.objectives if objective.scope.asks(kind, day)]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer; `is_sent_back` says that it waits for the team and not for a confirmation."""

    answer: str
    is_confirmed: bool = False
    is_sent_back: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether somebody must still confirm it."""
        claims = self.answer in (Answer.MET, Answer.NOT_APPLICABLE)
        return claims and not self.is_confirmed and not self.is_sent_back

    def confirms(self, answer: str) -> bool:
        """Whether this is that answer, confirmed."""
        return self.is_confirmed and self.answer == answer


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a project is on an aim: see `models.Standing`, whose fields these are."""

    applicability: str = Applicability.OUTSIDE
    level: str = ""
    rank: int = 0
    levels: int = 0
    points: int = 0
    maximum: int = 0
    done: int = 0
    asked: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a maximum."""

    points: int = 0
    maximum: int = 0

    @property
    def percentage(self) -> int | None:
        """The nearest whole per cent; 0 is nothing and 100 everything; none of no maximum."""
        if not self.maximum:
            return None
        if self.points in (0, self.maximum):
            return 100 * self.points // self.maximum
        return min(max((200 * self.points + self.maximum) // (2 * self.maximum), 1), 99)


@dataclass(frozen=True, slots=True)
class Step:
    """A level as one project meets it: `done` of `asked` objectives are confirmed met."""

    level: Level
    done: int
    asked: int

    @property
    def is_closed(self) -> bool:
        """Whether nothing is open at this level."""
        return self.done == self.asked


def counting(aim: AimRule, kind: str, day: date) -> list[ObjectiveRule]:
    """The objectives of an aim that count for this kind of project on this day."""
    if not all(scope.covers(kind, day) for scope in aim.scopes):
        return []
    return [objective for objective in aim.objectives if objective.scope.covers(kind, day)]


def steps(
    ladder: Iterable[Level], objectives: Sequence[ObjectiveRule], said: Mapping[int, Said]
) -> list[Step]:
    """The levels that the aim has for this project, lowest first.

    An objective confirmed as not applicable asks nothing; a level that asks nothing is none.
    """
    nothing = Said(Answer.UNSAID)
    asked: dict[str, list[Said]] = {level.key: [] for level in ladder}
    for objective in objectives:
        answer = said.get(objective.id, nothing)
        if not answer.confirms(Answer.NOT_APPLICABLE):
            asked[objective.level].append(answer)
    return [
        Step(level, sum(a.confirms(Answer.MET) for a in asked[level.key]), len(asked[level.key]))
        for level in ladder
        if asked[level.key]
    ]


def standing(
    aim: AimRule, kind: str, day: date, said: Mapping[int, Said], *, is_set_aside: bool = False
) -> Standing:
    """Where a project of this kind stands on an aim on this day.

    `said` maps objective ids to answers; ids of other aims do no harm. `is_set_aside` tells that
    the intent "not applicable" is confirmed: it holds as long as no level is reached.
    """
    objectives = counting(aim, kind, day)
    waiting = _waiting(aim, kind, day, said)
    if not objectives:
        return Standing(waiting=waiting)
    ladder = steps(aim.ladder, objectives, said)
    reached = list(takewhile(lambda step: step.is_closed, ladder))
    if not ladder or (is_set_aside and not reached):
        return Standing(Applicability.NOT_APPLICABLE, waiting=waiting)
    return _placed(aim, ladder, reached, waiting)


def _waiting(aim: AimRule, kind: str, day: date, said: Mapping[int, Said]) -> int:
    return sum(said[o.id].is_waiting for o in aim.asked(kind, day) if o.id in said)


def _placed(aim: AimRule, ladder: list[Step], reached: list[Step], waiting: int) -> Standing:
    ahead = ladder[len(reached)] if len(reached) < len(ladder) else None
    return Standing(
        applicability=Applicability.APPLICABLE,
        level=reached[-1].level.key if reached else "",
        rank=len(reached),
        levels=len(ladder),
        points=reached[-1].level.value * aim.weight if reached else 0,
        maximum=ladder[-1].level.value * aim.weight,
        done=ahead.done if ahead else 0,
        asked=ahead.asked if ahead else 0,
        waiting=waiting,
    )


def score(standings: Iterable[Standing]) -> Score:
    """Sum over sum."""
    parts = [(standing.points, standing.maximum) for standing in standings]
    return Score(sum(points for points, _ in parts), sum(maximum for _, maximum in parts))


@dataclass(frozen=True, slots=True)
class FreshDays:
    """Up to how many days after a review something is new, current, due; beyond: overdue."""

    new: int = 31
    current: int = 93
    due: int = 186


def freshness(last: date | None, day: date, bands: FreshDays) -> Freshness:
    """How fresh on a day is what was last reviewed or checked in on another."""
    if last is None:
        return Freshness.NEVER
    age = (day - last).days
    if age <= bands.new:
        return Freshness.NEW
    if age <= bands.current:
        return Freshness.CURRENT
    return Freshness.DUE if age <= bands.due else Freshness.OVERDUE
