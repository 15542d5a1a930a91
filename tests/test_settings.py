import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from dashboard import settings as source
from tests.commands.conftest import OURS


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))


def read() -> dict[str, Any]:
    """The settings as a new process would have them."""
    return runpy.run_path(source.__file__)


def test_nothing_has_to_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read()
    assert settings["DEBUG"] is False
    assert settings["TIME_ZONE"] == "UTC"
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize("name", sorted({*OURS} - {"DATA_DIR"}))
def test_an_empty_value_is_as_good_as_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    simple = (str, bool, list, dict, Path)
    unset = {key: value for key, value in read().items() if isinstance(value, simple)}
    monkeypatch.setenv(name, " ")
    now = read()
    assert {key: now[key] for key in unset if key.isupper()} == {
        key: value for key, value in unset.items() if key.isupper()
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("HTTPS", "ture"),
        ("BEHIND_PROXY", "2"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "Europe"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("LOG_LEVEL", "loud"),
        ("DATABASE_URL", "mysql://root:hidden@127.0.0.1/test"),
        ("DATABASE_URL", "upstanding.sqlite3"),
        ("DATABASE_URL", "postgres://root:hidden@127.0.0.1:port/test"),
        ("DATA_DIR", "/proc/nowhere"),
    ],
)
def test_a_wrong_value_names_its_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=f"^{name}") as caught:
        read()
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(("value", "meant"), [("Yes", True), ("1", True), ("OFF", False)])
def test_yes_and_no_have_several_spellings(
    value: str, meant: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBUG", value)
    assert read()["DEBUG"] is meant


def test_names_stand_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "one.example.org, two.example.org,")
    assert read()["ALLOWED_HOSTS"] == ["one.example.org", "two.example.org"]


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = read()["SECRET_KEY"]
    assert len(first) > 50
    assert read()["SECRET_KEY"] == first
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_a_folder_with_odd_characters_keeps_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a b+c%20d?e#f"
    monkeypatch.setenv("DATA_DIR", str(folder))
    assert read()["DATABASES"]["default"]["NAME"] == f"{folder}/upstanding.sqlite3"


def test_a_key_that_is_given_leaves_room_for_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert read()["SECRET_KEY"] == "given"
    assert [*(tmp_path / "data").iterdir()] == []


def test_a_database_elsewhere_needs_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.org/upstanding")
    assert read()["DATABASES"]["default"]["HOST"] == "db.example.org"
    assert not (tmp_path / "data").exists()
