"""One file as plain values beside the places they came from.

Keys are compared with the schema while the values are taken from the tree. A misspelt key is told
and then read as the key it was meant for, so that it costs the author one message and hides none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from dashboard.criteria.problems import Place, Problem
from dashboard.criteria.reader import Mapping, Misread, Node, Refused, Scalar, Sequence, read
from dashboard.criteria.words import nearest, quoted, unknown

Loc = tuple[str | int, ...]


@dataclass(eq=False, slots=True)
class Document:
    """What a file says, mistakes included.

    `nodes` and `keys` hold, for a path into `data`, the value and the key that stand there.
    `told` holds the paths of which a problem was told: nothing more is said of them and of what
    lies below, and nobody may conclude anything from their absence. `guessed` holds the paths of
    misspelt keys: nothing is said of their own values.
    """

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    nodes: dict[Loc, Node] = field(default_factory=dict)
    keys: dict[Loc, Scalar] = field(default_factory=dict)
    told: set[Loc] = field(default_factory=set)
    guessed: set[Loc] = field(default_factory=set)

    def place(self, loc: Loc) -> Place:
        """Where the value at `loc` stands, or else the nearest thing around it."""
        while loc and loc not in self.nodes:
            loc = loc[:-1]
        return self.nodes[loc].place if loc in self.nodes else Place(self.file)

    def tell(self, place: Place, message: str) -> None:
        self.problems.append(place.problem(message))

    def is_told(self, loc: Loc) -> bool:
        return loc in self.guessed or any(
            loc[:length] in self.told for length in range(len(loc) + 1)
        )


def parse(file: str, text: str, model: type[BaseModel]) -> Document:
    """The file's values, compared with the keys of `model`; everything is told where none are."""
    root, problems = read(file, text)
    document = Document(file, problems=problems)
    if isinstance(root, Mapping):
        document.data.update(_Filling(document).value(root, model, ()))
        return document
    if root is not None and not isinstance(root, Refused):
        document.tell(root.place, "a file holds keys with values, such as `name: Testing`")
    return unusable(document)


def unusable(document: Document) -> Document:
    """The document marked as one that says nothing about anything."""
    document.told.add(())
    return document


def yaml_keys(model: type[BaseModel]) -> dict[str, Any]:
    """The keys that YAML may hold for a model, with what each may say."""
    return {
        str(info.validation_alias or name): info.annotation
        for name, info in model.model_fields.items()
    }


def _bare(shape: Any) -> Any:
    """An annotation without `| None` and without limits."""
    while get_origin(shape) in (Annotated, Union, UnionType):
        shape = get_args(shape)[0]
    return shape


@dataclass(frozen=True, slots=True)
class _Filling:
    """Takes values from the tree into a document, noting where each came from."""

    document: Document

    def value(self, node: Node, shape: Any, loc: Loc) -> Any:
        self.document.nodes[loc] = node
        shape = _bare(shape)
        match node:
            case Scalar():
                return node.value
            case Sequence():
                inner = get_args(shape)[0] if get_origin(shape) is tuple else None
                items = enumerate(node.items)
                return tuple(self.value(item, inner, (*loc, index)) for index, item in items)
            case Mapping():
                return self.mapping(node, shape, loc)
            case Refused():
                return self.told(loc)

    def mapping(self, node: Mapping, shape: Any, loc: Loc) -> dict[str, Any]:
        if get_origin(shape) is dict:
            return {
                name: self.level(child, shape, (*loc, name))
                for name, child in self.named(node, loc).items()
            }
        if not (isinstance(shape, type) and issubclass(shape, BaseModel)):
            return {}
        known = yaml_keys(shape)
        pairs = self.spelt(self.named(node, loc), known, loc)
        return {name: self.entry(child, known[name], (*loc, name)) for name, child in pairs.items()}

    def named(self, node: Mapping, loc: Loc) -> dict[str, Node]:
        """The mapping's entries by the words of their keys, each key once."""
        found: dict[str, Node] = {}
        for key, child in node.pairs:
            if isinstance(key, Scalar) and key.raw not in found:
                found[key.raw] = child
                self.document.keys[*loc, key.raw] = key
            elif isinstance(key, Scalar):
                first = self.document.keys[*loc, key.raw].place.line
                words = f"{quoted(key.raw)} is given twice: first in line {first}"
                self.document.tell(key.place, words)
            elif not isinstance(key, Refused):
                self.document.tell(key.place, "a key must be a word, not a list or more keys")
        return found

    def spelt(self, found: dict[str, Node], known: Iterable[str], loc: Loc) -> dict[str, Node]:
        """The entries under keys that are known, a misspelt one under the key it is nearest to."""
        good = {name: child for name, child in found.items() if name in known}
        for name in [name for name in found if name not in good]:
            key = self.document.keys[*loc, name]
            self.document.tell(key.place, unknown("key", name, known))
            meant = nearest(name, known)
            if meant and meant not in good:
                good[meant] = found[name]
                self.document.keys[*loc, meant] = key
                self.document.guessed.add((*loc, meant))
        return good

    def level(self, node: Node, shape: Any, loc: Loc) -> Any:
        """The objectives of a level. Nothing after its key means that the aim does not use it."""
        found = self.value(node, get_args(shape)[1], loc)
        return () if found is None else found

    def entry(self, node: Node, shape: Any, loc: Loc) -> Any:
        """The value of a key. Nothing after it is a mistake: it looks as if something were said."""
        found = self.value(node, shape, loc)
        if found is None:
            self.tell_empty(node, loc)
            return self.told(loc)
        return found

    def tell_empty(self, node: Node, loc: Loc) -> None:
        key = self.document.keys[loc]
        if isinstance(node, Scalar) and node.raw:
            words = f"YAML reads {node.raw} as nothing; put it in quotes"
        else:
            words = f"{quoted(key.raw)} has no value"
        self.document.tell(key.place, words)

    def told(self, loc: Loc) -> Misread:
        self.document.told.add(loc)
        return Misread()
