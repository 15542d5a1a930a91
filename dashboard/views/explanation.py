"""How a score comes about."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from dashboard import access
from dashboard.addresses import WHERE, WHOSE
from dashboard.queries.explaining import explain
from dashboard.queries.framework import FrameworkView
from dashboard.views.reading import page


@page
def explanation(request: HttpRequest, framework: FrameworkView) -> HttpResponseBase:
    """Whoever asks for more than one thing is sent to the address of the narrowest."""
    query = request.GET
    asked = {name: query.getlist(name) for name in (*WHOSE, *WHERE) if name in query}
    extent = access.extent_to_read(framework, {name: query[name] for name in asked})
    wanted = {name: [value] for name, value in extent.asked.items() if value}
    if asked != wanted:
        return redirect(extent.address)
    context = {"page": explain(framework, extent), "is_known": len(query) == len(wanted)}
    return TemplateResponse(request, "explanation/page.html", context)
