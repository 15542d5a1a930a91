"""Has the team taken this up? Said on the project's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dashboard import access
from dashboard.actions.agreement import agree
from dashboard.actions.moment import Conflict, Refused
from dashboard.days import today
from dashboard.forms.people import AgreementForm
from dashboard.queries.framework import framework_on
from dashboard.queries.offers import Asking
from dashboard.queries.project import project_page
from dashboard.rights import Reader


@require_POST
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    reader, person, project = access.project_to_agree(request, slug)
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return _told(request, reader, slug, form.refusal, 422)
    try:
        agree(project=project, by=person, **form.cleaned_data)
    except Conflict as conflict:
        told = f"{conflict} What stands here now is theirs."
        return _told(request, reader, slug, told, 409)
    except Refused as refused:
        return _told(request, reader, slug, str(refused), 422)
    return redirect("project", slug)


def _told(
    request: HttpRequest, reader: Reader, slug: str, refusal: str, status: int
) -> HttpResponse:
    asking = Asking(reader, timezone.now())
    page = project_page(framework_on(today()), access.project_to_read(slug), asking)
    context = {"page": page, "refusal": refusal}
    return TemplateResponse(request, "project/page.html", context, status=status)
