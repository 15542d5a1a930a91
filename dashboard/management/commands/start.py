"""What `make run` calls: makes the database ready, then becomes the web server."""

import os
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connection

from dashboard import database, port
from dashboard.management.base import DatabaseCommand

PROJECTS = 30


class Command(DatabaseCommand):
    help = "Migrate the database, fill an empty one with the demo if asked to, and serve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
        parser.add_argument("--port", type=int, default=8000, help="default: %(default)s")
        parser.add_argument(
            "--demo",
            choices=["yes", "no"],
            default="no",
            help="fill an empty database with a made-up organisation; default: %(default)s",
        )

    def handle(self, *args: Any, host: str, demo: str, **options: Any) -> None:
        if reason := port.why_not(host, options["port"]):
            raise CommandError(f"{reason} Choose another with --port.")
        _check_workers()
        address = f"{f'[{host}]' if ':' in host else host}:{options['port']}"
        self._migrate()
        if demo == "yes" and database.is_untouched():
            call_command("demo", projects=PROJECTS, stdout=self.stdout)  # tells its log-ins
        else:
            self._tell_log_ins(is_wanted=demo == "yes")
        self.stdout.write(f"\nUpstanding is at http://{address} (Ctrl-C ends it)")
        connection.close()
        self.stdout.flush()
        _become_server(address)

    def _migrate(self) -> None:
        if later := database.from_later_release():
            raise CommandError(
                f"{database.name()} was used by a later release: it has the migration {later[-1]}. "
                "Run that release, or restore a backup from before it."
            )
        if names := database.pending():
            self.stdout.write(f"Applying {len(names)} migrations to {database.name()}")
            call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)

    def _tell_log_ins(self, *, is_wanted: bool) -> None:
        log_ins = _demo_log_ins()
        if log_ins and not is_wanted:
            self.stdout.write(
                f"{database.name()} holds the demo. Another folder begins with nothing: "
                "DATA_DIR=FOLDER, for this and every other command."
            )
        for name, password, who in log_ins:
            self.stdout.write(f"  {name} with the password {password}: {who}")


def _check_workers() -> None:
    """Say what gunicorn would say in a traceback. To it, unlike to us, an empty value is wrong."""
    workers = os.environ.get("WEB_CONCURRENCY") or os.environ.pop("WEB_CONCURRENCY", "") or "2"
    if not workers.isdecimal() or int(workers) == 0:
        raise CommandError(f"WEB_CONCURRENCY={workers} is no number of processes.")


def _demo_log_ins() -> Sequence[tuple[str, str, str]]:
    """The log-ins of the demo, where this database holds them."""
    from dashboard.demo import LOG_INS

    names = [name for name, _, _ in LOG_INS]
    found = get_user_model().objects.filter(username__in=names, is_active=True).count()
    return LOG_INS if found == len(names) else ()


def _become_server(address: str) -> None:
    """Give this process to gunicorn, which then gets its signals at first hand."""
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, [str(settings.BASE_DIR), os.environ.get("PYTHONPATH")])
    )
    config = ("--config", "python:dashboard.server", "--bind", address)
    args = [sys.executable, "-m", "gunicorn", *config, "dashboard.wsgi"]
    os.execv(sys.executable, args)
