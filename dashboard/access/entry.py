"""The way in: the log-in, and where whoever must log in is sent."""

from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from dashboard.http import Handler, is_signed_in

# With `LOGIN_REQUIRED`, all that whoever is not logged in can reach, beside static files.
OPEN_TO_ALL = frozenset(
    {
        "account_login",
        "account_logout",
        "account_provider",
        "account_provider_callback",
        "admin:login",
        "alive",
        "ready",
    }
)
# Forms that are sent to where they stand; all others are edits, addressed below their project.
SHEETS = frozenset({"answers", "mine-answers"})
# Edits that stand on another page than their project's or team's people, and that page.
ELSEWHERE = {
    "sitting-opening": "sitting",
    "finding": "sitting",
    "sitting-cancelling": "sitting",
    "sitting-closing": "sitting",
    "planning": "cycles",
    "replanning": "cycle",
}


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up: an administrator makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class LogInFirst(Exception):  # noqa: N818  (it is an answer, not a fault)
    """Whoever is not logged in may log in, and then perhaps do it."""


class LogIn:
    """Shows the way to the log-in: to who must be logged in for what they asked.

    With `LOGIN_REQUIRED` that is everything but `OPEN_TO_ALL`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_: object) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if settings.LOGIN_REQUIRED and name not in OPEN_TO_ALL and not is_signed_in(request):
            return _to_log_in(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return _to_log_in(request) if isinstance(error, LogInFirst) else None


def _to_log_in(request: HttpRequest) -> HttpResponse:
    """Afterwards they are where they were. The log-in's page never stands within another."""
    is_fragment = bool(request.headers.get("HX-Request"))
    here = request.get_full_path() if request.method in ("GET", "HEAD") else _page_of(request)
    there = redirect_to_login(here, resolve_url(settings.LOGIN_URL))
    return HttpResponseClientRedirect(there.url) if is_fragment else there


def _page_of(request: HttpRequest) -> str:
    """The page that a form stands on: edits are addressed below their project or team."""
    match = request.resolver_match
    if match and match.view_name in SHEETS:
        return request.get_full_path()
    kwargs = match.kwargs if match else {}
    if match and match.view_name in ELSEWHERE:
        area = request.POST.get("area", "")
        query = f"?{urlencode({'area': area})}" if area else ""
        return reverse(ELSEWHERE[match.view_name], kwargs=kwargs) + query
    if "team" in kwargs:
        return resolve_url("people", kwargs["team"])
    return resolve_url("project", kwargs["slug"]) if "slug" in kwargs else "/"
