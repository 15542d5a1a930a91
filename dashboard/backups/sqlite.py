"""SQLite's own backup API: a copied file would miss what is still in the write-ahead log."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import quote

from django.db import connection

from dashboard import database
from dashboard.backups.error import BackupError

SUFFIX = ".sqlite3"
BEGINS = b"SQLite format 3\0"
MIGRATIONS = "SELECT name FROM django_migrations WHERE app = ? ORDER BY name"


def dump(file: Path) -> None:
    """Write a copy that is one file, with no log beside it."""
    with _said_plainly(file), closing(sqlite3.connect(file)) as copy:
        _live().backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def migrations(file: Path) -> list[str]:
    """Our migrations that a backup has, once it is found to be whole."""
    with _said_plainly(file), closing(_opened(file)) as backup:
        faults = [row for (row,) in backup.execute("PRAGMA quick_check") if row != "ok"]
        if faults:
            raise BackupError(f"{file} is damaged: {faults[0]}")
        return [name for (name,) in backup.execute(MIGRATIONS, [database.APP])]


def load(file: Path) -> None:
    """Replace the live database; servers that run on it see the new state at once."""
    with _said_plainly(file), closing(_opened(file)) as backup:
        backup.backup(_live())
    connection.close()


def _live() -> sqlite3.Connection:
    connection.ensure_connection()
    return cast(sqlite3.Connection, connection.connection)


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file.resolve()))}?mode=ro", uri=True)


@contextmanager
def _said_plainly(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BackupError(f"{file}: {error}") from error
