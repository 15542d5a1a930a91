"""The beginning of a framework of one's own: one area to edit, or areas of the shipped folder."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

from dashboard.criteria.files import FRAMEWORK
from dashboard.criteria.loader import Loaded, load
from dashboard.criteria.words import unknown

MODELINE = re.compile(r"^# yaml-language-server:.*$", re.MULTILINE)
HOW_TO_CHECK = "# For an editor that checks as you type: .venv/bin/python manage.py criteria schema"
FIRST_FILE = "engineering.yaml"
FIRST_AREA = f"""\
{HOW_TO_CHECK}
#
# A framework of your own begins here, with one area, one aim and one level. It is complete as it
# stands; change every word of it. Every key is explained in docs/criteria.md.
# Then: .venv/bin/python manage.py criteria check

name: Engineering               # what people call the area; its key is the file's name
description: How we work, and what we want to be good at.
aims:
  - key: easy-start             # answers hang on it, so it stays when the name changes
    name: An easy start
    # Why you want it. Whoever reads this must be able to agree with it.
    reason: >-
      Whoever joins a project, or comes back to it after a year, wants to change something on the
      first day. Where that takes a week, people stop helping each other across teams.
    # background:               # where to read about it
    #   - title: What to read
    #     url: https://example.org/
    objectives:
      # The first level wins assent: it asks the team to understand where it stands.
      started:
        - key: obstacles-known  # a statement that is true of a project or is not
          text: The team knows what held up the last person who set the project up.
          guidance: Ask that person. A good answer names one obstacle and how long it took.
      # Add a level when there is something to say about it: first-results, then mature.
      # first-results:
      #   - key: set-up-shorter
      #     text: Setting the project up takes noticeably less time than it did.
      #     evidence: required
"""


class ScaffoldError(Exception):
    """A new framework cannot be begun like this; the message says why."""


def new(folder: Path, shipped: Path, areas: Sequence[str] = ()) -> tuple[Path, ...]:
    """Begin a framework in `folder`, which must be missing or empty; returns the files written.

    Without `areas` there is one area to edit; with them, those of the `shipped` folder and its
    `framework.yaml`. On any error everything that was written is removed again.

    Raises ScaffoldError for a folder in use or an unknown area, CriteriaError for a broken
    `shipped`, OSError where the folder cannot be written.
    """
    texts = _copied(load(shipped), shipped, areas) if areas else {FIRST_FILE: FIRST_AREA}
    with _undone_on_error(folder) as written:
        for name, text in texts.items():
            written.append(folder / name)
            written[-1].write_text(text, encoding="utf-8")
        load(folder)
    return tuple(written)


@contextmanager
def _undone_on_error(folder: Path) -> Iterator[list[Path]]:
    """Make the folder; should anything go wrong, remove it and the files that were begun."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    if folder not in made and (not folder.is_dir() or any(folder.iterdir())):
        raise ScaffoldError(f"{folder} is not an empty folder: choose another")
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield written
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        for path in made:
            if path.exists():
                path.rmdir()
        raise


def _copied(shipped: Loaded, folder: Path, areas: Sequence[str]) -> dict[str, str]:
    """The texts of the wanted areas and of `framework.yaml`, by file name."""
    known = [area.key for area in shipped.criteria.areas]
    for area in areas:
        if area not in known:
            raise ScaffoldError(unknown("area", area, known))
    files = [Path(shipped.places[area].file) for area in areas]
    texts = {file.name: _text(file) for file in files}
    framework = folder / f"{FRAMEWORK}.yaml"
    if framework.exists():
        texts[framework.name] = _ordering_only(areas, _text(framework))
    return texts


def _text(file: Path) -> str:
    return MODELINE.sub(HOW_TO_CHECK, file.read_text(encoding="utf-8-sig"))


def _ordering_only(areas: Sequence[str], text: str) -> str:
    """`framework.yaml` whose list `areas` names none but the given ones."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    for key, value in root.value:
        if key.value == "areas":
            kept = [item.value for item in value.value if item.value in areas]
            end = value if value.flow_style else value.value[-1]
            before, after = text[: key.start_mark.index], text[end.end_mark.index :]
            return f"{before}areas: [{', '.join(kept)}]{after}"
    return text
