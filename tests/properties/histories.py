"""Random histories in which something comes about, for whoever looks back on them."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as some

from dashboard.actions.action import settle
from dashboard.days import day_of, today
from dashboard.models import Event
from tests.properties.conftest import Clock
from tests.properties.test_actions_replayed import ACTS, World, do

OFTEN = ["apply criteria", "move", "archive", "revive", "wait", "wait", "agree"] + ["work"] * 6


def live(data: some.DataObject, clock: Clock, often: Sequence[str] = ()) -> list[date]:
    """Do many things, some of them often, and give every day since the first one."""
    acts = [*sorted(ACTS), *[*OFTEN, *often] * 3]
    world = World(data.draw, clock)
    for name in data.draw(some.lists(some.sampled_from(acts), min_size=10, max_size=30)):
        do(world, name)
    settle()
    first = min(day_of(at) for at in Event.objects.values_list("at", flat=True))
    return [first + timedelta(days=n) for n in range((today() - first).days + 1)]
