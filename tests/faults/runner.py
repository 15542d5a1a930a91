"""`manage.py` in worse conditions: `python -m tests.faults.runner CONDITIONS COMMAND [then …]`.

CONDITIONS is JSON: `patience` in seconds for a lock on SQLite, `is_read_only`, and `stops_at`, a
point inside a transaction where the process says "inside" and stays until it is killed. Each of
the commands between "then" is run, whatever the one before came to. "read" is what a page does.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn
from unittest.mock import patch

import django
import time_machine
from django.conf import settings
from django.core.management import execute_from_command_line


def written_first(write: Callable[..., Any]) -> Callable[..., NoReturn]:
    """Let a function write all that it writes, and stay there, inside the transaction."""

    def wrapped(*args: Any, **kwargs: Any) -> NoReturn:
        write(*args, **kwargs)
        print("inside", flush=True)
        sys.stdin.readline()
        raise AssertionError("it was to be killed")

    return wrapped


def stops() -> dict[str, tuple[Any, str]]:
    """Points by name: where they are, and the function after which they come."""
    from dashboard.actions import batch, criteria, standings

    return {
        "all but the commit": (criteria, "_keep"),
        "some standings restated": (standings, "restate_states"),
        "batch flushed": (batch.Batch, "flush"),
        "batch closed": (batch.Batch, "close"),
    }


def worsen(conditions: dict[str, Any]) -> None:
    """Make it so, before and after Django is set up."""
    options = settings.DATABASES["default"].get("OPTIONS", {})
    if "timeout" in options:
        options["timeout"] = conditions.get("patience", options["timeout"])
        if conditions.get("is_read_only"):
            options["init_command"] += " PRAGMA query_only = ON;"
    django.setup()
    if stop := conditions.get("stops_at"):
        where, name = stops()[stop]
        patch.object(where, name, written_first(getattr(where, name))).start()


def read() -> None:
    """What a reader a month later gets; then, once the line is heard, settling as it should be."""
    from dashboard.actions.action import settle
    from dashboard.actions.settling_on_read import settle_if_due
    from dashboard.days import today
    from dashboard.models import Standing

    with time_machine.travel(datetime.now(UTC) + timedelta(days=30)):
        began = time.monotonic()
        is_settled = settle_if_due(today())
        took = time.monotonic() - began
        standings = Standing.objects.count()
        print(json.dumps([is_settled, standings, took < 5]), flush=True)
        if sys.stdin.readline():
            print(json.dumps([str(day) for day in settle()]), flush=True)


def commands(args: list[str]) -> list[list[str]]:
    return [command.split() for command in " ".join(args).split(" then ")]


if __name__ == "__main__":
    worsen(json.loads(sys.argv[1]))
    if sys.argv[2:] == ["read"]:
        read()
        sys.exit()
    worst = 0
    for command in commands(sys.argv[2:]):
        try:
            execute_from_command_line(["manage.py", *command])
        except SystemExit as ended:
            worst = max(worst, int(ended.code or 0))
    sys.exit(worst)
