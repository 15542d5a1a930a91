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


SSO = {
    "OIDC_URL": "https://login.example.org/realm/",
    "OIDC_CLIENT_ID": "upstanding",
    "OIDC_CLIENT_SECRET": "hidden",
}


def with_sso(monkeypatch: pytest.MonkeyPatch, **also: str) -> dict[str, Any]:
    for name, value in (SSO | also).items():
        monkeypatch.setenv(name, value)
    return read()


def test_without_a_provider_nothing_of_it_is_there() -> None:
    settings = read()
    assert settings["SIGN_ON"] is None
    assert "allauth.socialaccount" not in settings["INSTALLED_APPS"]
    assert settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == ["'self'"]


def test_a_provider_is_named_by_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = with_sso(monkeypatch, OIDC_ORIGINS="https://a.example:8443/, https://b.example")
    assert settings["SIGN_ON"].issuer == "https://login.example.org/realm"
    assert settings["SIGN_ON"].name == "single sign-on"
    assert "hidden" not in str(settings["SIGN_ON"])
    assert "allauth.socialaccount" in settings["INSTALLED_APPS"]
    assert settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == [
        "'self'",
        "https://login.example.org",
        "https://a.example:8443",
        "https://b.example",
    ]


@pytest.mark.parametrize("missing", SSO)
def test_of_a_provider_all_is_said_or_nothing(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{missing} is missing"):
        with_sso(monkeypatch, **{missing: ""})


@pytest.mark.parametrize("alone", ["OIDC_NAME", "OIDC_ORIGINS"])
def test_what_only_adds_to_a_provider_is_not_said_without_one(
    alone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(alone, "https://b.example")
    with pytest.raises(ImproperlyConfigured, match=r"^OIDC_URL is missing"):
        read()


@pytest.mark.parametrize(
    "url",
    [
        "login.example.org",
        "http://login.example.org",
        "http://localhost:8080",  # a name, and somebody may point it elsewhere
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org",
        "ftp://127.0.0.1",
        "https://",
        "https://user:password@login.example.org",
        "https://login.example.org;script-src",
        "https://login.example.org/?a=b",
        "https://login.example.org/#a",
        "https://login.example.org/a b",
        "https://login.example.org/.well-known/openid-configuration",
        "https://login.example.org/" + "a" * 200,
    ],
)
def test_a_provider_that_is_not_safe_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^OIDC_URL must be") as caught:
        with_sso(monkeypatch, OIDC_URL=url)
    assert "password@" not in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("origin", ["http://a.example", "https://a.example/path", "*", "'none'"])
def test_the_policy_takes_origins_alone(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^OIDC_ORIGINS "):
        with_sso(monkeypatch, OIDC_ORIGINS=f"https://b.example,{origin}")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/realm", "http://[::1]:8080"])
def test_a_provider_on_this_machine_may_speak_plain_http_until_visitors_come(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert with_sso(monkeypatch, OIDC_URL=url)["SIGN_ON"].issuer == url
    with pytest.raises(ImproperlyConfigured, match=r"^OIDC_URL must begin with https://"):
        with_sso(monkeypatch, OIDC_URL=url, HTTPS="true")


def test_a_provider_without_what_it_needs_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dashboard.sign_on.wanted.find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"^OIDC_URL is set.* `make install`"):
        with_sso(monkeypatch)
