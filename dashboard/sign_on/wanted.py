"""What the environment says of an OpenID provider: all of it, or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured

LONGEST = 200  # of the column that keeps whose the subject is
ON_THIS_MACHINE = {"127.0.0.1", "[::1]"}
ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<place>(?P<host>[a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?)"
    r"(/[A-Za-z0-9._~/%+-]*)?"
)
PACKAGES = ("cryptography", "jwt", "oauthlib", "requests")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The one provider that vouches for people.

    `origins` are where the browser may be sent on the way to it.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    origins: tuple[str, ...]


def wanted(
    *,
    url: str,
    client_id: str,
    client_secret: str,
    name: str,
    origins: Sequence[str],
    is_public: bool,
) -> Wanted | None:
    """The provider, or None where nothing is said of one. Raises what names the mistaken variable.

    Plain HTTP is for a provider on this machine alone, and not once visitors come by HTTPS.
    """
    if not (url or client_id or client_secret or name or origins):
        return None
    _need_all(OIDC_URL=url, OIDC_CLIENT_ID=client_id, OIDC_CLIENT_SECRET=client_secret)
    _need_packages()
    issuer, own = _issuer(url), _origin("OIDC_URL", url, is_public)
    further = [_further(each, is_public) for each in origins]
    there = tuple(dict.fromkeys([own, *further]))
    return Wanted(issuer, client_id, client_secret, name or "single sign-on", there)


def _need_all(**said: str) -> None:
    for name, value in said.items():
        if not value:
            raise ImproperlyConfigured(f"{name} is missing: single sign-on needs it too")


def _need_packages() -> None:
    if not all(map(find_spec, PACKAGES)):
        raise ImproperlyConfigured(
            "OIDC_URL is set, and what single sign-on needs is not installed: "
            "run `make install` with the same settings"
        )


def _issuer(url: str) -> str:
    """What the provider calls itself, without the slash that some write behind it."""
    if len(url) > LONGEST or "/.well-known/" in url:
        raise ImproperlyConfigured(
            "OIDC_URL must be the provider's issuer, as in https://login.example.org/realm: "
            f"at most {LONGEST} characters, and without /.well-known/"
        )
    return url.rstrip("/")


def _further(address: str, is_public: bool) -> str:
    origin = _origin("OIDC_ORIGINS", address, is_public)
    if address.rstrip("/") != origin:
        raise ImproperlyConfigured(
            "OIDC_ORIGINS takes origins without a path, as in https://login.example.org"
        )
    return origin


def _origin(name: str, address: str, is_public: bool) -> str:
    """Scheme, host and port of an address that is safe to send people and secrets to.

    It becomes part of a header, so that only what a host is made of may be in it.
    """
    parts = ADDRESS.fullmatch(address)
    if parts is None:
        raise ImproperlyConfigured(
            f"{name} must be an address, as in https://login.example.org/realm, "
            "without user, password, query and fragment"
        )
    is_here = parts["host"] in ON_THIS_MACHINE
    if parts["scheme"] != "https" and (is_public or not is_here):
        raise ImproperlyConfigured(
            f"{name} must begin with https://. Only 127.0.0.1 may be asked without, to try things, "
            "and not where HTTPS is on"
        )
    return address[: parts.end("place")]
