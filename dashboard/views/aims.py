"""The framework to read."""

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse

from dashboard import access
from dashboard.queries.aims import aim_page, aims_page
from dashboard.queries.framework import FrameworkView
from dashboard.queries.sheet_lines import own_projects
from dashboard.queries.sheets import is_asked
from dashboard.views.reading import page


@page
def index(request: HttpRequest, framework: FrameworkView) -> TemplateResponse:
    return TemplateResponse(request, "aims/page.html", {"page": aims_page(framework)})


@page
def detail(request: HttpRequest, framework: FrameworkView, area: str, aim: str) -> TemplateResponse:
    head = framework.aim(f"{area}/{aim}")
    if head is None:
        raise Http404
    kinds = [project.kind for project in own_projects(access.reader_of(request))]
    context = {"page": aim_page(framework, head), "may_answer": is_asked(framework, head, kinds)}
    return TemplateResponse(request, "aim/page.html", context)
