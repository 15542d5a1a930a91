"""The cycles: read by everybody, planned by whoever answers for everything."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from dashboard import access
from dashboard.actions.cycles import plan_cycle
from dashboard.actions.moment import Conflict, Refused
from dashboard.days import today
from dashboard.forms.cycles import PlanForm
from dashboard.models import Cycle, Person
from dashboard.queries.cycles import PlanDraft, cycle_page, cycles_page
from dashboard.queries.framework import FrameworkView, framework_on
from dashboard.views.reading import page


@page
def index(request: HttpRequest, framework: FrameworkView) -> TemplateResponse:
    return _listed(request, framework, access.reader_of(request).may_plan)


@page
def detail(request: HttpRequest, framework: FrameworkView, cycle: str) -> TemplateResponse:
    return _shown(request, framework, cycle, access.reader_of(request).may_plan)


@require_POST
def planning(request: HttpRequest) -> HttpResponse:
    return _planned(request, access.planner(request))


@require_POST
def replanning(request: HttpRequest, cycle: str) -> HttpResponse:
    return _planned(request, *access.cycle_to_plan(request, cycle))


def _planned(request: HttpRequest, by: Person, cycle: Cycle | None = None) -> HttpResponse:
    """Plan what is valid; otherwise show the form again, with the reason."""
    form, status, seen = PlanForm(request.POST, cycle), 422, None
    refusal = form.refusal
    if form.is_valid():
        try:
            return redirect("cycle", plan_cycle(**form.cleaned_data, cycle=cycle, by=by).slug)
        except Conflict as conflict:
            (seen, refusal), status = _told(conflict, cycle), 409
        except Refused as refused:
            refusal = str(refused)
    draft, framework = form.draft(refusal, seen), framework_on(today())
    shown = (
        _shown(request, framework, cycle.slug, True, draft)
        if cycle
        else _listed(request, framework, True, draft)
    )
    shown.status_code = status
    return shown


def _told(conflict: Conflict, cycle: Cycle | None) -> tuple[str | None, str]:
    """What the author has seen by being told, and the words. A new cycle takes no other's place."""
    if cycle is None:
        return None, f"{conflict} Change it on its own page, or give yours another name."
    theirs = conflict.theirs
    stamp = theirs.stamp if isinstance(theirs, Cycle) else None
    return stamp, f"{conflict} Saved again, yours takes its place."


def _listed(
    request: HttpRequest, framework: FrameworkView, may_plan: bool, draft: PlanDraft | None = None
) -> TemplateResponse:
    context = {"page": cycles_page(framework, may_plan=may_plan, draft=draft)}
    return TemplateResponse(request, "cycles/page.html", context)


def _shown(
    request: HttpRequest,
    framework: FrameworkView,
    slug: str,
    may_plan: bool,
    draft: PlanDraft | None = None,
) -> TemplateResponse:
    found = cycle_page(framework, slug, may_plan=may_plan, draft=draft)
    if found is None:
        raise Http404
    return TemplateResponse(request, "cycle/page.html", {"page": found})
