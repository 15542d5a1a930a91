"""The whole story as a list of dated acts. Nothing here reads or writes a database."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from dashboard.criteria.loader import Loaded
from dashboard.demo.acts import Act
from dashboard.demo.answering import answering
from dashboard.demo.claims import claims
from dashboard.demo.founding import founding
from dashboard.demo.joining import joining
from dashboard.demo.looking import looking
from dashboard.demo.meaning import meaning
from dashboard.demo.organisation import Project
from dashboard.demo.story import Story, story


def plan(given: Loaded, *, projects: int, years: int, seed: int, until: date) -> list[Act]:
    """All acts of all people in order of time; the last ones happen the day before `until`.

    The same for the same criteria, numbers, seed and day. The criteria are those that are in
    force in the end; the organisation begins with an earlier state of them.
    """
    told = story(given, projects=projects, years=years, seed=seed, until=until)
    acts = list(founding(told))
    for project in told.organisation.projects:
        acts.extend(_project(told, project))
    acts.sort(key=attrgetter("at"))
    return acts


def _project(told: Story, project: Project) -> Iterator[Act]:
    yield from joining(told, project)
    if project.fate.is_told:
        course = told.surveyor.course(project)
        claimed = claims(told, project, course)
        yield from answering(told, project, course, claimed)
        yield from meaning(told, project, course)
        yield from looking(told, project, claimed)
