"""Where days begin: the one configured time zone, and the two conversions it needs."""

import re
from datetime import date, datetime, time

from django.utils import timezone

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(moment: datetime) -> date:
    """The day that a moment belongs to in the configured time zone."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def start_of(day: date) -> datetime:
    """The first moment of a day in the configured time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def day_told(text: str) -> date | None:
    """The day that a text such as 2026-11-21 names; none of any other text."""
    try:
        return date.fromisoformat(text) if ISO.fullmatch(text) else None
    except ValueError:
        return None


def today() -> date:
    """The day it is now."""
    return timezone.localdate()
