"""Every review and check-in of one project."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.choices import Verdict
from dashboard.days import day_of
from dashboard.looks import CHECKED_IN, Look, Looks
from dashboard.models import CheckIn, Project, Review
from dashboard.queries.answers import name_of


@dataclass(frozen=True, slots=True)
class Visit:
    """A review or check-in: a word for it, in which area (empty: in all), and what was noted."""

    at: datetime
    on: date
    word: str
    verdict: str
    area_id: int | None
    area: str
    by: str
    note_html: str


def visits_to(project: Project) -> list[Visit]:
    """The reviews and check-ins of a project, the latest first. Two queries."""
    reviews = Review.objects.filter(project=project).select_related("area", "reviewed_by")
    check_ins = CheckIn.objects.filter(project=project).select_related("area", "checked_in_by")
    visits = [*map(_review, reviews), *map(_check_in, check_ins)]
    return sorted(visits, key=lambda visit: visit.at, reverse=True)


def looks_in(visits: Iterable[Visit]) -> Looks:
    """The same as freshness needs them."""
    return Looks([Look(visit.at, visit.area_id, visit.verdict) for visit in visits])


def _review(row: Review) -> Visit:
    return Visit(
        at=row.reviewed_at,
        on=day_of(row.reviewed_at),
        word=Verdict(row.verdict).label,
        verdict=row.verdict,
        area_id=row.area_id,
        area=row.area.name if row.area else "",
        by=name_of(row.reviewed_by),
        note_html=row.minutes_html,
    )


def _check_in(row: CheckIn) -> Visit:
    return Visit(
        at=row.checked_in_at,
        on=day_of(row.checked_in_at),
        word=CHECKED_IN,
        verdict="",
        area_id=row.area_id,
        area=row.area.name if row.area else "",
        by=name_of(row.checked_in_by),
        note_html=row.note_html,
    )
