"""Whatever happened, every number is the sum of the parts that explain it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.explained import check_every_explanation
from tests.properties.conftest import Example
from tests.properties.histories import live
from tests.properties.test_actions_replayed import begin


@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=some.data())
def test_every_number_is_the_sum_of_its_parts(example: Example, data: some.DataObject) -> None:
    with example() as clock:
        begin()
        live(data, clock)
        check_every_explanation()
