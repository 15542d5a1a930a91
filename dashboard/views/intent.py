"""What a team means to do about an aim: said and confirmed where it is shown."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from dashboard import access
from dashboard.access import Pursuit
from dashboard.actions import intents
from dashboard.forms import IntentForm, SeenForm
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

    return carry_out(_place(request, pursuit), form, act)


@require_POST
def confirmation(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    pursuit = access.pursuit_to_decide(request, slug, **path)
    form = SeenForm(request.POST)

    def act() -> None:
        intents.confirm_intent(
            project=pursuit.project,
            aim=pursuit.aim,
            seen=form.cleaned_data["seen"],
            by=pursuit.person,
        )

    return carry_out(_place(request, pursuit), form, act)


def _place(request: HttpRequest, pursuit: Pursuit) -> Place:
    aim = pursuit.aim
    return Place(
        request=request,
        reader=pursuit.reader,
        slug=pursuit.project.slug,
        aim=aim.pk,
        anchor=f"{aim.area.key}/{aim.key}",
        drafts_in="meant",
        subject=aim.pk,
    )
