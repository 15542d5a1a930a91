"""What a project claims in the story, who decides on it and when: values, from its course."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from dashboard.actions.assessments import Words
from dashboard.choices import Answer
from dashboard.demo import names, words
from dashboard.demo.course import Course, Step
from dashboard.demo.organisation import Project
from dashboard.demo.questions import Question
from dashboard.demo.story import Story

LEAD_ANSWERS = 0.35  # how often a lead gives the answer, and so confirms it at once
LEADS_TAKE, STEWARDS_TAKE = 5, 12  # working days at most, after the first
AWAY = 9.0  # working days
SENT_BACK = 0.035
TRIES_AGAIN_AFTER = 6.0
LINKED, DATED = 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Claimed:
    """Somebody claims an answer. Decided at `decided`, never where that is past all time.

    Decided as it is claimed: who claims it confirms it. Sent back first where `sent_back` is said,
    and then tried again, unless `is_last`.
    """

    question: Question
    answer: str
    when: float
    by: str
    words: Words
    decided: float
    sent_back: str = ""
    is_last: bool = False

    @property
    def is_confirmed_at_once(self) -> bool:
        """Whether whoever says it may confirm it, and does."""
        return self.decided == self.when

    @property
    def holds_from(self) -> float:
        """When it is met and confirmed; never where it is the last and was sent back."""
        return self.decided + 2 * TRIES_AGAIN_AFTER if self.sent_back else self.decided


def claims(story: Story, project: Project, course: Course) -> list[Claimed]:
    """Everything that a project claims, in order of time."""
    return list(_Claims(story, project, course, story.rng(project, "claims")).all())


@dataclass(frozen=True, slots=True)
class _Claims:
    story: Story
    project: Project
    course: Course
    rng: Random

    def all(self) -> Iterator[Claimed]:
        for place, step in enumerate(self.course.steps):
            yield self._last(step) if self._is_last(place) else self._claim(step, place)

    def _is_last(self, place: int) -> bool:
        """Whether it is the one that is sent back at the very end; few projects have it."""
        question, when = self.course.steps[place].question, self._last_at()
        is_chosen = place + 1 == len(self.course.steps) and self.project.index % 15 == 1
        has_room = self.course.steps[place].when > self.project.begins + 1
        return is_chosen and has_room and self.story.is_asked(question, self.project, when)

    def _last_at(self) -> float:
        return max(self.project.ends - 3.2, self.project.begins + 2)

    def _claim(self, step: Step, place: int) -> Claimed:
        question, when = step.question, step.when
        is_leads = when < self.project.begins + 1 or self.rng.random() < LEAD_ANSWERS
        if is_leads and not question.is_for_stewards:
            by = self.project.team_at(when).lead_at(when)
            return self._claimed(step, by, when, place)
        most = STEWARDS_TAKE if question.is_for_stewards else LEADS_TAKE
        decided = when + 1 + self.rng.random() * most + self._delay(when)
        by = self.project.member(self.rng.randrange(2), when)
        done = decided + 2 * TRIES_AGAIN_AFTER
        has_time = done < self.project.ends and self.story.is_asked(question, self.project, done)
        is_sent_back = has_time and self.rng.random() < SENT_BACK
        return self._claimed(step, by, decided, place, is_sent_back=is_sent_back)

    def _delay(self, when: float) -> float:
        """At the end somebody is away, so that some answers wait."""
        is_late = when > self.story.clock.end - AWAY
        return AWAY if is_late and self.project.index % 3 else 0.0

    def _claimed(
        self, step: Step, by: str, decided: float, place: int, *, is_sent_back: bool = False
    ) -> Claimed:
        question, when = step.question, step.when
        is_not_applicable = self.project.index % 2 == 0 and place == len(self.course.steps) // 3
        if is_not_applicable and not is_sent_back:
            note = Words(note=self.rng.choice(words.NOT_APPLICABLE_NOTES))
            return Claimed(question, Answer.NOT_APPLICABLE, when, by, note, decided)
        reason = self.rng.choice(words.SENT_BACK) if is_sent_back else ""
        given = self._words(question, when)
        return Claimed(question, Answer.MET, when, by, given, decided, reason)

    def _last(self, step: Step) -> Claimed:
        """A claim at the very end that is sent back, and still is."""
        question, when = step.question, self._last_at()
        by = self.project.member(0, when)
        given, reason = self._words(question, when), words.SENT_BACK[0]
        return Claimed(question, Answer.MET, when, by, given, when + 1.6, reason, is_last=True)

    def _words(self, question: Question, when: float) -> Words:
        note = words.note_for(question.key, self.rng)
        if not question.is_evidence_required and self.rng.random() >= LINKED:
            return Words(note=note)
        is_dated = self.rng.random() < DATED
        day = self.story.clock.day(when) - timedelta(days=self.rng.randrange(1, 20))
        return Words(
            note=note,
            evidence_url=f"{names.SITE}/{self.project.slug}/{question.key}",
            evidence_title=self.rng.choice(words.EVIDENCE_TITLES),
            evidence_on=day if is_dated else None,
        )
