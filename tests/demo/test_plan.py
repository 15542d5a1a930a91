"""The plan: a pure list of dated acts."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from dashboard.criteria.loader import Loaded
from dashboard.demo.acts import Act
from dashboard.demo.plan import plan
from tests.demo.samples import UNTIL


def _plan(given: Loaded, projects: int = 12, seed: int = 1, until: date = UNTIL) -> list[Act]:
    return plan(given, projects=projects, years=1, seed=seed, until=until)


def test_the_same_seed_tells_the_same(shipped: Loaded) -> None:
    assert _plan(shipped) == _plan(shipped)


def test_another_seed_tells_it_differently(shipped: Loaded) -> None:
    assert _plan(shipped) != _plan(shipped, seed=2)


def test_acts_are_in_order_of_time_over_the_whole_organisation(shipped: Loaded) -> None:
    assert all(one.at <= next_one.at for one, next_one in pairwise(_plan(shipped)))


def test_nothing_happens_on_the_last_day_or_after_it(shipped: Loaded) -> None:
    last = max(act.at for act in _plan(shipped))
    assert datetime(2026, 2, 26, tzinfo=UTC) < last < datetime(2026, 3, 2, tzinfo=UTC)


def test_people_work_on_weekdays(shipped: Loaded) -> None:
    assert {act.at.weekday() for act in _plan(shipped)} == {0, 1, 2, 3, 4}


def test_it_takes_no_database(shipped: Loaded) -> None:
    assert len(_plan(shipped, projects=40)) > 2000  # pytest-django would refuse a query


def test_every_link_leads_to_example_org(shipped: Loaded) -> None:
    texts = [str(act.values) for act in _plan(shipped) if act.action.__name__ != "_apply"]
    links = [word for text in texts for word in text.split("'") if "://" in word]
    assert links
    assert all(link.startswith("https://example.org/") for link in links)


@pytest.mark.parametrize("projects", [1, 2, 5, 1001])
def test_there_are_as_many_projects_as_asked_for(tricky: Loaded, projects: int) -> None:
    joined = [act.values for act in _plan(tricky, projects) if act.action.__name__ == "join"]
    assert len({values["slug"] for values in joined}) == projects
    assert len({values["name"] for values in joined}) == projects


def test_no_two_people_or_teams_share_a_name(smallest: Loaded) -> None:
    acts = _plan(smallest, projects=3000)
    teams = [act.values["slug"] for act in acts if act.action.__name__ == "create_team"]
    entered = ("enter_person", "enter_with_log_in")
    people = [act.values["name"] for act in acts if act.action.__name__ in entered]
    assert len(set(teams)) == len(teams) > 800
    assert len(set(people)) == len(people) > 4000
