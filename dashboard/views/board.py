"""The board, whole and of one area."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from dashboard.controls import Controls
from dashboard.exports.files import offered
from dashboard.filters import ProjectFilter
from dashboard.project_table import ProjectTable
from dashboard.queries.board import (
    Asked,
    BoardPage,
    board_page,
    columns_of,
    gathered,
    gathered_details,
    project_details,
)
from dashboard.queries.framework import AreaHead, FrameworkView
from dashboard.queries.grain import Grain
from dashboard.queries.lines import active_projects, board_lines
from dashboard.queries.order import sort_in
from dashboard.sum_tables import GatheredTable, sorted_rows
from dashboard.tables import BoardTable
from dashboard.views.reading import page

COLUMNS = {"name", "team", "score", "freshness", "projects"}


@page
def whole(request: HttpRequest, framework: FrameworkView) -> HttpResponseBase:
    return _elsewhere(request, framework) or _board(request, framework)


@page
def of_area(request: HttpRequest, framework: FrameworkView, area: str) -> HttpResponseBase:
    head = framework.area(area)
    if head is None:
        raise Http404
    return _elsewhere(request, framework) or _board(request, framework, head)


def _elsewhere(request: HttpRequest, framework: FrameworkView) -> HttpResponseBase | None:
    """The filter form names an area: the board of one has an address of its own."""
    asked = request.GET.copy()
    if "area" not in asked:
        return None
    area = framework.area(asked.pop("area")[-1])
    path = reverse("area", args=[area.key]) if area else reverse("board")
    query = urlencode([(key, value) for key, value in asked.items() if value])
    return redirect(f"{path}?{query}" if query else path)


def _board(
    request: HttpRequest, framework: FrameworkView, area: AreaHead | None = None
) -> TemplateResponse:
    query = request.GET
    board, shown = asked_board(request, framework, area)
    table = _table(framework, board, query.get("page", ""), query.get("per_page", ""))
    controls = Controls(board, framework, shown)
    context: dict[str, Any] = {"page": board, "table": table, "controls": controls}
    here = controls.here | ({"area": area.key} if area else {})
    context["files"] = offered("board-file", here)
    context["is_known"] = "q" not in query and query.dict() == controls.here | table.turned
    return TemplateResponse(request, "board/page.html", context)


def asked_board(
    request: HttpRequest, framework: FrameworkView, area: AreaHead | None = None
) -> tuple[BoardPage, dict[str, str]]:
    """The board as an address asks for it, and what of the grain is asked for."""
    query = request.GET
    chosen = ProjectFilter(query, active_projects(area), framework, area)
    areas = columns_of(framework, area)
    aims = [aim.path for each in areas for aim in each.aims]
    sort = sort_in(query.get("sort", ""), COLUMNS | {*aims} | {f"{each.key}/" for each in areas})
    asked = Asked(chosen.asked, query.get("q", ""), sort)
    lines = board_lines(framework, area, chosen.chosen(), sort)
    wanted = [line for line in lines if line.is_wanted]
    grain = Grain.of(query, wanted, len(aims), len(areas))
    board = board_page(framework, lines, grain, asked, area)
    shown = {name: query.get(name, "") for name in ("down", "across", "show")}
    return board, {name: value for name, value in shown.items() if value == getattr(grain, name)}


def _table(framework: FrameworkView, board: BoardPage, number: str, per_page: str) -> BoardTable:
    if board.grain.is_of_projects:
        table: BoardTable = ProjectTable(board)
        table.fill(project_details(framework, board, table.turn_to(number, per_page)))
        return table
    rows = gathered(board)
    details = gathered_details(framework, board, rows)
    table = GatheredTable(board, sorted_rows(board, rows, details))
    table.turn_to(number, per_page)
    table.fill(details)
    return table
