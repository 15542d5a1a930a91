"""A CSV file → rows with their line numbers, or every line that is wrong."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from dashboard.criteria.words import nearest, printable
from dashboard.formats import counted

LARGEST = 20 * 1024 * 1024
WHOLE = 0
STRANGE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\udc80-\udcff\ufffe\uffff]")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: with a line, the heading's being 1, or with the `WHOLE` file."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


class Unusable(Exception):  # noqa: N818  (it tells of a file, not of a fault)
    """A file that cannot be imported. `problems` holds every line that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
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
    is_sound: bool = True

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def tell(self, message: str) -> None:
        """Report this line."""
        self.is_sound = False
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

    def need(self, column: str) -> None:
        """Report the line where this cell is empty."""
        if not self[column]:
            self.tell(f"{column} is empty")


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
    """Read a CSV file. Columns may be in any order; unknown ones are named and ignored.

    Raises `Unusable` where the file is no such table; lines that are wrong are gathered.
    """
    table = Table()
    records = _records(_text(file), table.problems)
    _, cells = next(records, (WHOLE, []))
    table.need_sound()
    heading = _heading(cells, table, known)
    _check_heading(heading, table.problems, known, needed)
    table.need_sound()
    for line, cells in records:
        if any(cell.strip() for cell in cells):
            _add(table, heading, line, cells)
    return table


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        words = f"the file cannot be read: {error.strerror}"
        raise Unusable([Problem(WHOLE, words)]) from error
    if len(content) > LARGEST:
        raise Unusable([Problem(WHOLE, f"the file is larger than {LARGEST // 1024**2} MB")])
    text = content.decode("utf-8-sig", "surrogateescape")
    words = "this is not text in UTF-8; save the table as CSV in UTF-8"
    if problems := [Problem(n, words) for n, line in _lines(text) if STRANGE.search(line)]:
        raise Unusable(problems)
    return text


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines as the reader counts them, which ends one at LF, CR LF and CR and nowhere else."""
    return enumerate(io.StringIO(text, newline=""), start=1)


def _records(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The records with the line each begins on; after one that is no CSV it goes on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            words = "this is no CSV: a quotation mark is not closed or not doubled"
            problems.append(Problem(line, words))
            continue
        if cells is None:
            return
        yield line, cells


def _delimiter(text: str) -> str:
    """What stands between the columns of the heading: spreadsheets use several."""
    _, heading = next(_lines(text), (1, ""))
    return max(",;\t", key=heading.count)


def _heading(cells: list[str], table: Table, known: Sequence[str]) -> list[str]:
    """The columns that are known, in lower case; the others are empty and go to `ignored`."""
    columns = [cell.strip() for cell in cells]
    if not any(columns):
        raise Unusable([Problem(WHOLE, "the file is empty, or its first line is")])
    others = [column for column in columns if column and column.casefold() not in known]
    table.ignored.extend(_hinted(column, known) for column in others)
    return [column.casefold() if column.casefold() in known else "" for column in columns]


def _hinted(column: str, known: Sequence[str]) -> str:
    meant = nearest(column, known)
    return f"{printable(column)} (did you mean {meant}?)" if meant else printable(column)


def _check_heading(
    heading: list[str], problems: list[Problem], known: Sequence[str], needed: Sequence[str]
) -> None:
    missing = [column for column in needed if column not in heading]
    if missing:
        have = f"columns are {', '.join(known)}"
        problems.append(Problem(1, f"there is no column {', '.join(missing)}; the {have}"))
    twice = sorted({column for column in heading if column and heading.count(column) > 1})
    if twice:
        problems.append(Problem(1, f"the column {', '.join(twice)} is there twice"))


def _add(table: Table, heading: list[str], line: int, cells: list[str]) -> None:
    if len(cells) != len(heading):
        words = f"it has {counted(len(cells), 'cell')}, the heading has {len(heading)}"
        table.problems.append(Problem(line, words))
        return
    known = {column: cell.strip() for column, cell in zip(heading, cells, strict=True) if column}
    table.rows.append(Row(line, known, table.problems))
