"""Log-in by the OpenID provider, where there is one: to it, and back."""

import logging

from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dashboard.actions.accounts import account_of
from dashboard.actions.moment import Refused
from dashboard.sign_on.failure import Failure, Reason
from dashboard.sign_on.provider import begin, chosen, vouched_for

log = logging.getLogger("dashboard.sign_on")


@require_POST
@never_cache
@rate_limit(action="sign_on")  # type: ignore[untyped-decorator]  # allauth ships no types
def provider(request: HttpRequest) -> HttpResponse:
    try:
        return begin(request)
    except Failure as failure:
        return _failed(request, failure)


@require_GET
@never_cache
@rate_limit(action="sign_on", limit_get=True)  # type: ignore[untyped-decorator]
def callback(request: HttpRequest) -> HttpResponse:
    try:
        voucher, there = vouched_for(request)
        user = account_of(voucher)
    except Failure as failure:
        return _failed(request, failure)
    except Refused as refusal:
        return _failed(request, Failure(Reason.CLOSED, str(refusal)))
    answer: HttpResponse = perform_login(request, user, redirect_url=there)
    return answer


def _failed(request: HttpRequest, failure: Failure) -> TemplateResponse:
    log.warning("Nobody was logged in: %s", failure)
    name, status = failure.reason.value
    shown = {"reason": name, "provider": chosen().name}
    return TemplateResponse(request, "account/sign_on_failed.html", shown, status=status)
