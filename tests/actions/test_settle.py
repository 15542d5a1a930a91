from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.actions import projects
from dashboard.actions.action import settle
from dashboard.models import Event, Movement, Project, Revision, Standing, Team
from tests.actions import makers
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    aim,
    apply,
    area,
    counted,
    met,
    movements,
    nothing_changed,
    objective,
    refused,
    said,
    stands,
    verbs,
)

DAY = timedelta(days=1)


@pytest.fixture
def api(team: Team) -> Project:
    """Met what counts; on 5 March one more counts, on 8 March one retires that is not met."""
    new = objective("new", from_=date(2026, 3, 5))
    old = objective("old", retired=date(2026, 3, 8))
    apply(area("testing", aim("tests", "known"), aim("types", new, old, "strict")))
    api = makers.project("api", team=team)
    met(api, "known", "strict", "old")
    return api


def test_a_day_that_came_moves_standings_at_its_start(api: Project, clock: Clock) -> None:
    assert stands(api, "types") == ("started", 1, 1)
    clock.shift(5 * DAY)
    assert settle() == [date(2026, 3, 5)]
    assert stands(api, "types") == ("", 0, 1)
    movement = Movement.objects.latest("pk")
    assert (movement.cause, movement.aim.key) == ("criteria", "types")
    assert movement.at == datetime(2026, 3, 5, tzinfo=UTC)
    assert movement.day == date(2026, 3, 5)
    assert (movement.points_before, movement.points_after) == (1, 0)
    event = movement.event
    assert (event.verb, event.by, event.through) == ("settled", None, "schedule")
    assert event.after == {"day": "2026-03-05"}
    assert event.recorded_at == NOW + 5 * DAY


def test_each_missed_day_is_settled_in_order(api: Project, clock: Clock) -> None:
    clock.shift(30 * DAY)
    assert settle() == [date(2026, 3, 5), date(2026, 3, 8)]
    days = Event.objects.filter(verb="settled").values_list("at__date", flat=True)
    assert list(days) == [date(2026, 3, 5), date(2026, 3, 8)]


def test_settling_twice_changes_nothing(api: Project, clock: Clock) -> None:
    clock.shift(30 * DAY)
    settle()
    with nothing_changed():
        assert settle() == []


def test_a_day_without_a_change_leaves_no_event(api: Project, clock: Clock) -> None:
    clock.shift(DAY)
    before = verbs()
    assert settle() == []
    assert verbs() == before
    assert Revision.objects.get().settled_on == date(2026, 3, 3)


def test_before_any_criteria_there_is_nothing_to_settle(db: None) -> None:
    with nothing_changed():
        assert settle() == []


def test_every_write_settles_first(api: Project, clock: Clock) -> None:
    clock.shift(5 * DAY)
    met(api, "new")
    assert stands(api, "types") == ("started", 1, 1)
    assert movements(api)[-2:] == [("criteria", "types", 1, 0), ("work-done", "types", 0, 1)]


def test_what_is_retired_holds_nothing_back(team: Team, clock: Clock) -> None:
    apply(area("testing", aim("tests", "known", objective("old", retired=date(2026, 3, 5)))))
    api = makers.project("api", team=team)
    met(api, "known")
    clock.shift(3 * DAY)
    settle()
    assert movements(api)[-1] == ("criteria", "tests", 0, 1)


def test_an_aim_retires_with_all_it_gave(team: Team, clock: Clock) -> None:
    apply(area("testing", aim("tests", "known"), aim("types", "strict", retired=date(2026, 3, 5))))
    api = makers.project("api", team=team)
    met(api, "known", "strict")
    assert counted(team) == (2, 2)
    clock.shift(3 * DAY)
    settle()
    assert counted(team) == (1, 1)
    assert Standing.objects.get(aim__key="types").applicability == "outside"


def test_an_announced_aim_enters_the_sums_of_everybody(team: Team, clock: Clock) -> None:
    apply(area("testing", aim("tests", "known"), aim("types", "strict", from_=date(2026, 3, 5))))
    for slug in ("api", "web"):
        met(makers.project(slug, team=team), "known")
    makers.project("young", team=team)
    clock.shift(3 * DAY)
    settle()
    assert counted(team) == (2, 4)
    assert Standing.objects.filter(aim__key="types").count() == 2


def test_an_archived_project_is_settled_too_and_counts_nowhere(
    api: Project, team: Team, clock: Clock
) -> None:
    projects.archive(project=api, by=None)
    clock.shift(3 * DAY)
    settle()
    assert stands(api, "types") == ("", 0, 1)
    latest = Movement.objects.latest("pk")
    assert (latest.team_before, latest.team_after) == (None, None)


def test_settling_a_day_to_come_is_refused(api: Project) -> None:
    with refused("still to come"):
        settle(at=NOW + 10 * DAY)


def test_settling_a_day_that_passed_settles_no_later_one(api: Project, clock: Clock) -> None:
    clock.shift(30 * DAY)
    assert settle(at=NOW + 4 * DAY) == [date(2026, 3, 5)]
    assert settle() == [date(2026, 3, 8)]


def test_nothing_is_said_as_of_before_a_day_that_was_settled(api: Project, clock: Clock) -> None:
    clock.shift(5 * DAY)
    settle()
    with refused("before"):
        said(api, "new", at=NOW + 2 * DAY)


def test_what_happened_before_a_missed_day_may_still_be_told(api: Project, clock: Clock) -> None:
    clock.shift(5 * DAY)
    met(api, "new", at=NOW + DAY)
    assert stands(api, "types") == ("started", 1, 1)
    settle()
    assert stands(api, "types") == ("started", 1, 1)


def test_days_begin_in_the_configured_time_zone(team: Team, clock: Clock, settings: object) -> None:
    settings.TIME_ZONE = "America/New_York"  # type: ignore[attr-defined]
    apply(area("testing", aim("tests", "known", objective("new", from_=date(2026, 3, 5)))))
    met(makers.project("api", team=team), "known")
    clock.move_to(datetime(2026, 3, 5, 4, 59, tzinfo=UTC))
    assert settle() == []
    clock.move_to(datetime(2026, 3, 5, 5, 0, tzinfo=UTC))
    assert settle() == [date(2026, 3, 5)]
    assert Movement.objects.latest("pk").at == datetime(2026, 3, 5, 5, 0, tzinfo=UTC)


def test_across_midnight_a_clock_behind_meets_the_day_of_the_one_ahead(
    api: Project, clock: Clock
) -> None:
    """One server is already in 5 March, where something counts that did not the day before."""
    clock.move_to(datetime(2026, 3, 4, 23, 58, tzinfo=UTC))
    projects.rename(project=api, name="Gateway", by=None, at=datetime(2026, 3, 5, 0, 1, tzinfo=UTC))
    met(api, "new")
    assert stands(api, "types") == ("started", 1, 1)


def test_across_midnight_another_project_is_not_thrown_back(
    api: Project, team: Team, clock: Clock
) -> None:
    web = makers.project("web", team=team)
    clock.move_to(datetime(2026, 3, 4, 23, 58, tzinfo=UTC))
    met(api, "new", at=datetime(2026, 3, 5, 0, 1, tzinfo=UTC))
    met(web, "strict", "old")
    assert stands(web, "types") == ("", 0, 1)
