"""Whatever a provider or a visitor does: a page that says what to do, and nobody logged in."""

from collections.abc import Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from tests import openid
from tests.openid import DISCOVERY, Behaviour, Provider
from tests.signed_on import BACK, Site, Visitor

pytestmark = pytest.mark.process


def by_another_key(provider: Provider, claims: Mapping[str, Any]) -> str:
    return provider.signed(claims, generate_private_key(65537, 2048))


def unsigned(provider: Provider, claims: Mapping[str, Any]) -> str:
    return jwt.encode(dict(claims), "", algorithm="none", headers={"kid": "one"})


def by_the_shared_secret(provider: Provider, claims: Mapping[str, Any]) -> str:
    return jwt.encode(dict(claims), openid.SECRET, algorithm="HS256", headers={"kid": "one"})


def by_an_unknown_key(provider: Provider, claims: Mapping[str, Any]) -> str:
    return jwt.encode(dict(claims), provider.key, algorithm="RS256", headers={"kid": "two"})


def not_at_all(provider: Provider, claims: Mapping[str, Any]) -> str:
    return "nonsense"


FALSE_TOKENS = {
    "another key": Behaviour(sign=by_another_key),
    "unsigned": Behaviour(sign=unsigned),
    "the shared secret": Behaviour(sign=by_the_shared_secret),
    "an unknown key": Behaviour(sign=by_an_unknown_key),
    "no token": Behaviour(sign=not_at_all),
    "another nonce": Behaviour(claims={"nonce": "another"}),
    "no nonce": Behaviour(claims={"nonce": None}),
    "another issuer": Behaviour(claims={"iss": "https://evil.example"}),
    "another client": Behaviour(claims={"aud": "another"}),
    "given to another": Behaviour(claims={"aud": [openid.CLIENT, "b"], "azp": "b"}),
    "expired": Behaviour(claims={"exp": 1}),
    "never expiring": Behaviour(claims={"exp": None}),
    "of the future": Behaviour(claims={"iat": 9_999_999_999}),
    "of nobody": Behaviour(claims={"sub": None}),
    "of a number": Behaviour(claims={"sub": 7}, info={"sub": 7}),
    "of a blank": Behaviour(person={"sub": ""}),
    "of an endless name": Behaviour(person={"sub": "x" * 192}),
    "of no plain text": Behaviour(person={"sub": "a\x00b"}),
    "two people": Behaviour(info={"sub": "another"}),
}
OF_NO_USE = {
    "no code": Behaviour(answers={"/token": openid.as_json({"error": "invalid_client"}, 401)}),
    "a list": Behaviour(answers={"/token": openid.as_json([])}),
    "no id token": Behaviour(answers={"/token": openid.as_json({"access_token": "a"})}),
    "an id token of numbers": Behaviour(
        answers={"/token": openid.as_json({"access_token": "a", "id_token": 1})}
    ),
    "not JSON": Behaviour(answers={"/token": (200, "application/json", "{")}),
    "keys of no use": Behaviour(answers={"/jwks": openid.as_json({"keys": [{"kty": "oct"}]})}),
    "keys as a list": Behaviour(answers={"/jwks": openid.as_json([1])}),
    "keys elsewhere": Behaviour(answers={"/jwks": (302, "text/plain", "https://evil.example/")}),
    "no user info": Behaviour(answers={"/userinfo": (403, "text/plain", "")}),
}
MISLEADING = {
    "not JSON": Behaviour(answers={DISCOVERY: (200, "text/html", "<p>Hello")}),
    "a list": Behaviour(answers={DISCOVERY: openid.as_json([])}),
    "nothing": Behaviour(answers={DISCOVERY: openid.as_json({})}),
    "not there": Behaviour(answers={DISCOVERY: (404, "text/plain", "")}),
    "elsewhere": Behaviour(answers={DISCOVERY: (302, "text/plain", "https://evil.example/")}),
    "another issuer": Behaviour(discovery={"issuer": "https://evil.example"}),
    "plain HTTP": Behaviour(discovery={"token_endpoint": "http://evil.example/token"}),
    "keys by plain HTTP": Behaviour(discovery={"jwks_uri": "http://evil.example/keys"}),
    "log-in at another place": Behaviour(
        discovery={"authorization_endpoint": "https://evil.example/authorize"}
    ),
    "no log-in": Behaviour(discovery={"authorization_endpoint": None}),
    "an address of numbers": Behaviour(discovery={"token_endpoint": 1}),
}
AWAY = {
    "hangs up": None,
    "broken": (500, "text/plain", "Oh."),
    "busy": (503, "application/json", "{}"),
}


def refused(visitor: Visitor, answer: Any, status: int, words: str) -> None:
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert "You are not logged in" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert not visitor.is_in()
    assert visitor.site.accounts() == []


@pytest.mark.parametrize("name", FALSE_TOKENS)
def test_a_token_that_proves_nothing_logs_nobody_in(
    site: Site, visitor: Visitor, name: str
) -> None:
    site.provider.now = FALSE_TOKENS[name]
    refused(visitor, visitor.log_in(), 502, "could not be trusted")


@pytest.mark.parametrize("name", OF_NO_USE)
def test_an_answer_of_no_use_is_told(site: Site, visitor: Visitor, name: str) -> None:
    site.provider.now = OF_NO_USE[name]
    refused(visitor, visitor.log_in(), 502, "could not be trusted")


@pytest.mark.parametrize("name", MISLEADING)
def test_nobody_is_sent_to_a_provider_that_misleads(
    site: Site, visitor: Visitor, name: str
) -> None:
    site.provider.now = MISLEADING[name]
    refused(visitor, visitor.begin(), 502, "could not be trusted")


@pytest.mark.parametrize("name", AWAY)
def test_a_provider_that_is_away_is_told_before_anybody_is_sent_there(
    site: Site, visitor: Visitor, name: str
) -> None:
    site.provider.now = Behaviour(answers={DISCOVERY: AWAY[name]})
    refused(visitor, visitor.begin(), 503, "does not answer just now")


@pytest.mark.parametrize("path", ["/jwks", "/userinfo"])
@pytest.mark.parametrize("name", AWAY)
def test_a_provider_may_go_away_meanwhile(
    site: Site, visitor: Visitor, name: str, path: str
) -> None:
    site.provider.now = Behaviour(answers={path: AWAY[name]})
    refused(visitor, visitor.log_in(), 503, "does not answer just now")


def test_what_was_wrong_is_in_the_log_without_any_token(site: Site, visitor: Visitor) -> None:
    site.provider.now = OF_NO_USE["no code"]
    visitor.log_in()
    site.provider.now = Behaviour(claims={"nonce": "another"})
    visitor.log_in()
    log = site.server.said()
    assert "the provider gave no token, but invalid_client" in log
    assert "the nonce differs" in log
    assert "Bearer" not in log
    assert "eyJ" not in log


def test_whoever_turns_back_is_told_so(visitor: Visitor) -> None:
    refused(visitor, visitor.log_in(answer="no"), 403, "did not let you through")


@pytest.mark.parametrize(
    ("error", "status"),
    [("server_error", 503), ("temporarily_unavailable", 503), ("<b>invalid</b>", 502)],
)
def test_an_error_of_the_provider_is_told(visitor: Visitor, error: str, status: int) -> None:
    back = visitor.decide(visitor.begin()).partition("&code=")[0]
    refused(visitor, visitor.get(f"{back}&error={error}"), status, "Log in")


@pytest.mark.parametrize(
    "query", ["", "?state=&code=a", "?state=unknown&code=a", "?state=a%00b", "?error=access_denied"]
)
def test_whoever_did_not_set_out_from_here_is_not_let_in(visitor: Visitor, query: str) -> None:
    refused(visitor, visitor.get(f"{BACK}{query}"), 400, "begun in another browser")


def test_a_way_back_without_a_code_leads_nowhere(visitor: Visitor) -> None:
    back = visitor.decide(visitor.begin()).partition("&code=")[0]
    refused(visitor, visitor.get(back), 502, "could not be trusted")


def test_the_way_back_of_one_browser_is_of_no_use_to_another(site: Site, visitor: Visitor) -> None:
    """Nobody can log somebody else in as themselves."""
    theirs = Visitor(site).decide(Visitor(site).begin())
    refused(visitor, visitor.get(theirs), 400, "begun in another browser")


def test_the_way_back_serves_once(site: Site, visitor: Visitor) -> None:
    back = visitor.decide(visitor.begin())
    assert visitor.get(back).headers["Location"] == "/"
    assert visitor.get(back).status_code == 400


def test_a_code_is_of_no_use_without_the_key_to_its_proof(site: Site, visitor: Visitor) -> None:
    """PKCE: a code that leaked, put into a way back of another log-in."""
    leaked = Visitor(site).decide(Visitor(site).begin()).partition("&code=")[2]
    own = visitor.decide(visitor.begin()).partition("&code=")[0]
    refused(visitor, visitor.get(f"{own}&code={leaked}"), 502, "could not be trusted")
