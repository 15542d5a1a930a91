"""Django's migrate, which saves a database that has something to lose first."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate

from dashboard import backups, database
from dashboard.backups.error import BackupError
from dashboard.management.base import DatabaseCommand


class Command(DatabaseCommand, migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--no-backup",
            action="store_false",
            dest="backup",
            default=True,
            help="do not write a backup before migrations are applied",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        looks_only = options["plan"] or options["check_unapplied"]
        if options.get("backup") and not looks_only and self._changes_something(options):
            self._save()
        super().handle(*args, **options)

    def _changes_something(self, options: dict[str, Any]) -> bool:
        return database.is_begun() and bool(database.pending() or options["app_label"])

    def _save(self) -> None:
        try:
            saved = backups.save(backups.free_file("before-migrate"))
        except BackupError as error:
            raise CommandError(
                f"No backup could be made, so nothing was migrated: {error}\n"
                "With --no-backup it is done without one."
            ) from error
        self.stdout.write(f"Saved the database as it was in {saved}")
