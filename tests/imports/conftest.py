"""Files to import, a clock that stands still, and a check at the end."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from dashboard.imports.table import Unusable
from dashboard.queries.verification import differences_found

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
Write = Callable[..., Path]
Mistakes = Callable[..., list[str]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A file of these lines, or of these bytes."""

    def written(*lines: str | bytes, name: str = "file.csv") -> Path:
        file = tmp_path / name
        rows = [line if isinstance(line, bytes) else f"{line}\n".encode() for line in lines]
        file.write_bytes(b"".join(rows))
        return file

    return written


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def verified(db: None, clock: time_machine.Traveller) -> Iterator[None]:
    """Whatever a test did, what is kept is what the record says."""
    yield
    assert list(differences_found()) == []


def told(error: pytest.ExceptionInfo[Unusable]) -> list[str]:
    return [str(problem) for problem in error.value.problems]
