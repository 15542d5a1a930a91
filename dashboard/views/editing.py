"""What every edit on a project's page has in common: save it, or show it again with the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from dashboard import access
from dashboard.actions.moment import Conflict, Refused
from dashboard.days import today
from dashboard.forms import SeenForm
from dashboard.models import Aim, Objective, Project
from dashboard.queries.framework import framework_on
from dashboard.queries.history import history_page
from dashboard.queries.offers import Asking
from dashboard.queries.project import project_page
from dashboard.rights import Reader


@dataclass(frozen=True, slots=True)
class Place:
    """Where on which project's page an edit stands: at an aim, or at one of its objectives."""

    request: HttpRequest
    reader: Reader
    project: Project
    aim: Aim
    objective: Objective | None = None

    @property
    def back(self) -> str:
        """The page of the project's history that the edit came from; nothing if from elsewhere."""
        history, back = reverse("history", args=[self.project.slug]), self.request.POST.get("back")
        return back if back and (back == history or back.startswith(f"{history}?")) else ""

    @property
    def there(self) -> str:
        """Where one is afterwards: back in the history, or at the place on the project's page."""
        return self.back or f"{reverse('project', args=[self.project.slug])}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The place in the page's address."""
        path = f"{self.aim.area.key}/{self.aim.key}"
        return f"{path}/{self.objective.key}" if self.objective else path

    def asking(self, draft: Any) -> Asking:
        """Who reads the page again, now, with what they could not save."""
        now = timezone.now()
        if draft is None:
            return Asking(self.reader, now)
        if self.objective:
            return Asking(self.reader, now, drafts={self.objective.pk: draft})
        return Asking(self.reader, now, meant={self.aim.pk: draft})


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
    if not _is_fragment(place.request):
        return redirect(place.there)
    return HttpResponseClientRedirect(place.back) if place.back else _shown(place)


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _shown(place: Place, draft: Any = None, status: int = 200) -> HttpResponse:
    """The page as it is now, or of it, for htmx, what the edit may have changed."""
    project = access.project_to_read(place.project.slug)
    if place.back and not _is_fragment(place.request):
        return _history_shown(place, project, draft, status)
    page = project_page(framework_on(today()), project, place.asking(draft))
    template = "project/_edited.html" if _is_fragment(place.request) else "project/page.html"
    context = {"page": page, "edited_aim": place.aim.pk, "aim": page.aim(place.aim.pk)}
    return TemplateResponse(place.request, template, context, status=status)


def _history_shown(place: Place, project: Project, draft: Any, status: int) -> HttpResponse:
    """The page of the history that the edit came from, with why nothing was undone."""
    query = QueryDict(urlsplit(place.back).query).dict()
    page = history_page(framework_on(today()), project, query, place.reader, draft.refusal)
    return TemplateResponse(place.request, "history/page.html", {"page": page}, status=status)
