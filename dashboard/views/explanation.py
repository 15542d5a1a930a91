"""How a score comes about."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from dashboard import access
from dashboard.addresses import WHERE, WHOSE
from dashboard.days import day_told
from dashboard.formats import day as in_words
from dashboard.queries.days_asked import refusal_of
from dashboard.queries.explaining import explain
from dashboard.queries.framework import FrameworkView
from dashboard.queries.past import first_day, framework_then
from dashboard.queries.past_project import span_then
from dashboard.views.reading import page

NOT_YET = "{} was entered later: nothing is known of it on {}."


@page
def explanation(request: HttpRequest, framework: FrameworkView) -> HttpResponseBase:
    """Whoever asks for more than one thing is sent to the address of the narrowest."""
    query = request.GET
    asked = {name: query.getlist(name) for name in (*WHOSE, *WHERE, "on") if name in query}
    told = query.get("on", "").strip()
    on = day_told(told)
    if refusal := refusal_of(told, on, framework.day, first_day() or framework.day) if told else "":
        return _refused(request, framework, refusal)
    if on == framework.day:
        on = None
    extent = access.extent_to_read(framework, {name: query[name] for name in asked}, on)
    wanted = {name: [value] for name, value in extent.asked.items() if value}
    if asked != wanted:
        return redirect(extent.address)
    if extent.project and on and span_then(extent.project, on) is None:
        return _refused(request, framework, NOT_YET.format(extent.project.name, in_words(on)))
    then = framework_then(framework, on) if on else framework
    context = {"page": explain(then, extent), "is_known": len(query) == len(wanted)}
    return TemplateResponse(request, "explanation/page.html", context)


def _refused(request: HttpRequest, framework: FrameworkView, why: str) -> TemplateResponse:
    context = {"page": framework, "refusal": why, "is_known": False}
    return TemplateResponse(request, "explanation/refused.html", context)
