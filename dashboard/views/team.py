"""One team."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from dashboard import access
from dashboard.queries.framework import FrameworkView
from dashboard.queries.team import team_page
from dashboard.views.reading import page


@page
def detail(request: HttpRequest, framework: FrameworkView, team: str) -> TemplateResponse:
    shown = team_page(framework, access.team_to_read(team))
    return TemplateResponse(request, "team/page.html", {"page": shown})
