"""For machines: whether the server runs, and whether it can serve."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dashboard import database
from dashboard.models import triggers

log = logging.getLogger("dashboard.database")


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer without touching database or session."""
    return _plain("ok")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Say what is missing before pages can be served; 503 if anything is."""
    try:
        reason = _obstacle()
    except DatabaseError as error:
        log.error("%s", error, exc_info=error)
        reason = "The database does not answer."
    return _plain(reason, 503) if reason else _plain("ready")


def _obstacle() -> str:
    if database.pending():
        return "Migrations are not applied: run manage.py migrate."
    if missing := triggers.missing():
        return f"The record is not protected. Triggers are missing: {', '.join(missing)}."
    return ""


def _plain(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
