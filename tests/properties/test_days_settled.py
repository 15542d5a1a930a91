"""Settling day by day, or late, or in passing, comes to the same standings and movements."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dashboard.actions.action import settle
from dashboard.actions.moment import Refused
from dashboard.days import day_of, start_of
from dashboard.models import Event, Movement, Standing
from tests.actions import makers
from tests.actions.makers import NOW, aim, area, objective
from tests.properties.conftest import Example

FIRST = NOW.date()
DAYS = some.dates(FIRST - timedelta(days=2), FIRST + timedelta(days=12))
DATED = some.fixed_dictionaries(
    {}, optional={"from_": some.none() | DAYS, "retired": some.none() | DAYS}
)
ZONES = ["UTC", "Asia/Tokyo", "America/New_York", "America/Sao_Paulo", "Africa/Cairo"]


@some.composite
def frameworks(draw: some.DrawFn) -> list[dict[str, Any]]:
    """Two aims whose objectives and selves come and go."""
    entries = [
        aim(
            f"aim-{n}",
            *[
                objective(f"o{n}{k}", **_ordered(draw(DATED)))
                for k in range(draw(some.integers(1, 3)))
            ],
            **_ordered(draw(DATED)),
        )
        for n in range(2)
    ]
    return [area("testing", *entries)]


def _ordered(dated: dict[str, date | None]) -> dict[str, date]:
    told = {name: day for name, day in dated.items() if day}
    if len(told) == 2 and told["retired"] < told["from_"]:
        told["retired"], told["from_"] = told["from_"], told["retired"]
    return told


def outcome() -> tuple[list[Any], list[Any], list[Any]]:
    """Standings, movements and settled days, without what tells when they were recorded."""
    standings = Standing.objects.order_by("aim__key").values_list(
        "aim__key", "applicability", "level", "points", "maximum", "done", "asked", "waiting"
    )
    movements = Movement.objects.order_by("pk").values_list(
        "at", "day", "cause", "aim__key", "points_before", "points_after", "maximum_after"
    )
    settled = Event.objects.filter(verb="settled").values_list("at", flat=True)
    return list(standings), list(movements), list(settled)


@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    areas=frameworks(),
    answered=some.lists(some.booleans(), min_size=6, max_size=6),
    hours=some.lists(some.integers(1, 13 * 24), max_size=6),
)
def test_any_sequence_of_days_settles_to_the_same(
    example: Example, areas: list[dict[str, Any]], answered: list[bool], hours: list[int]
) -> None:
    outcomes = []
    for moments in ([], sorted(hours), range(24, 13 * 24, 24)):
        with example() as clock:
            makers.apply(*areas)
            project = makers.project("api")
            answer(areas, project, answered)
            for hour in moments:
                clock.move_to(NOW + timedelta(hours=hour))
                settle()
            clock.move_to(NOW + timedelta(days=14))
            settle()
            outcomes.append(outcome())
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert all(at.time() == time() for at in outcomes[0][2])


def answer(areas: list[dict[str, Any]], project: Any, answered: list[bool]) -> None:
    keys = [o["key"] for entry in areas[0]["aims"] for o in entry["objectives"]["started"]]
    for key, is_met in zip(keys, answered, strict=False):
        if is_met:
            try:
                makers.met(project, key)
            except Refused:
                continue  # it is retired already


@given(
    zone=some.sampled_from(ZONES),
    day=some.dates(date(2015, 1, 1), date(2035, 1, 1)),
)
def test_the_start_of_a_day_is_its_first_moment(zone: str, day: date) -> None:
    """Also where clocks are put forward at midnight, and there is no 00:00."""
    with override_settings(TIME_ZONE=zone):
        start = start_of(day)
        assert day_of(start) == day
        assert day_of(start - timedelta(seconds=1)) == day - timedelta(days=1)


def test_days_of_the_configured_zone_and_not_of_utc() -> None:
    with override_settings(TIME_ZONE="Asia/Tokyo"):
        assert day_of(datetime(2026, 3, 2, 15, tzinfo=UTC)) == date(2026, 3, 3)
        assert start_of(date(2026, 3, 3)) == datetime(2026, 3, 3, tzinfo=ZoneInfo("Asia/Tokyo"))
