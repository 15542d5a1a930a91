"""What happened to a project."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from dashboard import access
from dashboard.queries.framework import FrameworkView
from dashboard.queries.history import history_page
from dashboard.views.reading import page


@page
def of_project(request: HttpRequest, framework: FrameworkView, slug: str) -> TemplateResponse:
    project = access.project_to_read(slug)
    asked, number = request.GET.get("of", ""), request.GET.get("page", "1")
    context = {"page": history_page(framework, project, asked, number)}
    return TemplateResponse(request, "history/page.html", context)
