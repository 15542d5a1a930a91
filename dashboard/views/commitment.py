"""What a team promises for an aim: made and withdrawn where it is shown."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from dashboard import access
from dashboard.access import Pursuit
from dashboard.actions import commitments
from dashboard.forms.edits import PromiseForm, WithdrawalForm
from dashboard.views.editing import Place, carry_out


@require_POST
def commitment(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    pursuit, _ = access.pursuit_to_lead(request, slug, **path)
    form = PromiseForm(request.POST, pursuit.aim)

    def act() -> None:
        commitments.commit(
            project=pursuit.project,
            aim=pursuit.aim,
            level=form.cleaned_data["level"],
            cycle=form.cleaned_data["cycle"],
            by=pursuit.person,
        )

    return carry_out(_place(request, pursuit), form, act)


@require_POST
def withdrawal(request: HttpRequest, slug: str, number: int, **path: str) -> HttpResponse:
    pursuit, promise = access.promise_to_withdraw(request, slug, number, **path)
    form = WithdrawalForm(request.POST)

    def act() -> None:
        commitments.withdraw(
            commitment=promise, reason=form.cleaned_data["reason"], by=pursuit.person
        )

    return carry_out(_place(request, pursuit), form, act)


def _place(request: HttpRequest, pursuit: Pursuit) -> Place:
    return Place(request, pursuit.reader, pursuit.project, pursuit.aim, is_read_anew=True)
