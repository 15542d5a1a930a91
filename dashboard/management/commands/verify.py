"""`manage.py verify`: hold everything that is derived against what it follows from."""

from typing import Any

from django.core.management.base import CommandError

from dashboard.management.base import DatabaseCommand
from dashboard.queries.verification import differences_found


class Command(DatabaseCommand):
    help = (
        "Work out all standings again, replay the events, check the triggers; "
        "exit 1 on any difference."
    )

    def handle(self, **options: Any) -> None:
        found = 0
        for difference in differences_found():
            found += 1
            self.stdout.write(difference)
        if found:
            raise CommandError(f"Differences found: {found}.")
        self.stdout.write("Everything kept is what the record says.")
