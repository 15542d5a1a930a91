"""What a team means to do about an aim: said, confirmed and undone where it is shown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from dashboard import access
from dashboard.access import Pursuit
from dashboard.actions import intents
from dashboard.actions.undoing import undo_intent
from dashboard.forms.edits import IntentForm, MeantForm
from dashboard.views.editing import Place, carry_out


@require_POST
def intent(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    pursuit, is_confirmed = access.pursuit_to_lead(request, slug, **path)
    form = IntentForm(request.POST)

    def act() -> None:
        intents.set_intent(
            project=pursuit.project,
            aim=pursuit.aim,
            plan=form.plan(),
            is_confirmed=is_confirmed,
            seen=form.cleaned_data["seen"],
            by=pursuit.person,
        )

    return carry_out(Place(request, pursuit.reader, pursuit.project, pursuit.aim), form, act)


@require_POST
def confirmation(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    pursuit = access.pursuit_to_decide(request, slug, **path)
    return _changed(request, pursuit, intents.confirm_intent)


@require_POST
def undoing(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    pursuit = access.pursuit_to_undo(request, slug, **path)
    return _changed(request, pursuit, undo_intent, is_undo=True)


def _changed(
    request: HttpRequest, pursuit: Pursuit, change: Callable[..., object], *, is_undo: bool = False
) -> HttpResponse:
    """What needs nothing but the revision that was seen."""
    form = MeantForm(request.POST)

    def act() -> None:
        change(
            project=pursuit.project,
            aim=pursuit.aim,
            seen=form.cleaned_data["seen"],
            by=pursuit.person,
        )

    place = Place(request, pursuit.reader, pursuit.project, pursuit.aim, is_undo=is_undo)
    return carry_out(place, form, act)
