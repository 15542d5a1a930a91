"""The two addresses of single sign-on, and what it leaves alone."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import openid
from tests.signed_on import BACK, Site, Visitor, beside

pytestmark = pytest.mark.process
THERE = "/accounts/provider/"


def test_the_page_offers_the_provider_beside_the_password(site: Site, visitor: Visitor) -> None:
    page = visitor.get("/accounts/login/")
    assert "Log in with Example SSO" in page.text
    assert 'name="password"' in page.text
    policy = page.headers["Content-Security-Policy"]
    assert f"form-action 'self' {site.provider.issuer};" in f"{policy};"
    assert "unsafe" not in policy


def test_the_browser_is_sent_there_with_state_nonce_and_a_proof(
    site: Site, visitor: Visitor
) -> None:
    asked = parse_qs(urlsplit(visitor.begin().headers["Location"]).query)
    again = parse_qs(urlsplit(visitor.begin().headers["Location"]).query)
    assert asked["redirect_uri"] == [f"{site.home}{BACK}"]
    assert asked["response_type"] == ["code"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == ["S256"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name][0]) >= 16
        assert asked[name] != again[name]


def test_nobody_who_links_to_it_says_what_is_asked_of_the_provider(visitor: Visitor) -> None:
    page = visitor.get("/accounts/login/").text
    (token, *_) = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page)
    answer = visitor.session.post(
        f"{visitor.site.home}{THERE}?scope=admin&auth_params=prompt%3Dnone&process=connect",
        {"csrfmiddlewaretoken": token},
        allow_redirects=False,
    )
    assert "admin" not in answer.headers["Location"]
    assert "prompt" not in answer.headers["Location"]


def test_one_comes_back_to_where_one_was(visitor: Visitor) -> None:
    assert visitor.log_in("/aims/?a=b&c=d").headers["Location"] == "/aims/?a=b&c=d"


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_one_is_not_sent_elsewhere(visitor: Visitor, there: str) -> None:
    assert visitor.log_in(there).headers["Location"] == "/"


def test_another_site_cannot_set_it_going(visitor: Visitor) -> None:
    assert visitor.session.post(f"{visitor.site.home}{THERE}").status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *[(method, THERE) for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE")],
        *[(method, BACK) for method in ("HEAD", "PUT", "PATCH", "DELETE")],
    ],
)
def test_other_methods_are_refused(visitor: Visitor, method: str, path: str) -> None:
    visitor.get("/accounts/login/")
    visitor.session.headers["X-CSRFToken"] = visitor.session.cookies["csrftoken"]
    answer = visitor.session.request(method, f"{visitor.site.home}{path}")
    assert answer.status_code == 405


@pytest.mark.parametrize(
    "path",
    ["signup", "social/signup", "social/login/error", "3rdparty", "oidc/x/login", "provider/x"],
)
def test_no_other_address_of_the_log_in_library_is_there(visitor: Visitor, path: str) -> None:
    assert visitor.get(f"/accounts/{path}/").status_code == 404


def test_two_addresses_come_with_it_and_no_other(site: Site) -> None:
    listing = (
        "from django.urls import get_resolver as r;"
        "print('names', *{str(each.name) for each in r().url_patterns if hasattr(each, 'name')})"
    )
    off = dict.fromkeys(site.provider.environment(), "")
    told = [site.manage("shell", "-v0", "-c", listing, **also).stdout for also in ({}, off)]
    on, without = (set(one.split()) for one in told)
    assert "board" in without
    assert on - without == {"account_provider", "account_provider_callback"}


def test_the_library_asks_for_no_migration_of_ours(site: Site) -> None:
    done = site.manage("makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout


def test_a_log_in_begins_a_new_session(visitor: Visitor) -> None:
    back = visitor.decide(visitor.begin())
    before = visitor.session.cookies["sessionid"]
    visitor.get(back)
    assert visitor.session.cookies["sessionid"] != before


def test_trying_again_and_again_is_slowed_down(visitor: Visitor) -> None:
    statuses = [visitor.get(f"{BACK}?state=guess").status_code for _ in range(62)]
    assert statuses[:60] == [400] * 60
    assert statuses[60:] == [429] * 2
    assert visitor.begin().status_code == 429
    assert Visitor(visitor.site).log_in().status_code == 302


def test_with_log_in_required_the_way_to_the_provider_is_open(site: Site, tmp_path: Path) -> None:
    with beside(site, tmp_path, LOGIN_REQUIRED="true") as closed:
        visitor = Visitor(closed)
        assert visitor.get("/").headers["Location"] == "/accounts/login/?next=/"
        assert visitor.get(BACK).status_code == 400
        assert visitor.log_in("/aims/").headers["Location"] == "/aims/"
        assert visitor.get("/aims/").status_code == 200
        assert openid.SECRET not in closed.server.said()
