"""What every page that is only read has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from dashboard.actions.settling_on_read import settle_if_due
from dashboard.days import today
from dashboard.http import is_signed_in
from dashboard.queries.framework import FrameworkView, framework_on

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]


def page(view: View[Parameters]) -> View[Parameters]:
    """A page that is only read: GET or HEAD. All that it needs is read before it is rendered."""

    @require_safe
    @wraps(view)
    def reading(
        request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponseBase:
        is_signed_in(request)  # so that rendering finds it known
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])  # its header tells who is logged in
        return response

    return reading


def framework_today(*, with_texts: bool = False) -> FrameworkView:
    """The criteria today; the first thing that a page reads.

    Where something in them comes to count today, or retires, it is settled before.
    """
    framework = framework_on(today(), with_texts=with_texts)
    if framework.is_unsettled and settle_if_due(framework.day):
        return framework_on(framework.day, with_texts=with_texts)
    return framework
