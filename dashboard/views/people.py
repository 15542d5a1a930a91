"""The people of a team: read by everybody, changed by those who lead it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from dashboard import access
from dashboard.access import Leading
from dashboard.actions.membership import admit, assign
from dashboard.actions.moment import Conflict, Refused
from dashboard.days import today
from dashboard.forms.base import ToldForm
from dashboard.forms.people import AdmitForm, PlaceForm
from dashboard.queries.framework import FrameworkView, framework_on
from dashboard.queries.people import Typed, people_page
from dashboard.views.reading import page


@page
def of_team(request: HttpRequest, framework: FrameworkView, team: str) -> TemplateResponse:
    row = access.team_to_read(team)
    shown = people_page(framework, row, access.reader_of(request))
    return TemplateResponse(request, "people/page.html", {"page": shown})


@require_POST
def admission(request: HttpRequest, team: str) -> HttpResponse:
    leading = access.team_to_lead(request, team)
    form = AdmitForm(request.POST)

    def act() -> None:
        admit(
            team=leading.team,
            name=form.cleaned_data["name"],
            role=form.cleaned_data["role"],
            among=leading.reader.roles_to_give(leading.team.pk),
            by=leading.person,
        )

    return _carry_out(request, leading, form, act)


@require_POST
def place(request: HttpRequest, team: str, person: int) -> HttpResponse:
    leading = access.team_to_lead(request, team)
    member = access.member_of(leading.team, person)
    form = PlaceForm(request.POST)

    def act() -> None:
        assign(
            team=leading.team,
            person=member,
            role=form.cleaned_data["role"],
            seen=form.cleaned_data["seen"],
            among=leading.reader.roles_to_give(leading.team.pk),
            by=leading.person,
        )

    return _carry_out(request, leading, form, act)


def _carry_out(
    request: HttpRequest, leading: Leading, form: ToldForm, act: Callable[[], None]
) -> HttpResponse:
    """Do what is valid and nobody contradicts; otherwise show the page again, with the reason."""
    if not form.is_valid():
        return _told(request, leading, form.refusal, 422)
    try:
        act()
    except Conflict as conflict:
        return _told(request, leading, f"{conflict} What stands here now is theirs.", 409)
    except Refused as refused:
        return _told(request, leading, str(refused), 422)
    return redirect("people", leading.team.slug)


def _told(request: HttpRequest, leading: Leading, refusal: str, status: int) -> HttpResponse:
    typed = Typed(request.POST.get("name", ""), request.POST.get("role", ""), refusal)
    shown = people_page(framework_on(today()), leading.team, leading.reader, typed)
    return TemplateResponse(request, "people/page.html", {"page": shown}, status=status)
