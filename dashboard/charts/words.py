"""Plain words for figures: what rose, fell or stayed, and nothing that they do not say."""

from collections.abc import Iterable
from datetime import date

from dashboard import formats
from dashboard.formats import signed
from dashboard.scoring import Score

__all__ = ["came_from", "exact", "listed", "period", "share", "signed"]


def exact(score: Score) -> float | None:
    """Per cents to a tenth, as charts draw them; none of no maximum."""
    return round(100 * score.points / score.maximum, 1) if score.maximum else None


def share(score: Score) -> str:
    """Whole per cents, of which 0 is nothing and 100 everything."""
    return formats.percentage(score.percentage)


def came_from(before: Score, after: Score) -> str:
    """How one share became another: "rose from 12 % to 31 %", "stayed near 12 %"."""
    moved = after.points * before.maximum - before.points * after.maximum
    if not moved:
        return f"stayed at {share(after)}"
    if before.percentage == after.percentage:
        return f"stayed near {share(after)}"
    return f"{'rose' if moved > 0 else 'fell'} from {share(before)} to {share(after)}"


def period(first: date, last: date) -> str:
    """From one day to another."""
    return f"from {formats.day(first)} to {formats.day(last)}"


def listed(parts: Iterable[str]) -> str:
    """Things in a row: "one, two and three"; nothing of none."""
    *most, last = [*parts] or [""]
    return f"{', '.join(most)} and {last}" if most else last
