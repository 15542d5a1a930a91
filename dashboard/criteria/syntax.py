"""What the YAML parser stumbled over, in words that say how to mend it."""

import re

import yaml

from dashboard.criteria.problems import Place, Problem
from dashboard.criteria.words import quoted, shown

TAB = "a tab: indent with spaces"
LINE_UP = (
    "this does not line up with what stands above: check the indentation, and put a text that "
    "begins with a quote or bracket in quotes as a whole"
)
NOT_A_START = "a text cannot begin with {letter}: put it in quotes"
ESCAPE = "a backslash has a meaning in double quotes: use single quotes, or write it twice"

# Either parser may be at work, libyaml or the one in Python; what each says is met here.
WORDS: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon has no place here: put a text that holds a colon in quotes, and check the "
        "indentation",
    ),
    ("tab character|'\\\\t'", TAB),
    ("cannot start any token|alphabetic or numeric|mapping keys are not", NOT_A_START),
    ("unexpected end of stream|unexpected document separator", "a quote opens here and is never closed"),
    ("escape", ESCAPE),
    (
        "expected ':'",
        "a key without a colon, or a text that should be indented further",
    ),
    ("',' or", "a bracket opens here and is not closed, or a comma is missing in it"),
    ("<document start>", "more follows after the end of the document: remove the line ..."),
    ("comment or line break|chomping", "after > or | the text begins on the next line"),
    ("tag handle", "a text cannot begin with `!`: put it in quotes"),
    ("expected key|expected '-' indicator|<block end>|block mapping", LINE_UP),
)
OPENED = ("unexpected end of stream", "',' or", "unexpected document separator")


def syntax_problem(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    said = str(error.problem)
    opened = error.context_mark if any(words in said for words in OPENED) else None
    mark = opened or error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    letter = text[mark.index : mark.index + 1] if mark else ""
    if letter == "\t":
        return place.problem(TAB)
    words = next(
        (words for pattern, words in WORDS if re.search(pattern, said)),
        f"this is not YAML: {shown(said)}",
    )
    return place.problem(words.format(letter=quoted(letter)))
