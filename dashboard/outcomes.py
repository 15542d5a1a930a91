"""What became of a promise: values in, values out."""

from dataclasses import dataclass

from dashboard.choices import Outcome


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a project stood on an aim at a cycle's end; while that is to come, where it stands.

    `promised` and `reached` are places on the ladder as it was then, 1 for the lowest: 0 where the
    promised level was no longer on it, and where no level was reached. `is_complete`: of what was
    still asked, nothing was left to reach.
    """

    promised: int = 1
    reached: int = 0
    is_applicable: bool = True
    is_complete: bool = False
    is_archived: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether the project stood at the promised level, or above it."""
        return 0 < self.promised <= self.reached

    @property
    def is_asked(self) -> bool:
        """Whether anything was still asked that would have led to the promised level."""
        return self.is_applicable and not self.is_complete and not self.is_archived


def outcome(ending: Ending, *, is_over: bool, is_withdrawn: bool = False) -> Outcome:
    """What became of a promise. What was withdrawn stays so, whatever the project reached.

    A level that nobody asks any more is neither kept nor missed, unless it was reached before.
    """
    if is_withdrawn:
        return Outcome.WITHDRAWN
    if not is_over:
        return Outcome.OPEN
    if ending.is_reached:
        return Outcome.KEPT
    return Outcome.MISSED if ending.is_asked else Outcome.LAPSED
