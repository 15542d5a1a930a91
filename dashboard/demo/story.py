"""What every part of the story needs to know, and how a part writes acts down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from dashboard.criteria.loader import Loaded
from dashboard.demo.acts import Act
from dashboard.demo.clock import Clock, clock
from dashboard.demo.course import Surveyor
from dashboard.demo.earlier import Versions, versions
from dashboard.demo.organisation import Organisation, Project, organisation
from dashboard.demo.questions import Question, aim_names, questions

CHANGES = 0.56  # when the criteria change, as a share of the story


@dataclass(frozen=True, slots=True)
class Story:
    """The stage is set: time, criteria and their change, the organisation, and what is asked."""

    clock: Clock
    versions: Versions
    change: float
    organisation: Organisation
    questions: tuple[Question, ...]
    aims: Mapping[str, str]
    surveyor: Surveyor
    seed: int

    def rng(self, project: Project, what: str) -> Random:
        """Chance for one purpose: the same for the same seed, whatever else is told."""
        return Random(f"{self.seed} {project.slug} {what}")

    def path(self, question: Question, when: float) -> str:
        """What an objective is called at a time, "" before there was one."""
        return question.path if when >= self.change else question.was

    def is_asked(self, question: Question, project: Project, when: float) -> bool:
        """Whether a project can answer it at a time."""
        kind, day = project.kind_at(when), self.clock.day(when)
        return bool(self.path(question, when)) and question.is_asked(kind, day)

    def act(
        self,
        when: float,
        by: str,
        action: Callable[..., object],
        rows: Mapping[str, str],
        **values: Any,
    ) -> Act:
        """An act at a time of the story."""
        return Act(self.clock.at(when), by, action, rows, values)


def story(given: Loaded, *, projects: int, years: int, seed: int, until: date) -> Story:
    """Set the stage. The criteria change at nine in the morning of a working day."""
    passing = clock(years, until)
    states = versions(given)
    asked = questions(states)
    change = float(int(passing.share(CHANGES)))
    return Story(
        clock=passing,
        versions=states,
        change=change,
        organisation=organisation(projects, given.criteria.kinds, passing),
        questions=asked,
        aims=aim_names(given.criteria),
        surveyor=Surveyor(asked, passing, change, seed),
        seed=seed,
    )
