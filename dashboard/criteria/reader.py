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

from dashboard.criteria.problems import CriteriaError, Place, Problem
from dashboard.criteria.syntax import syntax_problem
from dashboard.criteria.words import code, shown

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
WHOLE_NUMBER = re.compile("-?(0|[1-9][0-9]{0,17})")
DATE = re.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
RESOLVER = Resolver()


@dataclass(frozen=True, slots=True)
class Misread:
    """What YAML makes of a word that no key of ours takes. Empty: told already."""

    reading: str = ""


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
    """Pairs as they stand in the file: a key may occur twice, and be no word."""

    place: Place
    pairs: "tuple[tuple[Node, Node], ...]"


@dataclass(frozen=True, slots=True)
class Refused:
    """Something of which a problem was told already."""

    place: Place


Node = Scalar | Sequence | Mapping | Refused


def read(file: str, text: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a file's only document, None where there is none to be had; and its mistakes."""
    reader = _Reader(file, text)
    try:
        return reader.document(), reader.problems
    except yaml.MarkedYAMLError as error:
        return None, [*reader.problems, syntax_problem(file, text, error)]
    except CriteriaError as error:
        return None, [*reader.problems, *error.problems]


def value_of(raw: str, tag: str) -> Value:
    """What YAML reads, kept where one of our keys may want it: text, whole numbers and days."""
    match tag.removeprefix("tag:yaml.org,2002:"):
        case "null":
            return None
        case "bool":
            return Misread("true" if raw.lower() in ("yes", "true", "on") else "false")
        case "int":
            return int(raw) if WHOLE_NUMBER.fullmatch(raw) else Misread("a number")
        case "float":
            return Misread("a number")
        case "timestamp":
            return _day(raw) if DATE.fullmatch(raw) else Misread("a date with a time")
        case _:
            return raw.strip()


def _day(raw: str) -> date | str:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return raw


class _Reader:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=LOADER)

    def document(self) -> Node | None:
        first, second = next(self.events), next(self.events)
        if isinstance(second, yaml.StreamEndEvent):
            self.refuse(first, "the file is empty")
            return None
        root = self.node(next(self.events), 1)
        _end, after = next(self.events), next(self.events)
        if isinstance(after, yaml.DocumentStartEvent):
            self.refuse(after, "a second document begins here: one file holds one area")
        return root

    def node(self, event: yaml.Event, depth: int) -> Node:
        place = self.place(event)
        if depth > DEEPEST:
            raise CriteriaError([place.problem(f"nested more than {DEEPEST} deep")])
        usual = self.is_usual(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(place, tuple(self.children(yaml.SequenceEndEvent, depth)))
        if isinstance(event, yaml.MappingStartEvent):
            inside = self.children(yaml.MappingEndEvent, depth)
            return Mapping(place, tuple(zip(inside, inside, strict=True)))
        if isinstance(event, yaml.ScalarEvent) and usual:
            return self.scalar(event)
        return Refused(place)

    def children(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), end):
            yield self.node(event, depth + 1)

    def scalar(self, event: yaml.ScalarEvent) -> Node:
        raw = event.value
        if found := CONTROL.search(raw):
            return self.refuse(event, f"a control character, {code(found[0])}: remove it")
        tag = RESOLVER.resolve(yaml.ScalarNode, raw, event.implicit)  # type: ignore[no-untyped-call]
        return Scalar(self.place(event), raw, value_of(raw, tag))

    def is_usual(self, event: yaml.Event) -> bool:
        """Whether there is no alias, tag or anchor; each of them is told."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self.refuse_sign(event, f"*{anchor}", "an alias")
        elif anchor is not None:
            self.refuse_sign(event, f"&{anchor}", "an anchor")
        elif tag is not None:
            self.refuse_sign(event, tag.replace("tag:yaml.org,2002:", "!!"), "a tag")
        else:
            return True
        return False

    def refuse_sign(self, event: yaml.Event, sign: str, reading: str) -> None:
        words = f"YAML reads {shown(sign)} as {reading}, which criteria do not use"
        self.refuse(event, f"{words}; if it is text, put it in quotes")

    def refuse(self, event: yaml.Event, words: str) -> Refused:
        self.problems.append(self.place(event).problem(words))
        return Refused(self.place(event))

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None
        return Place(self.file, mark.line + 1, mark.column + 1)
