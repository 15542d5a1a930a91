"""What every answer passes through: a request id and a log line, database faults, site facts."""

import json
import logging
import re
import time
from collections.abc import Callable
from functools import partial
from uuid import uuid4

from csp.decorators import csp_update
from django.conf import settings
from django.db import InternalError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from dashboard.formats import web_address

Handler = Callable[[HttpRequest], HttpResponse]
UNDEFINED_TABLE = "42P01"
# For views of pages with charts: a chart saved as PNG is first drawn as a picture of its own.
with_charts = csp_update({"img-src": ["blob:"]})
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
log = logging.getLogger("dashboard.request")


class JsonLines(logging.Formatter):
    """One JSON object a line; what a record brings as `fields` is added to it."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class TooLarge(logging.Filter):
    """A form that was too large and was answered so is nothing that anybody here must mend."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = None
        return logging.getLogger(record.name).isEnabledFor(record.levelno)


class RequestLog:
    """Gives each request an id, in the answer and in its log line."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        began = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        fields = {
            "request": request_id,
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "milliseconds": round(1000 * (time.perf_counter() - began), 1),
        }
        log.info("%s %s", request.method, request.path, extra={"fields": fields})
        return response


class DatabaseFaults:
    """A database that is locked, read-only, empty or away gives a page that says so."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not (isinstance(error, OperationalError | InternalError) or _has_no_table(error)):
            return None
        logging.getLogger("dashboard.database").error("%s", error, exc_info=error)
        # Without the request: what a page asks of it may need the database again.
        response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = "10"
        return response


def _has_no_table(error: Exception) -> bool:
    """Whether PostgreSQL says that it was never migrated, which SQLite calls operational."""
    is_told = isinstance(error, ProgrammingError)
    return is_told and getattr(error.__cause__, "sqlstate", "") == UNDEFINED_TABLE


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is logged in. Without a session cookie nothing is asked of the database."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and request.user.is_authenticated


def site(request: HttpRequest) -> dict[str, object]:
    """What every template may show of the installation, worked out when it is shown."""
    return {
        "organisation": settings.ORGANISATION,
        "propose_url": web_address(settings.PROPOSE_URL),
        "is_login_required": settings.LOGIN_REQUIRED,
        "sign_on": settings.SIGN_ON.name if settings.SIGN_ON else "",
        "is_signed_in": partial(is_signed_in, request),
    }
