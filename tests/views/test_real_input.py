"""The pages on real data, where it lies beside the checkout."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import call_command

from dashboard.actions import criteria
from dashboard.criteria.loader import load
from dashboard.models import Project
from tests.actions import makers
from tests.views.conftest import Page

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not there"),
]


@pytest.fixture
def imported() -> None:
    call_command("import_projects", str(DATA / "cncf-projects.csv"))


@pytest.mark.usefixtures("imported")
def test_245_projects_in_10_teams_are_there_and_not_yet_assessed(show: Page) -> None:
    criteria.apply(load(ROOT / "criteria"), by=None)
    shown = show("/?per_page=all")
    assert "245 projects in 10 teams" in shown
    assert shown.count("Not yet assessed, not agreed yet") == 245
    assert shown.count("none assessed yet") == 10
    assert "Open source tools for Kubernetes to run workflows" in shown


@pytest.mark.usefixtures("imported")
def test_the_openssf_baseline_has_a_board_of_its_own_ladder(show: Page) -> None:
    criteria.apply(load(DATA / "openssf-baseline"), by=None)
    project = Project.objects.get(slug="argo")
    makers.met(project, *(f"osps-ac-{key}" for key in ("01-01", "02-01", "03-01", "03-02")))
    shown = show("/?q=argo")
    assert '<span class="word">Baseline 1</span>' in shown
    assert len(re.findall(r'<td class="cell ', shown)) == 8
    assert "8 aims, 64 objectives" in show("/aims/")


def test_two_ladders_stand_on_one_board(show: Page, tmp_path: Path) -> None:
    both = copytree(ROOT / "criteria", tmp_path / "both")
    copytree(DATA / "openssf-baseline", both, dirs_exist_ok=True)
    criteria.apply(load(both), by=None)
    makers.said(makers.project("api", kind="service"), "osps-ac-01-01")
    shown = show("/")
    for word in ("Mature", "Baseline 3", "Other areas", "OpenSSF Baseline"):
        assert word in shown
