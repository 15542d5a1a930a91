"""What every edit on a project's page has in common: save it, or show it again with the reason."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from dashboard import access
from dashboard.actions.action import opened
from dashboard.actions.moment import Conflict, Refused
from dashboard.actions.store import Store
from dashboard.days import today
from dashboard.forms.base import EditForm
from dashboard.models import Aim, Objective, Project
from dashboard.queries.answers import Draft
from dashboard.queries.framework import framework_on, now_for
from dashboard.queries.history import history_page
from dashboard.queries.ladder import MeantDraft
from dashboard.queries.offers import Asking
from dashboard.queries.project import ProjectPage, edited_page, project_page
from dashboard.queries.promises import PromiseDraft
from dashboard.queries.talk import TalkDraft
from dashboard.rights import Reader

EDITED = "project/_edited.html"


@dataclass(frozen=True, slots=True)
class Place:
    """Where on which project's page an edit stands: at an aim, or at one of its objectives.

    `fragment` is what of the page an edit by htmx is answered with. It is read anew where the
    edit changes what no answer does: promises, or what is said beside an objective.
    """

    request: HttpRequest
    reader: Reader
    project: Project
    aim: Aim
    objective: Objective | None = None
    fragment: str = EDITED
    is_read_anew: bool = False
    is_undo: bool = False

    @property
    def history(self) -> str:
        """The page of the project's history that the edit came from; nothing if from elsewhere."""
        history, back = reverse("history", args=[self.project.slug]), self._back
        return back if back == history or back.startswith(f"{history}?") else ""

    @property
    def there(self) -> str:
        """Where one is afterwards: on the page of ours that the form names, or at this place."""
        return self._back or f"{reverse('project', args=[self.project.slug])}#{self.anchor}"

    @property
    def _back(self) -> str:
        back = self.request.POST.get("back", "")
        return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""

    @property
    def anchor(self) -> str:
        """The place in the page's address."""
        path = f"{self.aim.area.key}/{self.aim.key}"
        return f"{path}/{self.objective.key}" if self.objective else path

    def asking(self, draft: Any) -> Asking:
        """Who reads the page again, now, with what they could not save."""
        now = timezone.now()
        of = self.objective.pk if self.objective else 0
        match draft:
            case Draft():
                return Asking(self.reader, now, drafts={of: draft})
            case TalkDraft():
                return Asking(self.reader, now, talk={of: draft})
            case MeantDraft():
                return Asking(self.reader, now, meant={self.aim.pk: draft})
            case PromiseDraft():
                return Asking(self.reader, now, promised={self.aim.pk: draft})
        return Asking(self.reader, now)


def carry_out(place: Place, form: EditForm, act: Callable[[], object]) -> HttpResponse:
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
    if not _is_fragment(place.request):
        return redirect(place.there)
    if place.history:
        return HttpResponseClientRedirect(place.there)
    return _shown(place) if place.is_read_anew else _edited(place, store)


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _edited(place: Place, store: Store) -> HttpResponse:
    """What the edit may have changed, from what it read and wrote itself."""
    assert store.at_hand
    now = now_for(store.ledger, store.framework())
    just_now = {store.ledger.number: place.is_undo}
    asking = replace(place.asking(None), only=place.aim.pk, just_now=just_now)
    page = edited_page(framework_on(today(), now), store.at_hand, asking)
    return _rendered(place, page)


def _shown(place: Place, draft: Any = None, status: int = 200) -> HttpResponse:
    """The page as it is now, with what could not be saved."""
    project = access.project_to_read(place.project.slug)
    if place.history and not _is_fragment(place.request):
        return _history_shown(place, project, draft, status)
    page = project_page(framework_on(today()), project, place.asking(draft))
    return _rendered(place, page, status)


def _rendered(place: Place, page: ProjectPage, status: int = 200) -> HttpResponse:
    """The page, or of it, for htmx, what an edit may change."""
    template = place.fragment if _is_fragment(place.request) else "project/page.html"
    aim = page.aim(place.aim.pk)
    objective = aim.objective(place.objective.pk) if aim and place.objective else None
    context = {"page": page, "edited_aim": place.aim.pk, "aim": aim, "objective": objective}
    return TemplateResponse(place.request, template, context, status=status)


def _history_shown(place: Place, project: Project, draft: Any, status: int) -> HttpResponse:
    """The page of the history that the edit came from, with why nothing was undone."""
    query = QueryDict(urlsplit(place.history).query).dict()
    page = history_page(framework_on(today()), project, query, place.reader, draft.refusal)
    return TemplateResponse(place.request, "history/page.html", {"page": page}, status=status)
