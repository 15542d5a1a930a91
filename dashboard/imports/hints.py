"""What to tell of words that name nothing known."""

from collections.abc import Iterable

from dashboard.criteria.words import quoted, unknown

MOST = 200


class Hints:
    """Tells of unknown words, with the nearest known one.

    To look for that takes time, so each word is looked up once, and of very many the first only.
    """

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], str] = {}

    def unknown(self, column: str, word: str, known: Iterable[str]) -> str:
        """What to tell of a cell that names nothing known."""
        if (column, word) not in self._told:
            if len(self._told) >= MOST:
                return f"unknown {column} {quoted(word)}"
            self._told[column, word] = unknown(column, word, known)
        return self._told[column, word]
