"""Periods of work: planned by whoever answers for everything."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.text import slugify

from dashboard.actions.action import action
from dashboard.actions.moment import Conflict, Moment, Refused
from dashboard.actions.recording import write
from dashboard.choices import Through, Verb
from dashboard.models import Aim, Cycle, Event, Person
from dashboard.record import subject_of


def plan_cycle(
    *,
    name: str,
    starts_on: date,
    ends_on: date,
    focus: Sequence[Aim] = (),
    cycle: Cycle | None = None,
    seen: str | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Cycle:
    """Plan a cycle, or change this one, or the one of that name. Twice changes nothing.

    A cycle that gets another name keeps its address. `seen` is the stamp of what was planned when
    it was read, empty for nothing; another one raises `Conflict`. Raises `Refused` where it
    overlaps with another, where an aim in focus is not in the criteria, and where it is over: what
    was promised for it is kept or missed by then.
    """
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        row = _row(name, cycle)
        values = {"name": name.strip(), "starts_on": starts_on, "ends_on": ends_on}
        # What left the criteria no form shows, and so none may lose.
        gone = {aim for aim in row.focus if aim not in moment.rules.aims}
        values |= {"focus": sorted({aim.pk for aim in focus} | gone)}
        if row.pk and all(getattr(row, field) == value for field, value in values.items()):
            return row
        _need_unchanged(row, seen)
        _need_sense(moment, row, starts_on, ends_on)
        _need_known(moment, row, focus)
        write(moment, Verb.CYCLE_PLANNED, row, **values, slug=row.slug)
        return row


def _row(name: str, cycle: Cycle | None) -> Cycle:
    """The cycle as it is now, or a new one."""
    if cycle:
        return Cycle.objects.get(pk=cycle.pk)
    return Cycle.objects.filter(slug=slugify(name)).first() or Cycle(slug=slugify(name))


def _need_unchanged(row: Cycle, seen: str | None) -> None:
    if seen is None or seen == (row.stamp if row.pk else ""):
        return
    if row.pk is None:
        raise Refused("What you saw is no longer there.")
    events = Event.objects.filter(subject=subject_of(Cycle), subject_id=row.pk)
    event = events.select_related("by").latest("pk")
    raise Conflict(row, (event.by, event.at))


def _need_known(moment: Moment, row: Cycle, focus: Sequence[Aim]) -> None:
    """What is in focus already may stay there, also where it left the criteria since."""
    if any(aim.pk not in moment.rules.aims and aim.pk not in row.focus for aim in focus):
        raise Refused("An aim in focus is not part of the criteria.")


def _need_sense(moment: Moment, row: Cycle, starts_on: date, ends_on: date) -> None:
    if not row.slug:
        raise Refused("A cycle needs a name, such as 2027-H1.")
    if ends_on < starts_on:
        raise Refused("It ends before it starts.")
    if row.pk and min(row.ends_on, ends_on) < moment.day:
        raise Refused(f"{row.name} would have ended: what was promised for it stays as it is.")
    others = Cycle.objects.exclude(pk=row.pk).filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    if other := others.first():
        raise Refused(f"It overlaps with {other.name}, {other.starts_on} to {other.ends_on}.")
    if ends_on < moment.day:
        raise Refused(f"It would have ended: {ends_on} is past.")
