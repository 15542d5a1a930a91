"""Whole copies of the database: made while it is in use, restored in one step or not at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connection
from django.utils import timezone

from dashboard import database
from dashboard.backups import postgresql, sqlite
from dashboard.backups.error import BackupError
from dashboard.models import Revision


class Kind(Protocol):
    """What a kind of database must be able to do for a backup; a module each."""

    SUFFIX: str
    BEGINS: bytes

    def dump(self, file: Path) -> None: ...
    def migrations(self, file: Path) -> list[str]: ...
    def load(self, file: Path) -> None: ...


KINDS: Mapping[str, Kind] = {"sqlite": sqlite, "postgresql": postgresql}


def free_file(why: str) -> Path:
    """A name in the data folder's `backups` that no file has yet."""
    stem = f"{why}-{timezone.localtime():%Y-%m-%d-%H%M%S}"
    names = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
    folder, suffix = settings.DATA_DIR / "backups", KINDS[connection.vendor].SUFFIX
    return next(file for name in names if not (file := folder / f"{name}{suffix}").exists())


def save(file: Path) -> Path:
    """Write the whole database to a new file; others read and write meanwhile."""
    if file.exists():
        raise BackupError(f"{file} exists already, and is not overwritten")
    with _unfinished(file) as part:
        KINDS[connection.vendor].dump(part)
    return file


def examine(file: Path) -> None:
    """Raise `BackupError` where a file cannot take the place of this database."""
    kind = _kind_of(file)
    if kind != connection.vendor:
        raise BackupError(f"{file} is a backup of {kind}, and this database is {connection.vendor}")
    names = KINDS[kind].migrations(file)
    if not names:
        raise BackupError(f"{file} is no backup of this program")
    if later := database.unknown_here(names):
        raise BackupError(f"{file} is from a later release: it has the migration {later[-1]}")


def restore(file: Path) -> None:
    """Replace the whole database by a backup, in one transaction.

    The revision goes on from the higher of the two: pages that were cached under a revision, in
    browsers too, must never be shown for another state that has the same number.
    """
    examine(file)
    revision = _revision()
    KINDS[connection.vendor].load(file)
    Revision.objects.filter(number__lte=revision).update(number=revision + 1)


def _kind_of(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            beginning = opened.read(16)
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror}") from error
    for name, kind in KINDS.items():
        if beginning.startswith(kind.BEGINS):
            return name
    raise BackupError(f"{file} is no backup")


def _revision() -> int:
    if not database.is_begun():
        return 0
    return Revision.objects.values_list("number", flat=True).first() or 0


@contextmanager
def _unfinished(file: Path) -> Iterator[Path]:
    """A file beside the one wanted, for its owner alone; it takes that name once it is whole."""
    part = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        yield part
        part.replace(file)
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
