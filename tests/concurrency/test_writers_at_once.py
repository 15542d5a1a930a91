"""Eight processes that write about the same things at the same time."""

import pytest

from tests.commands.conftest import Ask, Manage
from tests.concurrency.together import at_once
from tests.concurrency.worker import ACTS

pytestmark = pytest.mark.process
WORKER = "tests.concurrency.worker"


@pytest.fixture
def begun(installed: Manage) -> Manage:
    at_once(installed, WORKER, [["0", "begin"]])
    return installed


def events(ask: Ask, verb: str) -> int:
    return int(ask(f"SELECT count(*) FROM dashboard_event WHERE verb = '{verb}'"))


def test_nothing_is_lost_and_nothing_is_wrong(begun: Manage, ask: Ask) -> None:
    answering = ("answer", "count", "open_teams")
    also = [(), (), (), (), (), (), ("hand_over",), ("reweigh",)]
    roles = [(str(number), *first, *answering) for number, first in enumerate(also)]
    done = at_once(begun, WORKER, roles)

    # No event is lost: each act left the one it should.
    assert done["answered"] == len(also) * ACTS
    assert events(ask, "answered") == done["answered"] + done["counted"]
    texts = "SELECT count(DISTINCT after) FROM dashboard_eventtext WHERE field = 'note'"
    assert int(ask(texts)) == done["answered"] + done["counted"]
    assert events(ask, "agreement-changed") == 2  # each project's first answer is one
    assert events(ask, "project-moved") == done["moved"]
    assert events(ask, "criteria-applied") == done["applied"] + 1

    # No update is lost, though they did meet.
    assert done["counted"] == len(also) * ACTS
    counted = ask(
        "SELECT note FROM dashboard_assessment WHERE objective_id IN "
        "(SELECT id FROM dashboard_objective WHERE key = 'counted')"
    )
    assert counted.split()[0] == str(done["counted"])
    assert done["conflicts"] >= len(also) - 1  # all began from the same

    # What may be there once is there once.
    assert done["opened"] == ACTS
    assert int(ask("SELECT count(*) FROM dashboard_team")) == ACTS + 2

    told = begun("verify")
    assert told.returncode == 0, told.stdout
