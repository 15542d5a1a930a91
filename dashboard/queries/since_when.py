"""The days that are compared with most: a cycle's beginning, the last review, a visit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.days import day_of, start_of
from dashboard.models import Cycle, Review


@dataclass(frozen=True, slots=True)
class Since:
    """A day to compare with, and what it is called."""

    word: str
    day: date


def sinces(
    today: date, first: date, visited: date | None = None, projects: Collection[str] = ()
) -> list[Since]:
    """The ready choices that there are; of some projects, by slug, or of all. Two queries.

    A cycle is compared with the end of the day before it; so is a visit, that nothing that
    moved later on its day is missed.
    """
    found = []
    cycle = Cycle.objects.filter(starts_on__lte=today, ends_on__gte=today).first()
    if cycle:
        begun = max(cycle.starts_on - timedelta(days=1), first)
        found.append(Since(f"Since {cycle.name} began", begun))
    reviews = Review.objects.filter(reviewed_at__lt=start_of(today))
    if projects:
        reviews = reviews.filter(project__slug__in=projects)
    last = reviews.order_by("-reviewed_at").values_list("reviewed_at", flat=True).first()
    if last:
        found.append(Since("Since the last review", max(day_of(last), first)))
    if visited:
        day = max(min(visited, today) - timedelta(days=1), first)
        found.append(Since("Since I was last here", day))
    found.append(Since("In twelve months", max(today - timedelta(days=365), first)))
    return [since for since in found if since.day < today]
