"""Finds what the cells of a line name: a project, an aim, an objective or a level."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from dashboard.actions.assessments import need_asked
from dashboard.actions.moment import Moment, Refused
from dashboard.actions.timeline import Timeline
from dashboard.choices import Answer
from dashboard.days import day_of
from dashboard.imports.hints import Hints
from dashboard.imports.table import Row
from dashboard.models import Aim, Objective, Project
from dashboard.scoring import AimRule, counting

T = TypeVar("T")


class Catalogue:
    """All projects and criteria. Three queries, and those of the timeline."""

    def __init__(self, moment: Moment) -> None:
        self.timeline = Timeline(moment.store.ledger)
        self._now = moment.at
        self._hints = Hints()
        self._projects = {p.slug: p for p in Project.objects.select_related("team")}
        self._aims: dict[str, list[Aim]] = defaultdict(list)
        for aim in Aim.objects.filter(is_current=True).select_related("area"):
            self._aims[aim.key].append(aim)
            self._aims[_path(aim)].append(aim)
        rows = Objective.objects.select_related("aim__area", "level")
        self._objectives = {row.pk: row for row in rows}
        self._keys: dict[int, dict[str, Objective]] = defaultdict(dict)
        for objective in self._objectives.values():
            if objective.is_current:
                self._keys[objective.aim_id][objective.key] = objective

    @property
    def has_criteria(self) -> bool:
        """Whether there is anything to answer."""
        return bool(self._aims)

    def project(self, row: Row) -> Project | None:
        """The project that the line names, if there is one."""
        return self._found(row, "project", row["project"], self._projects)

    def aim(self, row: Row) -> Aim | None:
        """The aim that the line names, by its key or its path."""
        found = self._found(row, "aim", row["aim"], self._aims)
        if found and len(found) > 1:
            paths = ", ".join(_path(aim) for aim in found)
            row.tell(f"aim: {row['aim']} is in several areas; name one of {paths}")
            return None
        return found[0] if found else None

    def objective(self, row: Row, aim: Aim) -> Objective | None:
        """The objective that the line names."""
        return self._found(row, "objective", row["objective"], self._keys[aim.pk])

    def rank(self, row: Row, aim: Aim, at: datetime | None) -> int:
        """The level that the line names, 1 for the lowest of that day's ladder; 0 for none."""
        ladder = self._rule(aim, at).ladder
        ranks = {level.name.casefold(): rank for rank, level in enumerate(ladder, 1)}
        ranks |= {level.key: rank for rank, level in enumerate(ladder, 1)}
        return self._found(row, "level", row["level"].casefold(), ranks) or 0

    def asked(
        self, row: Row, project: Project, aim: Aim, rank: int, answer: str, at: datetime | None
    ) -> tuple[Objective, ...]:
        """What a level asked of a project on that day; to be met, also what those below it asked.

        Nothing without a level; where the aim has none such for this project, the line tells.
        """
        if not rank:
            return ()
        rule = self._rule(aim, at)
        ranks = {level.key: n for n, level in enumerate(rule.ladder, 1)}
        day = _counting_day(rule, day_of(at or self._now))
        found = [(ranks[o.level], o.id) for o in counting(rule, project.kind, day)]
        if not any(level == rank for level, _ in found):
            why = "it is empty, for other kinds of project, or of another time"
            row.tell(f"level: {aim.name} asks {project.name} nothing at {row['level']}: {why}")
        lowest = 1 if answer == Answer.MET else rank
        found.sort(key=lambda pair: pair[0])
        return tuple(self._objectives[key] for level, key in found if lowest <= level <= rank)

    def check_asked(
        self, row: Row, project: Project, objective: Objective, at: datetime | None
    ) -> None:
        """Tell where the objective was not asked of the project on that day."""
        then = at or self._now
        try:
            in_force = self.timeline.rules_of_objective(objective.pk, then)
            need_asked(in_force, day_of(then), project, objective)
        except Refused as refusal:
            row.tell(str(refusal))

    def _rule(self, aim: Aim, at: datetime | None) -> AimRule:
        return self.timeline.rules_of_aim(aim.pk, at or self._now).aims[aim.pk]

    def _found(self, row: Row, column: str, word: str, known: Mapping[str, T]) -> T | None:
        if not word:
            row.tell(f"{column} is empty")
        elif word not in known:
            row.tell(self._hints.unknown(column, word, known))
        return known.get(word) if word else None


def _counting_day(rule: AimRule, day: date) -> date:
    """The day, or the one on which an aim that was only announced then comes to count."""
    return max([day, *(scope.counts_from for scope in rule.scopes if scope.counts_from)])


def _path(aim: Aim) -> str:
    return f"{aim.area.key}/{aim.key}"
