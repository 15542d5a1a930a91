"""Charts in templates: the entries of a legend, and the table beside a chart."""

from collections.abc import Iterator
from datetime import date

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
    """A chart's figures, the newest day first; two hundred are too many for a template's loop."""
    rows = reversed(chart.rows) if _is_of_days(chart) else chart.rows
    headings = "".join(map(_heading, chart.headings, _are_numbers(chart)))
    return mark_safe(
        f'<table class="plain"><thead><tr>{headings}</tr></thead>'
        f"<tbody>{''.join(map(_line, rows))}</tbody></table>"
    )


def _is_of_days(chart: Chart) -> bool:
    return bool(chart.headings) and chart.headings[0] == "Day"


def _are_numbers(chart: Chart) -> list[bool]:
    """Of each column, whether its cells stand on the right."""
    columns = zip(*(row.cells for row in chart.rows), strict=True)
    return [not any(isinstance(cell, str | date) for cell in column) for column in columns]


def _heading(words: str, is_number: bool) -> str:
    kind = ' class="number"' if is_number else ""
    return f'<th scope="col"{kind}>{escape(words)}</th>'


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
    match cell:
        case None:
            return ""
        case date():
            return formats.day(cell)
        case int():
            return formats.number(cell)
        case float():
            return f"{cell:.1f}"
    return cell
