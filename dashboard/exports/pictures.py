"""Charts as files to put into a report or a slide."""

from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.utils.text import slugify

from dashboard import formats
from dashboard.charts import Chart
from dashboard.charts.saved import standalone

LONGEST = 80  # letters of a file's name


def caption_of(name: str, first: date, last: date) -> str:
    """Of whom a picture is, of when, and where it comes from."""
    period = f"{name}, {formats.day(first)} to {formats.day(last)}"
    return " · ".join(filter(None, [period, settings.ORGANISATION, "Upstanding"]))


def picture_file(chart: Chart, name: str, caption: str) -> HttpResponse:
    """The drawing of the server with all that it needs to be understood elsewhere."""
    response = HttpResponse(standalone(chart, caption), content_type="image/svg+xml")
    named = file_name(f"progress of {name} {chart.title}")
    response["Content-Disposition"] = f'attachment; filename="{named}.svg"'
    return response


def file_name(words: str) -> str:
    """Words as the name of a file, as many as have room."""
    name = slugify(words)
    return name if len(name) <= LONGEST else name[: LONGEST + 1].rpartition("-")[0]
