"""Whatever happened, every number is the sum of the parts that explain it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dashboard.actions.action import settle
from tests.explained import check_every_explanation
from tests.properties.conftest import Example
from tests.properties.test_actions_replayed import ACTS, World, begin, do


@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=some.data())
def test_every_number_is_the_sum_of_its_parts(example: Example, data: some.DataObject) -> None:
    names = some.lists(some.sampled_from(sorted(ACTS)), min_size=1, max_size=20)
    with example() as clock:
        begin()
        world = World(data.draw, clock)
        for name in data.draw(names):
            do(world, name)
        settle()
        check_every_explanation()
