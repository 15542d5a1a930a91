"""Progress: the report and the charts of a scope and a period."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from dashboard.charts import charts_of
from dashboard.http import with_charts
from dashboard.progress_controls import OF, controls_of, straight
from dashboard.queries.framework import FrameworkView
from dashboard.queries.report import progress_page
from dashboard.queries.scopes import NAMED, named, scope_in
from dashboard.views.reading import page


@with_charts
@page
def progress(request: HttpRequest, framework: FrameworkView) -> HttpResponseBase:
    asked = request.GET.dict()
    if OF in asked:
        return redirect(request.path + straight(asked))
    scope = scope_in(framework, asked)
    if scope is None:
        raise Http404
    shown = progress_page(framework, scope, asked)
    context = {
        "page": shown,
        "charts": charts_of(shown.charts),
        "controls": controls_of(shown, asked, {kind: named(kind) for kind in NAMED}),
        "is_known": asked == shown.asked,
    }
    return TemplateResponse(request, "progress/page.html", context)
