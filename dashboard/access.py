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
from dashboard.actions.meanings import Sides
from dashboard.actions.people import person_of
from dashboard.choices import Role
from dashboard.dossier import CRITERIA, PROJECTS
from dashboard.http import Handler, is_signed_in
from dashboard.models import (
    Aim,
    Area,
    Commitment,
    Cycle,
    Objective,
    Person,
    Project,
    Sitting,
    Team,
)
from dashboard.queries.promises import answerable
from dashboard.queries.undoing import last_answered_by, last_meant_by
from dashboard.rights import VISITOR, Reader

Row = TypeVar("Row")
# With `LOGIN_REQUIRED`, all that whoever is not logged in can reach, beside static files.
OPEN_TO_ALL = frozenset(
    {
        "account_login",
        "account_logout",
        "account_provider",
        "account_provider_callback",
        "admin:login",
        "alive",
        "ready",
    }
)
# With the places in teams and areas that have not ended, a row for each pair of them.
PLACED = Person.objects.order_by().annotate(
    place=FilteredRelation("memberships", condition=Q(memberships__ended_at__isnull=True)),
    charge=FilteredRelation("stewardships", condition=Q(stewardships__ended_at__isnull=True)),
)
PLACES = ("pk", "name", "place__team_id", "place__role", "charge__pk", "charge__area_id")
# Forms that are sent to where they stand; all others are edits, addressed below their project.
SHEETS = frozenset({"answers", "mine-answers"})


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
    if match and match.view_name in SHEETS:
        return request.get_full_path()
    kwargs = match.kwargs if match else {}
    if "team" in kwargs:
        return resolve_url("people", kwargs["team"])
    return resolve_url("project", kwargs["slug"]) if "slug" in kwargs else "/"


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
    return there(PROJECTS.filter(slug=slug).first())


def project_to_agree(request: HttpRequest, slug: str) -> tuple[Reader, Person, Project]:
    """For whoever may say whether the team has taken this up."""
    reader, project = somebody(request), project_to_read(slug)
    _need(reader.may_agree(project.team_id))
    return reader, person_acting(request, reader), project


def team_to_read(slug: str) -> Team:
    """404 where there is none."""
    return there(Team.objects.select_related("group").filter(slug=slug).first())


class Leading(NamedTuple):
    """One team, for somebody who may say who belongs to it."""

    reader: Reader
    person: Person
    team: Team


def team_to_lead(request: HttpRequest, slug: str) -> Leading:
    """For whoever leads the team."""
    reader, team = somebody(request), team_to_read(slug)
    _need(reader.may_lead(team.pk))
    return Leading(reader, person_acting(request, reader), team)


def member_of(team: Team, person: int) -> Person:
    """Somebody who belongs to a team, or did."""
    return there(Person.objects.filter(memberships__team=team, pk=person).first())


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
    claim = Claim(reader, person_acting(request, reader), project, row)
    return claim, _may_confirm(reader, project, row.aim)


def claim_to_undo(request: HttpRequest, slug: str, area: str, aim: str, objective: str) -> Claim:
    """For whoever made the last change and still may answer, and whoever may confirm."""
    reader, project, row = _asked(request, slug, area, aim, objective)
    by = last_answered_by(project, row)
    _need(reader.may_undo(project.team_id, *_confirmed_by(row.aim), by))
    return Claim(reader, person_acting(request, reader), project, row)


def claim_to_decide(request: HttpRequest, slug: str, area: str, aim: str, objective: str) -> Claim:
    """For whoever may confirm what is claimed, or send it back."""
    reader, project, row = _asked(request, slug, area, aim, objective)
    _need(_may_confirm(reader, project, row.aim))
    return Claim(reader, person_acting(request, reader), project, row)


def project_to_answer(request: HttpRequest, slug: str) -> tuple[Reader, Project]:
    """For whoever may answer for its team."""
    reader, project = somebody(request), project_to_read(slug)
    _need(reader.may_answer(project.team_id))
    return reader, project


def somebody_in_a_team(request: HttpRequest) -> Reader:
    """For whoever has projects of their own to answer for."""
    reader = somebody(request)
    _need(bool(reader.roles))
    return reader


class CheckedIn(NamedTuple):
    """A project, or one area of it, for somebody who may say that it is still true."""

    reader: Reader
    person: Person
    project: Project
    area: Area | None


def project_to_check_in(request: HttpRequest, slug: str, area: str = "") -> CheckedIn:
    """For whoever may say for its team what is still true, in one area or in all."""
    reader, project = somebody(request), project_to_read(slug)
    row = _area(area)
    _need(reader.may_lead(project.team_id))
    return CheckedIn(reader, person_acting(request, reader), project, row)


def claim_to_talk(request: HttpRequest, slug: str, area: str, aim: str, objective: str) -> Claim:
    """For whoever may say something beside an objective: who answers, and who decides."""
    reader, project, row = _asked(request, slug, area, aim, objective)
    _need(reader.may_answer(project.team_id) or _may_confirm(reader, project, row.aim))
    return Claim(reader, person_acting(request, reader), project, row)


def claim_to_agree(
    request: HttpRequest, slug: str, area: str, aim: str, objective: str
) -> tuple[Claim, Sides]:
    """For whoever may sign what the words mean here; and for which sides."""
    reader, project, row = _asked(request, slug, area, aim, objective)
    signs = reader.signs_for(project.team_id, row.aim.area.pk)
    _need(bool(signs))
    sides = Sides(team="team" in signs, steward="steward" in signs)
    return Claim(reader, person_acting(request, reader), project, row), sides


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
    pursuit = Pursuit(reader, person_acting(request, reader), project, row)
    return pursuit, _may_confirm(reader, project, row)


def pursuit_to_decide(request: HttpRequest, slug: str, area: str, aim: str) -> Pursuit:
    """For whoever may confirm that an aim is not applicable."""
    reader, project = somebody(request), project_to_read(slug)
    row = _aim(area, aim)
    _need(_may_confirm(reader, project, row))
    return Pursuit(reader, person_acting(request, reader), project, row)


def promise_to_withdraw(
    request: HttpRequest, slug: str, number: int, area: str, aim: str
) -> tuple[Pursuit, Commitment]:
    """For whoever leads the team that made the promise, whosever the project is by now."""
    reader, project = somebody(request), project_to_read(slug)
    row = _aim(area, aim)
    made = Commitment.objects.filter(project=project, aim=row).select_related("team")
    promise = there(made.filter(pk=number).first())
    _need(any(reader.may_lead(team) for team in answerable(promise.team)))
    return Pursuit(reader, person_acting(request, reader), project, row), promise


def planner(request: HttpRequest) -> Person:
    """Whoever may plan cycles."""
    reader = somebody(request)
    _need(reader.may_plan)
    return person_acting(request, reader)


def cycle_to_plan(request: HttpRequest, slug: str) -> tuple[Person, Cycle]:
    """The same, of a cycle that is there."""
    reader = somebody(request)
    row = there(Cycle.objects.filter(slug=slug).first())
    _need(reader.may_plan)
    return person_acting(request, reader), row


def pursuit_to_undo(request: HttpRequest, slug: str, area: str, aim: str) -> Pursuit:
    """For whoever said last what is meant and still leads, and whoever may confirm."""
    reader, project = somebody(request), project_to_read(slug)
    row = _aim(area, aim)
    by = last_meant_by(project, row)
    _need(reader.may_undo_intent(project.team_id, *_confirmed_by(row), by))
    return Pursuit(reader, person_acting(request, reader), project, row)


class Visit(NamedTuple):
    """A project and an area, or all of them, for somebody who may give a verdict there."""

    reader: Reader
    person: Person
    project: Project
    area: Area | None


def project_to_review(request: HttpRequest, slug: str, area: str) -> Visit:
    """For whoever may give a verdict in an area, or in all of them where none is named."""
    reader, project = somebody(request), project_to_read(slug)
    of = _area(area)
    _need(reader.may_review(of.pk if of else None))
    return Visit(reader, person_acting(request, reader), project, of)


def _area(key: str) -> Area | None:
    """The area of that key; none where none is named."""
    return there(Area.objects.filter(is_current=True, key=key).first()) if key else None


class Chair(NamedTuple):
    """A team and an area, or all of them, for somebody who may hold a sitting on that."""

    reader: Reader
    person: Person
    team: Team
    area: Area | None


def sitting_to_read(slug: str, number: int) -> Sitting:
    """The closed sitting of a team of that number; 404 where there is none."""
    rows = Sitting.objects.filter(team__slug=slug, pk=number, closed_at__isnull=False)
    return there(rows.select_related("team", "area", "closed_by").first())


def sitting_to_hold(request: HttpRequest, slug: str, area: str) -> Chair:
    """For whoever may give a verdict in an area, or in all of them where none is named."""
    reader, team = somebody(request), team_to_read(slug)
    of = _area(area)
    _need(reader.may_review(of.pk if of else None))
    return Chair(reader, person_acting(request, reader), team, of)


def open_sitting(chair: Chair) -> Sitting:
    """The sitting that is open; 404 where none is."""
    rows = Sitting.objects.filter(team=chair.team, area=chair.area, closed_at__isnull=True)
    return there(rows.first())


def project_of(team: Team, slug: str) -> Project | None:
    """A project of a team; none where none is named, 404 where it is another team's."""
    return there(Project.objects.filter(team=team, slug=slug).first()) if slug else None


def _asked(request: HttpRequest, slug: str, *path: str) -> tuple[Reader, Project, Objective]:
    """Who asks, and an objective by its path, as the criteria in force have it."""
    projects: QuerySet[Project, Any] = Project.objects.annotate(**CRITERIA)
    reader, project = somebody(request), there(projects.filter(slug=slug).first())
    asked = objectives.of_kept(project.digest, project.framework_id)
    return reader, project, there(asked.by_path.get(path))


def _aim(area: str, aim: str) -> Aim:
    rows = Aim.objects.filter(is_current=True).select_related("area")
    return there(rows.filter(key=aim, area__key=area).first())


def there(row: Row | None) -> Row:
    """What was found; 404 where nothing was."""
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


def person_acting(request: HttpRequest, reader: Reader) -> Person:
    """The person who acts; somebody who may, and acts for the first time, is entered."""
    if reader.person_id is not None:
        return Person(pk=reader.person_id, name=reader.name)
    assert isinstance(request.user, User)
    return person_of(request.user)
