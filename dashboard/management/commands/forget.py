"""`manage.py forget`: blank a person's name wherever the record has it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from dashboard.actions.privacy import forget
from dashboard.management.base import DatabaseCommand
from dashboard.models import Person


class Command(DatabaseCommand):
    help = "Blank a person's name, end their places in teams and areas, and close their log-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help="the name, or the number where several have it")
        parser.add_argument("--yes", action="store_true", help="do it; otherwise only say it")

    def handle(self, *, person: str, yes: bool, **options: Any) -> None:
        found = self._found(person)
        told = f"{found.name} (number {found.pk}), named in {found.events.count()} events"
        if not yes:
            self.stdout.write(f"Would forget {told}. Say --yes to do it.")
            return
        forget(person=found, by=None)
        self.stdout.write(f"Forgot {told}. Texts that name them are for `redact`.")

    def _found(self, person: str) -> Person:
        people = Person.objects.filter(forgotten_at__isnull=True)
        found = list(people.filter(pk=person) if person.isdecimal() else people.filter(name=person))
        if not found:
            raise CommandError(f"There is nobody called {person}.")
        if len(found) > 1:
            numbers = ", ".join(str(one.pk) for one in found)
            raise CommandError(f"Several are called {person}; give a number: {numbers}.")
        return found[0]
