"""The framework to read."""

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse

from dashboard.queries.aims import aim_page, aims_page
from dashboard.queries.framework import FrameworkView
from dashboard.views.reading import page


@page
def index(request: HttpRequest, framework: FrameworkView) -> TemplateResponse:
    return TemplateResponse(request, "aims/page.html", {"page": aims_page(framework)})


@page
def detail(request: HttpRequest, framework: FrameworkView, area: str, aim: str) -> TemplateResponse:
    head = framework.aim(f"{area}/{aim}")
    if head is None:
        raise Http404
    return TemplateResponse(request, "aim/page.html", {"page": aim_page(framework, head)})
