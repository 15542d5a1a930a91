"""A day named in the criteria has come: something announced counts, or something retires."""

from datetime import date, datetime

from dashboard import rules
from dashboard.actions.moment import Moment
from dashboard.actions.recording import append
from dashboard.actions.standings import restate_everything
from dashboard.actions.store import Store
from dashboard.choices import Cause, Through, Verb
from dashboard.days import start_of


def settle_until(store: Store, day: date, recorded_at: datetime) -> list[date]:
    """Settle each missed day up to this one, in order, and return those that changed something.

    Every write calls it first, inside its own transaction.
    """
    ledger = store.ledger
    if ledger.settled_on is None or ledger.settled_on >= day:
        return []
    days = rules.current(store.framework()).changes_between(ledger.settled_on, day)
    for due in days:
        _settle(store, due, recorded_at)
    ledger.settled_on = day
    store.save_ledger()
    return days


def _settle(store: Store, day: date, recorded_at: datetime) -> None:
    framework = store.framework()
    assert framework is not None
    moment = Moment(
        store=store,
        revision=store.ledger.number,
        at=start_of(day),
        recorded_at=recorded_at,
        by=None,
        through=Through.SCHEDULE,
    )
    event = append(moment, Verb.SETTLED, framework, {}, {"day": day.isoformat()})
    restate_everything(moment, event, cause=Cause.CRITERIA)
    store.ledger.rules_changed_at = moment.at
