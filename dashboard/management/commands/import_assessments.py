"""`manage.py import_assessments`: what is known of projects, from a CSV file."""

from typing import Any

from dashboard.imports.assessments import COLUMNS, import_assessments
from dashboard.management.importing import ImportCommand


class Command(ImportCommand):
    help = f"Enter answers, as they stand or dated. Columns, in any order: {', '.join(COLUMNS)}."

    def handle(self, **options: Any) -> None:
        report = self.imported(import_assessments, options)
        lines: list[tuple[str, int | list[str]]] = [
            ("Changed projects", report.projects),
            ("History rebuilt of", report.rebuilt),
            ("A lower level than before takes nothing back; say `not yet` of what is lost",
             report.lower),
            ("Changed answers", report.answers),
            ("Unchanged answers", report.unchanged),
        ]  # fmt: skip
        self.tell(report.ignored, lines, options)
