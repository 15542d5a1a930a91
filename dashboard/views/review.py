"""A verdict on one project, outside a sitting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dashboard import access
from dashboard.access import Visit
from dashboard.actions import reviews
from dashboard.actions.moment import Refused
from dashboard.days import today
from dashboard.forms.reviews import ReviewForm
from dashboard.queries.framework import framework_on
from dashboard.queries.offers import Asking
from dashboard.queries.project import project_page


@require_POST
def review(request: HttpRequest, slug: str) -> HttpResponse:
    visit = access.project_to_review(request, slug, request.POST.get("area", ""))
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _refused(request, visit, form, form.refusal)
    try:
        reviews.review(project=visit.project, area=visit.area, **form.cleaned_data, by=visit.person)
    except Refused as refused:
        return _refused(request, visit, form, str(refused))
    return redirect(f"{reverse('project', args=[slug])}#visits")


def _refused(request: HttpRequest, visit: Visit, form: ReviewForm, refusal: str) -> HttpResponse:
    """The page again, with what was typed."""
    asking = Asking(visit.reader, timezone.now())
    page = project_page(framework_on(today()), visit.project, asking)
    context = {
        "page": page,
        "review": form,
        "review_refusal": refusal,
        "asked": request.POST.get("area"),
    }
    return TemplateResponse(request, "project/page.html", context, status=422)
