"""The whole story as a list of dated acts. Nothing here reads or writes a database."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from dashboard.criteria.loader import Loaded
from dashboard.demo.acts import Act
from dashboard.demo.answering import answering
from dashboard.demo.claims import claims
from dashboard.demo.founding import founding
from dashboard.demo.halves import planning
from dashboard.demo.joining import joining
from dashboard.demo.looking import looking
from dashboard.demo.meaning import meaning
from dashboard.demo.organisation import Project
from dashboard.demo.promising import promising
from dashboard.demo.sitting import found, sitting
from dashboard.demo.speaking import speaking
from dashboard.demo.story import Story, story

SPOKEN_OF = 36


def plan(given: Loaded, *, projects: int, years: int, seed: int, until: date) -> list[Act]:
    """All acts of all people in order of time; the last ones happen the day before `until`.

    The same for the same criteria, numbers, seed and day. The criteria are those that are in
    force in the end; the organisation begins with an earlier state of them.
    """
    told = story(given, projects=projects, years=years, seed=seed, until=until)
    acts = [*founding(told), *planning(told), *sitting(told)]
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
        yield from found(told, project, claimed)
        if is_spoken_of(project):
            yield from promising(told, project, claimed)
            yield from speaking(told, project, claimed)


def is_spoken_of(project: Project) -> bool:
    """All in an organisation of common size, few of the rest: each such act asks the database."""
    return project.index < SPOKEN_OF or project.index % SPOKEN_OF == 0
