"""Each example begins with an empty database and a clock of its own, and ends verified."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import time_machine
from django.db import transaction

from dashboard.queries.verification import differences_found
from tests.actions.makers import NOW

Clock = time_machine.Traveller
Example = Callable[[], AbstractContextManager[Clock]]


@contextmanager
def _example() -> Iterator[Clock]:
    with transaction.atomic(), time_machine.travel(NOW, tick=False) as clock:
        yield clock
        assert list(differences_found()) == []
        transaction.set_rollback(True)


@pytest.fixture
def example(db: None) -> Example:
    """A context for one example of many."""
    return _example
