"""`manage.py demo`: fill an empty database with a made-up organisation."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from dashboard import database, days
from dashboard.actions.moment import Refused
from dashboard.criteria.loader import Loaded, load
from dashboard.criteria.problems import CriteriaError
from dashboard.demo import LOG_INS, ORGANISATION
from dashboard.demo.progress import Progress
from dashboard.demo.run import Filled, fill
from dashboard.management.base import DatabaseCommand

MOST_PROJECTS, MOST_YEARS = 5000, 10
FIRST_YEAR = 1990


class Command(DatabaseCommand):
    help = f"Fill an empty database with {ORGANISATION}, a made-up organisation, to try things out."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, default in (("--projects", 30), ("--years", 2), ("--seed", 1)):
            parser.add_argument(name, type=int, default=default, help="default: %(default)s")
        parser.add_argument(
            "--until",
            type=_day,
            metavar="YYYY-MM-DD",
            help="the story ends the day before; default: today",
        )

    def handle(self, *, until: date | None = None, **options: Any) -> None:
        today = days.today()
        until = until or today
        size = {name: options[name] for name in ("projects", "years", "seed")}
        _need_sense(size["projects"], size["years"], until, today)
        if database.pending():
            raise CommandError("The database is not ready for this release: run `migrate` first.")
        progress = Progress(self.stdout, ORGANISATION)
        try:
            self._greet(fill(_criteria(), until=until, tell=progress.tell, **size))
        except Refused as refusal:
            raise CommandError(
                f"{refusal} The demo needs an empty database; nothing was changed. Name another "
                "with DATABASE_URL or DATA_DIR, run `manage.py migrate` on it, and try again."
            ) from refusal

    def _greet(self, filled: Filled) -> None:
        self.stdout.write(
            f"{ORGANISATION}, a made-up organisation, has {filled.projects} projects in "
            f"{filled.teams} teams, and {filled.acts} things happened to them."
        )
        self.stdout.write("Anybody who reaches this server can log in; keep it for trying out:")
        for name, password, who in LOG_INS:
            self.stdout.write(f"  {name} with the password {password}: {who}")


def _criteria() -> Loaded:
    try:
        return load(settings.CRITERIA_DIR)
    except CriteriaError as error:
        raise CommandError(str(error)) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no day; 2026-01-31 is one") from None


def _need_sense(projects: int, years: int, until: date, today: date) -> None:
    if not 1 <= projects <= MOST_PROJECTS:
        raise CommandError(f"--projects must be from 1 to {MOST_PROJECTS}.")
    if not 1 <= years <= MOST_YEARS:
        raise CommandError(f"--years must be from 1 to {MOST_YEARS}.")
    if until > today:
        raise CommandError(f"--until {until} is still to come.")
    if until.year - years < FIRST_YEAR:
        raise CommandError(f"--until must be {FIRST_YEAR + years} or later.")
