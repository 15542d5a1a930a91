"""Projects: join, describe, rename, move, change kind, agree, archive, revive."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dashboard.actions.action import action, take
from dashboard.actions.moment import Moment, Refused
from dashboard.actions.recording import write
from dashboard.actions.spans import redate, respan
from dashboard.actions.standings import always, restate
from dashboard.choices import Agreement, Cause, Through, Verb
from dashboard.models import Person, Project, Team

FACTS = frozenset({"url", "repository", "description", "owner", "contact"})


def join(
    *,
    slug: str,
    name: str,
    team: Team,
    kind: str = "",
    agreement: str = Agreement.NOT_YET,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
    **facts: Any,
) -> Project:
    """Enter a project. `facts` are url, repository, description, owner and contact.

    It has no answer and is in no sum. Raises `Refused` where the slug is taken.
    """
    with action(by=by, at=at, through=through) as moment:
        if moment.store.project_named(slug):
            raise Refused(f"There is a project {slug} already.")
        _need_facts(facts)
        team = _open(moment, team)
        _need_kind(moment, kind)
        project = Project()
        values = {"slug": slug, "name": name, "team": team, "kind": kind, "agreement": agreement}
        write(moment, Verb.PROJECT_JOINED, project, joined_at=moment.at, **values, **facts)
        respan(moment, project)
        return project


def describe(
    *,
    project: Project,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
    **facts: Any,
) -> Project:
    """Set url, repository, description, owner or contact; those not named stay."""
    with action(by=by, at=at, through=through) as moment:
        _need_facts(facts)
        moment, project = take(moment, project)
        write(moment, Verb.PROJECT_DESCRIBED, project, **facts)
        return project


def rename(
    *,
    project: Project,
    name: str,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Project:
    """Give a project another name; its slug stays, so that links and files still find it."""
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        write(moment, Verb.PROJECT_RENAMED, project, name=name)
        return project


def move(
    *,
    project: Project,
    team: Team,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Project:
    """Hand a project over to another team. What it was until now stays the old team's past."""
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        team = _open(moment, team)
        return _changed(moment, Verb.PROJECT_MOVED, project, Cause.HANDED_OVER, team=team)


def change_kind(
    *,
    project: Project,
    kind: str,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Project:
    """Say that a project is of another kind, to which other aims may apply."""
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        _need_kind(moment, kind)
        return _changed(moment, Verb.KIND_CHANGED, project, Cause.APPLICABILITY, kind=kind)


def set_agreement(
    *,
    project: Project,
    agreement: str,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Project:
    """Say whether the team has taken this up; only agreed projects are in the sums."""
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        cause = Cause.JOINED if agreement == Agreement.AGREED else Cause.LEFT
        return _changed(moment, Verb.AGREEMENT_CHANGED, project, cause, agreement=agreement)


def date_joining(
    *,
    project: Project,
    since: datetime,
    by: Person | None,
    through: Through = Through.PAGE,
) -> Project:
    """Correct when a project joined. Raises `Refused` once anything else has happened to it."""
    with action(by=by, at=since, through=through) as moment:
        project = moment.store.project(project)
        if project.joined_at == since:
            return project
        span = moment.store.open_span(project)
        is_young = span is not None and span.started_at == project.joined_at
        is_young = is_young and not _happened_before(moment, project, since)
        if not is_young or moment.store.states([project])[0].has_answers:
            raise Refused(f"When {project.name} joined can no longer be changed.")
        write(moment, Verb.SINCE_CHANGED, project, joined_at=since)
        redate(moment, span, since)
        return project


def archive(
    *,
    project: Project,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Project:
    """Take a project out of the board and the sums; everything said of it stays."""
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        if project.archived_at:
            return project
        values = {"archived_at": moment.at}
        return _changed(moment, Verb.PROJECT_ARCHIVED, project, Cause.LEFT, **values)


def revive(
    *,
    project: Project,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Project:
    """Bring an archived project back as it was. Its team must still be there."""
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        _open(moment, project.team)
        return _changed(moment, Verb.PROJECT_REVIVED, project, Cause.JOINED, archived_at=None)


def _changed(moment: Moment, verb: Verb, project: Project, cause: Cause, **values: Any) -> Project:
    event = write(moment, verb, project, **values)
    if event:
        respan(moment, project)
        restate(moment, event, [project], cause=always(cause))
    return project


def _happened_before(moment: Moment, project: Project, since: datetime) -> bool:
    """Whether something else is recorded of the project before a later day of joining."""
    if since <= project.joined_at:
        return False
    moment.store.flush()
    joining = (Verb.PROJECT_JOINED, Verb.SINCE_CHANGED)
    return project.events.filter(at__lt=since).exclude(verb__in=joining).exists()


def _open(moment: Moment, team: Team) -> Team:
    """The team as it is now, which must not be retired."""
    team = moment.store.team_named(team.slug) or team
    if team.retired_at:
        raise Refused(f"The team {team.name} is retired.")
    return team


def _need_facts(facts: Mapping[str, Any]) -> None:
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"These are no facts of a project: {', '.join(sorted(unknown))}")


def _need_kind(moment: Moment, kind: str) -> None:
    kinds = moment.rules.kinds
    if kind and kinds and kind not in kinds:
        raise Refused(f"There is no kind {kind}; the criteria know {', '.join(kinds)}.")
