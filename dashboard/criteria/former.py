"""Where things were before: the paths that `formerly` gives, and what is wrong with them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dashboard.criteria.outline import Entry, Outline, words
from dashboard.criteria.problems import Place, Problem
from dashboard.criteria.schema import PATH_PATTERN
from dashboard.criteria.words import quoted

EXPECTED = {
    "area": "an earlier key of the area",
    "aim": "a bare key in this area, or area/aim",
    "objective": "a bare key in this aim, or area/aim/objective",
    "level": "a bare key, or area/level on the ladder of an area's own",
}


def _paths(parents: Sequence[str], key: str, formerly: Iterable[str]) -> tuple[str, ...]:
    """The present path, then the former ones; `parents` likewise."""
    full = [old for old in formerly if "/" in old]
    bare = [old for old in formerly if "/" not in old]
    inside = [f"{parent}/{old}".lstrip("/") for parent in parents for old in (*bare, key)]
    here = f"{parents[0]}/{key}".lstrip("/")
    return tuple(dict.fromkeys((here, *full, *inside)))


@dataclass(frozen=True, slots=True)
class _Claim:
    """An entry says that it was once at the full path `old`."""

    entry: Entry
    old: str
    place: Place

    @property
    def spot(self) -> tuple[str, str]:
        return (self.entry.kind, self.old)


def former_places(outline: Outline) -> Iterator[Problem]:
    """Each `formerly` that cannot be followed, as far as the folder alone can tell."""
    claims = []
    for entry in outline.entries:
        for old, place in _said(entry):
            if old.count("/") in (0, len(entry.path) - 1):
                claims.append(_Claim(entry, _full(entry, old), place))
            else:
                yield place.problem(f"write {EXPECTED[entry.kind]}, not {quoted(old)}")
    yield from _still_there(outline, claims)
    yield from _claimed_twice(outline, claims)


def _said(entry: Entry) -> Iterator[tuple[str, Place]]:
    """The well-formed paths that an entry gives; none where it is not known what it is."""
    for index, old in words(entry.said.get("formerly")) if "?" not in entry.path else ():
        if re.fullmatch(PATH_PATTERN, old):
            yield old, entry.document.place((*entry.loc, "formerly", index))


def _full(entry: Entry, old: str) -> str:
    return old if "/" in old else "/".join((*entry.path[:-1], old))


def _still_there(outline: Outline, claims: Iterable[_Claim]) -> Iterator[Problem]:
    present = {(entry.kind, "/".join(entry.path)) for entry in outline.entries}
    for claim in claims:
        if claim.old == "/".join(claim.entry.path):
            yield claim.place.problem(f"{quoted(claim.old)} is where it stands now: leave it out")
        elif claim.spot in present:
            message = f"{quoted(claim.old)} still exists: only what is gone can be claimed"
            yield claim.place.problem(message)


def _claimed_twice(outline: Outline, claims: Iterable[_Claim]) -> Iterator[Problem]:
    first: dict[tuple[str, str], _Claim] = {}
    for claim in claims:
        first.setdefault(claim.spot, claim)
    for entry in outline.entries:
        for old in _formerly(entry)[1:]:
            rival = first.get((entry.kind, old))
            if rival and rival.entry is not entry:
                yield _both(rival, entry)


def _formerly(entry: Entry) -> tuple[str, ...]:
    """Every full path an entry may have been applied under, the present one first.

    What moved took along what it holds: in an aim that was `testing/old`, an objective `known`
    was `testing/old/known`, whether it says so or not.
    """
    parents = _formerly(entry.parent) if entry.parent else ("",)
    return _paths(parents, entry.path[-1], [old for old, _ in _said(entry)])


def _both(claim: _Claim, other: Entry) -> Problem:
    where = f"{quoted('/'.join(other.path))} in {other.key_place.file}:{other.key_place.line}"
    return claim.place.problem(f"{quoted(claim.old)} is claimed by {where} too")
