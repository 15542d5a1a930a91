"""What happened to a project."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from dashboard import access
from dashboard.queries.framework import FrameworkView
from dashboard.queries.history import history_page
from dashboard.views.reading import page


@page
def of_project(request: HttpRequest, framework: FrameworkView, slug: str) -> TemplateResponse:
    project, reader = access.project_to_read(slug), access.reader_of(request)
    shown = history_page(framework, project, request.GET.dict(), reader)
    return TemplateResponse(request, "history/page.html", {"page": shown})
