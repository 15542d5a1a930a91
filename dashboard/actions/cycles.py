"""Periods of work: planned by whoever answers for everything."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain, count
from unicodedata import normalize

from django.utils.text import slugify

from dashboard.actions.action import action
from dashboard.actions.moment import Conflict, Moment, Refused
from dashboard.actions.recording import write
from dashboard.choices import Through, Verb
from dashboard.formats import day
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

    A cycle that gets another name keeps its address; one whose name no address can write has the
    day on which it starts for one. `seen` is the stamp of what was planned when
    it was read, empty for nothing; another one raises `Conflict`. Raises `Refused` where it
    overlaps with another, where an aim in focus is not in the criteria, and where it is over: what
    was promised for it is kept or missed by then.
    """
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        _need_name(name)
        row = _row(name, starts_on, cycle)
        values = {"name": name.strip(), "starts_on": starts_on, "ends_on": ends_on}
        # What left the criteria no form shows, and so none may lose.
        gone = {aim for aim in row.focus if aim not in moment.rules.aims}
        values |= {"focus": sorted({aim.pk for aim in focus} | gone)}
        if row.pk and all(getattr(row, field) == value for field, value in values.items()):
            return row
        _need_unchanged(row, seen, is_new=cycle is None)
        _need_sense(moment, row, starts_on, ends_on)
        _need_known(moment, row, focus)
        write(moment, Verb.CYCLE_PLANNED, row, **values, slug=row.slug)
        return row


def cycle_named(name: str) -> Cycle | None:
    """The cycle that has this name: in its address, or as it is where no address can write it."""
    slug = _slug(name)
    found = Cycle.objects.filter(slug=slug) if slug else Cycle.objects.filter(name=name.strip())
    return found.first()


def _row(name: str, starts_on: date, cycle: Cycle | None) -> Cycle:
    """The cycle as it is now, or a new one."""
    if cycle:
        return Cycle.objects.get(pk=cycle.pk)
    return cycle_named(name) or Cycle(slug=_slug(name) or _free_slug(starts_on))


def _slug(name: str) -> str:
    """A name as addresses write it; nothing where letters of it would be lost."""
    slug, told = slugify(name), normalize("NFKD", name)
    is_whole = sum(map(str.isalnum, told)) == sum(map(str.isalnum, slug))
    return slug if is_whole else ""


def _free_slug(starts_on: date) -> str:
    """The day, or with a number where a cycle that began on it then has its address."""
    stem = starts_on.isoformat()
    taken = set(Cycle.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slugs = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(slug for slug in slugs if slug not in taken)


def _need_name(name: str) -> None:
    if not any(map(str.isalnum, name)):
        raise Refused("A cycle needs a name, such as 2027-H1.")


def _need_unchanged(row: Cycle, seen: str | None, *, is_new: bool) -> None:
    if seen is None or seen == (row.stamp if row.pk else ""):
        return
    if row.pk is None:
        raise Refused("What you saw is no longer there.")
    events = Event.objects.filter(subject=subject_of(Cycle), subject_id=row.pk)
    if is_new:
        first = events.select_related("by").earliest("pk")
        raise Conflict(row, (first.by, first.at), did=f"planned {row.name} already,")
    event = events.select_related("by").latest("pk")
    raise Conflict(row, (event.by, event.at))


def _need_known(moment: Moment, row: Cycle, focus: Sequence[Aim]) -> None:
    """What is in focus already may stay there, also where it left the criteria since."""
    if any(aim.pk not in moment.rules.aims and aim.pk not in row.focus for aim in focus):
        raise Refused("An aim in focus is not part of the criteria.")


def _need_sense(moment: Moment, row: Cycle, starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Refused("It ends before it starts.")
    if row.pk and min(row.ends_on, ends_on) < moment.day:
        raise Refused(f"{row.name} would have ended: what was promised for it stays as it is.")
    others = Cycle.objects.exclude(pk=row.pk).filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    if other := others.first():
        raise Refused(
            f"It overlaps with {other.name}, {day(other.starts_on)} to {day(other.ends_on)}."
        )
    if ends_on < moment.day:
        raise Refused(f"It would have ended: {day(ends_on)} is past.")
