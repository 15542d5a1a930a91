"""JSON Schema (draft 2020-12) of the criteria's files, for editors that check while one types."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from dashboard.criteria.schema import Area, FrameworkFile


class _ForYaml(GenerateJsonSchema):
    """As an author meets it: no titles made of keys, and a key without a value is a mistake."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        if schema.get("default") is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A level with nothing after it is one that the aim does not use."""
        made = super().dict_schema(schema)
        used_or_not = {"anyOf": [made["additionalProperties"], {"type": "null"}]}
        return made | {"additionalProperties": used_or_not}


def area_schema() -> JsonSchemaValue:
    """The schema of an area's file."""
    return {"$schema": _ForYaml.schema_dialect, **_area()}


def framework_schema() -> JsonSchemaValue:
    """The schema of `framework.yaml`."""
    return {"$schema": _ForYaml.schema_dialect, **_framework()}


def schema() -> JsonSchemaValue:
    """One schema for either kind of file."""
    either = [_area(), _framework()]
    shared = {name: made for one in either for name, made in one.pop("$defs").items()}
    return {"$schema": _ForYaml.schema_dialect, "anyOf": either, "$defs": shared}


def _area() -> JsonSchemaValue:
    made = Area.model_json_schema(schema_generator=_ForYaml)
    made["required"].remove("area")  # the file's name stands in for it
    return made


def _framework() -> JsonSchemaValue:
    return FrameworkFile.model_json_schema(schema_generator=_ForYaml)
