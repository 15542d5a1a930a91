"""A read that finds a day unsettled may try once; else the last settled state serves."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from dashboard.actions.action import settle
from dashboard.models import Revision

PATIENCE = 250  # milliseconds to wait for somebody else's write
log = logging.getLogger("dashboard.settling")
_tried: set[date] = set()


def settle_if_due(day: date) -> bool:
    """Settle up to a day if that is due; whether anything was settled. One query where it is not.

    Each process tries once a day: a database that is locked or read-only must not make every
    reader wait. The scheduler and the next write settle it anyway.
    """
    if day in _tried or not Revision.objects.filter(settled_on__lt=day).exists():
        return False
    _tried.clear()
    _tried.add(day)
    try:
        with _impatient(), transaction.atomic():
            return bool(settle())
    except DatabaseError as error:
        log.warning("Could not settle %s: %s", day, error)
        return False


@contextmanager
def _impatient() -> Iterator[None]:
    """Wait for a lock no longer than a reader would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
                yield
            return
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            yield
        finally:
            usual = 1000 * settings.DATABASES["default"]["OPTIONS"]["timeout"]
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
