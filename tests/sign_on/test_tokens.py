"""What is taken from a token that is as it should be; test_failures.py has the others."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from dashboard.sign_on.people import voucher_of
from dashboard.sign_on.tokens import Unproven, claims_of

ISSUER = "https://login.example.org"
RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP256R1())
ED = ed25519.Ed25519PrivateKey.generate()
KEYS: dict[str, tuple[Any, dict[str, Any]]] = {
    "RS256": (RSA, RSAAlgorithm.to_jwk(RSA.public_key(), as_dict=True)),
    "ES256": (EC, ECAlgorithm.to_jwk(EC.public_key(), as_dict=True)),
    "EdDSA": (ED, OKPAlgorithm.to_jwk(ED.public_key(), as_dict=True)),
}


def said(**also: Any) -> dict[str, Any]:
    now = int(time.time())
    own = {"iss": ISSUER, "aud": "us", "sub": "1", "iat": now, "exp": now + 60, "nonce": "n"}
    return own | also


def read(algorithm: str, *keys: Mapping[str, Any], name: str | None, **also: Any) -> Any:
    headers = {"kid": name} if name else {}
    token = jwt.encode(said(**also), KEYS[algorithm][0], algorithm=algorithm, headers=headers)
    published = {"keys": [dict(key) for key in keys]}
    return claims_of(token, published, issuer=ISSUER, client_id="us", nonce="n")


@pytest.mark.parametrize("algorithm", KEYS)
def test_every_usual_signature_is_understood(algorithm: str) -> None:
    key = {**KEYS[algorithm][1], "kid": "a"}
    assert read(algorithm, key, name="a")["sub"] == "1"


def test_of_several_keys_the_one_that_is_named_counts() -> None:
    keys = [{**KEYS["ES256"][1], "kid": "old"}, {**KEYS["RS256"][1], "kid": "new"}]
    assert read("RS256", *keys, name="new")["sub"] == "1"
    for name in ("old", "other", None):
        with pytest.raises(Unproven):
            read("RS256", *keys, name=name)


def test_the_only_key_needs_no_name() -> None:
    assert read("RS256", KEYS["RS256"][1], name=None)["sub"] == "1"


def test_a_key_for_something_else_is_no_key() -> None:
    with pytest.raises(Unproven):
        read("RS256", {**KEYS["RS256"][1], "use": "enc"}, name=None)


def test_a_secret_is_no_key() -> None:
    """It would be published with the others, and sign for everybody."""
    token = jwt.encode(said(), "x" * 32, algorithm="HS256")
    key = {"kty": "oct", "k": urlsafe_b64encode(b"x" * 32).decode(), "alg": "HS256"}
    with pytest.raises(Unproven):
        claims_of(token, {"keys": [key]}, issuer=ISSUER, client_id="us", nonce="n")


def test_clocks_may_differ_by_a_minute_and_no_more() -> None:
    now = int(time.time())
    assert read("RS256", KEYS["RS256"][1], name=None, iat=now + 50, exp=now - 50)
    for wrong in ({"iat": now + 90}, {"exp": now - 90}):
        with pytest.raises(Unproven):
            read("RS256", KEYS["RS256"][1], name=None, **wrong)


def test_a_token_for_several_is_ours_where_it_was_given_to_us() -> None:
    several = ["us", "them"]
    assert read("RS256", KEYS["RS256"][1], name=None, aud=several, azp="us")
    with pytest.raises(Unproven, match="given to another client"):
        read("RS256", KEYS["RS256"][1], name=None, aud=several)


def test_an_address_and_whether_it_is_proved_come_from_one_place() -> None:
    """Two places could say yes to an address that neither proved."""
    found = voucher_of(ISSUER, {"sub": "1", "email": "a@b.example"}, {"email_verified": True})
    assert (found.email, found.is_email_verified) == ("a@b.example", False)
    more = {"email": "a@b.example", "email_verified": True}
    assert voucher_of(ISSUER, {"sub": "1"}, more).is_email_verified
    assert not voucher_of(ISSUER, {"sub": "1", "email": "c@d.example"}, more).is_email_verified


@pytest.mark.parametrize("email", ["ada", "a@b@c", "a b@c.example", "", None, 7, ["a@b.example"]])
def test_what_is_no_address_is_none(email: object) -> None:
    found = voucher_of(ISSUER, {"sub": "1", "email": email, "email_verified": True}, {})
    assert (found.email, found.is_email_verified) == ("", False)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("  Ada\u202e \n Byron ", "Ada Byron"), ("x" * 200, "x" * 150), (7, ""), (None, "")],
)
def test_a_name_is_one_short_line(name: object, kept: str) -> None:
    assert voucher_of(ISSUER, {"sub": "1", "name": name}, {}).name == kept
