"""The schemas that editors use, and the copies of them that the shipped criteria name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from dashboard.criteria.document import yaml_keys
from dashboard.criteria.jsonschema import area_schema, framework_schema, schema
from dashboard.criteria.schema import Aim, Area, FrameworkFile, FreshDays, Level, Link, Objective

ROOT = Path(__file__).parents[2]
COMMITTED = {
    "criteria.schema.json": area_schema,
    "framework.schema.json": framework_schema,
}
MODELS: dict[str, type[BaseModel]] = {
    "Aim": Aim,
    "FreshDays": FreshDays,
    "Level": Level,
    "Link": Link,
    "Objective": Objective,
}


@pytest.mark.parametrize("name", COMMITTED)
def test_the_committed_schema_is_what_the_code_gives(name: str) -> None:
    """If not: manage.py criteria schema --area (or --framework) > docs/<name>."""
    made: Callable[[], dict[str, Any]] = COMMITTED[name]
    assert json.loads((ROOT / "docs" / name).read_text()) == made()


@pytest.mark.parametrize("file", sorted((ROOT / "criteria").glob("*.yaml")), ids=lambda f: f.name)
def test_shipped_criteria_name_their_schema(file: Path) -> None:
    name = "framework.schema.json" if file.stem == "framework" else "criteria.schema.json"
    assert f"# yaml-language-server: $schema=../docs/{name}\n" in file.read_text()


@pytest.mark.parametrize("name", MODELS)
def test_the_schema_has_the_keys_that_yaml_may_hold(name: str) -> None:
    made = schema()["$defs"][name]
    assert list(made["properties"]) == list(yaml_keys(MODELS[name]))
    assert made["additionalProperties"] is False


def test_the_schemas_of_files_have_the_keys_that_yaml_may_hold() -> None:
    assert list(area_schema()["properties"]) == list(yaml_keys(Area))
    assert list(framework_schema()["properties"]) == list(yaml_keys(FrameworkFile))


def test_every_key_is_described() -> None:
    for made in (area_schema(), framework_schema(), *schema()["$defs"].values()):
        assert made["description"]
        assert all(key.get("description") for key in made["properties"].values())


def test_what_may_be_left_out_is_not_required() -> None:
    assert area_schema()["required"] == ["name", "aims"]
    assert schema()["$defs"]["Aim"]["required"] == ["key", "name", "reason", "objectives"]
    assert schema()["$defs"]["Objective"]["required"] == ["key", "text"]
    assert "required" not in framework_schema()


def test_a_key_without_a_value_is_a_mistake_but_a_level_without_objectives_is_none() -> None:
    objective = schema()["$defs"]["Objective"]["properties"]
    assert objective["from"]["type"] == "string"
    assert objective["evidence"]["const"] == "required"
    levels = schema()["$defs"]["Aim"]["properties"]["objectives"]["additionalProperties"]
    assert {"type": "null"} in levels["anyOf"]


def test_keys_have_their_pattern() -> None:
    for name in ("Aim", "Level", "Objective"):
        assert schema()["$defs"][name]["properties"]["key"]["pattern"] == "^[a-z0-9-]+$"
    assert area_schema()["properties"]["area"]["pattern"] == "^[a-z0-9-]+$"


def test_one_schema_covers_both_kinds_of_file() -> None:
    area, framework = schema()["anyOf"]
    assert area["properties"] == area_schema()["properties"]
    assert framework["properties"] == framework_schema()["properties"]
    assert schema()["$defs"] == area_schema()["$defs"] | framework_schema()["$defs"]
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
