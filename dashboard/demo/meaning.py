"""What teams mean to do about the aims that they have not completed, and what keeps them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dashboard.actions import intents
from dashboard.actions.intents import Plan
from dashboard.choices import IntentChoice
from dashboard.demo import words
from dashboard.demo.acts import Act
from dashboard.demo.course import Course
from dashboard.demo.founding import area_steward
from dashboard.demo.halves import half_year
from dashboard.demo.organisation import Project
from dashboard.demo.questions import Question
from dashboard.demo.story import Story

PLANNED_BEFORE = 45.0  # working days before work on an aim begins
SAID_BEFORE_END = 36.0
CONFIRMED_AFTER = 4.0
BLOCKED_LATE = 0.8  # where the team's arc names no obstacle
NOTHING = Plan(IntentChoice.NONE)


def meaning(story: Story, project: Project, course: Course) -> Iterator[Act]:
    """Every intent of a project, in no order."""
    teller = _Teller(story, project, course)
    yield from teller.plans_kept()
    blocked = teller.blocked_aim()
    if blocked:
        yield from teller.blocked(blocked)
    ahead = [aim for aim in course.untouched() if aim != blocked]
    yield from teller.left_open(ahead)


@dataclass(frozen=True, slots=True)
class _Teller:
    story: Story
    project: Project
    course: Course

    def plans_kept(self) -> Iterator[Act]:
        """Every fourth aim was planned before work on it began; then the plan has served."""
        begun = list(self.course.begun().items())
        for place, (aim, when) in enumerate(begun):
            said = when - PLANNED_BEFORE
            if place % 4 == 1 and said > self.project.begins + 2 and self._is_there(aim, said):
                yield self._intends(said, aim, self._planned(self.story.clock.day(when), place))
                yield self._intends(when + 0.01, aim, NOTHING)

    def blocked_aim(self) -> str:
        """The aim that the next open statement belongs to, where something stands in its way."""
        is_blocked = self.project.team.arc.blocked is not None or self.project.index % 7 == 3
        if not is_blocked or self.project.index % 4 == 0:
            return ""
        asked = (question for question in self.course.ahead if self._is_asked(question))
        return next((question.aim for question in asked), "")

    def blocked(self, aim: str) -> Iterator[Act]:
        share = self.project.team.arc.blocked or BLOCKED_LATE
        when = self.project.begins + share * (self.project.ends - self.project.begins)
        obstacle = words.OBSTACLES[self.project.index // 2 % len(words.OBSTACLES)]
        plan = Plan(IntentChoice.BLOCKED, "", obstacle.what, obstacle.who, obstacle.note)
        if self._is_there(aim, when):
            yield self._intends(when, aim, plan)

    def left_open(self, aims: list[str]) -> Iterator[Act]:
        """The nearest is planned; of the others some are deferred, or do not apply."""
        when = max(self.project.ends - SAID_BEFORE_END, self.project.begins + 2)
        asked = {question.aim for question in self.course.ahead if self._is_asked(question)}
        aims = [aim for aim in aims if aim in asked and self._is_there(aim, when)]
        if not aims or when + CONFIRMED_AFTER >= self.project.ends:
            return
        day = self.story.clock.days[-1]
        yield self._intends(when, aims[0], self._planned(_in_half_a_year(day), self.project.index))
        if len(aims) > 1 and self.project.index % 4 == 0:
            yield from self._not_applicable(when, aims[-1])
        elif len(aims) > 1 and self.project.index % 2:
            notes = words.DEFERRED_NOTES
            note = notes[self.project.index // 2 % len(notes)]
            yield self._intends(when + 0.1, aims[-1], Plan(IntentChoice.DEFERRED, note=note))

    def _not_applicable(self, when: float, aim: str) -> Iterator[Act]:
        notes = words.AIM_NOT_APPLICABLE_NOTES
        note = notes[self.project.index // 4 % len(notes)]
        yield self._intends(when + 0.1, aim, Plan(IntentChoice.NOT_APPLICABLE, note=note))
        if self.project.index % 12 == 8:
            return
        steward = area_steward(self.story, aim.partition("/")[0])
        rows = {"project": self.project.slug, "aim": aim}
        yield self.story.act(when + CONFIRMED_AFTER, steward, intents.confirm_intent, rows)

    def _planned(self, day: date, number: int) -> Plan:
        note = words.PLANNED_NOTES[number % len(words.PLANNED_NOTES)]
        return Plan(IntentChoice.PLANNED, planned_for=half_year(day), note=note)

    def _is_there(self, aim: str, when: float) -> bool:
        """Whether the criteria have the aim yet."""
        is_known = aim != self.story.versions.added or when >= self.story.change
        return is_known and when < self.project.ends

    def _is_asked(self, question: Question) -> bool:
        """Whether it still is in the end."""
        return self.story.is_asked(question, self.project, self.project.ends - 0.1)

    def _intends(self, when: float, aim: str, plan: Plan) -> Act:
        lead = self.project.team_at(when).lead_at(when)
        rows = {"project": self.project.slug, "aim": aim}
        return self.story.act(when, lead, intents.set_intent, rows, plan=plan)


def _in_half_a_year(day: date) -> date:
    return date(day.year, 12, 1) if day.month <= 6 else date(day.year + 1, 6, 1)
