"""Review sittings: opened, written in as they go on, and closed with a verdict and minutes."""

from datetime import datetime
from typing import Any

from dashboard.actions.action import action
from dashboard.actions.moment import Conflict, Moment, Refused
from dashboard.actions.recording import write
from dashboard.actions.reviews import give_verdict
from dashboard.choices import Through, Verb
from dashboard.models import Area, Finding, Person, Project, Sitting, Team


def open_sitting(
    *,
    team: Team,
    area: Area | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Sitting:
    """Open a sitting on what a team has, in one area or in all; the one that is open already."""
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        rows = Sitting.objects.filter(team=team, area=area, closed_at__isnull=True)
        row = rows.first()
        if row:
            return row
        team = moment.store.team_named(team.slug) or team
        if team.retired_at:
            raise Refused(f"{team.name} is retired.")
        row = Sitting(team=team, area=area)
        write(moment, Verb.SITTING_OPENED, row, opened_at=moment.at, opened_by=by)
        return row


def note_finding(
    *,
    sitting: Sitting,
    project: Project | None,
    verdict: str,
    minutes: str,
    seen: int | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Finding:
    """Keep what is written of a project, or of the team, while the sitting goes on.

    A draft and no event: the record begins with the review. Raises `Conflict` where somebody else
    wrote something else since `seen`.
    """
    with action(by=by, at=at, through=through) as moment:
        sitting = _open(moment, sitting)
        found = Finding.objects.filter(sitting=sitting, project=project)
        row = found.first() or Finding(sitting=sitting, project=project)
        if (row.verdict, row.minutes) == (verdict, minutes):
            return row
        if seen is not None and seen != (row.revision or 0):
            raise Conflict(row, (None, moment.at))
        row.verdict, row.minutes, row.revision = verdict, minutes, moment.revision
        if row.pk:
            moment.store.update(row, ["verdict", "minutes", "revision"])
        else:
            moment.store.add(row)
        return row


def close_sitting(
    *,
    sitting: Sitting,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Sitting:
    """End a sitting: each verdict becomes a review of its project, and the minutes stay.

    Raises `Refused` where no verdict was given, or minutes of a project without one.
    """
    with action(by=by, at=at, through=through) as moment:
        sitting = _open(moment, sitting)
        findings = list(sitting.findings.select_related("project__team"))
        _need_verdicts(findings)
        minutes = "".join(row.minutes for row in findings if row.project is None)
        for row in findings:
            if row.project and row.verdict:
                values = {"verdict": row.verdict, "minutes": row.minutes, "sitting": sitting}
                give_verdict(moment, row.project, sitting.area, by, values)
            row.verdict = row.minutes = ""
            moment.store.update(row, ["verdict", "minutes"])
        ended: dict[str, Any] = {"closed_at": moment.at, "closed_by": by, "minutes": minutes}
        write(moment, Verb.SITTING_CLOSED, sitting, **ended)
        return sitting


def _open(moment: Moment, sitting: Sitting) -> Sitting:
    moment.store.flush()
    row = Sitting.objects.select_related("team", "area").get(pk=sitting.pk)
    if row.closed_at:
        raise Refused("This sitting is closed: its minutes stay as they are.")
    return row


def _need_verdicts(findings: list[Finding]) -> None:
    of_projects = [row for row in findings if row.project]
    if not any(row.verdict for row in of_projects):
        raise Refused("Give a verdict on one project at least.")
    for row in of_projects:
        if row.minutes.strip() and not row.verdict:
            raise Refused(f"{row.project} has minutes and no verdict.")
