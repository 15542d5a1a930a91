"""When somebody last looked at a project, area by area, and what they said."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Max, Value

from dashboard import scoring
from dashboard.choices import Freshness, Verdict
from dashboard.days import day_of, start_of
from dashboard.models import CheckIn, Review
from dashboard.scoring import FreshDays

UNREVIEWED = "Unreviewed"
CHECKED_IN = "Checked in"
NEVER = "Never reviewed"
WHEN = attrgetter("at")


class Look(NamedTuple):
    """A review, or a check-in, which has no verdict. No area: it was of all of them."""

    at: datetime
    area: int | None
    verdict: str

    @property
    def day(self) -> date:
        """The day it was."""
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class Currency:
    """How current what is recorded of a project is: a word for it, and since when."""

    freshness: Freshness = Freshness.NEVER
    word: str = NEVER
    last_on: date | None = None


@dataclass(slots=True)
class Looks:
    """The last review and check-in of one project, in each area and in all."""

    latest: list[Look] = field(default_factory=list)

    def at(self, area: int | None) -> list[Look]:
        """The looks at one area, or at any."""
        return [look for look in self.latest if area is None or look.area in (area, None)]

    def currency(self, day: date, bands: FreshDays, area: int | None = None) -> Currency:
        """How current it is in one area, or wherever somebody last looked."""
        looks = self.at(area)
        if not looks:
            return Currency()
        last = max(looks, key=WHEN).day
        reviews = [look for look in looks if look.verdict]
        word = _verdict(max(reviews, key=WHEN), day, bands) if reviews else CHECKED_IN
        return Currency(scoring.freshness(last, day, bands), word, last)

    def last_on(self, area: int | None) -> date | None:
        """The day of the last look at one area, or at any; none where there was none."""
        last = max(self.at(area), key=WHEN, default=None)
        return last.day if last else None

    def is_overdue(self, day: date, bands: FreshDays, area: int) -> bool:
        """Whether what is recorded in an area stands on stale claims."""
        last = self.last_on(area)
        return last is not None and scoring.freshness(last, day, bands) == Freshness.OVERDUE


def _verdict(review: Look, day: date, bands: FreshDays) -> str:
    """The verdict's word; one that is overdue for review reads as none."""
    is_overdue = scoring.freshness(review.day, day, bands) == Freshness.OVERDUE
    return UNREVIEWED if is_overdue else Verdict(review.verdict).label


def look_of(row: Review | CheckIn) -> Look:
    """A review or check-in as a look."""
    if isinstance(row, Review):
        return Look(row.reviewed_at, row.area_id, row.verdict)
    return Look(row.checked_in_at, row.area_id, "")


def last_looks(projects: Collection[int], until: date | None = None) -> dict[int, Looks]:
    """The last looks at each of some projects, of each verdict the last. One query.

    Those until the end of a day, or ever.
    """
    found: dict[int, Looks] = {project: Looks() for project in projects}
    reviews = Review.objects.filter(project__in=projects).order_by()
    check_ins = CheckIn.objects.filter(project__in=projects).order_by()
    if until is not None:
        end = start_of(until + timedelta(days=1))
        reviews, check_ins = (
            reviews.filter(reviewed_at__lt=end),
            check_ins.filter(checked_in_at__lt=end),
        )
    reviewed = reviews.values_list("project_id", "area_id", "verdict")
    checked_in = check_ins.annotate(verdict=Value("")).values_list(
        "project_id", "area_id", "verdict"
    )
    rows = reviewed.annotate(at=Max("reviewed_at")).union(
        checked_in.annotate(at=Max("checked_in_at")), all=True
    )
    for project, area, verdict, at in rows:
        found[project].latest.append(Look(at, area, verdict))
    return found
