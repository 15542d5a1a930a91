"""What the YAML parser stumbled over, in words that say how to mend it."""

import re

import yaml

from dashboard.criteria.problems import Place, Problem
from dashboard.criteria.words import quoted, shown

TAB = "a tab: indent with spaces"

# Either parser may be at work, libyaml or the one in Python; what each says is met here.
WORDS = {
    "mapping values are not allowed": (
        "a colon has no place here: put a text that holds a colon in quotes, and check the "
        "indentation"
    ),
    "tab character": TAB,
    "cannot start any token|alphabetic or numeric|mapping keys are not": (
        "a text cannot begin with LETTER: put it in quotes"
    ),
    "tag handle": "a text cannot begin with `!`: put it in quotes",
    "unexpected end of stream|document separator": "a quote opens here and is never closed",
    "escape": "a backslash has a meaning in double quotes: use single quotes, or write it twice",
    "expected ':'": "a key without a colon, or a text that should be indented further",
    "',' or": "a bracket opens here and is not closed, or a comma is missing in it",
    "node content": "a bracket is not closed, or something is missing in it",
    "<document start>": "more follows after the end of the document: remove the line ...",
    "comment or line break|chomping": "after > or | the text begins on the next line",
    "expected key|'-' indicator|<block end>": (
        "this does not line up with what stands above: check the indentation, and put a text that "
        "begins with a quote or bracket in quotes as a whole"
    ),
}
TOLD_WHERE_IT_OPENS = re.compile(
    "unexpected end of stream|document separator|',' or|expected ':'|alphabetic or numeric"
)


def syntax_problem(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    said = str(error.problem)
    opens = error.context_mark if TOLD_WHERE_IT_OPENS.search(said) else None
    mark = opens or error.problem_mark
    if mark is None:
        return Place(file).problem(_words(said, ""))
    letter = text[mark.index : mark.index + 1]
    return Place(file, mark.line + 1, mark.column + 1).problem(_words(said, letter))


def _words(said: str, letter: str) -> str:
    if letter == "\t":
        return TAB
    for pattern, words in WORDS.items():
        if re.search(pattern, said):
            return words.replace("LETTER", quoted(letter))
    return f"this is not YAML: {shown(said)}"
