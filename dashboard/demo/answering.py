"""The acts by which a project answers: what is so, what is not yet, what was and is no longer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dashboard.actions import assessments
from dashboard.actions.assessments import Words
from dashboard.choices import Answer
from dashboard.demo import words
from dashboard.demo.acts import Act
from dashboard.demo.claims import TRIES_AGAIN_AFTER, Claimed
from dashboard.demo.course import Course
from dashboard.demo.founding import area_steward
from dashboard.demo.organisation import STEWARD, Project
from dashboard.demo.questions import Question
from dashboard.demo.story import Story

LOOKS_AT_FIRST, LOOKS_AT_LATER = 12, 4  # statements found not to be so yet
LOOKS_EVERY = 80.0  # working days
NEVER = float("inf")
SITTING = 0.015
UNSAID_BEFORE = 20.0
UNDONE_AT, REGAINED_AFTER = 0.87, 24.0  # a share of the project's time; working days
GIVEN_AGAIN_AFTER = 9.0


def answering(
    story: Story, project: Project, course: Course, claims: Sequence[Claimed]
) -> Iterator[Act]:
    """All answers of a project, in no order."""
    teller = _Teller(story, project, course, claims)
    for claim in claims:
        yield from teller.claimed(claim)
    yield from teller.not_yet()
    yield from teller.given_again()
    yield from teller.undone()


@dataclass(frozen=True, slots=True)
class _Teller:
    story: Story
    project: Project
    course: Course
    claims: Sequence[Claimed]

    def claimed(self, claim: Claimed) -> Iterator[Act]:
        question = claim.question
        yield self._answers(claim.when, claim.by, claim, is_confirmed=claim.is_confirmed_at_once)
        if claim.is_confirmed_at_once or claim.decided >= self.project.ends:
            return
        if not claim.sent_back:
            yield self._decides(claim.decided, question)
            return
        yield self._sends_back(claim)
        if not claim.is_last:
            again = claim.decided + TRIES_AGAIN_AFTER
            second = replace(claim, words=self._better(claim))
            yield self._answers(again, claim.by, second)
            yield self._decides(claim.holds_from, question)

    def _better(self, claim: Claimed) -> Words:
        url = claim.words.evidence_url
        return replace(claim.words, note=words.SECOND_TRY, evidence_url=url and f"{url}/result")

    def not_yet(self) -> Iterator[Act]:
        """What was looked at and found not to be so: at first, and then now and again."""
        claimed = {claim.question.path: claim.when for claim in self.claims}
        waiting = [*(claim.question for claim in self.claims), *self.course.ahead]
        for number, when in enumerate(self._sittings()):
            ripe = (q for q in waiting if self._is_open(claimed.get(q.path, NEVER), q, when))
            found = list(islice(ripe, LOOKS_AT_LATER if number else LOOKS_AT_FIRST))
            for place, question in enumerate(found):
                yield self._not_yet(when + place * SITTING, question, place)
            if number == 0:
                later = [q for q in found if claimed.get(q.path, NEVER) > when + UNSAID_BEFORE]
                yield from self._unsaid(when + 2, later)
            seen = {question.path for question in found}
            waiting = [question for question in waiting if question.path not in seen]

    def _is_open(self, claimed: float, question: Question, when: float) -> bool:
        return claimed > when + 1 and self._asked(question, when)

    def _sittings(self) -> Iterator[float]:
        when = self.project.begins + 0.4
        while when < self.project.ends - LOOKS_EVERY / 4:
            yield when
            when += LOOKS_EVERY

    def _unsaid(self, when: float, questions: Sequence[Question]) -> Iterator[Act]:
        """Few take an answer back as if it had never been given."""
        if questions and self.project.index % 15 == 7:
            rows = self._rows(questions[0], when)
            yield self.story.act(when, self._lead(when), assessments.take_back, rows)

    def given_again(self) -> Iterator[Act]:
        """What was answered under earlier wording is said again by every other project."""
        when = self.story.change + GIVEN_AGAIN_AFTER + self.project.index % 20
        for claim in self.claims:
            is_reworded = claim.question.path == self.story.versions.reworded
            is_old = claim.holds_from < self.story.change and not claim.sent_back
            if is_reworded and is_old and self.project.index % 2 == 0 and self._can(claim, when):
                is_leads = not claim.question.is_for_stewards
                yield self._answers(when, self._lead(when), claim, is_confirmed=is_leads)

    def undone(self) -> Iterator[Act]:
        """Now and then something stops being so, and half of that comes back."""
        when = self.project.begins + UNDONE_AT * (self.project.ends - self.project.begins)
        ripe = [claim for claim in self.claims if self._can_end(claim, when)]
        if not ripe or self.project.index % 6 != 2:
            return
        claim = ripe[len(ripe) * 2 // 3]
        note = words.UNDONE[self.project.index // 6 % len(words.UNDONE)]
        lost = replace(claim, answer=Answer.NOT_YET, words=Words(note=note))
        yield self._answers(when, self._lead(when), lost)
        back = when + REGAINED_AFTER
        if self.project.index % 12 == 2 and self._can(claim, back):
            yield from self.claimed(replace(claim, when=back, decided=back + 2, sent_back=""))

    def _can_end(self, claim: Claimed, when: float) -> bool:
        is_reworded = claim.question.path == self.story.versions.reworded
        return claim.holds_from + 1 < when and not is_reworded and self._can(claim, when)

    def _can(self, claim: Claimed, when: float) -> bool:
        return when < self.project.ends and self._asked(claim.question, when)

    def _asked(self, question: Question, when: float) -> bool:
        return self.story.is_asked(question, self.project, when)

    def _lead(self, when: float) -> str:
        return self.project.team_at(when).lead_at(when)

    def _decider(self, question: Question, when: float) -> str:
        if question.is_for_stewards:
            return area_steward(self.story, question.area) if int(when) % 4 else STEWARD
        return self._lead(when)

    def _rows(self, question: Question, when: float) -> dict[str, str]:
        return {"project": self.project.slug, "objective": self.story.path(question, when)}

    def _answers(self, when: float, by: str, claim: Claimed, *, is_confirmed: bool = False) -> Act:
        return self.story.act(
            when,
            by,
            assessments.answer,
            self._rows(claim.question, when),
            answer=claim.answer,
            words=claim.words,
            is_confirmed=is_confirmed,
        )

    def _not_yet(self, when: float, question: Question, place: int) -> Act:
        note = words.NOT_YET_NOTES[place % len(words.NOT_YET_NOTES)] if place % 4 == 1 else ""
        claim = Claimed(question, Answer.NOT_YET, when, self._lead(when), Words(note=note), when)
        return self._answers(when, claim.by, claim)

    def _decides(self, when: float, question: Question) -> Act:
        by = self._decider(question, when)
        return self.story.act(when, by, assessments.confirm, self._rows(question, when))

    def _sends_back(self, claim: Claimed) -> Act:
        when, question = claim.decided, claim.question
        by, rows = self._decider(question, when), self._rows(question, when)
        return self.story.act(when, by, assessments.send_back, rows, reason=claim.sent_back)
