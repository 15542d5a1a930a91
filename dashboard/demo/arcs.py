"""How teams fare: the shapes of their progress."""

from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True, slots=True)
class Arc:
    """A team takes this up at `begins`; what it does follows a curve shaped like an S.

    `begins` and `stops` are shares of the whole story, other times shares of what lies between
    them. `reach` is the share of all that is asked which the team has done in the end. The curve
    is steepest at `middle`, and flatter the larger `width` is. `blocked` is when it names an
    obstacle. `rhythm` stretches the time between two reviews; a team that `is_quiet` does not
    check in between. After `tires`, a look at it is at one area only.
    """

    begins: float
    reach: float
    middle: float
    width: float
    stops: float = 1.0
    blocked: float | None = None
    rhythm: float = 1.0
    is_quiet: bool = False
    tires: float = 1.0

    def share_of_time(self, done: float) -> float:
        """When, as a share of the team's time, this share of its work is done."""
        low, high = self._curve(0), self._curve(1)
        height = low + (high - low) * done
        return min(max(self.middle + self.width * log(height / (1 - height)), 0.0), 1.0)

    def _curve(self, time: float) -> float:
        return 1 / (1 + exp((self.middle - time) / self.width))


RISING = Arc(begins=0.03, reach=0.60, middle=0.84, width=0.075)
STEADY = Arc(begins=0.01, reach=0.68, middle=0.46, width=0.17)
STALLED = Arc(begins=0.06, reach=0.40, middle=0.36, width=0.07, blocked=0.68)
LAPSED = Arc(begins=0.05, reach=0.37, middle=0.5, width=0.16, stops=0.62, tires=0.8)
SLOW = Arc(begins=0.14, reach=0.24, middle=0.6, width=0.28, rhythm=1.8, is_quiet=True)
LATE = Arc(begins=0.42, reach=0.42, middle=0.66, width=0.17)
YOUNG = Arc(begins=0.84, reach=0.12, middle=0.5, width=0.3)
WAVERING = Arc(begins=0.2, reach=0.31, middle=0.5, width=0.22, blocked=0.8, rhythm=1.4)
STRONG = Arc(begins=0.08, reach=0.84, middle=0.5, width=0.15)
ARCS = (RISING, STEADY, STALLED, SLOW, LAPSED, LATE, YOUNG, WAVERING, STRONG)
