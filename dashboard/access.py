"""Fetching an object and being allowed to is one call; `rights` says who may."""

from typing import NamedTuple, TypeVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from dashboard.actions.people import person_of
from dashboard.choices import Role
from dashboard.http import Handler, is_signed_in
from dashboard.models import Aim, Membership, Objective, Person, Project, Stewardship, Team
from dashboard.queries.undoing import last_answered_by, last_meant_by
from dashboard.rights import VISITOR, Reader

Row = TypeVar("Row")
# With `LOGIN_REQUIRED`, all that whoever is not logged in can reach, beside static files.
OPEN_TO_ALL = frozenset({"account_login", "account_logout", "admin:login", "alive", "ready"})
PROJECTS = Project.objects.select_related("team__group", "owner", "contact")


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up: an administrator makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class LogInFirst(Exception):  # noqa: N818  (it is an answer, not a fault)
    """Whoever is not logged in may log in, and then perhaps do it."""


class LogIn:
    """Shows the way to the log-in: to who must be logged in for what they asked.

    With `LOGIN_REQUIRED` that is everything but `OPEN_TO_ALL`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_: object) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if settings.LOGIN_REQUIRED and name not in OPEN_TO_ALL and not is_signed_in(request):
            return _to_log_in(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return _to_log_in(request) if isinstance(error, LogInFirst) else None


def _to_log_in(request: HttpRequest) -> HttpResponse:
    """Afterwards they are where they were. The log-in's page never stands within another."""
    is_fragment = bool(request.headers.get("HX-Request"))
    here = request.get_full_path() if request.method in ("GET", "HEAD") else _page_of(request)
    there = redirect_to_login(here, resolve_url(settings.LOGIN_URL))
    return HttpResponseClientRedirect(there.url) if is_fragment else there


def _page_of(request: HttpRequest) -> str:
    """The page that a form stands on: edits are addressed below their project or team."""
    match = request.resolver_match
    kwargs = match.kwargs if match else {}
    if "team" in kwargs:
        return resolve_url("people", kwargs["team"])
    return resolve_url("project", kwargs["slug"]) if "slug" in kwargs else "/"


def reader_of(request: HttpRequest) -> Reader:
    """Who asks. No query for whoever is not logged in, otherwise three."""
    if not is_signed_in(request):
        return VISITOR
    user = request.user
    assert isinstance(user, User)
    person = Person.objects.filter(user_id=user.pk).only("pk", "name").first()
    if person is None:
        return Reader(user.get_username(), None, user.is_superuser)
    roles = Membership.objects.filter(person=person, ended_at__isnull=True)
    areas = Stewardship.objects.filter(person=person, ended_at__isnull=True)
    return Reader(
        name=person.name,
        person_id=person.pk,
        is_administrator=user.is_superuser,
        roles={team: Role(role) for team, role in roles.values_list("team_id", "role")},
        areas=frozenset(areas.values_list("area_id", flat=True)),
    )


def somebody(request: HttpRequest) -> Reader:
    """Whoever is logged in."""
    if not is_signed_in(request):
        raise LogInFirst
    return reader_of(request)


def project_to_read(slug: str) -> Project:
    """404 where there is none."""
    try:
        return PROJECTS.get(slug=slug)
    except Project.DoesNotExist:
        raise Http404 from None


def project_to_agree(request: HttpRequest, slug: str) -> tuple[Reader, Person, Project]:
    """For whoever may say whether the team has taken this up."""
    reader, project = _asking(request, slug)
    _need(reader.may_agree(project.team_id))
    return reader, _person(request, reader), project


def team_to_read(slug: str) -> Team:
    """404 where there is none."""
    return _there(Team.objects.select_related("group").filter(slug=slug).first())


class Leading(NamedTuple):
    """One team, for somebody who may say who belongs to it."""

    reader: Reader
    person: Person
    team: Team


def team_to_lead(request: HttpRequest, slug: str) -> Leading:
    """For whoever leads the team."""
    reader, team = somebody(request), team_to_read(slug)
    _need(reader.may_lead(team.pk))
    return Leading(reader, _person(request, reader), team)


def member_of(team: Team, person: int) -> Person:
    """Somebody who belongs to a team, or did."""
    return _there(Person.objects.filter(memberships__team=team, pk=person).first())


class Claim(NamedTuple):
    """One objective in one project, for somebody who may do something about it."""

    reader: Reader
    person: Person
    project: Project
    objective: Objective


def claim_to_answer(
    request: HttpRequest, slug: str, area: str, aim: str, objective: str
) -> tuple[Claim, bool]:
    """For whoever may answer; and whether what they say is confirmed at once."""
    reader, project = _asking(request, slug)
    row = _objective(area, aim, objective)
    _need(reader.may_answer(project.team_id))
    claim = Claim(reader, _person(request, reader), project, row)
    return claim, _may_confirm(reader, project, row.aim)


def claim_to_undo(request: HttpRequest, slug: str, area: str, aim: str, objective: str) -> Claim:
    """For whoever made the last change and still may answer, and whoever may confirm."""
    reader, project = _asking(request, slug)
    row = _objective(area, aim, objective)
    by = last_answered_by(project, row)
    _need(reader.may_undo(project.team_id, *_confirmed_by(row.aim), by))
    return Claim(reader, _person(request, reader), project, row)


def claim_to_decide(request: HttpRequest, slug: str, area: str, aim: str, objective: str) -> Claim:
    """For whoever may confirm what is claimed, or send it back."""
    reader, project = _asking(request, slug)
    row = _objective(area, aim, objective)
    _need(_may_confirm(reader, project, row.aim))
    return Claim(reader, _person(request, reader), project, row)


class Pursuit(NamedTuple):
    """One aim of one project, for somebody who may say or decide what is meant for it."""

    reader: Reader
    person: Person
    project: Project
    aim: Aim


def pursuit_to_lead(request: HttpRequest, slug: str, area: str, aim: str) -> tuple[Pursuit, bool]:
    """For whoever may say what the team means to do; and whether it is confirmed at once."""
    reader, project = _asking(request, slug)
    row = _aim(area, aim)
    _need(reader.may_lead(project.team_id))
    pursuit = Pursuit(reader, _person(request, reader), project, row)
    return pursuit, _may_confirm(reader, project, row)


def pursuit_to_decide(request: HttpRequest, slug: str, area: str, aim: str) -> Pursuit:
    """For whoever may confirm that an aim is not applicable."""
    reader, project = _asking(request, slug)
    row = _aim(area, aim)
    _need(_may_confirm(reader, project, row))
    return Pursuit(reader, _person(request, reader), project, row)


def pursuit_to_undo(request: HttpRequest, slug: str, area: str, aim: str) -> Pursuit:
    """For whoever said last what is meant and still leads, and whoever may confirm."""
    reader, project = _asking(request, slug)
    row = _aim(area, aim)
    by = last_meant_by(project, row)
    _need(reader.may_undo_intent(project.team_id, *_confirmed_by(row), by))
    return Pursuit(reader, _person(request, reader), project, row)


def _asking(request: HttpRequest, slug: str) -> tuple[Reader, Project]:
    return somebody(request), project_to_read(slug)


def _objective(area: str, aim: str, objective: str) -> Objective:
    rows = Objective.objects.filter(is_current=True).select_related("aim__area", "level")
    return _there(rows.filter(key=objective, aim__key=aim, aim__area__key=area).first())


def _aim(area: str, aim: str) -> Aim:
    rows = Aim.objects.filter(is_current=True).select_related("area")
    return _there(rows.filter(key=aim, area__key=area).first())


def _there(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row


def _need(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied


def _may_confirm(reader: Reader, project: Project, aim: Aim) -> bool:
    return reader.may_confirm(project.team_id, *_confirmed_by(aim))


def _confirmed_by(aim: Aim) -> tuple[int, str]:
    return aim.area.pk, aim.area.confirmed_by


def _person(request: HttpRequest, reader: Reader) -> Person:
    """The person who acts; somebody who may, and acts for the first time, is entered."""
    if reader.person_id is not None:
        return Person(pk=reader.person_id, name=reader.name)
    assert isinstance(request.user, User)
    return person_of(request.user)
