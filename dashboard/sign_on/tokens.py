"""What a provider's token says, once it is proved. Values in, values out."""

from collections.abc import Mapping
from typing import Any

from django.utils.crypto import constant_time_compare

ASYMMETRIC = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
]
SKEW = 60  # seconds that its clock and ours may differ
NEEDED = ["iss", "aud", "exp", "iat", "sub"]


class Unproven(Exception):  # noqa: N818  (it says what a token is)
    """The provider's word cannot be believed; the text is for whoever runs the server."""


def claims_of(
    token: str, keys: dict[str, Any], *, issuer: str, client_id: str, nonce: str
) -> Mapping[str, Any]:
    """What an id token claims: signed by its issuer, for us, in time, in answer to what we asked.

    The signature is checked although the token came over TLS. Raises `Unproven`.
    """
    import jwt  # with cryptography behind it: only whoever logs in pays for it

    try:
        claims = jwt.decode(
            token,
            _key_of(token, keys),
            algorithms=ASYMMETRIC,
            audience=client_id,
            issuer=issuer,
            leeway=SKEW,
            options={"require": NEEDED},
        )
    except (jwt.PyJWTError, AttributeError, TypeError, ValueError) as error:
        raise Unproven(f"its id token is not valid: {error}") from error
    if not constant_time_compare(str(claims.get("nonce")), nonce):
        raise Unproven("its id token answers another question: the nonce differs")
    if len(_listed(claims["aud"])) > 1 and claims.get("azp") != client_id:
        raise Unproven("its id token was given to another client")
    return claims


def _key_of(token: str, keys: dict[str, Any]) -> Any:
    """The key that the token names, or the only one there is."""
    import jwt

    name = jwt.get_unverified_header(token).get("kid")
    signing = [key for key in jwt.PyJWKSet.from_dict(keys).keys if key.public_key_use != "enc"]
    found = [key for key in signing if name in (None, key.key_id)]
    if len(found) != 1:
        raise Unproven("its id token names no key that it publishes")
    return found[0]


def _listed(audience: str | list[str]) -> list[str]:
    return [audience] if isinstance(audience, str) else audience
