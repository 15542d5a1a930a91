"""Fill an empty database with the story, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User

from dashboard.actions.batch import batch
from dashboard.actions.moment import Refused
from dashboard.criteria.loader import Loaded
from dashboard.demo.log_ins import NAMES
from dashboard.demo.plan import plan
from dashboard.demo.stage import Stage
from dashboard.models import Event, Framework, Project, Team

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """How much there is now."""

    projects: int
    teams: int
    acts: int


def fill(given: Loaded, *, projects: int, years: int, seed: int, until: date, tell: Tell) -> Filled:
    """Let the made-up organisation act. Raises `Refused` where anything is there already.

    All or nothing: whoever ends the process half-way leaves the database as it was. `tell` is
    told after each act how many are done, and of how many.
    """
    with batch():
        _need_nothing()
        acts = plan(given, projects=projects, years=years, seed=seed, until=until)
        stage = Stage()
        for done, act in enumerate(acts, 1):
            act.perform(stage)
            tell(done, len(acts))
    return Filled(len(stage.projects), len(stage.teams), len(acts))


def _need_nothing() -> None:
    """Under the write lock, so that two demonstrations cannot fill one database."""
    if any(model._default_manager.exists() for model in (Project, Team, Framework, Event)):
        raise Refused("There is something in this database already.")
    taken = User.objects.filter(username__in=NAMES.values()).order_by("username")
    if names := ", ".join(taken.values_list("username", flat=True)):
        raise Refused(f"There are accounts already that the demonstration would make: {names}.")
