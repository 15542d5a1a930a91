"""What every page that is only read has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from dashboard.http import is_signed_in

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
