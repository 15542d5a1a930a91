"""What the Makefile promises, tried in a copy of the repository that has no data yet."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.commands.conftest import OURS
from tests.processes import free_port, serving

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[1]
VENV = Path(sys.prefix)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "data", "static", ".*_cache", "__pycache__")
OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PORT", "DEMO", "ARGS", "VENV", "PYTHON", "UPGRADE")


@pytest.fixture
def environment() -> dict[str, str]:
    """Nothing of whoever calls, not even of the `make test` around this, but a mistaken one."""
    foreign = {*OURS, *OF_MAKE}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {"DJANGO_SETTINGS_MODULE": "another.project"}


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the repository; it borrows the installation that these tests run in."""
    if connection.vendor != "sqlite":
        pytest.skip("make run is tried on SQLite")
    needs = max((ROOT / name).stat().st_mtime for name in ("pyproject.toml", "constraints.txt"))
    if not (VENV / "dev").exists() or (VENV / "dev").stat().st_mtime < needs:
        pytest.skip("the installation is not of `make setup`")
    folder = tmp_path_factory.mktemp("make") / "clone"
    shutil.copytree(ROOT, folder, ignore=_left_out)
    yield folder
    shutil.rmtree(folder)


def _left_out(folder: str, names: list[str]) -> set[str]:
    """Everything that git ignores; `static` only at the top."""
    return LEFT_OUT(folder, names) - ({"static"} if Path(folder) != ROOT else set())


def make(
    folder: Path, environment: Mapping[str, str], *args: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *args], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )


def run(port: int, *args: str) -> list[str]:
    return ["make", "run", f"PORT={port}", f"VENV={VENV}", *args]


def test_the_first_run_shows_the_demo_and_the_second_begins_at_once(
    clone: Path, environment: dict[str, str]
) -> None:
    port = free_port()
    assert not (clone / "data").exists()
    with serving(run(port), port, clone, environment) as server:
        status, page = server.get("/")
        assert status == 200
        (sheet, *_) = re.findall(r'href="(/static/[^"]+\.css)"', page)
        assert server.get(sheet)[0] == 200
        first = server.said()
        assert f"Upstanding is at http://127.0.0.1:{port}" in first
        assert "with the password" in first
        server.interrupt()
    before = rows_of(clone / "data")
    with serving(run(port), port, clone, environment) as server:
        assert len(server.said().strip().splitlines()) < 10  # log-ins and the address
        assert server.get("/")[0] == 200
        server.interrupt()
    assert rows_of(clone / "data") == before


def rows_of(data: Path) -> tuple[int, int, int]:
    """What grows with anything applied or filled in: the revision, events and frameworks."""
    with closing(sqlite3.connect(data / "upstanding.sqlite3")) as database:
        (row,) = database.execute(
            "SELECT (SELECT number FROM dashboard_revision), (SELECT count(*) FROM"
            " dashboard_event), (SELECT count(*) FROM dashboard_framework)"
        )
    revision, events, frameworks = row
    return revision, events, frameworks


def test_without_a_demo_it_begins_with_nothing_and_shows_what_is_entered(
    clone: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """Each worker keeps pages in its own memory; the next reader of any of them sees a write."""
    port, elsewhere = free_port(), tmp_path / "elsewhere"
    environment |= {"WEB_CONCURRENCY": "3", "DATA_DIR": str(elsewhere)}
    with serving(run(port, "DEMO=no"), port, clone, environment) as server:
        status, page = server.get("/")
        assert status == 200
        assert "manage.py" in page  # what to do next
        assert "with the password" not in server.said()
        assert {server.get("/")[1] for _ in range(15)} == {page}
        sheet = tmp_path / "projects.csv"
        sheet.write_text("key,name,team\nfirst,First of all,Engine\n")
        entering = [f"{VENV}/bin/python", "manage.py", "import_projects", str(sheet)]
        ours = environment | {"DJANGO_SETTINGS_MODULE": "dashboard.settings"}
        subprocess.run(entering, cwd=clone, env=ours, check=True, capture_output=True)
        (board,) = {server.get("/")[1] for _ in range(15)}
        assert "First of all" in board
        server.interrupt()
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert (elsewhere / "upstanding.sqlite3").exists()


def test_a_taken_port_is_said_before_anything_is_done(
    clone: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    before = set(clone.rglob("*"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = make(clone, environment, "run", f"PORT={port}", f"VENV={tmp_path}/none")
    assert done.returncode != 0
    assert f"Port {port} at 127.0.0.1 cannot be served: Address already in use." in done.stderr
    assert not (tmp_path / "none").exists()
    assert {path for path in clone.rglob("*") if "__pycache__" not in path.parts} == before


@pytest.mark.parametrize("port", ["abc", "99999", "80; echo done", ""])
def test_what_is_no_port_is_refused(clone: Path, environment: dict[str, str], port: str) -> None:
    done = make(clone, environment, "run", f"PORT={port}")
    assert done.returncode != 0
    assert "Choose another with PORT=…" in done.stderr
    assert done.stdout == ""


def test_an_unknown_word_for_the_demo_is_refused(clone: Path, environment: dict[str, str]) -> None:
    done = make(clone, environment, *run(free_port(), "DEMO=perhaps")[1:])
    assert done.returncode != 0
    assert "DEMO=perhaps is neither yes nor no." in done.stderr


def test_a_python_that_is_missing_or_too_old_is_said(
    environment: dict[str, str], tmp_path: Path
) -> None:
    done = make(ROOT, environment, "setup", f"VENV={tmp_path}/none", "PYTHON=")
    assert done.returncode != 0
    assert "Python 3.11 or later is needed" in done.stderr


def test_help_names_every_target(environment: dict[str, str]) -> None:
    (targets,) = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    said = make(ROOT, environment).stdout
    assert [line.split()[1] for line in said.splitlines()] == targets.split()


def test_settings_of_whoever_calls_do_not_reach_tests_and_checks() -> None:
    recipe = (ROOT / "Makefile").read_text().replace("\\\n", "")
    kept = {"DATA_DIR", "DATABASE_URL"}  # the first is set anew, the second is meant
    assert set(re.findall(r"-u ([A-Z_]+)", recipe)) >= set(OURS) - kept


@pytest.mark.parametrize(
    ("given", "extras"),
    [
        ([], ""),
        (["OIDC_URL=https://login.example.org"], "sso"),
        (["DATABASE_URL=postgres://db.example.org/a"], "postgres"),
        (["DATABASE_URL=postgres://a/b", "OIDC_URL=https://login.example.org"], "postgres sso"),
    ],
)
def test_what_the_settings_ask_for_is_installed(
    environment: dict[str, str], tmp_path: Path, given: list[str], extras: str
) -> None:
    done = make(ROOT, environment, "--dry-run", "install", f"VENV={tmp_path}/none", *given)
    (told,) = re.findall(r"""sep='\\n'\)"(.*) >""", done.stdout)
    assert told.strip() == extras


def test_installing_again_is_not_needed(clone: Path, environment: dict[str, str]) -> None:
    done = make(clone, environment, "setup", f"VENV={VENV}")
    assert (done.returncode, "Installing" in done.stdout) == (0, False)
