"""What a project answers: what is so, what is not yet, what was confirmed and what sent back."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from dashboard.actions import assessments
from dashboard.actions.assessments import Words
from dashboard.choices import Answer
from dashboard.demo import names, words
from dashboard.demo.acts import Act
from dashboard.demo.course import Course, Step
from dashboard.demo.founding import area_steward
from dashboard.demo.organisation import Project
from dashboard.demo.questions import Question
from dashboard.demo.story import Story

LEAD_ANSWERS = 0.35  # how often the lead says it, and so confirms it, himself or herself
SITTING = 0.015  # working days for one answer in a sitting
LOOKED_AT = 14  # how many open statements are looked at in the first sitting, and in a review
SENT_BACK = 0.035
SECOND_TRY_AFTER = 6.0
UNDONE_AT, REGAINED_AFTER = 0.87, 24.0  # a share of the project's time, working days
GIVEN_AGAIN_AFTER = 9.0


@dataclass(slots=True)
class Answering:
    """Tells the answers of one project. `until` bounds what it may still do."""

    story: Story
    project: Project
    course: Course
    rng: Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = self.story.rng(self.project, "answers")

    def acts(self) -> Iterator[Act]:
        """All answers, in no order."""
        first, later = self.course.steps[: self.course.baseline], self.course.steps
        for place, step in enumerate(first):
            yield from self._met(replace(step, when=self.project.begins + place * SITTING))
        for step in later[self.course.baseline :]:
            yield from self._met(step)
        yield from self._baseline_open()
        yield from self._exceptions()

    def _met(self, step: Step) -> Iterator[Act]:
        """It is claimed, and decided on; a lead does both where leads confirm."""
        question, when = step.question, step.when
        is_leads = not question.is_for_stewards and (
            when < self.project.begins + 1 or self.rng.random() < LEAD_ANSWERS
        )
        given = self._words(question, when)
        if is_leads:
            yield self._says(question, when, self._lead(when), Answer.MET, given, is_confirmed=True)
            return
        member = self.project.member(self.rng.randrange(2), when)
        yield self._says(question, when, member, Answer.MET, given)
        yield from self._decided(question, when, member, given)

    def _decided(self, question: Question, when: float, member: str, given: Words) -> Iterator[Act]:
        """Confirmed within days, by stewards later than by leads; now and then sent back."""
        slowest = 12 if question.is_for_stewards else 5
        decided = when + 1 + self.rng.random() * slowest
        again = decided + SECOND_TRY_AFTER
        if self.rng.random() >= SENT_BACK or again + 2 >= self._until(question):
            yield from self._if_in_time(decided, question, assessments.confirm)
            return
        reason = self.rng.choice(words.SENT_BACK)
        yield from self._if_in_time(decided, question, assessments.send_back, reason=reason)
        better = replace(given, note=words.SECOND_TRY, evidence_url=self._link(question, "/result"))
        yield self._says(question, again, member, Answer.MET, better)
        yield from self._if_in_time(again + 1.5, question, assessments.confirm)
