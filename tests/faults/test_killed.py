"""A process that is killed in the middle leaves nothing half done."""

import signal

import pytest

from tests.commands.conftest import Manage, Place
from tests.faults.conditions import contents, run, start

pytestmark = pytest.mark.process


def kill(manage: Manage, command: str, stops_at: str) -> None:
    """Run it up to a point inside its transaction, and let it end there."""
    process = start(manage, {"stops_at": stops_at}, command)
    assert process.stdout
    is_inside = "inside\n" in iter(process.stdout.readline, "")
    process.send_signal(signal.SIGKILL)
    _, err = process.communicate()
    assert is_inside, err
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("command", "stops_at"),
    [
        ("criteria apply {after}", "all but the commit"),
        ("criteria apply {after}", "some standings restated"),
        ("import_projects {more_projects}", "batch closed"),
        ("import_assessments {more_answers}", "batch flushed"),
        ("import_assessments {more_answers}", "batch closed"),
    ],
)
def test_what_is_killed_inside_a_transaction_never_was(
    begun: Manage, place: Place, found: dict[str, str], command: str, stops_at: str
) -> None:
    command = command.format(**found)
    before = contents(place)
    kill(begun, command, stops_at)
    assert contents(place) == before
    run(begun, f"verify then {command} then verify")
    assert contents(place) != before


def test_a_demo_that_is_killed_never_was(installed: Manage, place: Place) -> None:
    before = contents(place)
    kill(installed, "demo --projects 3 --years 1", "batch closed")
    assert contents(place) == before
    run(installed, "verify then demo --projects 3 --years 1 then verify")
