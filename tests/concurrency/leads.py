"""A project and those who will edit it in browsers: `python -m tests.concurrency.leads`.

Prints, for each, the session that they are logged in with.
"""

import json

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from dashboard.actions import people  # noqa: E402
from dashboard.choices import Role  # noqa: E402
from dashboard.models import Team  # noqa: E402
from tests.actions import makers  # noqa: E402
from tests.concurrency.browser import LEADS, aim_of  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"


def begin() -> list[str]:
    """An objective for each, two of them in an aim, and one for all; nothing is said yet."""
    own: dict[str, list[str]] = {}
    for number in range(LEADS):
        own.setdefault(aim_of(number), []).append(f"own-{number}")
    aims = [makers.aim(key, *objectives) for key, objectives in own.items()]
    makers.apply(makers.area("testing", *aims, makers.aim("shared", "counted")))
    team = makers.team("engine")
    makers.project("api", team=team)
    return [enter(team, number) for number in range(LEADS)]


def enter(team: Team, number: int) -> str:
    """A lead of the team, logged in."""
    user = User.objects.create(username=f"lead-{number}")
    person = makers.person(f"Lead {number}", user=user)
    people.add_member(team=team, person=person, role=Role.LEAD, by=None)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    print(json.dumps(begin()))
