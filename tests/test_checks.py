import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.db import connection

from dashboard import checks


def ids(messages: list[CheckMessage]) -> list[str | None]:
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_a_missing_folder_of_criteria_only_warns(settings: Any, tmp_path: Path) -> None:
    settings.CRITERIA_DIR = tmp_path
    assert ids(checks.criteria_folder(None)) == []
    settings.CRITERIA_DIR = tmp_path / "nowhere"
    (warning,) = checks.criteria_folder(None)
    assert not warning.is_serious()
    assert "CRITERIA_DIR" in warning.msg


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this is about SQLite")
    assert ids(checks.sqlite_version(None)) == []
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    assert ids(checks.sqlite_version(None)) == ["dashboard.E001"]


@pytest.mark.parametrize(
    ("https", "hosts", "found"),
    [
        (False, ["localhost"], []),
        (True, ["localhost", "127.0.0.1"], ["dashboard.W002"]),
        (True, ["localhost", "quality.example.org"], []),
    ],
)
def test_https_wants_a_name(https: bool, hosts: list[str], found: list[str], settings: Any) -> None:
    settings.HTTPS, settings.ALLOWED_HOSTS = https, hosts
    assert ids(checks.hosts(None)) == found


@pytest.mark.parametrize(
    ("https", "behind", "found"),
    [(False, False, []), (True, False, ["dashboard.W003"]), (True, True, []), (False, True, [])],
)
def test_https_wants_a_proxy(https: bool, behind: bool, found: list[str], settings: Any) -> None:
    settings.HTTPS, settings.BEHIND_PROXY = https, behind
    assert ids(checks.proxy(None)) == found
