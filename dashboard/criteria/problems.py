"""Places in files, and what is wrong there."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake, in words for whoever wrote the YAML. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands. Lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def problem(self, message: str) -> Problem:
        return Problem(self.file, self.line, self.column, message)


class CriteriaError(Exception):
    """The criteria cannot be used. `problems` holds every mistake once, in the order of reading."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
