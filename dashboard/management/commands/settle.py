"""`manage.py settle`: account for announced and retired objectives whose day has come."""

from typing import Any

from dashboard.actions.action import settle
from dashboard.management.base import DatabaseCommand


class Command(DatabaseCommand):
    help = "Account for days named in the criteria that have come. Run it every night."

    def handle(self, **options: Any) -> None:
        days = settle()
        told = ", ".join(day.isoformat() for day in days)
        self.stdout.write(f"Settled {told}." if days else "Nothing to settle.")
