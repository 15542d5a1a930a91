"""How every action begins: one transaction that raises the revision, settles, fixes the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dashboard.actions.moment import Moment, Refused, told
from dashboard.actions.settling import settle_until
from dashboard.actions.store import Store
from dashboard.choices import Through
from dashboard.days import day_of
from dashboard.models import Person, Project

CLOCK_SKEW = timedelta(minutes=5)
_open: ContextVar[Store | None] = ContextVar("open_store", default=None)


@contextmanager
def action(
    *, by: Person | None, at: datetime | None = None, through: Through = Through.PAGE
) -> Iterator[Moment]:
    """Open an action, or join the one that is open.

    `by` is nobody where the product itself acts. `at` is now, read once the write lock is held,
    unless something that happened earlier is recorded. Raises `Refused` for a time to come.
    """
    with opened() as store:
        revision = store.raise_revision()
        recorded_at = timezone.now()
        at = _past(at, recorded_at)
        settle_until(store, day_of(at), recorded_at)
        yield Moment(store, revision, at, recorded_at, by, through)


@contextmanager
def opened(store: Store | None = None) -> Iterator[Store]:
    """The store of the open transaction; begins one, with this store, where there is none."""
    current = _open.get()
    if current is not None:
        yield current
        return
    with transaction.atomic():
        token = _open.set(store or Store())
        try:
            current = _open.get() or Store()
            yield current
            if not transaction.get_rollback():
                current.close()
        finally:
            _open.reset(token)


def take(moment: Moment, project: Project) -> tuple[Moment, Project]:
    """The project as it is now, and the moment placed after all that happened to it.

    Raises `Refused` where something is dated before the project's latest event, or before the
    criteria last changed its standing.
    """
    fresh = moment.store.project(project)
    marks = [moment.store.last_event_at(fresh), moment.store.ledger.rules_changed_at]
    latest = max((mark for mark in marks if mark), default=None)
    return not_before(moment, latest, fresh.name), fresh


def not_before(moment: Moment, latest: datetime | None, name: str) -> Moment:
    """The moment, placed after the latest thing recorded of what has this name.

    Raises `Refused` where it was dated before that.
    """
    if latest is None or moment.at >= latest:
        return moment
    if moment.at == moment.recorded_at:
        return moment.moved_to(latest)  # another server's clock is ahead of ours
    words = f"{told(moment.at)} is before the last thing recorded of {name}, at {told(latest)}."
    raise Refused(words)


def need_active(project: Project) -> None:
    """Raise `Refused` where the project is archived: nothing more is said of it."""
    if project.archived_at:
        raise Refused(f"{project.name} is archived.")


def settle(*, at: datetime | None = None) -> list[date]:
    """Account for days named in the criteria that have come; the scheduler calls it every night.

    Returns the days that changed something. Twice changes nothing.
    """
    with opened() as store:
        store.raise_revision()
        recorded_at = timezone.now()
        return settle_until(store, day_of(_past(at, recorded_at)), recorded_at)


def _past(at: datetime | None, recorded_at: datetime) -> datetime:
    """When it happens: now, or a time that is not to come."""
    if at is not None and at > recorded_at + CLOCK_SKEW:
        raise Refused(f"{told(at)} is still to come.")
    return at or recorded_at
