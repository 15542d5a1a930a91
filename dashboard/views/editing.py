"""What every edit on a project's page has in common: save it, or show it again with the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from dashboard import access
from dashboard.actions.moment import Conflict, Refused
from dashboard.days import today
from dashboard.forms import SeenForm
from dashboard.queries.framework import framework_on
from dashboard.queries.offers import Asking
from dashboard.queries.project import project_page
from dashboard.rights import Reader


@dataclass(frozen=True, slots=True)
class Place:
    """Where on which project's page an edit stands. `drafts_in` names it among what is asked."""

    request: HttpRequest
    reader: Reader
    slug: str
    aim: int
    anchor: str
    drafts_in: str
    subject: int


def carry_out(place: Place, form: SeenForm, act: Callable[[], object]) -> HttpResponse:
    """Do what is valid and nobody contradicts; otherwise show it again, with the reason."""
    if not form.is_valid():
        return _shown(place, form.draft(), 422)
    try:
        act()
    except Conflict as conflict:
        return _shown(place, form.draft(str(conflict), is_conflict=True), 409)
    except Refused as refused:
        return _shown(place, form.draft(str(refused)), 422)
    if _is_fragment(place.request):
        return _shown(place)
    return redirect(f"{reverse('project', args=[place.slug])}#{place.anchor}")


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _shown(place: Place, draft: Any = None, status: int = 200) -> HttpResponse:
    """The page as it is now, or of it, for htmx, what the edit may have changed."""
    drafts = {place.drafts_in: {place.subject: draft}} if draft else {}
    asking = Asking(place.reader, timezone.now(), **drafts)
    project = access.project_to_read(place.slug)
    page = project_page(framework_on(today()), project, asking)
    template = "project/_edited.html" if _is_fragment(place.request) else "project/page.html"
    context = {"page": page, "edited_aim": place.aim, "aim": page.aim(place.aim)}
    return TemplateResponse(place.request, template, context, status=status)
