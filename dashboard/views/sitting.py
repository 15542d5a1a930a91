"""The review sitting: one screen that walks a team's projects, and the minutes it ends with."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from dashboard import access
from dashboard.access import Chair
from dashboard.actions import sittings
from dashboard.actions.moment import Conflict, Refused
from dashboard.days import today
from dashboard.forms.reviews import FindingForm
from dashboard.models import Sitting
from dashboard.queries.framework import FrameworkView, framework_on
from dashboard.queries.minutes import as_markdown, minutes_page
from dashboard.queries.offers import areas_to_review
from dashboard.queries.sitting import FindingRow, SittingPage, Written, sitting_page
from dashboard.views.reading import page


@page
def sitting(request: HttpRequest, framework: FrameworkView, slug: str) -> HttpResponse:
    """Without an area it is about all of them; who reviews only some begins with their own."""
    team, asked = access.team_to_read(slug), request.GET.get("area", "")
    reader = access.reader_of(request)
    own, _ = next(iter(areas_to_review(framework, reader)), ("", ""))
    if own and "area" not in request.GET:
        return redirect(f"{request.path}?area={own}")
    area = access.there(framework.area(asked)) if asked else None
    context = {"page": sitting_page(framework, team, area, reader)}
    return TemplateResponse(request, "reviews/page.html", context)


@page
def minutes(
    request: HttpRequest, framework: FrameworkView, slug: str, number: int
) -> TemplateResponse:
    row = access.sitting_to_read(slug, number)
    context = {"page": minutes_page(framework, row)}
    return TemplateResponse(request, "reviews/minutes.html", context)


@require_safe
def minutes_to_paste(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    row = access.sitting_to_read(slug, number)
    text = as_markdown(minutes_page(framework_on(today()), row))
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")


@require_POST
def opening(request: HttpRequest, slug: str) -> HttpResponse:
    chair = access.sitting_to_hold(request, slug, request.POST.get("area", ""))

    def act() -> None:
        sittings.open_sitting(team=chair.team, area=chair.area, by=chair.person)

    return _done(request, chair, act)


@require_POST
def closing(request: HttpRequest, slug: str) -> HttpResponse:
    chair, row = _sitting(request, slug)

    def act() -> None:
        sittings.close_sitting(sitting=row, by=chair.person)

    return _done(request, chair, act, reverse("minutes", args=[slug, row.pk]))


@require_POST
def cancelling(request: HttpRequest, slug: str) -> HttpResponse:
    chair, row = _sitting(request, slug)

    def act() -> None:
        sittings.cancel_sitting(sitting=row, by=chair.person)

    return _done(request, chair, act)


@require_POST
def finding(request: HttpRequest, slug: str) -> HttpResponse:
    """What is being written is kept as it is written, so that leaving half-way loses nothing."""
    (chair, row), form = _sitting(request, slug), FindingForm(request.POST)
    project = access.project_of(row, request.POST.get("project", ""))
    if not form.is_valid():
        return _unkept(request, chair, row, form, form.refusal, 422)
    try:
        kept = sittings.note_finding(
            sitting=row, project=project, **form.cleaned_data, by=chair.person
        )
    except Conflict as conflict:
        return _unkept(request, chair, row, form, str(conflict), 409)
    except Refused as refused:
        return _unkept(request, chair, row, form, str(refused), 422)
    if request.headers.get("HX-Request"):
        return TemplateResponse(request, "reviews/_kept.html", {"kept": kept, "project": project})
    return redirect(_here(chair, project.slug if project else "team"))


def _done(
    request: HttpRequest, chair: Chair, act: Callable[[], None], there: str = ""
) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        found = {"page": _page(chair), "refusal": str(refused)}
        return TemplateResponse(request, "reviews/page.html", found, status=422)
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(there or _here(chair))
    return redirect(there or _here(chair))


def _sitting(request: HttpRequest, slug: str) -> tuple[Chair, Sitting]:
    """Whoever holds it, and the sitting that the form stands in."""
    chair = access.sitting_to_hold(request, slug, request.POST.get("area", ""))
    return chair, access.sitting_of(chair, request.POST.get("sitting", ""))


def _unkept(
    request: HttpRequest,
    chair: Chair,
    sitting: Sitting,
    form: FindingForm,
    refusal: str,
    status: int,
) -> HttpResponse:
    """What was typed, beside what stands there now; saved again, it takes its place.

    Where it has no place any more, it is there to be copied.
    """
    of = request.POST.get("project", "")
    typed = _typed(form, _page(chair).finding_of(of), refusal)
    shown = _page(chair, Written(of, typed))
    context: dict[str, Any] = {"page": shown, "of": of, "finding": typed}
    context["unkept"] = not shown.has_form_of(of)
    context["minutes_of"] = next((past for past in shown.past if past.id == sitting.pk), None)
    if not request.headers.get("HX-Request"):
        return TemplateResponse(request, "reviews/page.html", context, status=status)
    template = "reviews/_unkept.html" if context["unkept"] else "reviews/_finding.html"
    answer = TemplateResponse(request, template, context, status=status)
    return reswap(retarget(answer, f"#finding-{of or 'team'}"), "outerHTML")


def _typed(form: FindingForm, standing: FindingRow, refusal: str) -> FindingRow:
    """What was typed, with what stands there where its author saw something else."""
    verdict, minutes = form.data.get("verdict", ""), form.data.get("minutes", "")
    theirs = standing if form.data.get("seen") != str(standing.seen) else None
    return FindingRow(verdict, minutes, standing.seen, refusal, theirs)


def _page(chair: Chair, written: Written | None = None) -> SittingPage:
    framework = framework_on(today())
    area = framework.area(chair.area.key) if chair.area else None
    return sitting_page(framework, chair.team, area, chair.reader, written)


def _here(chair: Chair, anchor: str = "") -> str:
    query = f"?area={chair.area.key}" if chair.area else ""
    return f"{reverse('sitting', args=[chair.team.slug])}{query}{anchor and '#'}{anchor}"
