"""Folders of criteria to try things on."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dashboard.criteria.loader import load
from dashboard.criteria.problems import CriteriaError

AREA = """\
name: Testing
aims:
  - key: automated
    name: Automated testing
    reason: Change without fear.
    objectives:
      started:
        - key: known
          text: The gaps are known.
"""

Write = Callable[[Mapping[str, str | bytes]], Path]
Mistakes = Callable[[Mapping[str, str | bytes]], list[str]]


@pytest.fixture
def area() -> str:
    """The smallest area: one aim, one level, one objective."""
    return AREA


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Put files into a folder, by name."""

    def put(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            file = tmp_path / name
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return put


@pytest.fixture
def mistakes(write: Write) -> Mistakes:
    """What is wrong with files, each as `file:line:column: message`, the file without folder."""

    def found(files: Mapping[str, str | bytes]) -> list[str]:
        folder = write(files)
        try:
            load(folder)
        except CriteriaError as error:
            return [str(problem).removeprefix(f"{folder}/") for problem in error.problems]
        return []

    return found
