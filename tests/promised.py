"""Cycles and promises for tests, made by the actions themselves."""

from datetime import date
from typing import Any

from dashboard.actions.commitments import commit
from dashboard.actions.cycles import plan_cycle
from dashboard.models import Commitment, Cycle, Level, Project
from tests.actions import makers

FIRST, SECOND = (
    ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
    ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
)


def cycle(name: str, starts_on: date, ends_on: date, **more: Any) -> Cycle:
    return plan_cycle(name=name, starts_on=starts_on, ends_on=ends_on, by=None, **more)


def promise(project: Project, key: str = "started", aim: str = "tests", **more: Any) -> Commitment:
    """Promise a level of an aim for the first cycle there is, unless told."""
    row = makers.find_aim(aim)
    level = Level.objects.filter(is_current=True, key=key, objectives__aim=row).distinct().get()
    values = {"cycle": Cycle.objects.first(), "by": None} | more
    return commit(project=project, aim=row, level=level, **values)
