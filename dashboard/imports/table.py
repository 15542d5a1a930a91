"""A CSV file → rows with their line numbers, or every line that is wrong."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

LARGEST = 20 * 1024 * 1024
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with one line; lines count from 1, the heading's."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


class Unusable(Exception):  # noqa: N818  (it tells of a file, not of a fault)
    """A file that cannot be imported. `problems` holds every line that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(slots=True)
class Row:
    """One line: its cells by column, stripped. What is wrong with it adds to `problems`."""

    line: int
    cells: Mapping[str, str]
    problems: list[Problem]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def tell(self, message: str) -> None:
        """Report this line."""
        self.problems.append(Problem(self.line, message))

    def read(self, column: str, reader: Callable[[str], T], default: T) -> T:
        """A cell as `reader` understands it; the default where it is empty or wrong."""
        if not self[column]:
            return default
        try:
            return reader(self[column])
        except ValueError as error:
            self.tell(f"{column}: {error}")
            return default


@dataclass(slots=True)
class Table:
    """The rows of a file, the problems found so far, and the columns that nobody knows."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def need_sound(self) -> None:
        """Raise `Unusable` with all problems, if there is one."""
        if self.problems:
            raise Unusable(self.problems)


def read(file: Path, known: Sequence[str], needed: Sequence[str]) -> Table:
    """The table in a CSV file. Columns may be in any order; unknown ones are named and ignored.

    Raises `Unusable` where the file is no such table; lines that are wrong are gathered.
    """
    text = _text(file)
    records = list(_records(text))
    if not records:
        raise Unusable([Problem(1, "the file is empty")])
    heading = [cell.strip().casefold() for cell in records[0][1]]
    table = Table(ignored=[column for column in heading if column and column not in known])
    _check_heading(heading, known, needed)
    for line, cells in records[1:]:
        if any(cell.strip() for cell in cells):
            _add(table, heading, line, cells)
    return table


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise Unusable([Problem(1, f"the file is larger than {LARGEST // 1024**2} MB")])
        content = file.read_bytes()
    except OSError as error:
        raise Unusable([Problem(1, f"the file cannot be read: {error.strerror}")]) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        words = "this is not UTF-8; save the file as CSV in UTF-8"
        raise Unusable([Problem(line, words)]) from error


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records with the line each begins on."""
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Unusable([Problem(line, "this is no CSV: it holds control characters")])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unusable([Problem(line, f"this is no CSV: {error}")]) from error


def _delimiter(text: str) -> str:
    """What stands between the columns of the heading: spreadsheets use several."""
    heading = text.partition("\n")[0]
    return max(",;\t", key=heading.count)


def _check_heading(heading: list[str], known: Sequence[str], needed: Sequence[str]) -> None:
    problems = []
    missing = [column for column in needed if column not in heading]
    twice = sorted({column for column in heading if column in known and heading.count(column) > 1})
    if missing:
        have = f"columns are {', '.join(known)}"
        problems.append(Problem(1, f"there is no column {', '.join(missing)}; the {have}"))
    if twice:
        problems.append(Problem(1, f"the column {', '.join(twice)} is there twice"))
    if problems:
        raise Unusable(problems)


def _add(table: Table, heading: list[str], line: int, cells: list[str]) -> None:
    if len(cells) != len(heading):
        words = f"it has {len(cells)} cells, the heading has {len(heading)}"
        table.problems.append(Problem(line, words))
        return
    stripped = (cell.strip() for cell in cells)
    table.rows.append(Row(line, dict(zip(heading, stripped, strict=True)), table.problems))
