"""Small pieces of the sentences in which mistakes are told."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 60
MOST_LISTED = 12


def printable(raw: str) -> str:
    """Fit for one line on any terminal, whatever it held."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in raw)


def shown(raw: str) -> str:
    """What an author wrote, short enough to stand in a sentence."""
    line = printable(raw[: LONGEST + 1])
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def quoted(raw: str) -> str:
    mark = '"' if "`" in raw else "`"
    return f"{mark}{shown(raw)}{mark}"


def code(letter: str) -> str:
    """The name of a character that cannot be shown."""
    return f"U+{ord(letter):04X}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that somebody who wrote `word` most likely meant."""
    matches = get_close_matches(word[: 2 * LONGEST].lower(), list(known), n=1)
    return matches[0] if matches else None


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """Say that `word` is not known, with the nearest known word or else with all of them."""
    choices = list(known)
    if meant := nearest(word, choices):
        return f"unknown {what} {quoted(word)}: did you mean {quoted(meant)}?"
    listed = ", ".join(quoted(choice) for choice in choices[:MOST_LISTED]) or "none"
    more = ", …" if len(choices) > MOST_LISTED else ""
    return f"unknown {what} {quoted(word)}; known here: {listed}{more}"
