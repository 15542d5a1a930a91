"""The one rule by which names are sorted and searched, the same on every database."""

from unicodedata import combining, normalize


def folded(text: str) -> str:
    """A text without case and accents, to compare and to search by."""
    letters = normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not combining(letter)).casefold()
