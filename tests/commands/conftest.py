"""Commands as somebody types them: in processes and on databases of their own."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

Ask = Callable[[str], str]
SETTINGS = Path(__file__).parents[2] / "dashboard" / "settings.py"
OURS = re.findall(r'_(?:text|flag|words)\("(\w+)"', SETTINGS.read_text())


class Place:
    """A database of the kind that the suite runs on, in a folder or on the server."""

    def __init__(self, folder: Path) -> None:
        place = connection.settings_dict
        self.is_file = connection.vendor == "sqlite"
        self.file = folder / "data" / "upstanding.sqlite3"
        self.name = f"upstanding_{uuid4().hex}"
        whom = f"{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT'] or 5432}"
        self.server = f"postgres://{whom}/postgres"
        self.url = f"sqlite:///{self.file}" if self.is_file else f"postgres://{whom}/{self.name}"

    def connect(self) -> Any:
        if self.is_file:
            return sqlite3.connect(self.file)
        return _psycopg(self.url)

    def create(self) -> None:
        if not self.is_file:
            self._tell_server(f'CREATE DATABASE "{self.name}"')

    def drop(self) -> None:
        if not self.is_file:
            self._tell_server(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def become(self, other: "Place") -> None:
        if self.is_file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(other.file, self.file)
            return
        self.drop()
        self._tell_server(f'CREATE DATABASE "{self.name}" TEMPLATE "{other.name}"')

    def _tell_server(self, statement: str) -> None:
        with closing(_psycopg(self.server)) as server:
            server.autocommit = True
            server.execute(statement)


def _psycopg(url: str) -> Any:
    import psycopg  # only where the suite runs on PostgreSQL

    return psycopg.connect(url)


@dataclass(frozen=True)
class Manage:
    """`manage.py` in an environment of its own."""

    environment: dict[str, str]

    def __call__(self, *args: str, **also: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *args],
            cwd=settings.BASE_DIR,
            env=self.environment | also,
            capture_output=True,
            text=True,
            timeout=120,
        )


def _manage(place: Place, folder: Path) -> Manage:
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    return Manage(inherited | {"DATA_DIR": str(folder / "data"), "DATABASE_URL": place.url})


def _created(folder: Path) -> Iterator[Place]:
    place = Place(folder)
    place.create()
    try:
        yield place
    finally:
        place.drop()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A database to copy, because migrating takes longer."""
    folder = tmp_path_factory.mktemp("migrated")
    for place in _created(folder):
        assert _manage(place, folder)("migrate", "-v0").returncode == 0
        if place.is_file:
            with closing(place.connect()) as database:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An empty database, as a new installation has it."""
    yield from _created(tmp_path)


@pytest.fixture
def manage(place: Place, tmp_path: Path) -> Manage:
    """`manage.py` on that database, with no setting of whoever runs the tests."""
    return _manage(place, tmp_path)


@pytest.fixture
def installed(manage: Manage, place: Place, migrated: Place) -> Manage:
    """The same after `manage.py migrate`."""
    place.become(migrated)
    return manage


@pytest.fixture
def ask(place: Place) -> Ask:
    """Ask that database in SQL; the first column comes back, its rows between blanks."""

    def asked(statement: str) -> str:
        with closing(place.connect()) as database:
            found = database.execute(statement)
            rows = found.fetchall() if found.description else []
            database.commit()
            return " ".join(str(row[0]) for row in rows)

    return asked
