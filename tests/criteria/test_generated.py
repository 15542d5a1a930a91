"""Whatever is valid survives YAML and JSON; whatever is not is told and never a traceback."""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard.criteria.loader import load
from dashboard.criteria.problems import CriteriaError, Problem
from dashboard.criteria.schema import (
    Aim,
    Area,
    Criteria,
    FrameworkFile,
    FreshDays,
    Level,
    Link,
    Objective,
)

KINDS = ("service", "library")
LETTERS = some.characters(codec="utf-8", exclude_categories=("C", "Z"))
keys = some.text("abz09-", min_size=1, max_size=8)
names = some.text(LETTERS, min_size=1, max_size=12)
texts = some.lists(names, min_size=1, max_size=4).map(" ".join) | some.sampled_from(
    ("no", "2026-01-01", "a: b", "# x", "- y", "1.0", "~", "*b*", "[c](d)", "two\nlines\n\nmore")
)
applied = some.lists(some.sampled_from(KINDS), unique=True).map(tuple)


def unique(keys: some.SearchStrategy[str], least: int = 1) -> some.SearchStrategy[list[str]]:
    return some.lists(keys, min_size=least, max_size=3, unique=True)


@some.composite
def days(draw: some.DrawFn) -> dict[str, date | None]:
    begin = draw(some.dates(date(2000, 1, 1), date(2100, 1, 1)))
    end = begin + timedelta(draw(some.integers(0, 1000)))
    return {
        "counts_from": draw(some.sampled_from((None, begin))),
        "retired": draw(some.sampled_from((None, end))),
    }


@some.composite
def objectives(draw: some.DrawFn, key: str) -> Objective:
    return Objective(
        key=key,
        text=draw(texts),
        guidance=draw(texts | some.just("")),
        evidence=draw(some.sampled_from((None, "required"))),
        applies_to=draw(applied),
        formerly=draw(some.sampled_from(((), (f"was-{key}",)))),
        **draw(days()),
    )


@some.composite
def aims(draw: some.DrawFn, key: str, ladder: tuple[Level, ...]) -> Aim:
    used = draw(
        some.lists(some.sampled_from([level.key for level in ladder]), min_size=1, unique=True)
    )
    inside = {
        level: tuple(draw(objectives(f"{key}-{level}")) for key in draw(unique(keys)))
        for level in sorted(used, key=[level.key for level in ladder].index)
    }
    return Aim(
        key=key,
        name=draw(names),
        weight=draw(some.integers(1, 1000)),
        reason=draw(texts),
        background=tuple(
            Link(title=title, url=f"https://example.org/{key}") for title in draw(unique(names, 0))
        ),
        objectives=inside,
        applies_to=draw(applied),
        formerly=draw(some.sampled_from(((), (f"was-{key}",)))),
        **draw(days()),
    )


@some.composite
def ladders(draw: some.DrawFn) -> tuple[Level, ...]:
    chosen = draw(unique(keys))
    values = sorted(
        draw(
            some.lists(
                some.integers(1, 1000), min_size=len(chosen), max_size=len(chosen), unique=True
            )
        )
    )
    return tuple(
        Level(key=key, name=draw(names), value=value, meaning=draw(texts | some.just("")))
        for key, value in zip(chosen, values, strict=True)
    )


@some.composite
def frameworks(draw: some.DrawFn) -> Criteria:
    levels = draw(ladders())
    areas = []
    for key in draw(unique(keys)):
        own = draw(some.none() | ladders())
        areas.append(
            Area(
                key=key,
                name=f"{draw(names)} {key}",
                description=draw(texts | some.just("")),
                confirmed_by=draw(some.sampled_from(("lead", "steward"))),
                levels=own,
                applies_to=draw(applied),
                aims=tuple(draw(aims(key, own or levels)) for key in draw(unique(keys))),
            )
        )
    return Criteria(levels=levels, fresh_days=FreshDays(), kinds=KINDS, areas=tuple(areas))


def said(value: Any) -> dict[str, Any]:
    """A value as an author would write it: without what need not be said."""
    dumped: dict[str, Any] = value.model_dump(mode="json", exclude_none=True)
    return dumped


def put(criteria: Criteria, folder: Path) -> None:
    file = FrameworkFile(
        levels=criteria.levels,
        fresh_days=criteria.fresh_days,
        kinds=criteria.kinds,
        areas=tuple(area.key for area in criteria.areas),
    )
    (folder / "framework.yaml").write_text(written(said(file)))
    for number, area in enumerate(criteria.areas):
        (folder / f"file-{number}.yaml").write_text(written(said(area)))


def written(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


@given(frameworks())
@settings(deadline=None, max_examples=60)
def test_valid_criteria_survive_yaml_and_json(criteria: Criteria) -> None:
    with tempfile.TemporaryDirectory() as name:
        put(criteria, Path(name))
        assert load(Path(name)).criteria == criteria
    assert Criteria.model_validate_json(criteria.model_dump_json()) == criteria


def problems_of(content: bytes) -> tuple[Problem, ...] | None:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "testing.yaml").write_bytes(content)
        try:
            load(Path(name))
        except CriteriaError as error:
            return error.problems
    return None


def survives(content: bytes) -> None:
    """Loading says what is wrong with the content or finds nothing; it does not break."""
    problems = problems_of(content)
    assert problems != ()
    for problem in problems or ():
        assert problem.message.isprintable()
        assert "Input should" not in problem.message
        assert problem.line >= 1
        assert problem.column >= 1


GOOD = """\
area: testing
name: Testing
levels: [{key: low, name: Low, value: 1}, {key: high, name: High, value: 2}]
applies_to: [service]
aims:
  - key: automated
    name: Automated testing
    weight: 3
    reason: Change without fear.
    background: [{title: Why, url: "https://example.org/"}]
    from: 2027-01-01
    formerly: [robots]
    objectives:
      low:
        - {key: known, text: The gaps are known., evidence: required}
"""
PIECES = some.sampled_from(
    [
        *GOOD.split(),
        "no",
        "[]",
        "{}",
        "- ",
        ": ",
        "*a",
        "&a",
        "!!x",
        "\t",
        '"',
        "'",
        "\0",
        "| ",
        "?",
    ]
)


@given(some.binary(max_size=200) | some.text(max_size=200).map(str.encode))
@settings(deadline=None, max_examples=150)
def test_no_bytes_break_the_reader(content: bytes) -> None:
    survives(content)


@given(some.data())
@settings(deadline=None, max_examples=150)
def test_no_change_to_a_good_file_breaks_the_reader(data: some.DataObject) -> None:
    text = GOOD
    for _ in range(data.draw(some.integers(1, 4))):
        begin = data.draw(some.integers(0, len(text)))
        end = min(len(text), begin + data.draw(some.integers(0, 12)))
        text = text[:begin] + data.draw(PIECES) + text[end:]
    survives(text.encode())


anything: some.SearchStrategy[Any] = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.dates() | texts,
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.sampled_from(GOOD.replace(":", "").split()), inner, max_size=4)
    ),
    max_leaves=12,
)


def changed(value: Any, draw: Callable[..., Any]) -> Any:
    """The value with something else somewhere in it."""
    if draw(some.integers(0, 5)) == 0:
        return draw(anything)
    if isinstance(value, dict):
        key = draw(some.sampled_from(sorted(value)))
        return value | {key: changed(value[key], draw)}
    if isinstance(value, list) and value:
        return [changed(value[0], draw), *value[1:]]
    return draw(anything)


@given(some.data())
@settings(deadline=None, max_examples=150)
def test_no_value_in_a_good_file_breaks_the_reader(data: some.DataObject) -> None:
    survives(written(changed(yaml.safe_load(GOOD), data.draw)).encode())
