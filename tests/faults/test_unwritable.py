"""A database that is locked or read-only is told in one line, and nothing is lost."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from django.db import connection

from tests.commands.conftest import Manage, Place
from tests.faults.conditions import contents, run, start

pytestmark = pytest.mark.process
COMMANDS = (
    "criteria apply {after}",
    "import_projects {more_projects}",
    "import_assessments {more_answers}",
    "settle",
)


def told(manage: Manage, conditions: dict[str, Any], commands: str, **also: str) -> list[str]:
    """What commands that cannot go on say, each in one line."""
    process = start(Manage(manage.environment | also), conditions, commands)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1, (out, err)
    return err.splitlines()


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """Somebody else is writing and does not end."""
    with closing(place.connect()) as other:
        if isinstance(other, sqlite3.Connection):
            other.execute("BEGIN IMMEDIATE")
        else:
            other.execute("UPDATE dashboard_revision SET number = number")
        yield
        other.rollback()


def test_a_locked_database_is_told_in_one_line(
    begun: Manage, place: Place, found: dict[str, str]
) -> None:
    before = contents(place)
    commands = " then ".join(COMMANDS).format(**found)
    with locked(place):
        lines = told(begun, {"patience": 0.1}, commands, PGOPTIONS="-c lock_timeout=100")
    assert len(lines) == len(COMMANDS)
    assert all("cannot be used" in line and "lock" in line for line in lines)
    assert contents(place) == before
    run(begun, COMMANDS[0].format(**found))


def test_a_read_only_database_is_told_in_one_line(
    begun: Manage, place: Place, found: dict[str, str]
) -> None:
    before = contents(place)
    commands = " then ".join(COMMANDS).format(**found)
    also = {"PGOPTIONS": "-c default_transaction_read_only=on"}
    lines = told(begun, {"is_read_only": True}, commands, **also)
    assert len(lines) == len(COMMANDS)
    assert all("cannot be used" in line and "read" in line for line in lines)
    assert contents(place) == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own files")
def test_a_file_that_is_no_database_is_told_in_one_line(installed: Manage, place: Place) -> None:
    place.file.write_bytes(b"This is no database. " * 1000)
    (line,) = told(installed, {}, "verify")
    assert "file is not a database" in line


def test_a_database_without_tables_is_told_in_one_line(manage: Manage) -> None:
    (line,) = told(manage, {}, "verify")
    assert "cannot be used" in line


def test_a_reader_is_served_the_last_settled_state_of_a_locked_database(
    begun: Manage, place: Place, found: dict[str, str]
) -> None:
    run(begun, "criteria apply {after}".format(**found))
    before = contents(place)
    with locked(place):
        reader = start(begun, {}, "read")
        assert reader.stdout
        assert json.loads(reader.stdout.readline()) == [False, 2, True]
    assert contents(place) == before
    out, err = reader.communicate("go\n", timeout=60)
    assert reader.returncode == 0, err
    assert len(json.loads(out)) == 1  # the day has come, and nothing was spoilt
    assert "Could not settle" in err


def test_a_reader_is_served_the_last_settled_state_of_a_read_only_database(
    begun: Manage, place: Place, found: dict[str, str]
) -> None:
    run(begun, "criteria apply {after}".format(**found))
    before = contents(place)
    also = {"PGOPTIONS": "-c default_transaction_read_only=on"}
    reader = start(Manage(begun.environment | also), {"is_read_only": True}, "read")
    out, err = reader.communicate("", timeout=60)
    assert reader.returncode == 0, err
    assert json.loads(out) == [False, 2, True]
    assert contents(place) == before
