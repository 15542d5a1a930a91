"""One project."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from dashboard import access
from dashboard.queries.course import course_of_project
from dashboard.queries.framework import FrameworkView
from dashboard.queries.offers import Asking
from dashboard.queries.project import project_page
from dashboard.queries.scopes import Scope
from dashboard.views.reading import page


@page
def detail(request: HttpRequest, framework: FrameworkView, slug: str) -> TemplateResponse:
    project = access.project_to_read(slug)
    asking = Asking(access.reader_of(request), timezone.now())
    scope = Scope("project", project.slug, project.name, project.pk)
    context = {
        "page": project_page(framework, project, asking),
        "course": course_of_project(framework, scope),
    }
    return TemplateResponse(request, "project/page.html", context)
