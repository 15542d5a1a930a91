"""Who can log in to the demonstration, and with what."""

from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from dashboard.actions.people import enter_person
from dashboard.choices import Through
from dashboard.demo.organisation import ADMIN, AREA_STEWARD, DEPUTY, LEAD, MEMBER, STEWARD
from dashboard.models import Person

PASSWORD = "demo"
MADE_UP = "(made up)"
NAMES = {
    LEAD: "lead",
    DEPUTY: "deputy",
    MEMBER: "member",
    STEWARD: "steward",
    AREA_STEWARD: "area-steward",
    ADMIN: "admin",
}
LOG_INS: tuple[tuple[str, str, str], ...] = (
    ("lead", PASSWORD, f"{LEAD} {MADE_UP}, leads the team Tidewater"),
    ("deputy", PASSWORD, f"{DEPUTY} {MADE_UP}, stands in for the lead of Tidewater"),
    ("member", PASSWORD, f"{MEMBER} {MADE_UP}, a member of the team Tidewater"),
    ("steward", PASSWORD, f"{STEWARD} {MADE_UP}, confirms and reviews in every area"),
    ("area-steward", PASSWORD, f"{AREA_STEWARD} {MADE_UP}, does so in the first area alone"),
    ("admin", PASSWORD, f"{ADMIN} {MADE_UP}, may do everything"),
)


def enter_with_log_in(*, name: str, by: Person | None, at: datetime, through: Through) -> Person:
    """Enter a person who can log in; the administrator to the administration as well."""
    given, _, family = name.partition(" ")
    user = User.objects.create(
        username=NAMES[name],
        first_name=given,
        last_name=f"{family} {MADE_UP}",
        password=_hashed(),
        is_staff=name == ADMIN,
        is_superuser=name == ADMIN,
        date_joined=at,
    )
    return enter_person(name=name, user=user, by=by, at=at, through=through)


@cache
def _hashed() -> str:
    """One hash for all: making one takes as long as a hundred acts."""
    return make_password(PASSWORD)
