"""`manage.py redact`: blank a text in the record."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from dashboard.actions.moment import Refused
from dashboard.actions.privacy import redact
from dashboard.management.base import DatabaseCommand
from dashboard.models import Event, EventText


class Command(DatabaseCommand):
    help = "Blank a note, evidence or other text that an event set, wherever its record repeats it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", type=int, nargs="?", help="the event's number")
        parser.add_argument("field", nargs="?", help="the text: note, evidence_url, minutes …")
        parser.add_argument("--find", metavar="TEXT", help="list the events whose text holds this")
        parser.add_argument("--yes", action="store_true", help="do it; otherwise only say it")

    def handle(
        self, *, event: int | None, field: str | None, find: str | None, yes: bool, **options: Any
    ) -> None:
        if find:
            self._find(find)
        elif event is None or field is None:
            raise CommandError("Name an event and a field, or --find a text.")
        else:
            self._redact(event, field, yes)

    def _find(self, text: str) -> None:
        for found in EventText.objects.filter(after__icontains=text).select_related("event"):
            about = ", ".join(found.event.names.values())
            self.stdout.write(f"{found.event_id} {found.field}: {found.after[:80]!r} ({about})")

    def _redact(self, event: int, field: str, yes: bool) -> None:
        row = Event.objects.filter(pk=event).first()
        if row is None:
            raise CommandError(f"There is no event {event}.")
        if not yes:
            self.stdout.write(f"Would blank the {field} of event {event}. Say --yes to do it.")
            return
        try:
            count = redact(event=row, field=field, by=None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Blanked the {field} in {count} events." if count else "Blank already.")
