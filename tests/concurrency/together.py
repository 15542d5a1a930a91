"""Processes that begin at the same moment."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from django.conf import settings

from tests.commands.conftest import Manage


def at_once(manage: Manage, module: str, each: Iterable[Sequence[str]]) -> Counter[str]:
    """Let a process for each work from the same moment on; what they did together."""
    workers = [started(manage, module, args) for args in each]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n", worker.communicate()[1]
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    together = Counter[str]()
    for worker in workers:
        out, err = worker.communicate(timeout=400)
        assert worker.returncode == 0, err
        assert err == ""
        together.update(json.loads(out))
    return together


def started(manage: Manage, module: str, args: Sequence[str]) -> subprocess.Popen[str]:
    """A process with the settings of a database of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *args],
        cwd=settings.BASE_DIR,
        env=manage.environment | {"DJANGO_SETTINGS_MODULE": "dashboard.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
