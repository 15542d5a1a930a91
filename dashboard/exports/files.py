"""Tables as files: CSV, XLSX and JSON. What a spreadsheet would execute is text in all of them."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

Value = str | int | float | bool | date | datetime | None
KINDS = ("csv", "xlsx", "json")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# Spreadsheets run what begins so, also after white space, and some with the wide signs of Asia.
EXECUTED = re.compile(r"[\s\0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]")
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = 32_000  # characters that a cell of a spreadsheet takes
BOM = "\N{BYTE ORDER MARK}"  # without it, Excel reads names as another encoding


@dataclass(frozen=True, slots=True)
class Sheet:
    """What to take away. `name` is that of the file, `about` says in words what is asked for."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
    about: dict[str, Value] = field(default_factory=dict)


def safe(value: Value) -> str | int | float | bool | None:
    """A value as a cell of a spreadsheet: days and times as ISO words, numbers as they are, and
    no text that would be executed."""
    if isinstance(value, str):
        return f"'{value}" if EXECUTED.match(value) else value
    return plain(value)


def plain(value: Value) -> str | int | float | bool | None:
    """A value as JSON has it: days and times as ISO words, times with their zone."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def file_of(sheet: Sheet, kind: str) -> HttpResponseBase:
    """The file. CSV and JSON are sent as they are written, XLSX is written to disk before."""
    writers = {"csv": _csv, "json": _json}
    response = (
        StreamingHttpResponse(writers[kind](sheet), content_type=TYPES[kind])
        if kind in writers
        else FileResponse(_xlsx(sheet), content_type=TYPES[kind])
    )
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def offered(name: str, query: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is shown in each form, with its address."""
    asked = f"?{urlencode(query)}" if query else ""
    return [(kind.upper(), f"{reverse(name, args=[kind])}{asked}") for kind in KINDS]


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(sheet: Sheet) -> Iterator[str]:
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_NONNUMERIC)  # whatever splits cells elsewhere
    yield BOM + writer.writerow([safe(name) for name in sheet.columns])
    for row in sheet.rows:
        yield writer.writerow([safe(value) for value in row])


def _json(sheet: Sheet) -> Iterator[str]:
    about = {name: plain(value) for name, value in sheet.about.items()}
    yield json.dumps(about, ensure_ascii=False)[:-1] + (", " if about else "") + '"rows": ['
    before = "\n"
    for row in sheet.rows:
        entry = dict(zip(sheet.columns, map(plain, row), strict=True))
        yield before + json.dumps(entry, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _xlsx(sheet: Sheet) -> Any:
    from openpyxl import Workbook  # a fifth of a second that nobody else waits for

    book = Workbook(write_only=True)
    page = book.create_sheet("Upstanding")
    page.freeze_panes = "B2"
    page.append([_cell(name) for name in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(value) for value in row])
    file = TemporaryFile()  # noqa: SIM115  (the response closes it)
    book.save(file)
    file.seek(0)
    return file


def _cell(value: Value) -> str | int | float | bool | None:
    text = safe(value)
    return NOT_IN_XML.sub("", text)[:LONGEST] if isinstance(text, str) else text
