"""Since when something is new to somebody: kept in their browser, and nowhere else.

A visit ends when nothing was looked at for an hour; what is new is what came after the last one.
Reading therefore writes nothing, and nobody's habits are in the database.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponseBase

COOKIE = "here"
VISIT = timedelta(hours=1)
AT_FIRST = timedelta(days=7)
KEPT = timedelta(days=400)
NEVER = "-"


def last_here(request: HttpRequest, now: datetime) -> datetime | None:
    """When the visit of whoever is logged in before this one ended; nothing if none is known."""
    before, latest = _told(request)
    if latest is None:
        return None
    is_same_visit = now - latest < VISIT
    return before if is_same_visit else latest


def remember(
    request: HttpRequest, response: HttpResponseBase, before: datetime | None, now: datetime
) -> None:
    """Let the browser keep when the last visit ended, if there was one, and that this goes on."""
    response.set_signed_cookie(
        COOKIE,
        f"{request.user.pk} {before.isoformat() if before else NEVER} {now.isoformat()}",
        max_age=KEPT,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _told(request: HttpRequest) -> tuple[datetime | None, datetime | None]:
    """Both moments; none where the cookie is missing, of somebody else, or not written by us."""
    try:
        user, before, latest = str(request.get_signed_cookie(COOKIE)).split()
        if user != str(request.user.pk):
            return None, None
        ended = None if before == NEVER else datetime.fromisoformat(before)
        return ended, datetime.fromisoformat(latest)
    except (KeyError, BadSignature, ValueError):
        return None, None
