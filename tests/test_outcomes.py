"""What became of a promise, case by case."""

import pytest

from dashboard.choices import Outcome
from dashboard.outcomes import Ending, outcome

# promised, reached, applicable, complete, archived: after the cycle's end
CASES = {
    "nothing reached": (2, 0, True, False, False, Outcome.MISSED),
    "the level below reached": (2, 1, True, False, False, Outcome.MISSED),
    "the level itself reached": (2, 2, True, False, False, Outcome.KEPT),
    "a higher level reached": (2, 3, True, True, False, Outcome.KEPT),
    "the lowest level promised and reached": (1, 1, True, False, False, Outcome.KEPT),
    "not applicable by then": (2, 0, False, False, False, Outcome.LAPSED),
    "reached, and not asked afterwards": (2, 2, False, False, False, Outcome.KEPT),
    "skipped, and all else reached": (3, 2, True, True, False, Outcome.LAPSED),
    "skipped, and all else above it reached": (2, 3, True, True, False, Outcome.KEPT),
    "dropped, and all else reached": (0, 2, True, True, False, Outcome.LAPSED),
    "dropped, and something is left": (0, 1, True, False, False, Outcome.MISSED),
    "dropped, and nothing reached": (0, 0, True, False, False, Outcome.MISSED),
    "archived before": (2, 1, True, False, True, Outcome.LAPSED),
    "archived once it was reached": (2, 2, True, False, True, Outcome.KEPT),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_after_the_end_the_standing_then_decides(
    case: tuple[int, int, bool, bool, bool, Outcome],
) -> None:
    assert outcome(Ending(*case[:-1]), is_over=True) == case[-1]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_until_then_it_is_open(case: tuple[int, int, bool, bool, bool, Outcome]) -> None:
    assert outcome(Ending(*case[:-1]), is_over=False) == Outcome.OPEN


@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_was_withdrawn_stays_withdrawn(
    case: tuple[int, int, bool, bool, bool, Outcome], is_over: bool
) -> None:
    ending = Ending(*case[:-1])
    assert outcome(ending, is_over=is_over, is_withdrawn=True) == Outcome.WITHDRAWN


def test_so_far_it_is_reached_or_not() -> None:
    assert Ending(promised=2, reached=2).is_reached
    assert not Ending(promised=2, reached=1).is_reached
    assert not Ending(promised=0, reached=0).is_reached
