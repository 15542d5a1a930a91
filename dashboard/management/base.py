"""What all our commands share: a database that cannot be used is told in one line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, DataError, IntegrityError

from dashboard import database


class DatabaseCommand(BaseCommand):
    """A command that reads or writes the database; faults of it end the command, not in a trace."""

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            return super().execute(*args, **options)
        except (IntegrityError, DataError):
            raise  # a fault of ours and not of the database
        except DatabaseError as error:
            reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
            words = f"{database.name()} cannot be used: {reason}. Nothing changed."
            raise CommandError(words) from error
