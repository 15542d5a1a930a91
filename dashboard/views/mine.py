"""What concerns whoever is logged in."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from dashboard import access
from dashboard.queries.framework import FrameworkView
from dashboard.queries.mine import mine_page
from dashboard.views.last_here import AT_FIRST, last_here, remember
from dashboard.views.reading import page


@page
def mine(request: HttpRequest, framework: FrameworkView) -> TemplateResponse:
    reader, now = access.somebody(request), timezone.now()
    known = last_here(request, now)
    since = known or now - AT_FIRST
    shown = mine_page(framework, reader, since, was_here=known is not None)
    response = TemplateResponse(request, "mine/page.html", {"page": shown})
    remember(request, response, known, now)
    return response
