"""The course of one project: in which order it comes to fulfil what is asked, and when.

No part of it is a throw of dice by itself: areas differ in how soon anybody turns to them, teams
have areas that they care for, lower levels come before higher ones, and time follows the team's
arc. Chance only sets teams and aims a little apart.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from dashboard.demo.clock import Clock
from dashboard.demo.organisation import Project
from dashboard.demo.questions import Question

AREA_DELAYS = (0.0, 1.0, 1.7, 0.45, 1.35)  # in levels
AIM_DELAYS = (0.0, 0.8, 1.5, 0.4, 1.1)
TEAM_CARES, PROJECT_DIFFERS, QUESTION_DIFFERS = 0.8, 0.4, 0.2
LEVEL_COSTS = 0.9
BASELINE = 0.12  # the share of what is done in the end that was so from the first day
SITTING = 0.015  # working days for one answer in a sitting


@dataclass(frozen=True, slots=True)
class Step:
    """A question and when it comes true."""

    question: Question
    when: float


@dataclass(frozen=True, slots=True)
class Course:
    """What comes true in order of time, and what is left open, the nearest first."""

    steps: tuple[Step, ...]
    ahead: tuple[Question, ...]

    def begun(self) -> dict[str, float]:
        """When the project first fulfils anything of an aim."""
        first: dict[str, float] = {}
        for step in self.steps:
            first.setdefault(step.question.aim, step.when)
        return first

    def untouched(self) -> list[str]:
        """The aims of which it fulfils nothing, the nearest first."""
        begun = self.begun()
        return list(dict.fromkeys(q.aim for q in self.ahead if q.aim not in begun))


@dataclass(frozen=True, slots=True)
class Surveyor:
    """Lays out the courses of projects. `change` is when the criteria change."""

    questions: tuple[Question, ...]
    clock: Clock
    change: float
    seed: int

    def course(self, project: Project) -> Course:
        """The course of a project that answers at all."""
        order = self._order(project)
        count = round(project.reach * len(order))
        steps = sorted(self._steps(project, order[:count]), key=lambda step: step.when)
        done = {step.question.path for step in steps}
        ahead = tuple(question for question in order if question.path not in done)
        return Course(tuple(steps), ahead)

    def _order(self, project: Project) -> list[Question]:
        """All that is asked of it, what comes easiest first."""
        delays = self._delays(project)
        rng = Random(f"{self.seed} {project.slug} order")

        def turn(question: Question) -> float:
            differs = rng.random() * QUESTION_DIFFERS
            return question.level * LEVEL_COSTS + delays[question.aim] + differs

        asked = (question for question in self.questions if question.is_for(project.later_kind))
        return sorted(asked, key=turn)

    def _delays(self, project: Project) -> dict[str, float]:
        """How long each aim waits for its turn, in levels."""
        areas = self._area_delays(project)
        rng = Random(f"{self.seed} {project.slug} delays")
        places = Counter[str]()
        delays = {}
        for area, aim in dict.fromkeys((q.area, q.aim) for q in self.questions):
            differs = PROJECT_DIFFERS * (2 * rng.random() - 1)
            delays[aim] = areas[area] + AIM_DELAYS[places[area] % len(AIM_DELAYS)] + differs
            places[area] += 1
        return delays

    def _area_delays(self, project: Project) -> dict[str, float]:
        """How long each area does: a matter of the organisation, and of what its team cares for."""
        rng = Random(f"{self.seed} {project.team.slug} cares")
        areas = dict.fromkeys(question.area for question in self.questions)
        return {
            area: AREA_DELAYS[place % len(AREA_DELAYS)] + TEAM_CARES * (2 * rng.random() - 1)
            for place, area in enumerate(areas)
        }

    def _steps(self, project: Project, order: list[Question]) -> Iterator[Step]:
        late = 0
        for place, question in enumerate(order):
            when = self._when(project, place, len(order))
            if not question.was and when < self.change:
                late += 1
                when = self.change + 4 + 9 * late
            kind, day = project.kind_at(when), self.clock.day(when)
            if when < project.ends and question.is_asked(kind, day):
                yield Step(question, when)

    def _when(self, project: Project, place: int, count: int) -> float:
        """What was so already is told in the first sitting; the rest follows the team's arc."""
        if place < max(1, round(BASELINE * count)):
            return project.begins + place * SITTING
        share = project.team.arc.share_of_time((place + 0.5) / count)
        return max(project.begins + share * (project.ends - project.begins), project.begins + 1)
