"""The board as it stood at the end of a day: from movements, spans and kept criteria.

Where a project stood on an aim is what its last movement on it by then came to; which projects
there were, whose and of what kind, is told by their spans.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from dashboard.choices import Agreement, Applicability, Cause, IntentChoice
from dashboard.days import day_of, start_of
from dashboard.dossier import GAIN_DAYS
from dashboard.models import CheckIn, Event, Intent, Movement, ProjectSpan, Review, TeamSpan
from dashboard.queries.framework import AreaHead, FrameworkView, Now, framework_on
from dashboard.queries.lines import Line
from dashboard.queries.sums import Share
from dashboard.record import subject_of
from dashboard.scoring import Score

Pair = tuple[int, int]  # project and aim
SIDE = ("team", "applicability", "level", "rank", "levels", "points", "maximum")
AFTER = ("team_after_id", *(f"{name}_after" for name in SIDE[1:]), "at", "revision")
BEFORE = ("team_before_id", *(f"{name}_before" for name in SIDE[1:]), "at", "revision")


class Stood(NamedTuple):
    """Where a project stood on an aim. `team` is that in whose score it was, if it was in any.

    `level` is the key it had when it moved, at `at` and `revision`; `Levels` says what of then.
    """

    team: int | None = None
    applicability: str = Applicability.OUTSIDE
    level: str = ""
    rank: int = 0
    levels: int = 0
    points: int = 0
    maximum: int = 0
    at: datetime | None = None
    revision: int = 0

    @property
    def counts(self) -> bool:
        """Whether it was in a sum and its maximum."""
        return self.team is not None and self.applicability == Applicability.APPLICABLE


NOWHERE = Stood()
NO_LEVEL = "No level"  # whether work was under way is not told by movements


def earlier_side(*values: Any) -> Stood:
    """Where a movement began: in the words of the criteria before the moment that it tells."""
    side = Stood(*values)
    return side._replace(at=side.at - timedelta(microseconds=1)) if side.at else side


def sides_of(row: Any) -> tuple[Stood, Stood]:
    """Where a movement began and where it led."""
    before, after = (Stood(*(getattr(row, name) for name in side)) for side in (BEFORE, AFTER))
    return earlier_side(*before), after


class Place(NamedTuple):
    """A team as it was: its name and its group, 0 where it was in none."""

    name: str
    group_id: int = 0
    group_slug: str = ""
    group: str = ""


def first_day() -> date | None:
    """The first day of which anything is known of any project. One query."""
    rows = ProjectSpan.objects.order_by("started_at").values_list("started_at", flat=True)
    started = rows.first()
    return day_of(started) if started else None


def end_of(day: date) -> datetime:
    """The first moment that does not belong to a day any more."""
    return start_of(day + timedelta(days=1))


def framework_then(framework: FrameworkView, day: date) -> FrameworkView:
    """The criteria in force at the end of a day; before the first that were applied, those.

    No query, but one, once in a process, for each framework that was never read.
    """
    applied = framework.past.applied
    found = [each for each in applied if day_of(each.at) <= day] or applied[:1]
    if not found:
        return replace(framework, day=day, settled_on=day)
    last = found[-1]
    return framework_on(day, Now(framework.revision, day, last.framework_id, last.digest, last.at))


def latest(
    day: date, aims: Collection[int] | None = None, projects: Collection[int] | None = None
) -> QuerySet[Movement]:
    """The last movement by the end of a day, of each of some projects on each of some aims."""
    moved = Movement.objects.filter(day__lte=day)
    if projects is not None:
        moved = moved.filter(project__in=projects)
    if aims is not None:
        moved = moved.filter(aim__in=aims)
    last = moved.order_by().values("project", "aim").annotate(last=Max("pk")).values("last")
    return Movement.objects.filter(pk__in=last).order_by()


def past_lines(then: FrameworkView, area: AreaHead | None = None) -> list[Line]:
    """The projects there were, by group, team and name of then, with what they scored. Four
    queries. A project, its slug and its owner are called what they are called now."""
    places = places_then(then.day)
    scores = _scores(then.day, area)
    spans = _spans(then.day)
    looks = _looks(then.day, area)
    lines = []
    for span in spans:
        counted, points, maximum = scores.get(span.project_id, (0, 0, 0))
        place = places.get(span.team_id) or Place(span.team__name)
        lines.append(
            Line(
                id=span.project_id,
                slug=span.project__slug,
                name=span.project__name,
                kind=span.kind,
                owner=span.project__owner__name or "",
                agreement=Agreement(span.agreement),
                team_id=span.team_id,
                team_slug=span.team__slug,
                team=place.name,
                group_id=place.group_id,
                group_slug=place.group_slug,
                group=place.group,
                is_assessed=bool(counted),
                score=Score(points or 0, maximum or 0),
                looked_at=looks.get(span.project_id),
            )
        )
    return sorted(lines, key=lambda line: line.place)


def spans_then(day: date) -> QuerySet[ProjectSpan]:
    """What projects were at the end of a day, archived ones included."""
    end = end_of(day)
    return ProjectSpan.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=end), started_at__lt=end
    ).order_by()


def _spans(day: date) -> list[Any]:
    rows = spans_then(day).filter(is_archived=False)
    return list(
        rows.values_list(
            "project_id",
            "project__slug",
            "project__name",
            "project__owner__name",
            "kind",
            "agreement",
            "team_id",
            "team__slug",
            "team__name",
            named=True,
        )
    )


def places_then(day: date) -> dict[int, Place]:
    """What teams were called at the end of a day, and their groups; a team that began later is
    told by how it began. One query."""
    end, found = end_of(day), dict[int, Place]()
    rows = TeamSpan.objects.order_by("team_id", "started_at").values_list(
        "team_id", "started_at", "name", "group_id", "group__slug", "group__name"
    )
    for team, started_at, name, group_id, slug, group in rows:
        if team not in found or started_at < end:
            found[team] = Place(name, group_id or 0, slug or "", group or "")
    return found


def _looks(day: date, area: AreaHead | None) -> dict[int, datetime]:
    """When each project was last reviewed or checked in, in an area or in any."""
    of = Q(area=area.id) | Q(area=None) if area else Q()
    reviews = Review.objects.filter(of, reviewed_at__lt=end_of(day)).order_by()
    check_ins = CheckIn.objects.filter(of, checked_in_at__lt=end_of(day)).order_by()
    rows = reviews.values_list("project_id").annotate(at=Max("reviewed_at"))
    more = check_ins.values_list("project_id").annotate(at=Max("checked_in_at"))
    found: dict[int, datetime] = {}
    for project, at in rows.union(more, all=True):
        found[project] = max(at, found.get(project, at))
    return found


def _scores(day: date, area: AreaHead | None) -> dict[int, tuple[int, int, int]]:
    """By project: how many standings were in a sum, points, maximum; the latter of an area."""
    within = Q(aim__in=[aim.id for aim in area.aims]) if area else Q()
    rows = (
        latest(day)
        .values_list("project_id")
        .annotate(
            counted=Count("team_after"),
            points=Sum("points_after", filter=within),
            maximum=Sum("maximum_after", filter=within),
        )
    )
    return {project: (counted, points, maximum) for project, counted, points, maximum in rows}


def stood(
    day: date, aims: Collection[int], projects: Collection[int] | None = None
) -> dict[Pair, Stood]:
    """Where some projects stood on some aims at the end of a day. One query."""
    rows = latest(day, aims, projects).values_list("project_id", "aim_id", *AFTER)
    return {(project, aim): Stood(*side) for project, aim, *side in rows}


def past_shares(
    down: Literal["project", "team", "group"],
    then: FrameworkView,
    areas: Collection[AreaHead],
    projects: Collection[int] | None = None,
    *,
    is_of_aims: bool,
) -> dict[int, dict[int, Share]]:
    """Points and maximum by row and column, of what was in a sum. One query, for groups two."""
    columns = {aim.id: aim.id if is_of_aims else area.id for area in areas for aim in area.aims}
    places = places_then(then.day) if down == "group" else {}
    key = "project_id" if down == "project" else "team_after_id"
    rows = (
        latest(then.day, columns, projects)
        .filter(team_after__isnull=False)
        .values_list(key, "aim_id")
        .annotate(points=Sum("points_after"), maximum=Sum("maximum_after"))
    )
    found: dict[int, dict[int, Score]] = defaultdict(lambda: defaultdict(Score))
    for row, aim, points, maximum in rows:
        owner = places[row].group_id if down == "group" else row
        known = found[owner][columns[aim]]
        found[owner][columns[aim]] = Score(known.points + points, known.maximum + maximum)
    return {row: {c: Share(score) for c, score in own.items()} for row, own in found.items()}


def blocked_then(day: date, projects: Collection[int]) -> set[Pair]:
    """Projects and aims that something blocked at the end of a day. One query."""
    rows = Event.objects.filter(
        project__in=projects, subject=subject_of(Intent), at__lt=end_of(day)
    )
    choices: dict[Pair, str] = {}
    for project, aim, after in rows.order_by("pk").values_list("project_id", "aim_id", "after"):
        if "choice" in after:
            choices[project, aim] = after["choice"]
    return {pair for pair, choice in choices.items() if choice == IntentChoice.BLOCKED}


def risen_then(day: date, projects: Collection[int]) -> dict[Pair, int]:
    """The lowest rank that projects rose to by work, in the days before that count as lately,
    by project and aim. One query."""
    rows = Movement.objects.filter(
        project__in=projects,
        cause=Cause.WORK_DONE,
        rank_after__gt=F("rank_before"),
        day__gt=day - timedelta(days=GAIN_DAYS),
        day__lte=day,
    )
    found: dict[Pair, int] = {}
    for project, aim, rank in rows.order_by().values_list("project_id", "aim_id", "rank_after"):
        found[project, aim] = min(rank, found.get((project, aim), rank))
    return found
