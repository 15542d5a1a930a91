"""The rhythm: reviews by those who may give a verdict, check-ins by the team."""

from datetime import datetime
from typing import Any

from dashboard.actions.action import action, need_active, take
from dashboard.actions.moment import Moment
from dashboard.actions.recording import write
from dashboard.actions.standings import refresh
from dashboard.choices import Through, Verb
from dashboard.days import day_of
from dashboard.models import Area, CheckIn, Person, Project, Review


def review(
    *,
    project: Project,
    verdict: str,
    area: Area | None = None,
    minutes: str = "",
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Review:
    """Give a verdict on a project, in one area or in all.

    The same person giving the same with the same minutes twice on one day changes nothing.
    """
    with action(by=by, at=at, through=through) as moment:
        last = moment.store.last_look(Review, project, area, by) if by else None
        told = (moment.day, verdict, minutes)
        if last and (day_of(last.reviewed_at), last.verdict, last.minutes) == told:
            return last
        values = {"verdict": verdict, "minutes": minutes}
        return give_verdict(moment, project, area, by, values)


def give_verdict(
    moment: Moment, project: Project, area: Area | None, by: Person | None, values: dict[str, Any]
) -> Review:
    """What `review` does, inside an open action."""
    moment, project = take(moment, project)
    need_active(project)
    row = Review(project=project, area=area)
    write(moment, Verb.REVIEWED, row, **values, reviewed_at=moment.at, reviewed_by=by)
    _refresh(moment, project, area)
    return row


def check_in(
    *,
    project: Project,
    area: Area | None = None,
    note: str = "",
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> CheckIn:
    """Say that what is recorded is still true, in one area or in all.

    The same person saying the same of the same twice on one day changes nothing.
    """
    with action(by=by, at=at, through=through) as moment:
        moment, project = take(moment, project)
        need_active(project)
        last = moment.store.last_look(CheckIn, project, area, by) if by else None
        if last and (day_of(last.checked_in_at), last.note) == (moment.day, note):
            return last
        row = CheckIn(project=project, area=area)
        write(
            moment,
            Verb.CHECKED_IN,
            row,
            note=note,
            checked_in_at=moment.at,
            checked_in_by=by,
        )
        _refresh(moment, project, area)
        return row


def _refresh(moment: Moment, project: Project, area: Area | None) -> None:
    (state,) = moment.store.states([project])
    refresh(moment, state, area)
