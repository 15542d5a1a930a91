"""The one rule by which names are sorted and searched, the same on every database."""

from dataclasses import dataclass
from unicodedata import combining, normalize


def folded(text: str) -> str:
    """A text without case and accents, to compare and to search by."""
    letters = normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not combining(letter)).casefold()


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column rows are sorted: a name, the path of an aim, or an area's key and a slash."""

    key: str = ""
    is_descending: bool = False

    @property
    def alias(self) -> str:
        """As it stands in an address."""
        return f"-{self.key}" if self.is_descending else self.key


UNSORTED = Sort()


def sort_in(text: str, known: set[str]) -> Sort:
    """What an address asks for; no sorting where it asks for a column that is not there."""
    key = text.removeprefix("-")
    return Sort(key, text.startswith("-")) if key in known else UNSORTED
