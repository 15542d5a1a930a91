"""What criteria are made of: the keys that YAML may hold, and what each may say.

What holds between values (rising ladders, keys that occur once, former places) is in `rules` and
`former`, because it must be told even where a value beside it is wrong.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal
from unicodedata import category
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

KEY_PATTERN = r"^[a-z0-9-]+$"
PATH_PATTERN = r"^[a-z0-9-]+(/[a-z0-9-]+){0,2}$"
KEY_LENGTH = 60
NAME_LENGTH = 120
TEXT_LENGTH = 20_000
URL_LENGTH = 2_000


def mistake(words: str) -> PydanticCustomError:
    """An error whose words follow the name of the key: "`name` must be one line"."""
    return PydanticCustomError("words", "{words}", {"words": words})


def _visible(text: str) -> str:
    if all(category(letter)[0] in "ZC" for letter in text):
        raise mistake("is empty")
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise mistake("must be one line, without tabs")
    return text


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0  # reading the port checks it
    except ValueError:
        return False


def _web_address(url: str) -> str:
    if not re.match(r"https?://[^\s<>\"\\]+$", url, re.IGNORECASE) or not _has_host(url):
        raise mistake("must be a web address that begins with https:// or http://")
    return url


def _no_repeats(words: tuple[str, ...]) -> tuple[str, ...]:
    for index, word in enumerate(words):
        if word in words[:index]:
            raise mistake(f"names `{word}` twice")
    return words


def _day(value: Any) -> Any:
    """A day in quotes is as good as one without."""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise mistake(f"is {value}, a day that is in no calendar") from None


Key = Annotated[str, Field(pattern=KEY_PATTERN, min_length=1, max_length=KEY_LENGTH)]
OldPath = Annotated[str, Field(pattern=PATH_PATTERN, min_length=1, max_length=3 * KEY_LENGTH + 2)]
Name = Annotated[
    str,
    Field(min_length=1, max_length=NAME_LENGTH),
    AfterValidator(_visible),
    AfterValidator(_one_line),
]
Text = Annotated[str, Field(min_length=1, max_length=TEXT_LENGTH), AfterValidator(_visible)]
OptionalText = Annotated[str, Field(max_length=TEXT_LENGTH)]
Url = Annotated[
    str,
    Field(max_length=URL_LENGTH, json_schema_extra={"format": "uri", "pattern": "^https?://"}),
    AfterValidator(_web_address),
]
Day = Annotated[date, BeforeValidator(_day)]
_unique = Field(json_schema_extra={"uniqueItems": True})
Keys = Annotated[tuple[Key, ...], AfterValidator(_no_repeats), _unique]
OldPaths = Annotated[
    tuple[OldPath, ...], Field(max_length=20), AfterValidator(_no_repeats), _unique
]


def _yaml(key: str, description: str, **more: Any) -> Any:
    """A field that is called `key` in YAML and JSON, because Python wants another name."""
    return Field(validation_alias=key, serialization_alias=key, description=description, **more)


class _Frozen(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


class Level(_Frozen):
    """A step of a ladder."""

    key: Key = Field(description="The level's stable id; aims name it under `objectives`.")
    name: Name = Field(description="What people call the level.")
    value: int = Field(
        ge=1, le=1000, description="The points for reaching it, times the aim's weight."
    )
    meaning: OptionalText = Field(
        default="", description="What it means to stand here, in a sentence."
    )
    formerly: OldPaths = Field(
        default=(), description="Earlier keys: bare, or `area/level` on a ladder of an area's own."
    )


class Link(_Frozen):
    """Something to read."""

    title: Name = Field(description="What the link says.")
    url: Url = Field(description="A web address, http or https.")


class Objective(_Frozen):
    """A statement that is true of a project or is not."""

    key: Key = Field(description="The objective's stable id, once in its aim.")
    text: Text = Field(description="The statement, in the present tense. Plain or Markdown.")
    guidance: OptionalText = Field(
        default="", description="How to tell, and what a good answer looks like. Plain or Markdown."
    )
    evidence: Literal["required"] | None = Field(
        default=None, description="`required` where an answer needs something to look at."
    )
    applies_to: Keys = Field(
        default=(), description="The kinds of project it exists for; without this key, all of them."
    )
    counts_from: Day | None = _yaml(
        "from", "The day from which it counts; before that it is announced.", default=None
    )
    retired: Day | None = Field(
        default=None,
        description="The day from which it no longer counts; its answers stay readable.",
    )
    formerly: OldPaths = Field(
        default=(),
        description="Where it was before: a bare key in this aim, or `area/aim/objective`.",
    )


class Aim(_Frozen):
    """What we want, why, and how to tell how far a project has come."""

    key: Key = Field(description="The aim's stable id, once in its area.")
    name: Name = Field(description="What people call the aim.")
    weight: int = Field(
        default=1, ge=1, le=1000, description="The factor on the values of its levels."
    )
    reason: Text = Field(description="Why we want it. Plain or Markdown.")
    background: tuple[Link, ...] = Field(default=(), description="Where to read about it.")
    objectives: dict[str, tuple[Objective, ...]] = Field(
        description="For each level used, the objectives that make it.",
        json_schema_extra={"propertyNames": {"pattern": KEY_PATTERN}, "minProperties": 1},
    )
    applies_to: Keys = Field(
        default=(), description="The kinds of project it exists for; without this key, all of them."
    )
    counts_from: Day | None = _yaml(
        "from", "The day from which it counts; before that it is announced.", default=None
    )
    retired: Day | None = Field(
        default=None,
        description="The day from which it no longer counts; its answers stay readable.",
    )
    formerly: OldPaths = Field(
        default=(), description="Where it was before: a bare key in this area, or `area/aim`."
    )


class Area(_Frozen):
    """A field of practice: one YAML file."""

    key: Key = _yaml("area", "The area's stable id; without this key, the file's name.")
    name: Name = Field(description="What people call the area.")
    description: OptionalText = Field(
        default="", description="What it is about. Plain or Markdown."
    )
    confirmed_by: Literal["lead", "steward"] = Field(
        default="lead", description="Who confirms an answer: a lead of the team, or a steward."
    )
    levels: Annotated[tuple[Level, ...], Field(min_length=1, max_length=6)] | None = Field(
        default=None, description="A ladder of the area's own, lowest level first."
    )
    applies_to: Keys = Field(
        default=(), description="The kinds of project it exists for; without this key, all of them."
    )
    aims: tuple[Aim, ...] = Field(min_length=1, description="The aims, in the board's order.")
    formerly: OldPaths = Field(default=(), description="Earlier keys of the area.")


class FreshDays(_Frozen):
    """For how many days after a review or check-in a project is new, current, then due."""

    new: int = Field(default=31, ge=1, le=10_000, description="Up to here: new.")
    current: int = Field(default=93, ge=1, le=10_000, description="Up to here: current.")
    due: int = Field(default=186, ge=1, le=10_000, description="Up to here: due; beyond: overdue.")


DEFAULT_LEVELS = (
    Level(
        key="started",
        name="Started",
        value=1,
        meaning="The team has accepted the aim and set out.",
    ),
    Level(
        key="first-results", name="First results", value=4, meaning="There is something to show."
    ),
    Level(key="mature", name="Mature", value=6, meaning="It is how the team works now."),
)


class FrameworkFile(_Frozen):
    """`framework.yaml`: what all areas share. The file and each key in it may be missing."""

    levels: tuple[Level, ...] = Field(
        default=DEFAULT_LEVELS,
        min_length=1,
        max_length=6,
        description="The ladder, lowest level first. Values must rise.",
    )
    fresh_days: FreshDays = Field(default=FreshDays(), description="How long a review stays fresh.")
    kinds: Keys = Field(default=(), description="The kinds of project there are.")
    areas: Keys = Field(default=(), description="The order of areas; others follow by file name.")


class Criteria(_Frozen):
    """A whole framework, as it was read. Survives a round trip through JSON unchanged."""

    levels: tuple[Level, ...]
    fresh_days: FreshDays
    kinds: tuple[str, ...]
    areas: tuple[Area, ...]

    def ladder_of(self, area: Area) -> tuple[Level, ...]:
        """The levels that aims of `area` may use, lowest first."""
        return area.levels or self.levels
