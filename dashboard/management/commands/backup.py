"""Writes the whole database to one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dashboard import backups, database
from dashboard.backups.error import BackupError
from dashboard.management.base import DatabaseCommand


class Command(DatabaseCommand):
    help = "Write the whole database to a new file, while it is in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            metavar="FILE",
            nargs="?",
            type=Path,
            help="the file to write; by default a new one in the folder backups of DATA_DIR",
        )

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        if not database.is_begun():
            raise CommandError(f"There is nothing to save: {database.name()} is empty.")
        try:
            saved = backups.save(file or backups.free_file("backup"))
        except BackupError as error:
            raise CommandError(f"No backup was made: {error}") from error
        self.stdout.write(f"Saved {database.contents()} in {saved}")
