"""Pages of nothing but charts, of figures that no small world has: tests of progress have more."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path

from dashboard import plots
from dashboard.charts import charts_of
from dashboard.exports.pictures import caption_of, picture_file
from dashboard.http import with_charts
from dashboard.progress import Levels, Mark, Scores, Spreads, Waterfall
from tests import figures

PAGE = """
{% extends "base.html" %}
{% block title %}Charts{% endblock %}
{% block scripts %}{% include "_components/chart_scripts.html" %}{% endblock %}
{% block content %}
  <h1>Progress of everything</h1>
  {% for chart in charts %}
    {% url "figures" chart.key as svg %}
    {% include "_components/chart.html" with csv_href="/figures.csv" svg_href=svg %}
  {% endfor %}
  {{ small }}
{% endblock %}
"""
MARKS = (
    Mark(
        date(2025, 3, 1),
        6,
        "Ada Byron: Automated testing is mature. The suite runs on each change.",
    ),
    Mark(
        date(2025, 9, 14), -3, "Grace Hopper: Observability fell to Started. The alerts were off."
    ),
    Mark(date(2026, 5, 2), 0, "Criteria changed: Small releases asks for more."),
)


@with_charts
def full(request: HttpRequest) -> TemplateResponse:
    values = figures.charts()
    whole = values.scores.whole.scores
    small = plots.small(figures.DAYS, whole, MARKS)
    return TemplateResponse(request, PAGE_TEMPLATE, {"charts": charts_of(values), "small": small})


@with_charts
def empty(request: HttpRequest) -> TemplateResponse:
    values = figures.charts()
    day = figures.LAST
    nothing = figures.Figures(
        Levels((), figures.BANDS, ((),) * 4, ()),
        Scores((), values.scores.whole.__class__("", "Everything", "", ()), (), (), ()),
        Spreads(day, figures.BANDS, ()),
        Waterfall(day, day, values.waterfall.before, values.waterfall.before, ()),
        (),
    )
    return TemplateResponse(request, PAGE_TEMPLATE, {"charts": charts_of(nothing)})


def picture(request: HttpRequest, key: str) -> HttpResponse:
    chart = next(each for each in charts_of(figures.charts()) if each.key == key)
    caption = caption_of("Everything", figures.DAYS[0], figures.LAST)
    return picture_file(chart, "Everything", caption)


PAGE_TEMPLATE = engines["django"].from_string(PAGE)
urlpatterns = [
    path("charts/", full),
    path("charts/none/", empty),
    path("figures/<slug:key>.svg", picture, name="figures"),
    path("", include("dashboard.urls")),
]
