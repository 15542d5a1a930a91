from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.models import Cycle
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    aim,
    apply,
    area,
    cycle,
    find_aim,
    last_event,
    nothing_changed,
    person,
    ready,
    refused,
)

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
NEXT = (date(2026, 7, 1), date(2026, 12, 31))


def test_a_cycle_is_planned_with_its_aims_in_focus(criteria: None) -> None:
    tests = find_aim("tests")
    cycle("2026-H1", focus=[tests, tests], by=person("Ada"))
    row = Cycle.objects.get()
    assert (row.slug, row.name, row.focus) == ("2026-h1", "2026-H1", [tests.pk])
    assert (row.starts_on, row.ends_on) == (FIRST, LAST)
    event = last_event()
    assert (event.verb, str(event.by), event.after["starts_on"]) == (
        "cycle-planned",
        "Ada",
        "2026-01-01",
    )


def test_planning_it_twice_changes_nothing(criteria: None, clock: Clock) -> None:
    first = cycle("2026-H1", focus=[find_aim("tests")])
    clock.shift(DAY)
    with nothing_changed():
        assert cycle(" 2026-H1 ", focus=[find_aim("tests")]) == first


def test_other_days_and_aims_change_the_one_of_that_name(criteria: None) -> None:
    first = cycle()
    again = cycle("2026-H1", FIRST, date(2026, 7, 31), focus=[find_aim("tests")])
    assert again == first
    row = Cycle.objects.get()
    assert (row.ends_on, row.focus) == (date(2026, 7, 31), [find_aim("tests").pk])


def test_one_day_is_a_cycle(criteria: None) -> None:
    cycle("Clean-up day", LAST, LAST)
    assert Cycle.objects.get().slug == "clean-up-day"


def test_cycles_follow_each_other_without_a_gap(criteria: None) -> None:
    cycle()
    cycle("2026-H2", *NEXT)
    assert [row.slug for row in Cycle.objects.all()] == ["2026-h1", "2026-h2"]


@pytest.mark.parametrize(
    "days",
    [
        (LAST, date(2026, 12, 31)),
        (date(2025, 7, 1), FIRST),
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2025, 1, 1), date(2027, 1, 1)),
        (FIRST, LAST),
    ],
    ids=["last day", "first day", "inside", "around", "the same"],
)
def test_no_two_overlap(criteria: None, days: tuple[date, date]) -> None:
    cycle()
    with refused("overlaps with 2026-H1, 1 January 2026 to 30 June 2026"):
        cycle("Another", *days)


def test_a_cycle_does_not_grow_into_the_next(criteria: None) -> None:
    cycle()
    cycle("2026-H2", *NEXT)
    with refused("overlaps with 2026-H2"):
        cycle("2026-H1", FIRST, date(2026, 7, 1))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"name": ""}, "needs a name"),
        ({"name": " !? "}, "needs a name"),
        ({"name": "x" * 61}, "at most 60"),
        ({"starts_on": LAST, "ends_on": FIRST}, "ends before it starts"),
    ],
)
def test_what_is_no_cycle_is_refused(criteria: None, entry: dict[str, Any], words: str) -> None:
    with refused(words):
        cycle(**entry)


@pytest.mark.parametrize("name", ["日本", "上期2026", "Pierwsze półrocze"])
def test_a_name_that_no_address_can_write_has_its_first_day_for_one(
    criteria: None, name: str
) -> None:
    cycle(name)
    with nothing_changed():
        assert cycle(name).slug == "2026-01-01"


def test_two_names_that_share_what_an_address_can_write_are_two_cycles(criteria: None) -> None:
    cycle("上期2026")
    cycle("下期2026", *NEXT)
    assert [row.slug for row in Cycle.objects.all()] == ["2026-01-01", "2026-07-01"]


def test_accents_keep_no_name_out_of_an_address(criteria: None) -> None:
    assert cycle("Été 2026").slug == "ete-2026"


def test_no_cycle_takes_the_address_of_one_that_was_moved(criteria: None) -> None:
    moved = cycle("日本")
    cycle("日本", *NEXT, cycle=moved)
    assert cycle("中国").slug == "2026-01-01-2"
    assert Cycle.objects.get(slug="2026-01-01").name == "日本"


def test_an_aim_that_no_criteria_hold_is_not_in_focus(criteria: None) -> None:
    gone = find_aim("tests")
    apply(area("testing", aim("types", "strict")))
    with refused("not part of the criteria"):
        cycle(focus=[gone])


def test_an_aim_in_focus_that_left_the_criteria_may_stay_there(criteria: None) -> None:
    apply(*[ready() | {"aims": [*ready()["aims"], aim("types", "strict")]}])
    gone = find_aim("types")
    cycle(focus=[gone])
    apply(ready())
    cycle("2026-H1", FIRST, date(2026, 7, 31))
    assert Cycle.objects.get().focus == [gone.pk]


def test_a_cycle_that_has_ended_stays_as_it_is(criteria: None, clock: Clock) -> None:
    cycle()
    clock.move_to(NOW.replace(month=7, day=1))
    with refused("2026-H1 would have ended"):
        cycle("2026-H1", FIRST, date(2026, 8, 1))


def test_a_cycle_is_not_ended_in_the_past(criteria: None) -> None:
    cycle()
    with refused("would have ended"):
        cycle("2026-H1", FIRST, date(2026, 3, 1))
    cycle("2026-H1", FIRST, date(2026, 3, 2))  # today is its last day


def test_a_time_to_come_is_refused(criteria: None) -> None:
    with refused("still to come"):
        cycle(at=NOW + DAY)
