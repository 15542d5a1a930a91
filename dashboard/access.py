"""Fetching an object and being allowed to is one call; `rights` says who may."""

from typing import Any, NamedTuple, TypeVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import FilteredRelation, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from dashboard import objectives
from dashboard.actions.people import person_of
from dashboard.choices import Role
from dashboard.dossier import CRITERIA, PROJECTS
from dashboard.http import Handler, is_signed_in
from dashboard.models import Aim, Objective, Person, Project
from dashboard.queries.answers import last_changed_by
from dashboard.rights import VISITOR, Reader

Row = TypeVar("Row")
# With `LOGIN_REQUIRED`, all that whoever is not logged in can reach, beside static files.
OPEN_TO_ALL = frozenset({"account_login", "account_logout", "admin:login", "alive", "ready"})
# With the places in teams and areas that have not ended, a row for each pair of them.
PLACED = Person.objects.order_by().annotate(
    place=FilteredRelation("memberships", condition=Q(memberships__ended_at__isnull=True)),
    charge=FilteredRelation("stewardships", condition=Q(stewardships__ended_at__isnull=True)),
)
PLACES = ("pk", "name", "place__team_id", "place__role", "charge__pk", "charge__area_id")


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
    """The page that a form stands on: edits are addressed below their project."""
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    return resolve_url("project", slug) if slug else "/"


def reader_of(request: HttpRequest) -> Reader:
    """Who asks. No query for whoever is not logged in, otherwise one."""
    if not is_signed_in(request):
        return VISITOR
    user = request.user
    assert isinstance(user, User)
    rows = PLACED.filter(user_id=user.pk).values_list(*PLACES)
    reader = Reader(user.get_username(), None, user.is_superuser)
    for pk, name, team, role, charge, area in rows:
        roles = {**reader.roles, team: Role(role)} if role else reader.roles
        areas = reader.areas | {area} if charge else reader.areas
        reader = Reader(name, pk, user.is_superuser, roles, areas)
    return reader


def somebody(request: HttpRequest) -> Reader:
    """Whoever is logged in."""
    if not is_signed_in(request):
        raise LogInFirst
    return reader_of(request)


def project_to_read(slug: str) -> Project:
    """404 where there is none."""
    return _there(PROJECTS.filter(slug=slug).first())


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
    reader, project, row = _asked(request, slug, area, aim, objective)
    _need(reader.may_answer(project.team_id))
    claim = Claim(reader, _person(request, reader), project, row)
    return claim, _may_confirm(reader, project, row.aim)


def claim_to_undo(request: HttpRequest, slug: str, area: str, aim: str, objective: str) -> Claim:
    """For whoever made the last change, and still may answer or decide."""
    reader, project, row = _asked(request, slug, area, aim, objective)
    _need(reader.may_answer(project.team_id) or _may_confirm(reader, project, row.aim))
    _need(reader.person_id is not None and reader.person_id == last_changed_by(project, row))
    return Claim(reader, _person(request, reader), project, row)


def claim_to_decide(request: HttpRequest, slug: str, area: str, aim: str, objective: str) -> Claim:
    """For whoever may confirm what is claimed, or send it back."""
    reader, project, row = _asked(request, slug, area, aim, objective)
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
    reader, project = somebody(request), project_to_read(slug)
    row = _aim(area, aim)
    _need(reader.may_lead(project.team_id))
    pursuit = Pursuit(reader, _person(request, reader), project, row)
    return pursuit, _may_confirm(reader, project, row)


def pursuit_to_decide(request: HttpRequest, slug: str, area: str, aim: str) -> Pursuit:
    """For whoever may confirm that an aim is not applicable."""
    reader, project = somebody(request), project_to_read(slug)
    row = _aim(area, aim)
    _need(_may_confirm(reader, project, row))
    return Pursuit(reader, _person(request, reader), project, row)


def _asked(request: HttpRequest, slug: str, *path: str) -> tuple[Reader, Project, Objective]:
    """Who asks, and an objective by its path, as the criteria in force have it."""
    projects: QuerySet[Project, Any] = Project.objects.annotate(**CRITERIA)
    reader, project = somebody(request), _there(projects.filter(slug=slug).first())
    asked = objectives.of_kept(project.digest, project.framework_id)
    return reader, project, _there(asked.by_path.get(path))


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
    return reader.may_confirm(project.team_id, aim.area.pk, aim.area.confirmed_by)


def _person(request: HttpRequest, reader: Reader) -> Person:
    """The person who acts; somebody who may, and acts for the first time, is entered."""
    if reader.person_id is not None:
        return Person(pk=reader.person_id, name=reader.name)
    assert isinstance(request.user, User)
    return person_of(request.user)
