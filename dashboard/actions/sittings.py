"""Review sittings: opened, written in as they go on, and closed with verdicts and minutes."""

from datetime import datetime

from dashboard.actions.action import action, need_active, not_before
from dashboard.actions.fitness import need_fit
from dashboard.actions.moment import Moment, Refused, need_unchanged
from dashboard.actions.recording import write
from dashboard.actions.reviews import give_verdict
from dashboard.actions.teams import taken
from dashboard.choices import Through, Verb
from dashboard.models import Area, Finding, Person, Project, Sitting, Team

DRAFTED = ("verdict", "minutes")


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
        moment, team = taken(moment, team)
        row = Sitting.objects.filter(team=team, area=area, closed_at__isnull=True).first()
        if row:
            return row
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
    wrote something else since `seen`, and `Refused` where the project is not the team's.
    """
    with action(by=by, at=at, through=through) as moment:
        sitting = _open(moment, sitting)
        found = Finding.objects.filter(sitting=sitting, project=project)
        row = found.first() or Finding(sitting=sitting, project=project)
        if (row.verdict, row.minutes) == (verdict, minutes):
            return row
        need_unchanged(row, seen)
        _need_place(moment, row, verdict)
        need_fit(row, {"verdict": verdict, "minutes": minutes})
        row.verdict, row.minutes, row.revision = verdict, minutes, moment.revision
        row.written_at, row.written_by = moment.at, by
        if row.pk:
            moment.store.update(row, [*DRAFTED, "written_at", "written_by", "revision"])
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

    A project that was handed over meanwhile is reviewed all the same; what was found of one that
    was archived stays in the minutes. Closing twice changes nothing. Raises `Refused` where
    nothing was found, and where there are minutes of a project without a verdict.
    """
    with action(by=by, at=at, through=through) as moment:
        sitting = _fresh(moment, sitting)
        if sitting.closed_at:
            return sitting
        moment = not_before(moment, sitting.opened_at, str(sitting))
        findings = _findings(sitting)
        _need_verdicts(findings)
        told = [_conclude(moment, sitting, finding) for finding in findings]
        _end(moment, sitting, "\n\n".join(filter(None, told)))
        return sitting


def cancel_sitting(
    *,
    sitting: Sitting,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Sitting:
    """End a sitting that was opened by mistake, without verdicts. Twice changes nothing.

    Raises `Refused` where something is written in it, which nobody else may throw away.
    """
    with action(by=by, at=at, through=through) as moment:
        sitting = _fresh(moment, sitting)
        if sitting.closed_at and not (sitting.minutes or sitting.reviews.exists()):
            return sitting
        sitting = _open(moment, sitting)
        moment = not_before(moment, sitting.opened_at, str(sitting))
        if any(row.verdict or row.minutes.strip() for row in _findings(sitting)):
            raise Refused("Something is written in this sitting: take it out first, or close it.")
        _end(moment, sitting, "")
        return sitting


def _fresh(moment: Moment, sitting: Sitting) -> Sitting:
    moment.store.flush()
    return Sitting.objects.select_related("team", "area").get(pk=sitting.pk)


def _open(moment: Moment, sitting: Sitting) -> Sitting:
    row = _fresh(moment, sitting)
    if row.closed_at:
        raise Refused("This sitting is closed: its minutes stay as they are.")
    return row


def _findings(sitting: Sitting) -> list[Finding]:
    """What is written, that of the team first."""
    rows = sitting.findings.select_related("project__team").order_by("pk")
    return sorted(rows, key=lambda row: row.project is not None)


def _need_place(moment: Moment, row: Finding, verdict: str) -> None:
    """What is there already may be changed, also where the project has left the team since."""
    if row.project is None and verdict:
        raise Refused("A verdict is given on a project, not on a team.")
    if row.project is None or row.pk:
        return
    project = moment.store.project(row.project)
    need_active(project)
    if project.team_id != row.sitting.team_id:
        raise Refused(f"{project.name} is not a project of {row.sitting.team}.")


def _need_verdicts(findings: list[Finding]) -> None:
    if not any(row.verdict or (not row.project and row.minutes.strip()) for row in findings):
        raise Refused("Give a verdict on one project at least, or write minutes of the team.")
    for row in findings:
        is_reviewed = row.project and not row.project.archived_at
        if is_reviewed and row.minutes.strip() and not row.verdict:
            raise Refused(f"{row.project} has minutes and no verdict.")


def _conclude(moment: Moment, sitting: Sitting, row: Finding) -> str:
    """Make a review of a verdict; what none can be made of is told for the sitting's minutes."""
    if row.project is None:
        return row.minutes.strip()
    if row.project.archived_at:
        told = filter(None, (row.get_verdict_display(), row.minutes.strip()))
        found = ". ".join(told)
        return found and f"{row.project}, archived meanwhile: {found}"
    if row.verdict:
        values = {"verdict": row.verdict, "minutes": row.minutes, "sitting": sitting}
        give_verdict(moment, row.project, sitting.area, moment.by, values)
    return ""


def _end(moment: Moment, sitting: Sitting, minutes: str) -> None:
    """Close it, and leave no draft that nobody could redact."""
    for row in _findings(sitting):
        row.verdict = row.minutes = ""
        moment.store.update(row, DRAFTED)
    values = {"closed_at": moment.at, "closed_by": moment.by, "minutes": minutes}
    write(moment, Verb.SITTING_CLOSED, sitting, **values)
