"""Eight people who edit one project at the same time, each through the server that we start."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.commands.conftest import Ask, Manage
from tests.concurrency.browser import EDITS, EVERY, LEADS
from tests.concurrency.together import at_once, started
from tests.processes import Server, free_port, serving

pytestmark = pytest.mark.process
WORKERS = 4
COUNTED = LEADS * EDITS // EVERY  # of all edits, those of what everybody edits


@pytest.fixture
def sessions(installed: Manage) -> list[str]:
    told, wrong = started(installed, "tests.concurrency.leads", []).communicate(timeout=120)
    assert wrong == ""
    found: list[str] = json.loads(told)
    return found


@pytest.fixture
def server(installed: Manage, sessions: list[str], tmp_path: Path) -> Iterator[Server]:
    port = free_port()
    start = [str(settings.BASE_DIR / "manage.py"), "start", "--port", str(port)]
    quiet = {"WEB_CONCURRENCY": str(WORKERS), "LOG_LEVEL": "WARNING"}
    quiet["PGOPTIONS"] = "-c synchronous_commit=off"  # about many at once, not about a power cut
    environment = installed.environment | quiet
    with serving([sys.executable, *start], port, tmp_path, environment) as served:
        yield served


def test_no_edit_is_lost_and_none_fails(
    installed: Manage, ask: Ask, server: Server, sessions: list[str]
) -> None:
    each = [(str(n), str(server.port), session) for n, session in enumerate(sessions)]
    answers = at_once(installed, "tests.concurrency.browser", each)

    # Each was saved or told that somebody else was first; of what is one's own nobody was.
    assert server.said().count("ERROR") == 0, server.said()
    assert set(answers) == {"own 200", "shared 200", "shared 409"}
    assert answers["own 200"] == LEADS * EDITS - COUNTED
    assert answers["shared 200"] == COUNTED

    # No event is lost: each edit that was saved left the one it should.
    assert ask("SELECT count(*) FROM dashboard_event WHERE verb = 'answered'") == str(LEADS * EDITS)
    texts = "SELECT count(DISTINCT after) FROM dashboard_eventtext WHERE field = 'note'"
    assert ask(texts) == str(LEADS * EDITS)
    assert ask("SELECT count(*) FROM dashboard_event WHERE verb = 'agreement-changed'") == "1"

    # No update is lost: each success added one to what the one before it left.
    counted = (
        "SELECT note FROM dashboard_assessment WHERE objective_id IN "
        "(SELECT id FROM dashboard_objective WHERE key = 'counted')"
    )
    assert ask(counted).split()[0] == str(COUNTED)

    told = installed("verify")
    assert told.returncode == 0, told.stdout
