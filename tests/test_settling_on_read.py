from collections.abc import Iterator
from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
import time_machine
from django.db import OperationalError

from dashboard.actions import settling_on_read
from dashboard.actions.settling_on_read import settle_if_due
from dashboard.models import Event, Revision, Standing
from tests.actions import makers

pytestmark = pytest.mark.django_db
APPLIED, DUE, LATER = (datetime(2026, 3, day, 9, tzinfo=UTC) for day in (2, 3, 4))


@pytest.fixture(autouse=True)
def announced() -> Iterator[None]:
    """A project with an answer, and a second objective that counts from the next day."""
    settling_on_read._tried.clear()
    to_come = makers.objective("second", from_=date(2026, 3, 3))
    with time_machine.travel(APPLIED, tick=False):
        makers.apply(makers.area("testing", makers.aim("tests", "first", to_come)))
        makers.met(makers.project("api", team=makers.team("engine")), "testing/tests/first")
    yield
    settling_on_read._tried.clear()


def test_a_reader_settles_the_day_once() -> None:
    with time_machine.travel(DUE, tick=False):
        assert settle_if_due(DUE.date())
        assert not settle_if_due(DUE.date())
    assert Standing.objects.get().rank == 0
    assert Event.objects.filter(verb="settled").count() == 1


def test_a_settled_day_costs_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert not settle_if_due(APPLIED.date())


def test_a_database_that_refuses_is_asked_once_a_day_and_serves_the_last_state() -> None:
    with patch.object(settling_on_read, "settle", side_effect=OperationalError("locked")) as settle:
        assert not settle_if_due(DUE.date())
        assert not settle_if_due(DUE.date())
        assert settle.call_count == 1
    assert Standing.objects.get().rank == 1
    assert Revision.objects.get().settled_on == APPLIED.date()


def test_the_next_day_it_is_asked_again() -> None:
    with patch.object(settling_on_read, "settle", side_effect=OperationalError("locked")):
        settle_if_due(DUE.date())
    with time_machine.travel(LATER, tick=False):
        assert settle_if_due(LATER.date())
    assert Standing.objects.get().rank == 0
