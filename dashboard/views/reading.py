"""What every page that is only read has in common."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from dashboard import caching
from dashboard.actions.settling_on_read import settle_if_due
from dashboard.days import today
from dashboard.http import is_signed_in
from dashboard.queries.framework import FrameworkView, Now, framework_on, now_in_database

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, FrameworkView, Parameters], HttpResponseBase]
Reading = Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]


def page(view: View[Parameters]) -> Reading[Parameters]:
    """A page that is only read: GET or HEAD. All that it needs is read before it is rendered.

    The view gets the criteria, read with the revision before anything else. Whoever is not logged
    in gets the page as it was rendered last, as long as nothing changed; with `is_known` in its
    context, a view says whether its address is worth keeping.
    """

    @require_safe
    @wraps(view)
    def reading(
        request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponseBase:
        day, now = today(), now_in_database()
        if is_signed_in(request):
            response = view(request, _settled(day, now), *args, **kwargs)
            response["Cache-Control"] = "private, no-cache"
            patch_vary_headers(response, ["Cookie"])  # its header tells who is logged in
            return response
        key = caching.key_of(request, now, day)
        if caching.unchanged(request, key):
            return caching.answered(request, key, None)
        kept = caching.kept(key)
        if kept is None:
            response = view(request, _settled(day, now), *args, **kwargs)
            if isinstance(response, TemplateResponse):
                is_known = (response.context_data or {}).get("is_known", not request.GET)
                kept = caching.keep(key, response.render(), is_known=is_known)
            elif isinstance(response, caching.KnownFile):
                kept = caching.keep(key, response, is_known=True)
            else:
                return caching.marked(response, key) if response.status_code == 200 else response
        return caching.answered(request, key, kept)

    return reading


def _settled(day: date, now: Now) -> FrameworkView:
    """The criteria today. Where something in them comes to count or retires, it is settled."""
    framework = framework_on(day, now)
    if framework.is_unsettled and settle_if_due(day):
        return framework_on(day)
    return framework
