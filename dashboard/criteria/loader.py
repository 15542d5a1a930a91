"""A folder of YAML → criteria, or every mistake in it at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel

from dashboard.criteria.document import Document, parse, unusable
from dashboard.criteria.files import FRAMEWORK, Source, sources
from dashboard.criteria.outline import Outline, outlined
from dashboard.criteria.problems import CriteriaError, Place, Problem
from dashboard.criteria.rules import broken_rules
from dashboard.criteria.schema import (
    KEY_LENGTH,
    KEY_PATTERN,
    Aim,
    Area,
    Criteria,
    FrameworkFile,
    Level,
)
from dashboard.criteria.wording import validated
from dashboard.criteria.words import quoted


@dataclass(frozen=True, slots=True)
class Loaded:
    """Criteria, and where in which file each area, aim and objective stands, by its full path."""

    criteria: Criteria
    places: Mapping[str, Place]


def load(folder: Path) -> Loaded:
    """Read a folder of criteria. Raises CriteriaError with every mistake of every file."""
    found = sources(folder)
    frameworks = [_document(source, FrameworkFile) for source in found if source.stem == FRAMEWORK]
    framework = next(iter(frameworks), Document(str(folder)))
    areas = tuple(_area(source) for source in found if source.stem != FRAMEWORK)
    file = validated(framework, FrameworkFile)
    valid = [area for document in areas if (area := validated(document, Area))]
    outline = outlined(framework, areas)
    problems = [problem for document in (*frameworks, *areas) for problem in document.problems]
    problems.extend(broken_rules(outline))
    if problems or file is None:
        raise CriteriaError(problems)
    return Loaded(_criteria(file, valid), MappingProxyType(_places(outline)))


def _area(source: Source) -> Document:
    document = _document(source, Area)
    if "area" not in document.data and not document.is_told(("area",)):
        _name_after_file(document, source.stem)
    return document


def _name_after_file(document: Document, stem: str) -> None:
    if re.fullmatch(KEY_PATTERN, stem) and len(stem) <= KEY_LENGTH:
        document.data["area"] = stem
    else:
        words = f"the file's name {quoted(stem)} cannot be the area's key: rename it or give `area`"
        document.tell(Place(document.file), words)
        document.told.add(("area",))


def _document(source: Source, model: type[BaseModel]) -> Document:
    if isinstance(source.text, Problem):
        return unusable(Document(source.file, problems=[source.text]))
    return parse(source.file, source.text, model)


def _criteria(file: FrameworkFile, areas: list[Area]) -> Criteria:
    order = {key: rank for rank, key in enumerate(file.areas)}
    ordered = sorted(areas, key=lambda area: order.get(area.key, len(order)))
    return Criteria(
        levels=file.levels,
        fresh_days=file.fresh_days,
        kinds=file.kinds,
        areas=tuple(_settled(area, area.levels or file.levels) for area in ordered),
    )


def _settled(area: Area, ladder: tuple[Level, ...]) -> Area:
    aims = tuple(_in_order(aim, ladder) for aim in area.aims)
    return area.model_copy(update={"aims": aims})


def _in_order(aim: Aim, ladder: tuple[Level, ...]) -> Aim:
    """The aim with the levels it uses in the order of the ladder, and no empty one."""
    used = {level.key: aim.objectives.get(level.key) for level in ladder}
    return aim.model_copy(update={"objectives": {key: some for key, some in used.items() if some}})


def _places(outline: Outline) -> dict[str, Place]:
    return {
        "/".join(entry.path): entry.document.place(entry.loc)
        for entry in outline.entries
        if entry.kind != "level"
    }
