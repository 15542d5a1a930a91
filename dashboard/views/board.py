"""The board, whole and of one area."""

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse

from dashboard.queries.board import board_details, board_page
from dashboard.queries.framework import AreaHead, FrameworkView
from dashboard.queries.lines import Wanted, board_lines
from dashboard.tables import BoardTable
from dashboard.views.reading import framework_today, page


@page
def whole(request: HttpRequest) -> TemplateResponse:
    return _board(request, framework_today())


@page
def of_area(request: HttpRequest, area: str) -> TemplateResponse:
    framework = framework_today(with_texts=True)
    head = framework.area(area)
    if head is None:
        raise Http404
    return _board(request, framework, head)


def _board(
    request: HttpRequest, framework: FrameworkView, area: AreaHead | None = None
) -> TemplateResponse:
    asked = request.GET
    wanted = Wanted(asked.get("q", ""), asked.get("team", ""), asked.get("group", ""))
    lines = board_lines(area)
    board = board_page(framework, lines, wanted, area)
    table = BoardTable(board, wanted.among(lines), sort=asked.get("sort", ""))
    shown = table.turn_to(asked.get("page", ""), asked.get("per_page", ""))
    table.fill(board_details(framework, shown, area))
    return TemplateResponse(request, "board/page.html", {"page": board, "table": table})
