"""The board of a day that is gone: the same tables, that lead to the day and to the history."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from dashboard.project_table import ProjectTable
from dashboard.queries.board import BoardPage
from dashboard.sum_tables import GatheredTable


def history_address(slug: str, path: str = "") -> str:
    """The history of a project, or of one aim in it."""
    query = f"?{urlencode({'of': path}, safe='/')}" if path else ""
    return f"{reverse('history', args=[slug])}{query}"


class InThePast:
    """What both have in common: they lead to the same day."""

    here: Mapping[str, str]

    def to(self, **asked: str) -> str:
        return f"?{urlencode({**self.here, **asked})}"


class PastProjectTable(InThePast, ProjectTable):
    """A row for each project that there was."""

    class Meta(ProjectTable.Meta):
        orderable = False

    def __init__(self, page: BoardPage, here: Mapping[str, str], current: set[str]) -> None:
        self.here, self.on, self.current = here, here["on"], current
        super().__init__(page)
        self.columns.hide("step")

    def to_aim(self, slug: str, path: str) -> str:
        return history_address(slug, path if path in self.current else "")


class PastGatheredTable(InThePast, GatheredTable):
    """A row for each team or group that there was."""

    class Meta(GatheredTable.Meta):
        orderable = False

    def __init__(self, page: BoardPage, rows: Iterable[Any], here: Mapping[str, str]) -> None:
        self.here, self.on = here, here["on"]
        super().__init__(page, rows)
