"""Many answers in one save: one project on several aims, or one aim in several projects."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from dashboard import access
from dashboard.access import Visit
from dashboard.actions import reviews
from dashboard.actions.answering import Saying, answer_all
from dashboard.actions.moment import Conflict, Refused
from dashboard.days import today
from dashboard.formats import counted
from dashboard.forms.lines import LineForm, lines_in
from dashboard.models import Objective, Project
from dashboard.queries.answers import Draft
from dashboard.queries.framework import AimHead, FrameworkView, framework_on
from dashboard.queries.sheet_lines import SheetLine, lines_of_aim, lines_of_project
from dashboard.queries.sheets import Drafts, Narrowing, in_part, levels_in, sheet, sheet_head
from dashboard.rights import Reader
from dashboard.views.reading import page

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Saved:
    """How many lines were saved, and what was typed into those that were not."""

    number: int
    drafts: Drafts

    @property
    def status(self) -> int:
        """What tells a program how it went."""
        return 409 if any(draft.is_conflict for draft in self.drafts.values()) else 422


@require_http_methods(METHODS)
def of_project(request: HttpRequest, slug: str) -> HttpResponseBase:
    view = _save_project if request.method == "POST" else _show_project
    return view(request, slug)


@page
def _show_project(request: HttpRequest, framework: FrameworkView, slug: str) -> HttpResponse:
    reader, project = access.project_to_answer(request, slug)
    return _project_page(request, framework, reader, project)


def _save_project(request: HttpRequest, slug: str) -> HttpResponse:
    reader, project = access.project_to_answer(request, slug)
    framework = framework_on(today())
    area = _narrowing(request, framework).area
    is_look = "look" in request.POST
    look = access.project_to_check_in(request, slug, area.key if area else "") if is_look else None
    saved = _save(request, reader, lines_of_project(framework, reader, project, framework.aims))
    if saved.drafts or project.archived_at or not _is_checked_in(look):
        return _project_page(
            request, framework_on(today()), reader, access.project_to_read(slug), saved
        )
    return _back(request, saved, "Checked in." if look else "")


def _is_checked_in(look: Visit | None) -> bool:
    """Check in where that is asked for; not where somebody archives the project meanwhile."""
    try:
        if look:
            reviews.check_in(project=look.project, area=look.area, by=look.person)
    except Refused:
        return False
    return True


def _project_page(
    request: HttpRequest,
    framework: FrameworkView,
    reader: Reader,
    project: Project,
    saved: Saved | None = None,
) -> HttpResponse:
    narrowing = _narrowing(request, framework)
    aims = narrowing.area.aims if narrowing.area else framework.aims
    drafts = saved.drafts if saved else {}
    lines = in_part(lines_of_project(framework, reader, project, aims), narrowing, drafts)
    head = sheet_head(framework, project, reader, narrowing)
    return _shown(request, framework, "sheet/project.html", {"head": head}, lines, saved)


def _narrowing(request: HttpRequest, framework: FrameworkView) -> Narrowing:
    """What the address asks for; 404 for an area or level that is not there."""
    key, level = request.GET.get("area", ""), request.GET.get("level", "")
    area = framework.area(key)
    if key and area is None:
        raise Http404
    if level and level not in {step.key for step in levels_in(framework, area)}:
        raise Http404
    return Narrowing(area, level, is_open=request.GET.get("open") == "yes")


@require_http_methods(METHODS)
def of_aim(request: HttpRequest, area: str, aim: str) -> HttpResponseBase:
    view = _save_aim if request.method == "POST" else _show_aim
    return view(request, f"{area}/{aim}")


@page
def _show_aim(request: HttpRequest, framework: FrameworkView, path: str) -> HttpResponse:
    reader = access.somebody_in_a_team(request)
    return _aim_page(request, framework, reader, _aim(framework, path))


def _save_aim(request: HttpRequest, path: str) -> HttpResponse:
    reader = access.somebody_in_a_team(request)
    framework = framework_on(today())
    head = _aim(framework, path)
    saved = _save(request, reader, lines_of_aim(framework, reader, head))
    if saved.drafts:
        return _aim_page(request, framework_on(today()), reader, head, saved)
    return _back(request, saved)


def _aim_page(
    request: HttpRequest,
    framework: FrameworkView,
    reader: Reader,
    head: AimHead,
    saved: Saved | None = None,
) -> HttpResponse:
    lines = lines_of_aim(framework, reader, head)
    return _shown(request, framework, "sheet/aim.html", {"aim": head}, lines, saved)


def _aim(framework: FrameworkView, path: str) -> AimHead:
    head = framework.aim(path)
    if head is None:
        raise Http404
    return head


def _save(request: HttpRequest, reader: Reader, lines: list[SheetLine]) -> Saved:
    """Save what is valid and nobody contradicts; what is no longer in the lines is not."""
    typed, here = lines_in(request.POST), {line.name: line for line in lines}
    forms = {name: LineForm(request.POST, prefix=name) for name in typed}
    valid = [name for name, form in forms.items() if name in here and form.is_valid()]
    drafts = {
        name: replace(draft, refusal=forms[name].refusal)
        for name, draft in typed.items()
        if name not in valid
    }
    if not valid:
        return Saved(0, drafts)
    outcomes = answer_all(
        sayings=[_saying(here[name], forms[name]) for name in valid],
        by=access.person_acting(request, reader),
    )
    for name, outcome in zip(valid, outcomes, strict=True):
        if outcome.refusal:
            drafts[name] = _refused(typed[name], outcome.refusal)
    return Saved(sum(outcome.is_saved for outcome in outcomes), drafts)


def _saying(line: SheetLine, form: LineForm) -> Saying:
    project, objective = Project(pk=line.project_id), Objective(pk=line.row.id)
    return Saying(project, objective, form.claim(line), form.seen)


def _refused(typed: Draft, refusal: Refused) -> Draft:
    return replace(typed, refusal=str(refusal), is_conflict=isinstance(refusal, Conflict))


def _back(request: HttpRequest, saved: Saved, more: str = "") -> HttpResponse:
    told = f"{counted(saved.number, 'answer')} saved." if saved.number else "Nothing was changed."
    messages.success(request, f"{told} {more}".strip(), extra_tags="sheet")
    return redirect(request.get_full_path())


def _shown(
    request: HttpRequest,
    framework: FrameworkView,
    template: str,
    context: dict[str, object],
    lines: list[SheetLine],
    saved: Saved | None,
) -> HttpResponse:
    """The page; and of what was told meanwhile, what concerns it."""
    drafts = saved.drafts if saved else {}
    told = [each for each in messages.get_messages(request) if each.extra_tags == "sheet"]
    context |= {"page": sheet(framework, lines, request.GET.get("page", ""), drafts)}
    context |= {"saved": saved, "told": told}
    return TemplateResponse(request, template, context, status=saved.status if saved else 200)
