"""What a cell may say. Each reader raises ValueError with words for whoever made the file."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import TextChoices
from django.utils import timezone

from dashboard.days import start_of

KEY = re.compile(r"[a-z0-9-]{1,60}")
_is_url = URLValidator(schemes=["http", "https"])


def key(text: str) -> str:
    """A stable id."""
    if not KEY.fullmatch(text):
        words = "lower-case letters, digits and hyphens, at most 60 characters"
        raise ValueError(f"{text!r} must be {words}")
    return text


def name(text: str) -> str:
    """A name on one line."""
    if len(text) > 120 or "\n" in text or "\r" in text:
        raise ValueError("a name is one line of at most 120 characters")
    return text


def text(words: str) -> str:
    """Prose of any number of lines."""
    if len(words) > 20_000:
        raise ValueError("it is longer than 20,000 characters")
    return words


def url(address: str) -> str:
    """A web address."""
    try:
        _is_url(address)
    except ValidationError:
        raise ValueError(f"{address!r} is no web address that begins with http(s)://") from None
    if len(address) > 500:
        raise ValueError("an address has at most 500 characters")
    return address


def moment(words: str) -> datetime:
    """The start of a day, or a moment in the configured time zone; never one to come."""
    try:
        read = datetime.fromisoformat(words)
    except ValueError:
        raise ValueError(f"{words!r} is no date like 2026-05-31") from None
    at = timezone.make_aware(read) if timezone.is_naive(read) else read
    if re.fullmatch(r"[\d-]+", words):
        at = start_of(date.fromisoformat(words))
    if at > timezone.now():
        raise ValueError(f"{words} is still to come")
    return at


def yes_or_no(word: str) -> bool:
    """`yes` or `no`."""
    answers = {"yes": True, "no": False}
    if word.casefold() not in answers:
        raise ValueError(f"{word!r} must be yes or no")
    return answers[word.casefold()]


def one_of(choices: type[TextChoices], word: str) -> str:
    """A word of a closed vocabulary, as it is kept or as it is shown."""
    said = {value: value for value in choices.values if value}
    said |= {label.casefold(): value for value, label in choices.choices if value}
    if word.casefold() not in said:
        labels = [str(label).lower() for value, label in choices.choices if value]
        raise ValueError(f"{word!r} must be {', '.join(labels[:-1])} or {labels[-1]}")
    return said[word.casefold()]


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the known word that is most like one, for the end of a message."""
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""
