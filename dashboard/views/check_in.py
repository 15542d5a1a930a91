"""The team says that what is recorded is still true."""

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
from dashboard.forms.reviews import NoteForm
from dashboard.queries.framework import framework_on
from dashboard.queries.offers import Asking, StillDraft
from dashboard.queries.project import project_page


@require_POST
def check_in(request: HttpRequest, slug: str, area: str = "") -> HttpResponse:
    look, form = access.project_to_check_in(request, slug, area), NoteForm(request.POST)
    if not form.is_valid():
        return _shown(request, look, form.refusal)
    try:
        note = form.cleaned_data["note"]
        reviews.check_in(project=look.project, area=look.area, note=note, by=look.person)
    except Refused as refused:
        return _shown(request, look, str(refused))
    return redirect(f"{reverse('project', args=[slug])}#{area or 'standing'}")


def _shown(request: HttpRequest, look: Visit, refusal: str) -> HttpResponse:
    """The page as it is now, with what was typed and why it was not taken."""
    draft = StillDraft(request.POST.get("note", ""), refusal)
    still = {look.area.pk if look.area else None: draft}
    asking = Asking(look.reader, timezone.now(), still=still)
    page = project_page(framework_on(today()), access.project_to_read(look.project.slug), asking)
    return TemplateResponse(request, "project/page.html", {"page": page}, status=422)
