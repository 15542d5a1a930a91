"""Every series, on any day, is what the board of that day comes to when worked out from scratch."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dashboard import rules
from dashboard.actions import intents, reviews, teams
from dashboard.actions.intents import Plan
from dashboard.choices import Applicability, IntentChoice
from dashboard.days import day_of, today
from dashboard.models import Aim, Area, CheckIn, Group, Intent, Project, Review, Team
from dashboard.queries.framework import framework_on
from dashboard.queries.obstacles import obstacles_then
from dashboard.queries.past import framework_then
from dashboard.queries.progress import spreads_of
from dashboard.queries.scopes import WHOLE, Scope, inside_of
from dashboard.queries.summary import Summary
from dashboard.series import at_days, causes
from tests.actions import makers
from tests.properties.conftest import Example
from tests.properties.histories import live
from tests.properties.test_actions_replayed import KINDS, VERSIONS, begin
from tests.properties.test_past_board import there_were, told

Of = tuple[str | int | None, ...]  # kind and number, twice of a part
SHORT = {"new": 1, "current": 2, "due": 3}  # so that what was looked at lapses
LOOKING = ["review", "check in", "close sitting", "set intent", "group team", "wait", "wait"]


@dataclass
class Sum:
    """What a scope comes to."""

    places: Counter[tuple[int, int]] = field(default_factory=Counter)
    points: int = 0
    maximum: int = 0
    blocked: int = 0
    fresh: int = 0


def scopes() -> Iterator[Scope]:
    yield WHOLE
    of: tuple[tuple[str, type[Model]], ...] = (
        ("project", Project), ("aim", Aim), ("team", Team), ("area", Area), ("group", Group),
    )  # fmt: skip
    for kind, model in of:
        for pk in model._default_manager.values_list("pk", flat=True):
            yield Scope(kind, str(pk), str(pk), pk, inside_of(pk) if kind == "group" else {})


def from_scratch(day: date) -> dict[Of, Sum]:
    """The sums of every scope at the end of a day, and of its parts, by kind and number."""
    then = framework_then(framework_on(today()), day)
    found: dict[Of, Sum] = {}
    areas = dict(Aim.objects.values_list("pk", "area_id"))
    groups = {row["id"]: row.get("group") for row in told(Team, day)}
    means = {(row["project"], row["aim"]): row.get("choice") for row in told(Intent, day)}
    for project in there_were(day):
        if not project.is_counted():
            continue
        number, team = project.facts["id"], project.facts["team"]
        for aim in then.rules.aims:
            standing = project.stands(then, aim)
            if standing.applicability != Applicability.APPLICABLE:
                continue
            is_blocked = means.get((number, aim)) == IntentChoice.BLOCKED
            is_fresh = looked(number, areas[aim], day, then.rules.fresh_days.due)
            area, group = ("area", areas[aim]), ("group", groups[team])
            whole = [("", 0), area, ("aim", aim), *([group] if groups[team] else [])]
            of_team, of_project = ("team", team), ("project", number)
            parts = [(*scope, *of_team) for scope in whole]
            parts += [(*of_team, *of_project), (*of_project, *area)]
            for key in [*whole, of_team, of_project, *parts]:
                own = found.setdefault(key, Sum())
                own.places[standing.rank, standing.levels] += 1
                own.points += standing.points
                own.maximum += standing.maximum
                own.blocked += is_blocked and standing.rank < standing.levels
                own.fresh += standing.points if is_fresh else 0
    return found


def looked(project: int, area: int, day: date, due: int) -> bool:
    """Whether somebody reviewed or checked in there, not too long before the end of a day."""
    of: tuple[tuple[type[Model], str], ...] = (
        (Review, "reviewed_at"), (CheckIn, "checked_in_at"),
    )  # fmt: skip
    rows: list[tuple[Any, Any]] = [
        row
        for model, when in of
        for row in model._default_manager.filter(project=project).values_list("area_id", when)
    ]
    days = [day_of(at) for where, at in rows if where in (None, area) and day_of(at) <= day]
    return bool(days) and day - max(days) <= timedelta(days=due)


def stand() -> None:
    """Something to sum up: levels reached, looked at, one aim blocked, a team out of its group."""
    makers.apply(*VERSIONS[0], kinds=list(KINDS[1:]), fresh_days=SHORT)
    for project in Project.objects.order_by("pk"):
        makers.met(project, "clear", "strict")
        reviews.review(project=project, verdict="gaps", by=None)
    plan = Plan("blocked", blocked_by="the build farm")
    intents.set_intent(project=project, aim=makers.find_aim("tests"), plan=plan, by=None)
    teams.group_team(team=project.team, group=None, by=None)


def come_back() -> None:
    """Teams that are out of the group are in it again: what they did meanwhile was not in it."""
    for group in Group.objects.filter(retired_at=None):
        for team in Team.objects.filter(group=None, retired_at=None):
            teams.group_team(team=team, group=group, by=None)


def check(scope: Scope, day: date, wanted: Sum) -> None:
    (found,) = at_days(Summary(scope, day).whole, [day])
    assert found.places == +wanted.places, scope
    told = (found.points, found.maximum, found.blocked, found.fresh)
    assert told == (wanted.points, wanted.maximum, wanted.blocked, wanted.fresh), scope
    if scope.kind != "area":  # the report names what was blocked under the criteria of then
        assert len(obstacles_then(framework_on(today()), scope, day)) == wanted.blocked, scope


def check_parts(scope: Scope, day: date, wanted: dict[Of, Sum]) -> None:
    """The lines of the parts are theirs inside the scope."""
    summary = Summary(scope, day)
    for pk, entries in summary.parts.items():
        (found,) = at_days(entries, [day])
        own = wanted.get((scope.kind, scope.id, summary.kind, pk), Sum())
        assert (found.points, found.maximum) == (own.points, own.maximum), (scope, pk)


def check_spreads(day: date, wanted: dict[Of, Sum]) -> None:
    """Where projects stand on each aim that is asked today, and what is left to gain there."""
    framework = framework_on(today())
    aims = list(framework.aims)
    found = spreads_of(WHOLE, day, aims)
    told = {spread.path: (sum(spread.counts), spread.left) for spread in found.aims}
    for aim in aims:
        own = wanted.get(("aim", aim.id), Sum())
        places = own.places.total()
        assert told.get(aim.path, (0, 0)) == (places, own.maximum - own.points if places else 0)


def check_causes(scope: Scope, first: date, last: date) -> None:
    """The steps lead from one score to the other."""
    entries = Summary(scope, last).whole
    before, after = at_days(entries, [first, last])
    steps = causes(entries, first, last).values()
    assert sum(step.points for step in steps) == after.points - before.points
    assert sum(step.maximum for step in steps) == after.maximum - before.maximum


@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=some.data())
def test_any_series_is_the_board_worked_out_from_scratch(
    example: Example, data: some.DataObject
) -> None:
    with example() as clock:
        rules.applied_until.cache_clear()  # the example before used the same numbers again
        begin()
        stand()
        every = live(data, clock, LOOKING)
        come_back()
        days, last = some.sampled_from(every), today()
        every_day = [scope for scope in scopes() if scope.kind in ("", "group")]
        closely = {*data.draw(some.lists(days, max_size=3)), last}
        for day in every[-40:]:
            wanted = from_scratch(day)
            if day in closely:
                check_spreads(day, wanted)
            for scope in scopes() if day in closely else every_day:
                check(scope, day, wanted.get((scope.kind, scope.id), Sum()))
                check_parts(scope, day, wanted)
        for scope in scopes():
            check_causes(scope, *sorted((data.draw(days), last)))
