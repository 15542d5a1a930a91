"""A world of one team and one project, a clock that stands still, and a check at the end."""

from collections.abc import Iterator

import pytest
import time_machine

from dashboard.models import Project, Team
from dashboard.queries.verification import differences_found
from tests.actions import makers
from tests.actions.makers import NOW

Clock = time_machine.Traveller


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    """It stands still until a test moves it, so that things happen at one moment too."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def verified(db: None, clock: Clock) -> Iterator[None]:
    """Whatever a test did, what is kept is what the record says."""
    yield
    assert list(differences_found()) == []


@pytest.fixture
def criteria(db: None) -> None:
    """One area, one aim, three levels."""
    makers.apply(makers.ready())


@pytest.fixture
def team(db: None) -> Team:
    return makers.team("engine")


@pytest.fixture
def project(criteria: None, team: Team) -> Project:
    """Young: nothing is said of it."""
    return makers.project("api", team=team)
