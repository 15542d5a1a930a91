"""Text → tree of nodes with places. Safely: no tags, no aliases, no depth, one document.

The tree is made from the parser's events, one by one, so that nothing is expanded or constructed
and every mistake in the file is met, not only the first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import yaml
from yaml.resolver import Resolver

from dashboard.criteria.files import code
from dashboard.criteria.problems import Place, Problem
from dashboard.criteria.syntax import syntax_problem
from dashboard.criteria.words import quoted

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Misread:
    """What YAML makes of a word, where it is nothing that any key takes."""

    reading: str


Value = str | int | date | Misread | None


@dataclass(frozen=True, slots=True)
class Scalar:
    place: Place
    raw: str
    value: Value


@dataclass(frozen=True, slots=True)
class Sequence:
    place: Place
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs as they stand in the file: a key may occur twice."""

    place: Place
    pairs: "tuple[tuple[Scalar, Node], ...]"


@dataclass(frozen=True, slots=True)
class Refused:
    """Something of which a problem was told already."""

    place: Place


Node = Scalar | Sequence | Mapping | Refused


def read(file: str, text: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a file's only document, None where there is none to be had; and its mistakes."""
    reader = _Reader(file, text)
    try:
        root = reader.document()
    except yaml.MarkedYAMLError as error:
        root = None
        reader.problems.append(syntax_problem(file, text, error))
    except _TooDeep as error:
        root = None
        reader.problems.append(error.problem)
    return root, reader.problems


class _TooDeep(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Reader:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=LOADER)

    def document(self) -> Node | None:
        next(self.events)
        first = next(self.events)
        if isinstance(first, yaml.StreamEndEvent):
            self.problems.append(Place(self.file).problem("the file is empty"))
            return None
        root = self.node(next(self.events), 1)
        next(self.events)
        after = next(self.events)
        if isinstance(after, yaml.DocumentStartEvent):
            self.refuse(after, "a second document begins here: one file holds one area")
        return root

    def node(self, event: yaml.Event, depth: int) -> Node:
        place = self.place(event)
        if depth > DEEPEST:
            raise _TooDeep(place.problem(f"nested more than {DEEPEST} deep"))
        if isinstance(event, yaml.AliasEvent):
            return self.refuse(event, f"YAML reads *{event.anchor} as an alias, {NOT_USED}")
        assert isinstance(event, yaml.NodeEvent)
        plain = self.is_plain(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(place, tuple(self.items(depth)))
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(place, tuple(self.pairs(depth)))
        assert isinstance(event, yaml.ScalarEvent)
        return self.scalar(event) if plain else Refused(place)
