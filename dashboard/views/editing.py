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
from dashboard.actions.action import opened
from dashboard.actions.moment import Conflict, Refused
from dashboard.actions.store import Store
from dashboard.days import today
from dashboard.forms import SeenForm
from dashboard.models import Aim, Objective, Project
from dashboard.queries.framework import framework_on, now_for
from dashboard.queries.offers import Asking
from dashboard.queries.project import ProjectPage, edited_page, project_page
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
    def anchor(self) -> str:
        """The place in the page's address."""
        path = f"{self.aim.area.key}/{self.aim.key}"
        return f"{path}/{self.objective.key}" if self.objective else path

    def asking(self, draft: Any) -> Asking:
        """Who reads the page again, now, with what they could not save."""
        now = timezone.now()
        if draft is None:
            return Asking(self.reader, now, only=self.aim.pk)
        if self.objective:
            return Asking(self.reader, now, drafts={self.objective.pk: draft})
        return Asking(self.reader, now, meant={self.aim.pk: draft})


def carry_out(place: Place, form: SeenForm, act: Callable[[], object]) -> HttpResponse:
    """Do what is valid and nobody contradicts; otherwise show it again, with the reason."""
    if not form.is_valid():
        return _shown(place, form.draft(), 422)
    try:
        with opened() as store:
            act()
    except Conflict as conflict:
        return _shown(place, form.draft(str(conflict), is_conflict=True), 409)
    except Refused as refused:
        return _shown(place, form.draft(str(refused)), 422)
    if _is_fragment(place.request):
        return _edited(place, store)
    return redirect(f"{reverse('project', args=[place.project.slug])}#{place.anchor}")


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _edited(place: Place, store: Store) -> HttpResponse:
    """What the edit may have changed, from what it read and wrote itself."""
    assert store.at_hand
    now = now_for(store.ledger, store.framework())
    page = edited_page(framework_on(today(), now), store.at_hand, place.asking(None))
    return _rendered(place, page)


def _shown(place: Place, draft: Any, status: int) -> HttpResponse:
    """The page as it is now, with what could not be saved."""
    project = access.project_to_read(place.project.slug)
    page = project_page(framework_on(today()), project, place.asking(draft))
    return _rendered(place, page, status)


def _rendered(place: Place, page: ProjectPage, status: int = 200) -> HttpResponse:
    """The page, or of it, for htmx, what an edit may change."""
    template = "project/_edited.html" if _is_fragment(place.request) else "project/page.html"
    context = {"page": page, "edited_aim": place.aim.pk, "aim": page.aim(place.aim.pk)}
    return TemplateResponse(place.request, template, context, status=status)
