"""One team: who is in it, where it stands and how it came there, what is blocked and promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.looks import Currency, last_looks
from dashboard.models import Commitment, Team
from dashboard.queries.course import Course, course_of_team
from dashboard.queries.framework import FrameworkView
from dashboard.queries.lines import Line, lines_of_team
from dashboard.queries.obstacles import Obstacle, obstacles_in
from dashboard.queries.people import PlaceRow, people_page
from dashboard.queries.promises import CycleHead, PromiseRow, cycle_heads, promise_rows
from dashboard.queries.scopes import Scope
from dashboard.scoring import Score


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The page. Without `score`, none of the team's projects is assessed yet.

    `promises` are those for `cycle`, the current one, if there is one.
    """

    day: date
    applied_at: datetime | None
    slug: str
    name: str
    group: str
    group_slug: str
    retired_on: date | None
    people: tuple[PlaceRow, ...]
    lines: tuple[tuple[Line, Currency], ...]
    score: Score | None
    course: Course
    obstacles: tuple[Obstacle, ...]
    cycle: CycleHead | None
    promises: tuple[PromiseRow, ...]

    @property
    def assessed(self) -> int:
        """How many projects are in the score."""
        return sum(line.is_assessed for line, _ in self.lines)


def team_page(framework: FrameworkView, team: Team) -> TeamPage:
    """The page of a team read with its group. Eight queries, one less between two cycles."""
    people = people_page(framework, team)
    lines = lines_of_team(team.pk)
    looks = last_looks([line.id for line in lines])
    scope = Scope("team", team.slug, team.name, team.pk)
    cycle = next((head for head in cycle_heads(framework.day) if head.is_current), None)
    made = Commitment.objects.filter(scope.of_commitments())
    day, bands = framework.day, framework.rules.fresh_days
    return TeamPage(
        day=day,
        applied_at=framework.applied_at,
        slug=team.slug,
        name=team.name,
        group=people.group,
        group_slug=people.group_slug,
        retired_on=people.retired_on,
        people=people.places,
        lines=tuple((line, looks[line.id].currency(day, bands)) for line in lines),
        score=_score(lines),
        course=course_of_team(framework, scope),
        obstacles=obstacles_in(framework, scope),
        cycle=cycle,
        promises=tuple(promise_rows(framework, [cycle], made)) if cycle else (),
    )


def _score(lines: Sequence[Line]) -> Score | None:
    scores = [line.score for line in lines if line.is_assessed]
    if not scores:
        return None
    return Score(sum(score.points for score in scores), sum(score.maximum for score in scores))
