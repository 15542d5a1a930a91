"""What a cell may say. Each reader raises ValueError with words for whoever made the file."""

import re
from datetime import datetime
from unicodedata import category

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import TextChoices
from django.utils import timezone

from dashboard.criteria.words import quoted
from dashboard.models.fields import KEY_LENGTH, NAME_LENGTH, TEXT_LENGTH

URL_LENGTH = 500
YEARS = range(1970, 3000)
_need_url = URLValidator(schemes=["http", "https"])


def key(text: str) -> str:
    """A stable id."""
    if not re.fullmatch(r"[a-z0-9-]+", text) or len(text) > KEY_LENGTH:
        words = f"lower-case letters, digits and hyphens, at most {KEY_LENGTH}"
        raise ValueError(f"{quoted(text)} must be {words}")
    return text


def name(text: str) -> str:
    """A name on one line."""
    if len(text) > NAME_LENGTH or re.search(r"[\n\r\t]", text):
        raise ValueError(f"{quoted(text)} must be one line of at most {NAME_LENGTH} characters")
    if all(category(letter)[0] in "ZC" for letter in text):
        raise ValueError("nothing of it can be seen")
    return text


def text(words: str) -> str:
    """Prose of any number of lines, which end the same way whatever made the file."""
    if len(words) > TEXT_LENGTH:
        raise ValueError(f"it is longer than {TEXT_LENGTH:,} characters")
    return words.replace("\r\n", "\n").replace("\r", "\n")


def url(address: str) -> str:
    """A web address."""
    if len(address) > URL_LENGTH:
        raise ValueError(f"an address has at most {URL_LENGTH} characters")
    try:
        _need_url(address)
    except ValidationError:
        words = f"{quoted(address)} is no web address like https://example.org/page"
        raise ValueError(words) from None
    return address


def moment(words: str) -> datetime:
    """The start of a day, or a moment in the configured time zone; never one to come."""
    try:
        read = datetime.fromisoformat(words)
    except ValueError:
        raise ValueError(f"{quoted(words)} is no date like 2026-05-31") from None
    if read.year not in YEARS:
        raise ValueError(f"the year of {words} cannot be meant")
    at = timezone.make_aware(read) if timezone.is_naive(read) else read
    if at > timezone.now():
        raise ValueError(f"{words} is still to come")
    return at


def yes_or_no(word: str) -> bool:
    """`yes` or `no`."""
    answers = {"yes": True, "no": False}
    if word.casefold() not in answers:
        raise ValueError(f"{quoted(word)} must be yes or no")
    return answers[word.casefold()]


def one_of(choices: type[TextChoices], word: str) -> str:
    """A word of a closed vocabulary, as it is kept or as it is shown."""
    said = {value: value for value in choices.values if value}
    said |= {label.casefold(): value for value, label in choices.choices if value}
    if word.casefold() not in said:
        labels = [str(label).lower() for value, label in choices.choices if value]
        raise ValueError(f"{quoted(word)} must be {', '.join(labels[:-1])} or {labels[-1]}")
    return said[word.casefold()]
