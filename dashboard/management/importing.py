"""What the two import commands share: the file, the rehearsal, and how problems are told."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import CommandError

from dashboard.formats import counted
from dashboard.imports.table import Unusable
from dashboard.management.base import DatabaseCommand

Report = TypeVar("Report")
NAMED = 6
TOLD = 1000


class ImportCommand(DatabaseCommand):
    """A command that imports one CSV file, all or nothing."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help="say what it would do")

    def imported(self, importer: Callable[..., Report], options: dict[str, Any]) -> Report:
        """Import the file, or end with every line that is wrong."""
        try:
            return importer(Path(options["file"]), is_rehearsal=options["dry_run"])
        except Unusable as unusable:
            told = [f"{options['file']}: {problem}" for problem in unusable.problems]
            more = len(told) - TOLD
            rest = [f"… and {counted(more, 'more problem')}"] if more > 0 else []
            self.stderr.write("\n".join([*told[:TOLD], *rest]))
            found = counted(len(told), "problem")
            raise CommandError(f"{found} found; nothing was imported.") from unusable

    def tell(
        self, ignored: list[str], lines: Iterable[tuple[str, int | list[str]]], options: Any
    ) -> None:
        """One line for each thing that there is any of; a dry run says so on the other stream."""
        if ignored:
            self.stdout.write(f"Ignored columns: {', '.join(ignored)}")
        for words, things in lines:
            if isinstance(things, int):
                self.stdout.write(f"{words}: {things}")
            elif things:
                self.stdout.write(f"{words}: {len(things)} ({_some(things)})")
        if options["dry_run"]:
            self.stderr.write("This was a dry run: nothing changed.")


def _some(things: list[str]) -> str:
    more = ", …" if len(things) > NAMED else ""
    return ", ".join(things[:NAMED]) + more
