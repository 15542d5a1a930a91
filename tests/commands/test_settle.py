from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from dashboard.models import Standing
from tests.actions import makers

pytestmark = pytest.mark.django_db


def settle() -> str:
    out = StringIO()
    call_command("settle", stdout=out)
    return out.getvalue()


def test_without_criteria_there_is_nothing_to_settle() -> None:
    assert settle() == "Nothing to settle.\n"


def test_it_names_the_days_that_came_and_twice_does_nothing() -> None:
    new = makers.objective("new", from_=date(2026, 3, 5))
    old = makers.objective("old", retired=date(2026, 3, 8))
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        makers.apply(makers.area("testing", makers.aim("tests", "known", new, old)))
        makers.met(makers.project("api"), "known", "new")
        assert settle() == "Nothing to settle.\n"
        clock.move_to(datetime(2026, 3, 10, 1, tzinfo=UTC))
        assert settle() == "Settled 2026-03-05, 2026-03-08.\n"
        assert Standing.objects.get().rank == 1
        with makers.nothing_changed():
            assert settle() == "Nothing to settle.\n"
