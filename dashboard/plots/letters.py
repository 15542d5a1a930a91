"""How wide words are, where nobody can ask a browser: rather too wide than cut off."""

from collections.abc import Iterator

NARROW_ONES = frozenset("iljI.,:;'|!\N{NARROW NO-BREAK SPACE}")
SLIM = frozenset("ftr()[]/- ·")
BROAD = frozenset("mwMW%…@")
EM = {True: 1.08, False: 1.0}  # of bold words and others


def width_of(words: str, size: float, *, is_bold: bool = False) -> float:
    """Pixels that words take at a size, in the widest of the usual fonts."""
    return EM[is_bold] * size * sum(map(_em, words))


def _em(letter: str) -> float:
    if letter in NARROW_ONES:
        return 0.32
    if letter in SLIM:
        return 0.4
    if letter in BROAD:
        return 0.96
    return 0.7 if letter.isupper() else 0.62


def shortened(name: str, room: float, size: float, *, is_bold: bool = False) -> str:
    """A name in so many pixels, its end left out where it is longer."""
    kept = name
    while kept and width_of(name if kept == name else f"{kept}…", size, is_bold=is_bold) > room:
        kept = kept[:-1].rstrip()
    return name if kept == name else f"{kept}…"


def wrapped(words: str, room: float, size: float, *, is_bold: bool = False) -> Iterator[str]:
    """Words in lines of so many pixels."""
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size, is_bold=is_bold) > room:
            yield line
            longer = word
        line = longer
    yield line
