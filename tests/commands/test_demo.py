"""`manage.py demo` in a process of its own, which somebody ends half-way."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings

from tests.commands.conftest import Ask, Manage

TABLES = [
    *(f"dashboard_{name}" for name in ("event", "movement", "framework", "project", "person")),
    "auth_user",
]

pytestmark = pytest.mark.process


@contextmanager
def _running(manage: Manage, *args: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "demo", *args],
        cwd=settings.BASE_DIR,
        env=manage.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_killed_half_way_it_leaves_nothing_and_can_be_run_again(
    installed: Manage, ask: Ask
) -> None:
    with _running(installed, "--projects", "10") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "60 %" in line:  # the criteria have changed: much is written, nothing is kept
                process.kill()
                break
    assert process.wait() == -signal.SIGKILL
    assert [ask(f"SELECT count(*) FROM {table}") for table in TABLES] == ["0"] * len(TABLES)
    assert installed("verify").returncode == 0
    done = installed("demo", "--projects", "2", "--years", "1")
    assert (done.returncode, ask("SELECT count(*) FROM dashboard_project")) == (0, "2")
    assert installed("verify").returncode == 0


def test_without_migrations_it_says_what_to_run(manage: Manage) -> None:
    refused = manage("demo")
    assert refused.returncode == 1
    assert "`migrate`" in refused.stderr
