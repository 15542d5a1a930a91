"""Criteria to tell the story with: the shipped ones, and a few that are small and full of traps."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from dashboard.criteria.loader import Loaded, load
from tests.demo.samples import FRAMEWORK, SECURITY, SMALLEST, TESTING

Written = Callable[[dict[str, str]], Loaded]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Criteria from texts, by file name."""

    def write(files: dict[str, str]) -> Loaded:
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        return load(tmp_path)

    return write


@pytest.fixture
def tricky(written: Written) -> Loaded:
    """Small criteria with days that come, kinds, ladders of their own and stewards."""
    files = {"framework.yaml": FRAMEWORK, "testing.yaml": TESTING, "security.yaml": SECURITY}
    return written(files)


@pytest.fixture
def shipped() -> Loaded:
    """The criteria of the product."""
    return load(settings.BASE_DIR / "criteria")


@pytest.fixture
def smallest(written: Written) -> Loaded:
    """One aim with one objective."""
    return written({"only.yaml": SMALLEST})
