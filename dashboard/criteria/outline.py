"""What a folder holds, as far as it can be read: everything that has a key, mistakes included.

Rules between values look here and not at the schema's models, so that one wrong value does not
hide what is wrong beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from dashboard.criteria.document import Document, Loc
from dashboard.criteria.problems import Place
from dashboard.criteria.schema import DEFAULT_LEVELS

Kind = Literal["area", "aim", "objective", "level"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One area, aim, objective or level. `key` is None where it cannot be read."""

    kind: Kind
    document: Document
    loc: Loc
    said: dict[str, Any]
    key: str | None
    parent: "Entry | None" = None

    @property
    def path(self) -> tuple[str, ...]:
        """The keys from the area down, each that cannot be read a `?`."""
        above = self.parent.path if self.parent else ()
        return (*above, self.key or "?")

    @property
    def key_place(self) -> Place:
        return self.document.place((*self.loc, "area" if self.kind == "area" else "key"))


@dataclass(frozen=True, slots=True)
class Outline:
    """A folder. `entries` holds all that has a key, each thing after what it stands in."""

    framework: Document
    areas: tuple[Document, ...]
    entries: tuple[Entry, ...]

    def of(self, kind: Kind) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.kind == kind)


def outlined(framework: Document, areas: tuple[Document, ...]) -> Outline:
    inside = (_in_area(document) for document in areas if not document.is_told(()))
    return Outline(framework, areas, (*_levels(framework, None), *chain.from_iterable(inside)))


def _in_area(document: Document) -> Iterator[Entry]:
    area = _entry("area", document, (), document.data, None)
    yield area
    yield from _levels(document, area)
    for index, said in listed(document.data.get("aims")):
        aim = _entry("aim", document, ("aims", index), said, area)
        yield aim
        yield from _objectives(aim)


def _objectives(aim: Entry) -> Iterator[Entry]:
    for level, inside in mapped(aim.said.get("objectives")).items():
        for index, said in listed(inside):
            loc = (*aim.loc, "objectives", level, index)
            yield _entry("objective", aim.document, loc, said, aim)


def _levels(document: Document, area: Entry | None) -> Iterator[Entry]:
    for index, said in listed(document.data.get("levels")):
        yield _entry("level", document, ("levels", index), said, area)


def _entry(
    kind: Kind, document: Document, loc: Loc, said: dict[str, Any], parent: Entry | None
) -> Entry:
    key = said.get("area" if kind == "area" else "key")
    return Entry(kind, document, loc, said, key if isinstance(key, str) else None, parent)


def ladder_keys(outline: Outline, area: Document) -> tuple[str, ...]:
    """The levels that the aims of a file may use; none where that cannot be known."""
    for document in (area, outline.framework):
        if document.is_told(("levels",)):
            return ()
        if "levels" in document.data:
            levels = document.data["levels"]
            keys = tuple(said.get("key") for _, said in listed(levels))
            return all_words(keys) if keys and len(keys) == len(levels) else ()
    return tuple(level.key for level in DEFAULT_LEVELS)


def all_words(value: Any) -> tuple[str, ...]:
    """The words in a list where it holds nothing else; none otherwise."""
    found = tuple(word for _, word in words(value))
    return found if isinstance(value, tuple) and len(found) == len(value) else ()


def listed(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The mappings in a list, each with its index; nothing where there is no list."""
    for index, item in enumerate(value if isinstance(value, tuple) else ()):
        if isinstance(item, dict):
            yield index, item


def mapped(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def words(value: Any) -> Iterator[tuple[int, str]]:
    """The words in a list, each with its index; nothing where there is no list."""
    for index, item in enumerate(value if isinstance(value, tuple) else ()):
        if isinstance(item, str):
            yield index, item
