"""Charts in templates: the entries of a legend, and the table beside a chart."""

from collections.abc import Iterator

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dashboard import formats, plots
from dashboard.charts.chart import Chart, Row, Value
from dashboard.queries.course import Course

register = template.Library()
register.filter("swatch", plots.swatch)


@register.filter
def small_chart(course: Course) -> SafeString:
    """The course of a score, drawn; nothing where it has none."""
    return plots.small(course.days, course.scores, course.marks)


@register.filter
def figures_table(chart: Chart) -> SafeString:
    """A chart's figures; two hundred days are too many for a template's loop."""
    headings = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in chart.headings)
    return mark_safe(
        f'<table class="plain"><thead><tr>{headings}</tr></thead>'
        f"<tbody>{''.join(map(_line, chart.rows))}</tbody></table>"
    )


def _line(row: Row) -> str:
    return f"<tr>{''.join(_cells(row))}</tr>"


def _cells(row: Row) -> Iterator[str]:
    first, *others = row.cells
    name: str = escape(_told(first))
    if row.href:
        name = f'<a href="{escape(row.href)}">{name}</a>'
    yield f'<th scope="row">{name}</th>'
    for cell in others:
        kind = "" if isinstance(cell, str) else ' class="number"'
        yield f"<td{kind}>{escape(_told(cell))}</td>"


def _told(cell: Value) -> str:
    if cell is None:
        return ""
    return formats.number(cell) if isinstance(cell, int) else str(cell)
