"""The board of any day, and what moved between two."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone

from dashboard.compare_asking import Asking
from dashboard.compare_table import bands_of
from dashboard.controls import Controls
from dashboard.days import day_of
from dashboard.exports.files import offered
from dashboard.http import is_signed_in
from dashboard.past_tables import PastGatheredTable, PastProjectTable
from dashboard.queries.board import BoardPage, gathered
from dashboard.queries.compare import PER_PAGE, compared, rows_of
from dashboard.queries.days_asked import DaysAsked, days_asked
from dashboard.queries.framework import FrameworkView, ladders_of
from dashboard.queries.parts import refusal_of_part
from dashboard.queries.past import first_day
from dashboard.queries.past_board import past_board, past_details, past_gathered
from dashboard.queries.since_when import Since, sinces
from dashboard.sum_tables import sorted_rows
from dashboard.tables import BoardTable
from dashboard.views.last_here import last_here
from dashboard.views.reading import page

GRAINS = ("down", "across", "show")


@page
def compare(request: HttpRequest, framework: FrameworkView) -> HttpResponseBase:
    asked, ready, _ = days_in(request, framework)
    if asked.refusal:
        return _refused(request, framework, asked, ready)
    if asked.on:
        return _board(request, framework, asked, ready)
    return _difference(request, framework, asked, ready)


def days_in(
    request: HttpRequest, framework: FrameworkView
) -> tuple[DaysAsked, list[Since], date | None]:
    """What the address asks for, the ready choices, and the first day of which anything is known.

    A part that is nowhere is refused, as is a day that cannot be. Without a day, it is what came
    since the first of the ready choices.
    """
    first = first_day()
    ready = sinces(framework.day, first, _visited(request)) if first else []
    begins = ready[0].day if ready else None
    asked = days_asked(request.GET, framework.day, first, begins)
    refusal = asked.refusal or refusal_of_part(framework, asked)
    return replace(asked, refusal=refusal), ready, first


def _visited(request: HttpRequest) -> date | None:
    """The day of the last visit, of whoever is logged in on a browser that knows."""
    if not is_signed_in(request):
        return None
    before = last_here(request, timezone.now())
    return day_of(before) if before else None


def _refused(
    request: HttpRequest, framework: FrameworkView, asked: DaysAsked, ready: list[Since]
) -> TemplateResponse:
    asking = Asking(framework, asked, ready)
    context = {"asking": asking, "asked": asked, "page": framework, "is_known": False}
    return TemplateResponse(request, "compare/refused.html", context)


def _difference(
    request: HttpRequest, framework: FrameworkView, asked: DaysAsked, ready: list[Since]
) -> TemplateResponse:
    comparison = compared(framework, asked)
    turned = Paginator(comparison.lines, PER_PAGE).get_page(request.GET.get("page", "1"))
    rows = rows_of(comparison, list(turned.object_list))
    asking = Asking(
        framework, asked, ready, comparison.everything, (comparison.earlier, comparison.later)
    )
    context: dict[str, Any] = {
        "asking": asking,
        "asked": asked,
        "page": comparison,
        "turned": turned,
        "bands": bands_of(comparison, rows),
        "ladders": ladders_of(column.aim for band in comparison.bands for column in band.columns),
        "opens": len(rows) <= 3,
        "files": offered("comparison-file", asked.query),
        "movements": offered("movements-file", asked.query),
        "is_known": request.GET.dict() == asked.query and not asking.unknown,
    }
    return TemplateResponse(request, "compare/page.html", context)


def _board(
    request: HttpRequest, framework: FrameworkView, asked: DaysAsked, ready: list[Since]
) -> TemplateResponse:
    shown = {name: request.GET.get(name, "") for name in GRAINS}
    then, board, everything = past_board(framework, asked, shown)
    shown = {name: value for name, value in shown.items() if value == getattr(board.grain, name)}
    here = asked.query | shown
    table = past_table(framework, then, board, here)
    turn(then, table, request.GET.get("page", ""), request.GET.get("per_page", ""))
    asking = Asking(framework, asked, ready, everything, [then])
    context = {
        "asking": asking,
        "asked": asked,
        "page": board,
        "table": table,
        "controls": Controls(board, then, shown),
        "files": offered("comparison-file", here),
        "is_known": request.GET.dict() == here | table.turned and not asking.unknown,
    }
    return TemplateResponse(request, "compare/board.html", context)


def past_table(
    framework: FrameworkView, then: FrameworkView, board: BoardPage, here: Mapping[str, str]
) -> BoardTable:
    """The table of a day's board; teams and groups with what they sum already."""
    if board.grain.is_of_projects:
        return PastProjectTable(board, here, {aim.path for aim in framework.aims})
    rows, details = gathered(board), past_gathered(then, board)
    table = PastGatheredTable(board, sorted_rows(board, rows, details), here)
    table.fill(details)
    return table


def turn(then: FrameworkView, table: BoardTable, number: str, per_page: str) -> None:
    """Show one page of the table."""
    lines = table.turn_to(number, per_page)
    if table.board.grain.is_of_projects:
        table.fill(past_details(then, table.board, lines))
