"""`manage.py import_projects`: projects, teams and groups from a CSV file."""

from typing import Any

from dashboard.imports.projects import COLUMNS, import_projects
from dashboard.management.importing import ImportCommand


class Command(ImportCommand):
    help = f"Enter and update projects, by key. Columns, in any order: {', '.join(COLUMNS)}."

    def handle(self, **options: Any) -> None:
        report = self.imported(import_projects, options)
        lines: list[tuple[str, int | list[str]]] = [
            ("New groups", report.groups),
            ("New teams", report.teams),
            ("Teams that changed group", report.regrouped),
            ("New projects", report.added),
            ("Changed projects", report.changed),
            ("Unchanged projects", report.unchanged),
        ]
        self.tell(report.ignored, lines, options)
