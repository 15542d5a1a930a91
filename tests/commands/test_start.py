import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from dashboard.demo import LOG_INS
from tests.commands.conftest import Ask, Manage, Place
from tests.processes import Server, free_port, serving

pytestmark = pytest.mark.process

LATER = (
    "INSERT INTO django_migrations (app, name, applied) "
    "VALUES ('dashboard', '9999_later', CURRENT_TIMESTAMP)"
)
PROJECTS = "SELECT count(*) FROM dashboard_project"


@contextmanager
def started(manage: Manage, tmp_path: Path, *args: str) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "start", "--port", str(port)]
    with serving([*command, *args], port, tmp_path, manage.environment) as server:
        yield server


def test_a_new_installation_migrates_and_serves(manage: Manage, tmp_path: Path, ask: Ask) -> None:
    with started(manage, tmp_path) as server:
        assert server.get("/healthz") == (200, "ok")
        assert server.get("/readyz") == (200, "ready")
        assert f"Upstanding is at http://127.0.0.1:{server.port}" in server.said()
    assert ask(PROJECTS) == "0"
    assert not (tmp_path / "data" / "backups").exists()


def test_the_second_time_it_applies_nothing(installed: Manage, tmp_path: Path) -> None:
    installed.environment["WEB_CONCURRENCY"] = ""  # as good as none
    with started(installed, tmp_path) as server:
        assert server.said().strip().startswith("Upstanding is at ")


def test_pending_migrations_are_applied_after_a_backup(installed: Manage, tmp_path: Path) -> None:
    installed("migrate", "dashboard", "0001", "--no-backup", "-v0")
    with started(installed, tmp_path) as server:
        assert server.get("/readyz") == (200, "ready")
        assert "Saved the database as it was in" in server.said()


def test_single_sign_on_is_switched_on_and_off(installed: Manage, tmp_path: Path) -> None:
    named = {"OIDC_URL": "http://127.0.0.1:9", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
    installed.environment.update(named)
    with started(installed, tmp_path) as server:
        assert server.get("/readyz") == (200, "ready")
        assert "Saved the database as it was in" in server.said()
    installed.environment.update(dict.fromkeys(named, ""))
    with started(installed, tmp_path) as server:
        assert server.get("/readyz") == (200, "ready")
        assert server.said().strip().startswith("Upstanding is at ")


def test_control_c_ends_it_and_all_its_workers(installed: Manage, tmp_path: Path) -> None:
    with started(installed, tmp_path) as server:
        assert server.interrupt() == 0
        assert "Traceback" not in server.said()
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", server.port)) != 0


def test_the_demo_fills_an_empty_database_once(installed: Manage, tmp_path: Path, ask: Ask) -> None:
    with started(installed, tmp_path, "--demo", "yes") as server:
        assert "with the password" in server.said()
    assert ask(PROJECTS) == "30"
    before = ask("SELECT number FROM dashboard_revision")
    with started(installed, tmp_path, "--demo", "yes") as server:
        said = [line for line in server.said().splitlines() if line]
        assert all("with the password" in line for line in said[: len(LOG_INS)])
        assert said[len(LOG_INS)].startswith("Upstanding is at ")
    assert ask("SELECT number FROM dashboard_revision") == before


def test_the_demo_leaves_a_database_alone_in_which_somebody_can_log_in(
    installed: Manage, tmp_path: Path, ask: Ask
) -> None:
    name = {"DJANGO_SUPERUSER_PASSWORD": "a long enough secret"}
    installed("createsuperuser", "--noinput", "--username=ada", "--email=", **name)
    with started(installed, tmp_path, "--demo", "yes") as server:
        assert "with the password" not in server.said()
    assert ask(PROJECTS) == "0"


def test_a_taken_port_is_said_before_anything_is_done(manage: Manage, place: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = manage("start", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "Address already in use. Choose another with --port." in done.stderr
    assert not place.is_file or not place.file.exists()


@pytest.mark.parametrize("port", ["0x50", "99999", "-1"])
def test_what_is_no_port_is_refused(manage: Manage, port: str) -> None:
    done = manage("start", f"--port={port}")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("workers", ["two", "0", "-1"])
def test_a_number_of_processes_that_is_none_is_refused(manage: Manage, workers: str) -> None:
    done = manage("start", "--port", str(free_port()), WEB_CONCURRENCY=workers)
    assert f"WEB_CONCURRENCY={workers} is no number of processes." in done.stderr


def test_a_database_of_a_later_release_is_not_served(installed: Manage, ask: Ask) -> None:
    ask(LATER)
    done = installed("start", "--port", str(free_port()))
    assert done.returncode == 1
    assert "was used by a later release: it has the migration 9999_later" in done.stderr


@pytest.mark.parametrize("command", ["start", "backup", "restore", "migrate"])
@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.sqlite3", "postgres://root:hidden@127.0.0.1:1/test"]
)
def test_a_database_that_cannot_be_reached_is_named(
    manage: Manage, command: str, url: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"SQLite format 3\0" if url.startswith("sqlite") else b"PGDMP")
    args = {"start": ["--port", str(free_port())], "restore": [str(tmp_path / "file"), "--yes"]}
    done = manage(command, *args.get(command, []), DATABASE_URL=url)
    assert done.returncode == 1
    assert command == "restore" or "cannot be used: " in done.stderr
    assert "Traceback" not in done.stderr
    assert "hidden" not in done.stderr


def test_missing_criteria_warn_and_do_not_stop_it(installed: Manage, tmp_path: Path) -> None:
    installed.environment["CRITERIA_DIR"] = str(tmp_path / "nowhere")
    with started(installed, tmp_path) as server:
        assert server.get("/readyz") == (200, "ready")
        assert "dashboard.W001" in server.said()
