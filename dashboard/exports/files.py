"""Tables as files: CSV, XLSX and JSON. What a spreadsheet would execute is text in all of them."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from tempfile import SpooledTemporaryFile
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, StreamingHttpResponse
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
EXECUTED = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufffe\uffff]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]")
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DAYS, MOMENTS = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
MOST_IN_MEMORY = 4 * 1024 * 1024  # bytes of a file; a longer one is on disk
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


def file_of(sheet: Sheet, kind: str) -> StreamingHttpResponse:
    """The file. CSV and JSON are sent as they are written, XLSX when it is written to its end."""
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


def file_name(what: str, of: Iterable[str], days: str) -> str:
    """What a file is called: what it holds, of which part, and its days."""
    return "-".join([what, *(key.replace("/", "-") for key in of), days])


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
    """The headings stay in sight, and each has a filter."""
    from openpyxl import Workbook  # a fifth of a second that nobody else waits for
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    def cell(value: Value) -> Any:
        if not isinstance(value, date):
            return _cell(value)
        dated = WriteOnlyCell(page, _cell(value))
        dated.number_format = MOMENTS if isinstance(value, datetime) else DAYS
        return dated

    book = Workbook(write_only=True)
    page = book.create_sheet("Upstanding")
    page.freeze_panes = "B2"
    page.append([_cell(name) for name in sheet.columns])
    last = 1
    for row in sheet.rows:
        page.append([cell(value) for value in row])
        last += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"
    file = SpooledTemporaryFile(MOST_IN_MEMORY)  # noqa: SIM115  (the response closes it)
    book.save(file)
    file.seek(0)
    return file


def _cell(value: Value) -> Value:
    """A value as a cell of XLSX: days and moments are dates there, and know no time zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, str):
        return str(safe(NOT_IN_XML.sub("", value)))[:LONGEST]
    return value
