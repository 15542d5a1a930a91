"""The demonstration takes any valid criteria, and any size of organisation."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.criteria.loader import Loaded, load
from dashboard.demo.run import Filled, fill
from dashboard.models import Framework, Movement, Project, Standing
from dashboard.queries.verification import differences_found
from tests.demo.conftest import Written
from tests.demo.samples import UNTIL

BASELINE = Path(__file__).parents[3] / "shared/data/openssf-baseline"
RETIRED = """\
name: Gone
aims:
  - {key: one, name: One, reason: It was enough., retired: 2024-01-01,
     objectives: {mature: [{key: so, text: It is so.}]}}
"""

pytestmark = pytest.mark.django_db


def _fill(given: Loaded, *, projects: int, years: int = 1, until: date = UNTIL) -> Filled:
    return fill(
        given, projects=projects, years=years, seed=5, until=until, tell=lambda done, of: None
    )


@pytest.mark.parametrize("projects", [1, 8])
def test_one_objective_is_enough(smallest: Loaded, projects: int) -> None:
    assert _fill(smallest, projects=projects).projects == projects
    assert Standing.objects.exists()
    assert list(differences_found()) == []


def test_days_kinds_and_ladders_of_their_own(tricky: Loaded) -> None:
    _fill(tricky, projects=31, years=2)
    assert set(Project.objects.values_list("kind", flat=True)) == {"service", "library", "website"}
    assert Movement.objects.filter(cause="criteria", event__verb="settled").exists()
    assert list(differences_found()) == []


def test_criteria_that_ask_nothing_any_more(written: Written) -> None:
    _fill(written({"gone.yaml": RETIRED}), projects=3)
    assert Project.objects.count() == 3
    assert list(differences_found()) == []


@pytest.mark.skipif(not BASELINE.exists(), reason="the shared data is not here")
def test_somebody_elses_criteria() -> None:
    _fill(load(BASELINE), projects=6)
    assert Standing.objects.filter(points__gt=0).exists()
    assert list(differences_found()) == []


def test_the_story_may_end_on_any_day(tricky: Loaded) -> None:
    _fill(tricky, projects=9, years=3, until=date(2020, 2, 29))
    applied = Framework.objects.order_by("pk").values_list("applied_at__year", flat=True)
    assert (applied[0], len(applied)) == (2017, 3)
    assert list(differences_found()) == []
