"""What concerns whoever is logged in."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from dashboard import access
from dashboard.queries.framework import FrameworkView
from dashboard.queries.mine import mine_page
from dashboard.views.reading import page


@page
def mine(request: HttpRequest, framework: FrameworkView) -> TemplateResponse:
    reader = access.somebody(request)
    return TemplateResponse(request, "mine/page.html", {"page": mine_page(framework, reader)})
