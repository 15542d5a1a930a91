"""Small pieces of the sentences in which mistakes are told."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 60
MOST_LISTED = 12


def shown(raw: str) -> str:
    """What an author wrote, made fit for one line on any terminal."""
    line = "".join(letter if letter.isprintable() else "\ufffd" for letter in raw)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def quoted(raw: str) -> str:
    return f"`{shown(raw)}`"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that somebody who wrote `word` most likely meant."""
    matches = get_close_matches(word[:LONGEST].lower(), list(known), n=1)
    return matches[0] if matches else None


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """Say that `word` is not known, with the nearest known word or else with all of them."""
    choices = list(known)
    meant = nearest(word, choices)
    if meant:
        return f"unknown {what} {quoted(word)}: did you mean `{meant}`?"
    listed = ", ".join(f"`{choice}`" for choice in choices[:MOST_LISTED])
    more = ", …" if len(choices) > MOST_LISTED else ""
    return f"unknown {what} {quoted(word)}: known here: {listed or 'none'}{more}"
