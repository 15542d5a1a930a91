"""What each day added to the sums of a scope, and of its parts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db.models import Sum

from dashboard import tallies
from dashboard.choices import Cause
from dashboard.models import Movement, Standing, Tally
from dashboard.models.tally import KEY
from dashboard.queries.scopes import Scope
from dashboard.series import AREA, EVERYTHING, TEAM, Entry, Key, Sums, while_inside

MOST_PARTS = 8
PARTS = {"project": AREA, "team": "project"}  # what lines are of; elsewhere of teams
Kind = Literal["area", "team", "project"]


@dataclass(frozen=True, slots=True)
class Summary:
    """The entries of a scope up to a day, and those of its largest parts, by number.

    `left_out` says how many smaller parts there are.
    """

    whole: list[Entry]
    kind: str
    parts: Mapping[int, list[Entry]] = field(default_factory=dict)
    left_out: int = 0


def summary_of(scope: Scope, until: date) -> Summary:
    """Two to four queries; of one project, what happened to it is added up anew."""
    kind = PARTS.get(scope.kind, TEAM)
    if scope.kind == "project":
        entries = [entry for entry in tallies.entries_of(scope.id) if entry[0].day <= until]
        parts = _by_subject(entry for entry in entries if entry[0].subject == kind)
        return Summary([e for e in entries if e[0].subject == EVERYTHING], kind, parts)
    ids, left_out = _largest(scope, kind)
    if scope.kind == "group":
        teams = _of_group(scope, until)
        whole = [entry for entries in teams.values() for entry in entries]
        return Summary(whole, kind, {pk: teams[pk] for pk in ids if pk in teams}, left_out)
    whole = whole_of(scope, until)
    if scope.kind == "":
        found = _by_subject(_scored(until, ids))
    else:
        found = _moved(scope, kind, ids, until)
    return Summary(whole, kind, {pk: found.get(pk, []) for pk in ids}, left_out)


def whole_of(scope: Scope, until: date) -> list[Entry]:
    """The entries of everything, an area, an aim or a team up to a day. One query."""
    return _kept(until, subject=scope.kind, subject_id=scope.id)


def _kept(until: date, **of: Any) -> list[Entry]:
    rows = Tally.objects.filter(day__lte=until, **of).order_by("day")
    return [
        (Key(*row[: len(KEY)]), Sums(*row[len(KEY) :]))
        for row in rows.values_list(*KEY, *Sums._fields)
    ]


def _scored(until: date, teams: Iterable[int]) -> list[Entry]:
    """The points and maxima of teams, day by day, whatever the cause."""
    rows = Tally.objects.filter(day__lte=until, subject=TEAM, subject_id__in=list(teams))
    days = rows.exclude(cause="").order_by().values_list("subject_id", "day")
    return [
        (Key(TEAM, team, day), Sums(points=points, maximum=maximum))
        for team, day, points, maximum in days.annotate(Sum("points"), Sum("maximum"))
    ]


def _by_subject(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry[0].subject_id].append(entry)
    return found


def _of_group(scope: Scope, until: date) -> dict[int, list[Entry]]:
    """Its teams', while they were in it."""
    kept = _by_subject(_kept(until, subject=TEAM, subject_id__in=list(scope.inside)))
    return {
        team: list(while_inside(entries, scope.inside[team], Cause.HANDED_OVER))
        for team, entries in kept.items()
    }


def _largest(scope: Scope, kind: str) -> tuple[list[int], int]:
    """The parts with the most to reach today, and how many others there are."""
    rows = Standing.objects.filter(scope.of_standings(), team__isnull=False).order_by()
    sizes = rows.values_list(f"{kind}_id").annotate(size=Sum("maximum"))
    ids = [pk for pk, _ in sizes.order_by("-size", f"{kind}_id")]
    return ids[:MOST_PARTS], len(ids[MOST_PARTS:])


def _moved(scope: Scope, kind: str, ids: Iterable[int], until: date) -> dict[int, list[Entry]]:
    """Of an area or aim by team, of a team by project: what movements added. Two queries."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for side, sign in (("before", -1), ("after", 1)):
        by = f"team_{side}_id" if kind == TEAM else "project_id"
        rows = Movement.objects.filter(
            scope.of_side(side), day__lte=until, **{f"{by}__in": list(ids)}
        )
        counted = rows.filter(**{f"team_{side}__isnull": False}).order_by()
        for pk, day, points, maximum in counted.values_list(by, "day").annotate(
            points=Sum(f"points_{side}"), maximum=Sum(f"maximum_{side}")
        ):
            sums = Sums(points=sign * points, maximum=sign * maximum)
            found[pk].append((Key(kind, pk, day), sums))
    return found
