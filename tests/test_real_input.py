"""Real projects and real criteria, with nothing but documented commands.

They lie beside the repository where it is developed, and nothing of them is copied into it.
"""

import csv
import re
import shutil
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

SHARED = settings.BASE_DIR.parent / "shared" / "data"
PROJECTS = SHARED / "cncf-projects.csv"
BASELINE = SHARED / "openssf-baseline"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the real input is not beside the repository"),
]
Answers = Callable[..., str]


def run(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def verified(db: None) -> object:
    """Whatever is done, `manage.py verify` finds nothing."""
    yield
    run("verify")


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """Import a file of answers, given as lines."""

    def enter(*lines: str) -> str:
        file = tmp_path / "answers.csv"
        file.write_text("\n".join(["project,aim,objective,level,answer,at,note", *lines]))
        return run("import_assessments", str(file))

    return enter


def board(client: Client, query: str = "") -> str:
    page = client.get(f"/{query}")
    assert page.status_code == 200
    return page.content.decode()


def rows(html: str) -> list[str]:
    """The addresses of the projects that a board lists."""
    return re.findall(r'<a href="/projects/([a-z0-9-]+)/">', html)


def test_245_projects_appear_in_their_teams_not_yet_assessed(client: Client) -> None:
    with PROJECTS.open(encoding="utf-8", newline="") as file:
        real = list(csv.DictReader(file))
    told = run("import_projects", str(PROJECTS))
    assert "Ignored columns: maturity" in told
    assert "New teams: 10" in told
    assert "New projects: 245" in told

    pages = [board(client, f"?page={number}") for number in (1, 2, 3)]
    listed = [rows(page) for page in pages]
    assert [len(set(page)) for page in listed] == [100, 100, 45]
    assert {key for page in listed for key in page} == {row["key"] for row in real}
    for team in Counter(row["team"] for row in real):
        assert any(team.replace("&", "&amp;") in page for page in pages), team
    for page in pages:
        assert "Not yet assessed" in page
        assert not re.search(r"\b0\W?%", page)
    assert "Unchanged projects: 245" in run("import_projects", str(PROJECTS))


def test_the_baseline_has_a_ladder_of_its_own(client: Client, answers: Answers) -> None:
    assert "openssf-baseline/access-control" in run("criteria", "apply", str(BASELINE))
    run("import_projects", str(PROJECTS))
    answers(
        "akri,access-control,,baseline-1,met,,",
        "argo,access-control,,Baseline 2,met,2024-03-31,",
        "argo,openssf-baseline/access-control,,Baseline 3,met,2025-03-31,",
        "cilium,access-control,osps-ac-01-01,,met,,",
        "cilium,access-control,osps-ac-02-01,,not yet,,",
    )
    pages = "".join(board(client, f"?page={number}") for number in (1, 2, 3))
    assert "1 / 23" in line(pages, "akri")
    assert "Baseline 1 0 of 1" in line(pages, "akri")
    assert "3 / 23" in line(pages, "argo")
    assert "Baseline 3" in line(pages, "argo")
    assert "0 / 23" in line(pages, "cilium")
    assert "1 of 4" in line(pages, "cilium")
    assert "Not yet assessed" in line(pages, "aeraki-mesh")


def line(html: str, project: str) -> str:
    """What a board says of a project, without the markup."""
    after = html.partition(f'<a href="/projects/{project}/">')[2]
    return " ".join(re.sub(r"<[^>]+>", " ", after.partition("</tr>")[0]).split())


def test_two_ladders_stand_on_one_board(
    client: Client, answers: Answers, tmp_path: Path, settings: object
) -> None:
    folder = tmp_path / "criteria"
    shutil.copytree(settings.BASE_DIR / "criteria", folder)  # type: ignore[attr-defined]
    shutil.copy(BASELINE / "openssf-baseline.yaml", folder)
    run("criteria", "check", str(folder))
    run("criteria", "apply", str(folder))
    run("import_projects", str(PROJECTS))
    answers(
        "akri,automated-testing,,first-results,met,2024-12-31,",
        "akri,access-control,,baseline-1,met,2025-06-30,",
    )
    page = board(client)
    for word in ("Started", "First results", "Mature", "Baseline 1", "Baseline 2", "Baseline 3"):
        assert word in page
    one = line(board(client, "?q=akri&across=aims"), "akri")
    assert "First results" in one
    assert "Baseline 1" in one
    assert "Nothing to do" in run("criteria", "apply", str(folder))
