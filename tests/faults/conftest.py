"""Databases of their own, as the tests of commands have them, with something in them to lose."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands.conftest import Manage, Place, ask, installed, manage, migrated, place
from tests.faults.conditions import BEGIN, files, run

__all__ = ["ask", "installed", "manage", "migrated", "place"]


@pytest.fixture
def found(tmp_path: Path) -> dict[str, str]:
    """Files to apply and to import, by name."""
    return files(tmp_path / "files")


@pytest.fixture(scope="session")
def kept(migrated: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One framework, two projects, two answers; to copy."""
    folder = tmp_path_factory.mktemp("begun")
    place = Place(folder)
    place.create()
    try:
        place.become(migrated)
        environment = {"DATA_DIR": str(folder / "data"), "DATABASE_URL": place.url}
        names = files(folder / "files")
        run(Manage(dict(os.environ) | environment), BEGIN.format(**names))
        if place.is_file:
            with closing(sqlite3.connect(place.file)) as database:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield place
    finally:
        place.drop()


@pytest.fixture
def begun(manage: Manage, place: Place, kept: Place) -> Manage:
    """A database that holds what `kept` does."""
    place.become(kept)
    return manage
