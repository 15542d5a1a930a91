"""Where days begin: the one configured time zone, and the two conversions it needs."""

from datetime import date, datetime, time

from django.utils import timezone


def day_of(moment: datetime) -> date:
    """The day that a moment belongs to in the configured time zone."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def start_of(day: date) -> datetime:
    """The first moment of a day in the configured time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def today() -> date:
    """The day it is now."""
    return timezone.localdate()
