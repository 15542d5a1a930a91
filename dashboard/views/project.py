"""One project."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from dashboard.models import Project
from dashboard.queries.framework import FrameworkView
from dashboard.queries.project import project_page
from dashboard.views.reading import page

PROJECTS = Project.objects.select_related("team__group", "owner", "contact")


@page
def detail(request: HttpRequest, framework: FrameworkView, slug: str) -> TemplateResponse:
    project = get_object_or_404(PROJECTS, slug=slug)
    return TemplateResponse(
        request, "project/page.html", {"page": project_page(framework, project)}
    )
