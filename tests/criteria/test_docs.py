"""docs/criteria.md: its examples load and it has a heading for every key."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import pytest
from pydantic import BaseModel

from dashboard.criteria.document import yaml_keys
from dashboard.criteria.loader import load
from dashboard.criteria.schema import Aim, Area, FrameworkFile, FreshDays, Level, Link, Objective

PAGE = (Path(__file__).parents[2] / "docs" / "criteria.md").read_text()
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MODELS: tuple[type[BaseModel], ...] = (Area, Aim, Objective, Level, Link, FrameworkFile, FreshDays)

Write = Callable[[Mapping[str, str | bytes]], Path]


def complete_files() -> Iterator[tuple[str, str]]:
    """Name and text of each fence that is a whole file."""
    for language, text in FENCE.findall(PAGE):
        first = re.match(r"# criteria/([a-z]+\.yaml)\n", text)
        if language == "yaml" and first:
            yield first[1], text


FILES = list(complete_files())
AREAS = [(name, text) for name, text in FILES if name != "framework.yaml"]


def test_every_yaml_on_the_page_is_a_complete_file() -> None:
    fences = [text for language, text in FENCE.findall(PAGE) if language == "yaml"]
    assert [text for _, text in FILES] == fences
    assert len(AREAS) > 2


@pytest.mark.parametrize(("name", "text"), AREAS)
def test_an_area_on_the_page_loads(name: str, text: str, write: Write) -> None:
    assert load(write({name: text}))


def test_the_framework_on_the_page_loads_with_its_area(write: Write) -> None:
    files = dict(FILES)
    names = ("framework.yaml", "documentation.yaml")
    assert load(write({name: files[name] for name in names})).criteria.kinds


def test_every_key_has_a_heading_and_every_heading_is_a_key() -> None:
    headings = re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE)
    keys = set(chain.from_iterable(yaml_keys(model) for model in MODELS))
    assert sorted(headings) == sorted(keys)


@pytest.mark.parametrize(
    "command", ["check", "schema --area", "schema --framework", "new", "apply"]
)
def test_every_command_is_on_the_page(command: str) -> None:
    assert f"manage.py criteria {command}" in PAGE
