"""What is true of a project: said, decided, taken back and undone where it is shown."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from dashboard import access
from dashboard.access import Claim
from dashboard.actions import assessments
from dashboard.actions.undoing import undo
from dashboard.forms.base import SeenForm
from dashboard.forms.edits import AnswerForm, SendBackForm
from dashboard.views.editing import Place, carry_out


@require_POST
def answer(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    claim, is_confirmed = access.claim_to_answer(request, slug, **path)
    form = AnswerForm(request.POST)

    def act() -> None:
        said, words = form.said()
        assessments.answer(
            project=claim.project,
            objective=claim.objective,
            answer=said,
            words=words,
            is_confirmed=is_confirmed,
            seen=form.cleaned_data["seen"],
            by=claim.person,
        )

    return carry_out(_place(request, claim), form, act)


@require_POST
def withdrawal(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    claim, _ = access.claim_to_answer(request, slug, **path)
    return _changed(request, claim, assessments.take_back)


@require_POST
def undoing(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    return _changed(request, access.claim_to_undo(request, slug, **path), undo, is_undo=True)


@require_POST
def confirmation(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    return _changed(request, access.claim_to_decide(request, slug, **path), assessments.confirm)


@require_POST
def refusal(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    claim = access.claim_to_decide(request, slug, **path)
    form = SendBackForm(request.POST)

    def act() -> None:
        assessments.send_back(
            project=claim.project,
            objective=claim.objective,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=claim.person,
        )

    return carry_out(_place(request, claim), form, act)


def _changed(
    request: HttpRequest, claim: Claim, change: Callable[..., object], *, is_undo: bool = False
) -> HttpResponse:
    """What needs nothing but the revision that was seen."""
    form = SeenForm(request.POST)

    def act() -> None:
        change(
            project=claim.project,
            objective=claim.objective,
            seen=form.cleaned_data["seen"],
            by=claim.person,
        )

    return carry_out(replace(_place(request, claim), is_undo=is_undo), form, act)


def _place(request: HttpRequest, claim: Claim) -> Place:
    objective = claim.objective
    return Place(request, claim.reader, claim.project, objective.aim, objective)
