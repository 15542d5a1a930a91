"""What teams promise for a half-year: some of it is kept, some missed, some withdrawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.actions import commitments
from dashboard.choices import Answer
from dashboard.demo import spoken
from dashboard.demo.acts import Act
from dashboard.demo.claims import Claimed
from dashboard.demo.halves import Half, halves
from dashboard.demo.organisation import Project
from dashboard.demo.questions import Question
from dashboard.demo.story import Story

AFTER_START, AT_LEAST = 4.0, 15.0  # working days: when it is promised, and how long there is for it
AFTER_BEGINNING = 6.0
IN_ADVANCE = 4.0  # before the story ends, for the half-year to come
WITHDRAWN_AFTER = 0.6  # of what was left of the half-year
NEVER = float("inf")


def promising(story: Story, project: Project, claims: Sequence[Claimed]) -> Iterator[Act]:
    """At most one promise for each half-year, and whether it is withdrawn."""
    teller = _Teller(story, project, {claim.question.path: claim for claim in claims})
    for half in halves(story):
        when = teller.time(half)
        if when is not None and (promise := teller.promise(half, when)):
            yield from teller.told(half, when, promise)


@dataclass(frozen=True, slots=True)
class _Promise:
    """A level, told by one of its objectives, and when it will be reached."""

    question: Question
    reached: float


@dataclass(frozen=True, slots=True)
class _Teller:
    story: Story
    project: Project
    claims: dict[str, Claimed]

    def time(self, half: Half) -> float | None:
        """When something is promised for it, if there is time left to do it."""
        if half.starts >= self.story.clock.end:
            when = self.story.clock.end - IN_ADVANCE if self.project.index % 3 == 0 else NEVER
        else:
            when = half.starts + AFTER_START + self.project.index % 7
            when = max(when, self.project.begins + AFTER_BEGINNING)
        is_past = half.ends < self.story.clock.end
        latest = half.ends - AT_LEAST if is_past else self.story.clock.end - 1
        return when if when < min(latest, self.project.ends - 1) else None

    def promise(self, half: Half, when: float) -> _Promise | None:
        """One that will be kept, or one that will not, as it comes."""
        some = list(self._possible(half, when))
        kept = [each for each in some if each.reached < half.ends - 2]
        missed = [each for each in some if each.reached > half.ends + 2]
        first, then = (kept, missed) if self._turn(half) < 2 else (missed, kept)
        found = first or then or some
        return found[self.project.index % len(found)] if found else None

    def told(self, half: Half, when: float, promise: _Promise) -> Iterator[Act]:
        rows = {
            "project": self.project.slug,
            "aim": promise.question.aim,
            "level": self.story.path(promise.question, when),
            "cycle": half.slug,
        }
        yield self.story.act(when, self._lead(when), commitments.commit, rows)
        until = min(half.ends, self.story.clock.end, self.project.ends)
        given_up = when + WITHDRAWN_AFTER * (until - when)
        has_begun = half.starts < given_up
        if has_begun and self._turn(half) == 3 and promise.reached > given_up + 1:
            reason = spoken.WITHDRAWN[(self.project.index + half.number) % len(spoken.WITHDRAWN)]
            promised = {"commitment": f"{half.slug} {self.project.slug}"}
            by, withdraw = self._lead(given_up), commitments.withdraw
            yield self.story.act(given_up, by, withdraw, promised, reason=reason)

    def _turn(self, half: Half) -> int:
        return (self.project.index + half.number) % 4

    def _lead(self, when: float) -> str:
        return self.project.team_at(when).lead_at(when)

    def _possible(self, half: Half, when: float) -> Iterator[_Promise]:
        """The next level of each aim that work has begun on and of which nothing is set aside."""
        for aim in self.story.aims:
            asked = [q for q in self.story.questions if q.aim == aim]
            mine = [self.claims[q.path] for q in asked if q.path in self.claims]
            if not any(claim.holds_from < when for claim in mine):
                continue
            if all(claim.answer == Answer.MET for claim in mine):
                yield from self._next(asked, half, when)

    def _next(self, asked: Sequence[Question], half: Half, when: float) -> Iterator[_Promise]:
        """The lowest level at which something is asked now that nobody has claimed yet."""
        kind = self.project.kind_at(when)
        now = (q for q in asked if self._counts(q, when) and self._claimed(q) > when)
        lowest = min(now, key=lambda q: q.level, default=None)
        if lowest is None or not lowest.counts(kind, half.ends_on):
            return
        below = [q for q in asked if q.level <= lowest.level and q.counts(kind, half.ends_on)]
        yield _Promise(lowest, max(self._holds(q) for q in below))

    def _counts(self, question: Question, when: float) -> bool:
        is_there = bool(self.story.path(question, when))
        return is_there and question.counts(self.project.kind_at(when), self.story.clock.day(when))

    def _claimed(self, question: Question) -> float:
        claim = self.claims.get(question.path)
        return claim.when if claim else NEVER

    def _holds(self, question: Question) -> float:
        claim = self.claims.get(question.path)
        return claim.holds_from if claim and not claim.is_last else NEVER
