"""PostgreSQL's own programs: `pg_dump`, `pg_restore` and `psql`."""

import os
import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from dashboard import database
from dashboard.backups.error import BackupError

SUFFIX = ".dump"
BEGINS = b"PGDMP"
OURS_ALONE = ("--no-owner", "--no-privileges")
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def dump(file: Path) -> None:
    """Write what one transaction sees, compressed."""
    _run_here("pg_dump", "--format=custom", *OURS_ALONE, f"--file={file}")


def migrations(file: Path) -> list[str]:
    """Our migrations that a backup has."""
    table = ("--data-only", "--table=django_migrations")
    rows = _run(["pg_restore", *table, "--file=-", str(file)]).splitlines()
    columns = [row.split("\t") for row in rows]
    return sorted(row[2] for row in columns if len(row) == 4 and row[1] == database.APP)


def load(file: Path) -> None:
    """Replace everything in the schema `public`, in one transaction.

    The statements are written out first: if `pg_restore` stopped half-way into a pipe, `psql`
    would take what it got for the whole.
    """
    connection.close()
    quiet = ("--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1")
    with NamedTemporaryFile(suffix=".sql") as script:
        _run(["pg_restore", *OURS_ALONE, f"--file={script.name}", str(file)])
        whole = ("--single-transaction", f"--command={EMPTY}", f"--file={script.name}")
        _run_here("psql", *quiet, *whole)


def _run_here(program: str, *options: str) -> None:
    """Run a program on our database; its password stays out of the list of processes."""
    args, env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, list(options))
    _run([program, *args[1:]], env or {})


def _run(args: list[str], env: dict[str, str] | None = None) -> str:
    given = os.environ | (env or {})
    try:
        done = subprocess.run(args, env=given, capture_output=True, check=True, text=True)
    except FileNotFoundError as error:
        raise BackupError(
            f"{args[0]} is not installed; it comes with PostgreSQL's client programs"
        ) from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{args[0]}: {error.stderr.strip()}") from error
    return done.stdout
