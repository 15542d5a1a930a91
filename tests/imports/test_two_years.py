"""A team that kept its standing in a spreadsheet for two years has it here in an afternoon."""

import time
from random import Random

import pytest

from dashboard.imports.assessments import import_assessments
from dashboard.imports.projects import import_projects
from dashboard.models import Event, Movement, Standing
from dashboard.queries.verification import differences_found
from tests.actions import makers
from tests.actions.makers import aim, area
from tests.imports.conftest import Write

QUARTERS = [
    f"{year}-{day}" for year in (2024, 2025) for day in ("03-31", "06-30", "09-30", "12-31")
]
LEVELS = ["", "started", "first-results", "mature"]
AIMS = [f"aim-{number}" for number in range(5)]
PROJECTS = [f"project-{number}" for number in range(30)]
PATIENCE = 30  # seconds on a busy machine; alone it takes two


def history(random: Random) -> dict[tuple[str, str], list[int]]:
    """A rank for each quarter, by project and aim; now and then one is lost."""
    walks = {}
    for project in PROJECTS:
        for name in AIMS:
            rank = 1
            walks[project, name] = [rank] * len(QUARTERS)
            for quarter in range(1, len(QUARTERS)):
                rank = min(3, max(1, rank + random.choice([-1, 0, 0, 1, 1])))
                walks[project, name][quarter] = rank
    return walks


def lines(walks: dict[tuple[str, str], list[int]]) -> list[str]:
    """One line for each quarter says the level; one more where a level was lost."""
    rows = []
    for (project, name), ranks in walks.items():
        for before, rank, day in zip([0, *ranks], ranks, QUARTERS, strict=False):
            rows.append(f"{project},{name},{LEVELS[rank]},met,{day}")
            if before > rank:
                rows.append(f"{project},{name},{LEVELS[before]},not yet,{day}")
    return rows


@pytest.fixture
def aims(db: None) -> None:
    entries = [
        aim(name, f"{name}-a", f"{name}-b", at={"first-results": [f"{name}-c"],
                                                "mature": [f"{name}-d", f"{name}-e"]})
        for name in AIMS
    ]  # fmt: skip
    makers.apply(area("one", *entries[:3]), area("two", *entries[3:]))


def test_two_years_of_thirty_projects(write: Write, aims: None) -> None:
    projects = [f"{key},{key},Team {number % 5}" for number, key in enumerate(PROJECTS)]
    import_projects(write("key,name,team", *projects))
    walks = history(Random(2))
    file = write("project,aim,level,answer,at", *lines(walks), name="history.csv")
    began = time.monotonic()
    report = import_assessments(file)
    assert time.monotonic() - began < PATIENCE
    assert len(report.rebuilt) == len(report.projects) == len(PROJECTS)
    assert report.lower == []

    last = {
        (row.project.slug, row.aim.key): (row.rank, row.level)
        for row in Standing.objects.select_related("project", "aim")
    }
    assert last == {key: (ranks[-1], LEVELS[ranks[-1]]) for key, ranks in walks.items()}
    assert ranks_by_day() == {
        (*key, day): ranks[number]
        for key, ranks in walks.items()
        for number, day in enumerate(QUARTERS)
        if number == 0 or ranks[number] != ranks[number - 1]
    }
    assert list(differences_found()) == []

    events = Event.objects.count()
    assert import_assessments(file).answers == 0
    assert Event.objects.count() == events


def ranks_by_day() -> dict[tuple[str, str, str], int]:
    """The rank that each day of a movement ended on."""
    moved = Movement.objects.select_related("project", "aim").order_by("pk")
    return {
        (row.project.slug, row.aim.key, f"{row.day}"): row.rank_after
        for row in moved
        if row.cause != "joined"
    }
