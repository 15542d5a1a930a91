"""What a provider says of somebody, made fit to be kept. Values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dashboard.sign_on.tokens import Unproven

LONGEST_SUBJECT = 191  # of the column that keeps it
LONGEST = 150  # of the columns of an account


@dataclass(frozen=True, slots=True)
class Voucher:
    """What a provider says of somebody. Only issuer and subject say who it is.

    `email` may be blank, or wrong unless it is verified. `username` is a wish.
    """

    issuer: str
    subject: str
    username: str
    name: str
    email: str
    is_email_verified: bool


def voucher_of(issuer: str, claims: Mapping[str, Any], more: Mapping[str, Any]) -> Voucher:
    """Who it is, from the signed claims first. Raises `Unproven` where no subject is named.

    An address and whether it is verified are taken from one place, and only `true` is true.
    """
    subject = claims["sub"]
    if not (_is_plain(subject) and len(subject) <= LONGEST_SUBJECT):
        raise Unproven("it names nobody: the subject is empty, too long or not plain text")
    place = claims if "email" in claims else more
    email = _email(place.get("email"))
    said = {**more, **claims}
    name = _text(said.get("name"))
    wanted = _text(said.get("preferred_username")) or email.partition("@")[0] or name
    is_verified = bool(email) and place.get("email_verified") is True
    return Voucher(issuer, subject, wanted, name, email, is_verified)


def _is_plain(subject: object) -> bool:
    is_text = isinstance(subject, str) and subject.isascii() and subject.isprintable()
    return is_text and bool(subject)


def _text(said: object) -> str:
    """One short line; what is no text says nothing."""
    line = said if isinstance(said, str) else ""
    return " ".join("".join(filter(str.isprintable, line)).split())[:LONGEST]


def _email(said: object) -> str:
    """An address that can be one; anything else is none."""
    address = _text(said)
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address
