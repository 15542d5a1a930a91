"""What is said beside an objective: remarks, disputes, and what its words mean here."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from dashboard import access
from dashboard.access import Claim
from dashboard.actions import meanings, remarks
from dashboard.choices import RemarkKind
from dashboard.forms.edits import MeaningForm, RemarkForm
from dashboard.views.editing import Place, carry_out


@require_POST
def remark(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    claim = access.claim_to_talk(request, slug, **path)
    is_dispute = request.POST.get("kind") == RemarkKind.DISPUTE
    return _said(request, claim, RemarkKind.DISPUTE if is_dispute else RemarkKind.REMARK)


@require_POST
def settlement(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    return _said(request, access.claim_to_decide(request, slug, **path), RemarkKind.SETTLEMENT)


def _said(request: HttpRequest, claim: Claim, kind: RemarkKind) -> HttpResponse:
    form = RemarkForm(request.POST)

    def act() -> None:
        remarks.remark(
            project=claim.project,
            objective=claim.objective,
            text=form.cleaned_data["text"],
            kind=kind,
            by=claim.person,
        )

    return carry_out(_place(request, claim, "project/_talk.html"), form, act)


@require_POST
def meaning(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    claim, sides = access.claim_to_agree(request, slug, **path)
    form = MeaningForm(request.POST)

    def act() -> None:
        meanings.agree(
            project=claim.project,
            objective=claim.objective,
            text=form.cleaned_data["text"],
            sides=sides,
            seen=form.cleaned_data["seen"],
            by=claim.person,
        )

    return carry_out(_place(request, claim, "project/_meaning.html"), form, act)


def _place(request: HttpRequest, claim: Claim, fragment: str) -> Place:
    objective = claim.objective
    return Place(
        request,
        claim.reader,
        claim.project,
        objective.aim,
        objective,
        fragment,
        is_read_anew=True,
    )
