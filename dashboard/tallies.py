"""The daily summary, worked out from the record: what `Tally` rows must say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Q

from dashboard.choices import Applicability, IntentChoice
from dashboard.days import day_of
from dashboard.models import (
    Aim,
    CheckIn,
    Event,
    Framework,
    Intent,
    Movement,
    Review,
    Tally,
)
from dashboard.models.tally import KEY
from dashboard.record import subject_of
from dashboard.series import Entry, Held, Key, Sums, booked, summed, without_nothing

COLUMNS = Sums._fields
PLACE = ("applicability", "rank", "levels", "points", "maximum")
AFTER = ("team_after_id", *(f"{name}_after" for name in PLACE))
MOVED = ("aim_id", "cause", *AFTER)
NOWHERE = (None, "", 0, 0, 0, 0)
Happening = tuple[datetime, str, Any]  # when, what, and of what


def kept() -> dict[Key, Sums]:
    """What is there. One query."""
    rows = Tally.objects.order_by().values_list(*KEY, *COLUMNS)
    return without_nothing(
        {Key(*row[: len(KEY)]): Sums(*row[len(KEY) :]) for row in rows.iterator(chunk_size=5000)}
    )


def expected() -> dict[Key, Sums]:
    """What movements, intents, reviews, check-ins and criteria make it. Six queries."""
    return summed(entries_of())


def entries_of(project: int | None = None) -> Iterator[Entry]:
    """What each change of a standing added to its day, of one project or of all."""
    areas = dict(Aim.objects.order_by().values_list("pk", "area_id"))
    of_project = Q() if project is None else Q(project=project)
    dues, beside = _dues(), _beside(of_project)
    rows = Movement.objects.filter(of_project).order_by("project_id", "pk")
    told = rows.values_list("project_id", "at", *MOVED).iterator(chunk_size=5000)
    for whose, moved in groupby(told, key=itemgetter(0)):
        moves = [(at, "moved", columns) for _, at, *columns in moved]
        yield from _of_project(areas, dues, [*beside.get(whose, ()), *moves])


def _dues() -> list[Happening]:
    """After how many days criteria call what was reviewed overdue, since when."""
    kept = Framework.objects.order_by("pk")
    rows = kept.values_list("applied_at", "content__criteria__fresh_days__due")
    return [(at, "due", due) for at, due in rows]


def _beside(of_project: Q) -> dict[int, list[Happening]]:
    """What happened to each project beside movements: intents chosen, reviews, check-ins."""
    found: dict[int, list[Happening]] = defaultdict(list)
    intents = Event.objects.filter(of_project, subject=subject_of(Intent)).order_by("pk")
    for whose, what, at, after in intents.values_list("project_id", "aim_id", "at", "after"):
        if whose and "choice" in after:
            found[whose].append((at, "meant", (what, after["choice"])))
    for model, when in ((Review, "reviewed_at"), (CheckIn, "checked_in_at")):
        rows = model._default_manager.filter(of_project).order_by(when)
        for whose, area, at in rows.values_list("project_id", "area_id", when):
            found[whose].append((at, "looked", area))
    return found


@dataclass(slots=True)
class _Course:
    """What is known of one project on the way through all that happened to it."""

    areas: Mapping[int, int]
    due: int = 0
    looked: dict[int | None, date] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    places: dict[int, Sequence[Any]] = field(default_factory=dict)

    def held(self, aim: int) -> Held | None:
        """Its standing on an aim, as the sums hold it."""
        team, applicability, *place = self.places.get(aim, NOWHERE)
        if team is None or applicability != Applicability.APPLICABLE:
            return None
        area, (rank, levels, *_) = self.areas[aim], place
        looks = [day for day in (self.looked.get(area), self.looked.get(None)) if day]
        until = max(looks) + timedelta(days=self.due) if looks else None
        is_blocked = aim in self.blocked and rank < levels
        return Held(team, area, aim, *place)._replace(is_blocked=is_blocked, fresh_until=until)

    def touched(self, what: str, told: Any) -> list[int]:
        """The aims on which something that happens may change the standing."""
        return [told[0]] if what in ("moved", "meant") else list(self.places)

    def take_in(self, day: date, what: str, told: Any) -> str:
        """Know of it; returns its cause, where it moved something."""
        match what:
            case "moved":
                aim, cause, *self.places[aim] = told
                return str(cause)
            case "meant":
                aim, choice = told
                is_blocked = choice == IntentChoice.BLOCKED
                (self.blocked.add if is_blocked else self.blocked.discard)(aim)
            case "looked":
                self.looked[told] = day
            case "due":
                self.due = told
        return ""


def _of_project(
    areas: Mapping[int, int], dues: list[Happening], happened: Iterable[Happening]
) -> Iterator[Entry]:
    """The entries of one project. Before the first criteria those counted, too."""
    course = _Course(areas, due=dues[0][2] if dues else 0)
    for at, what, told in sorted([*dues, *happened], key=itemgetter(0)):
        day, aims = day_of(at), course.touched(what, told)
        before = [course.held(aim) for aim in aims]
        cause = course.take_in(day, what, told)
        for aim, was in zip(aims, before, strict=True):
            yield from booked(day, cause, was, course.held(aim))
