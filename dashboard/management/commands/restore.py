"""Replaces the whole database by a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dashboard import backups, database
from dashboard.backups.error import BackupError
from dashboard.management.base import DatabaseCommand


class Command(DatabaseCommand):
    help = "Replace the whole database by what a backup holds. Says what it would do without --yes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="a file that `backup` wrote")
        parser.add_argument("--yes", action="store_true", help="do it")

    def handle(self, *args: Any, file: Path, yes: bool, **options: Any) -> None:
        try:
            backups.examine(file)
            self._restore(file) if yes else self._explain(file)
        except BackupError as error:
            raise CommandError(f"Nothing was restored: {error}") from error

    def _explain(self, file: Path) -> None:
        self.stdout.write(f"This would replace {database.name()} ({database.contents()})")
        self.stdout.write(f"by what {file} holds. What is there now would be saved first.")
        self.stdout.write("Nothing has been changed. Add --yes to do it.")

    def _restore(self, file: Path) -> None:
        if database.is_begun():
            saved = backups.save(backups.free_file("before-restore"))
            self.stdout.write(f"Saved what was there ({database.contents()}) in {saved}")
        backups.restore(file)
        self.stdout.write(f"Restored {file}: {database.contents()}")
        if database.pending():
            self.stdout.write("It is from an earlier release: run `manage.py migrate` now.")
