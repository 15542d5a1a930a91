"""Projects, and what is said of them, for whoever may say it."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest

from dashboard import objectives
from dashboard.access.readers import fit, need, person_acting, somebody, there
from dashboard.actions.meanings import Sides
from dashboard.dossier import CRITERIA, PROJECTS
from dashboard.models import Aim, Area, Commitment, Objective, Person, Project
from dashboard.queries.promises import answerable
from dashboard.queries.undoing import last_answered_by, last_meant_by
from dashboard.rights import Reader


def project_to_read(slug: str) -> Project:
    """404 where there is none."""
    return there(PROJECTS.filter(slug=slug).first())


def project_to_answer(request: HttpRequest, slug: str) -> tuple[Reader, Project]:
    """For whoever may answer for its team."""
    reader, project = somebody(request), project_to_read(slug)
    need(reader.may_answer(project.team_id))
    return reader, project


def project_to_agree(request: HttpRequest, slug: str) -> tuple[Reader, Person, Project]:
    """For whoever may say whether the team has taken this up."""
    reader, project = somebody(request), project_to_read(slug)
    need(reader.may_agree(project.team_id))
    return reader, person_acting(request, reader), project


class Visit(NamedTuple):
    """A project and an area, or all of them, for somebody who may say how current that is."""

    reader: Reader
    person: Person
    project: Project
    area: Area | None


def project_to_check_in(request: HttpRequest, slug: str, area: str = "") -> Visit:
    """For whoever may say for its team what is still true, in one area or in all."""
    reader, project = somebody(request), project_to_read(slug)
    row = area_of(area)
    need(reader.may_lead(project.team_id))
    return Visit(reader, person_acting(request, reader), project, row)


def project_to_review(request: HttpRequest, slug: str, area: str) -> Visit:
    """For whoever may give a verdict in an area, or in all of them where none is named."""
    reader, project = somebody(request), project_to_read(slug)
    of = area_of(area)
    need(reader.may_review(of.pk if of else None))
    return Visit(reader, person_acting(request, reader), project, of)


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
    need(reader.may_answer(project.team_id))
    claim = Claim(reader, person_acting(request, reader), project, row)
    return claim, _may_confirm(reader, project, row.aim)


def claim_to_undo(request: HttpRequest, slug: str, area: str, aim: str, objective: str) -> Claim:
    """For whoever made the last change and still may answer, and whoever may confirm."""
    reader, project, row = _asked(request, slug, area, aim, objective)
    by = last_answered_by(project, row)
    need(reader.may_undo(project.team_id, *_confirmed_by(row.aim), by))
    return Claim(reader, person_acting(request, reader), project, row)


def claim_to_decide(request: HttpRequest, slug: str, area: str, aim: str, objective: str) -> Claim:
    """For whoever may confirm what is claimed, or send it back."""
    reader, project, row = _asked(request, slug, area, aim, objective)
    need(_may_confirm(reader, project, row.aim))
    return Claim(reader, person_acting(request, reader), project, row)


def claim_to_talk(request: HttpRequest, slug: str, area: str, aim: str, objective: str) -> Claim:
    """For whoever may say something beside an objective: who answers, and who decides."""
    reader, project, row = _asked(request, slug, area, aim, objective)
    need(reader.may_answer(project.team_id) or _may_confirm(reader, project, row.aim))
    return Claim(reader, person_acting(request, reader), project, row)


def claim_to_agree(
    request: HttpRequest, slug: str, area: str, aim: str, objective: str
) -> tuple[Claim, Sides]:
    """For whoever may sign what the words mean here; and for which sides."""
    reader, project, row = _asked(request, slug, area, aim, objective)
    signs = reader.signs_for(project.team_id, row.aim.area.pk)
    need(bool(signs))
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
    need(reader.may_lead(project.team_id))
    pursuit = Pursuit(reader, person_acting(request, reader), project, row)
    return pursuit, _may_confirm(reader, project, row)


def pursuit_to_decide(request: HttpRequest, slug: str, area: str, aim: str) -> Pursuit:
    """For whoever may confirm that an aim is not applicable."""
    reader, project = somebody(request), project_to_read(slug)
    row = _aim(area, aim)
    need(_may_confirm(reader, project, row))
    return Pursuit(reader, person_acting(request, reader), project, row)


def pursuit_to_undo(request: HttpRequest, slug: str, area: str, aim: str) -> Pursuit:
    """For whoever said last what is meant and still leads, and whoever may confirm."""
    reader, project = somebody(request), project_to_read(slug)
    row = _aim(area, aim)
    by = last_meant_by(project, row)
    need(reader.may_undo_intent(project.team_id, *_confirmed_by(row), by))
    return Pursuit(reader, person_acting(request, reader), project, row)


def promise_to_withdraw(
    request: HttpRequest, slug: str, number: int, area: str, aim: str
) -> tuple[Pursuit, Commitment]:
    """For whoever leads the team that made the promise, whosever the project is by now."""
    reader, project = somebody(request), project_to_read(slug)
    row = _aim(area, aim)
    made = Commitment.objects.filter(project=project, aim=row).select_related("team")
    promise = there(made.filter(pk=number).first())
    need(any(reader.may_lead(team) for team in answerable(promise.team)))
    return Pursuit(reader, person_acting(request, reader), project, row), promise


def _asked(request: HttpRequest, slug: str, *path: str) -> tuple[Reader, Project, Objective]:
    """Who asks, and an objective by its path, as the criteria in force have it."""
    projects: QuerySet[Project, Any] = Project.objects.annotate(**CRITERIA)
    reader, project = somebody(request), there(projects.filter(slug=slug).first())
    asked = objectives.of_kept(project.digest, project.framework_id)
    return reader, project, there(asked.by_path.get(path))


def _aim(area: str, aim: str) -> Aim:
    rows = Aim.objects.filter(is_current=True).select_related("area")
    return there(rows.filter(key=aim, area__key=area).first())


def area_of(key: str) -> Area | None:
    """The area of that key; none where none is named."""
    return there(Area.objects.filter(is_current=True, key=fit(key)).first()) if key else None


def _may_confirm(reader: Reader, project: Project, aim: Aim) -> bool:
    return reader.may_confirm(project.team_id, *_confirmed_by(aim))


def _confirmed_by(aim: Aim) -> tuple[int, str]:
    return aim.area.pk, aim.area.confirmed_by
