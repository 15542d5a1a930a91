"""Editing in place: what is true of a project, said, decided and undone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dashboard import access
from dashboard.access import Claim
from dashboard.actions import assessments
from dashboard.actions.moment import Conflict, Refused
from dashboard.actions.undoing import undo as undo_last
from dashboard.days import today
from dashboard.forms import AnswerForm, SeenForm, SendBackForm
from dashboard.queries.answers import Draft
from dashboard.queries.framework import framework_on
from dashboard.queries.offers import Asking
from dashboard.queries.project import project_page


@require_POST
def answer(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    claim, is_confirmed = access.claim_to_answer(request, slug, **path)
    form = AnswerForm(request.POST)

    def save() -> None:
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

    return _saved(request, claim, form, save)


@require_POST
def withdrawal(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    claim, _ = access.claim_to_answer(request, slug, **path)
    return _changed(request, claim, SeenForm(request.POST), assessments.take_back)


@require_POST
def undoing(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    claim = access.claim_to_undo(request, slug, **path)
    return _changed(request, claim, SeenForm(request.POST), undo_last)


@require_POST
def confirmation(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    claim = access.claim_to_decide(request, slug, **path)
    return _changed(request, claim, SeenForm(request.POST), assessments.confirm)


@require_POST
def refusal(request: HttpRequest, slug: str, **path: str) -> HttpResponse:
    claim = access.claim_to_decide(request, slug, **path)
    form = SendBackForm(request.POST)

    def save() -> None:
        assessments.send_back(
            project=claim.project,
            objective=claim.objective,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=claim.person,
        )

    return _saved(request, claim, form, save)


def _changed(
    request: HttpRequest, claim: Claim, form: SeenForm, change: Callable[..., object]
) -> HttpResponse:
    """What needs nothing but the revision that was seen."""

    def save() -> None:
        change(
            project=claim.project,
            objective=claim.objective,
            seen=form.cleaned_data["seen"],
            by=claim.person,
        )

    return _saved(request, claim, form, save)


def _saved(
    request: HttpRequest, claim: Claim, form: SeenForm, save: Callable[[], None]
) -> HttpResponse:
    """Save what is valid and nobody contradicts; otherwise show it again, with the reason."""
    if not form.is_valid():
        return _shown(request, claim, form.draft(), 422)
    try:
        save()
    except Conflict as conflict:
        return _shown(request, claim, form.draft(str(conflict), is_conflict=True), 409)
    except Refused as refused:
        return _shown(request, claim, form.draft(str(refused)), 422)
    if request.headers.get("HX-Request"):
        return _shown(request, claim)
    return redirect(f"{reverse('project', args=[claim.project.slug])}#{_anchor(claim)}")


def _shown(
    request: HttpRequest, claim: Claim, draft: Draft | None = None, status: int = 200
) -> HttpResponse:
    """The page as it is now, or of it, for htmx, what the edit may have changed."""
    drafts = {claim.objective.pk: draft} if draft else {}
    page = project_page(
        framework_on(today()),
        access.project_to_read(claim.project.slug),
        Asking(claim.reader, timezone.now(), drafts),
    )
    is_fragment = bool(request.headers.get("HX-Request"))
    template = "project/_edited.html" if is_fragment else "project/page.html"
    aim = claim.objective.aim_id
    context = {"page": page, "edited_aim": aim, "aim": page.aim(aim)}
    return TemplateResponse(request, template, context, status=status)


def _anchor(claim: Claim) -> str:
    objective = claim.objective
    return f"{objective.aim.area.key}/{objective.aim.key}/{objective.key}"
