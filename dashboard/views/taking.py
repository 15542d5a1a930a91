"""What is shown, to take away: boards, comparisons, movements and charts as CSV, XLSX and JSON."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)

from dashboard.caching import KnownFile
from dashboard.charts import CHARTS, Chart
from dashboard.exports.boards import board_sheet
from dashboard.exports.files import Sheet, Value, file_name, file_of
from dashboard.exports.movements import comparison_sheet, movements_sheet
from dashboard.exports.pictures import caption_of, picture_file
from dashboard.queries.board import gathered, gathered_details, project_details
from dashboard.queries.compare import compared
from dashboard.queries.days_asked import DaysAsked
from dashboard.queries.framework import FrameworkView
from dashboard.queries.parts import strangers_in
from dashboard.queries.past import framework_then
from dashboard.queries.past_board import past_board, past_details, past_gathered
from dashboard.queries.progress import Measured
from dashboard.queries.report import first_day, measured
from dashboard.queries.scopes import scope_in
from dashboard.sum_tables import sorted_rows
from dashboard.views.board import asked_board
from dashboard.views.compare import GRAINS, days_in
from dashboard.views.reading import page


@page
def board(request: HttpRequest, framework: FrameworkView, kind: str) -> HttpResponseBase:
    _need_known(request)
    area = framework.area(request.GET.get("area", ""))
    if area is None and request.GET.get("area"):
        return _refused(f"There is no area “{request.GET['area'][:60]}”.")
    shown, _ = asked_board(request, framework, area)
    if shown.grain.is_of_projects:
        details = project_details(framework, shown, shown.lines)
        return file_of(board_sheet(shown, shown.lines, details), kind)
    rows = gathered(shown)
    details = gathered_details(framework, shown, rows)
    return file_of(board_sheet(shown, sorted_rows(shown, rows, details), details), kind)


@page
def comparison(request: HttpRequest, framework: FrameworkView, kind: str) -> HttpResponseBase:
    _need_known(request)
    asked, _, _ = days_in(request, framework)
    if asked.refusal:
        return _refused(asked.refusal)
    if asked.on:
        return _past_board(request, framework, asked, kind)
    sheet = comparison_sheet(compared(framework, asked), asked, request.build_absolute_uri)
    return file_of(sheet, kind)


@page
def movements(request: HttpRequest, framework: FrameworkView, kind: str) -> HttpResponseBase:
    _need_known(request)
    asked, _, _ = days_in(request, framework)
    if asked.refusal:
        return _refused(asked.refusal)
    if not (asked.earlier and asked.later):
        return _refused("Movements are those between two days: say “from” and “to”.")
    then = framework_then(framework, asked.later)
    return file_of(movements_sheet(framework, then, asked, request.build_absolute_uri), kind)


@page
def chart(
    request: HttpRequest, framework: FrameworkView, chart: str, kind: str
) -> HttpResponseBase:
    shown = _asked_charts(request, framework)
    scope, period = shown.scope, shown.period
    if period.refusal:
        return _refused(period.refusal)
    found = _chart(shown, chart)
    about: dict[str, Value] = {"of": scope.name, "from": period.starts_on, "to": period.ends_on}
    rows = [row.cells for row in found.rows]
    name = file_name(chart, scope.asked.values(), f"{period.starts_on}-to-{period.ends_on}")
    return _known(request, shown, file_of(Sheet(name, found.headings, rows, about), kind))


@page
def picture(request: HttpRequest, framework: FrameworkView, chart: str) -> HttpResponseBase:
    shown = _asked_charts(request, framework)
    name, period = shown.scope.name, shown.period
    if period.refusal:
        return _refused(period.refusal)
    found = _chart(shown, chart)
    if found.is_empty:
        raise Http404
    caption = caption_of(name, period.starts_on, period.ends_on)
    return _known(request, shown, picture_file(found, name, caption))


def _asked_charts(request: HttpRequest, framework: FrameworkView) -> Measured:
    scope = scope_in(framework, request.GET)
    if scope is None:
        raise Http404
    return measured(framework, scope, request.GET.dict(), first_day())


def _chart(shown: Measured, key: str) -> Chart:
    """One of them, for which the others are not worked out."""
    if key not in CHARTS:
        raise Http404
    return CHARTS[key](shown)


def _known(
    request: HttpRequest, shown: Measured, file: HttpResponse | StreamingHttpResponse
) -> HttpResponseBase:
    """The file of a chart, worth keeping where the address is the one that its page gives."""
    return KnownFile(file) if request.GET.dict() == shown.asked else file


def _past_board(
    request: HttpRequest, framework: FrameworkView, asked: DaysAsked, kind: str
) -> HttpResponseBase:
    shown = {name: request.GET.get(name, "") for name in GRAINS}
    then, board, _ = past_board(framework, asked, shown)
    if board.grain.is_of_projects:
        details = past_details(then, board, board.lines)
        return file_of(board_sheet(board, board.lines, details), kind)
    rows, details = gathered(board), past_gathered(then, board)
    return file_of(board_sheet(board, sorted_rows(board, rows, details), details), kind)


def _need_known(request: HttpRequest) -> None:
    """404 where no group, team or project goes by the name that is asked for."""
    if any(strangers_in(request.GET)):
        raise Http404


def _refused(words: str) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=400, content_type="text/plain; charset=utf-8")
