import os
from pathlib import Path

import pytest

from dashboard.imports import table as tables
from dashboard.imports.table import Table, Unusable, read
from tests.imports.conftest import Write, told

KNOWN = ("key", "name", "note")
NOT_UTF8 = "this is not text in UTF-8; save the table as CSV in UTF-8"
QUOTES = "this is no CSV: a quotation mark is not closed or not doubled"


def cells(table: Table) -> list[tuple[int, dict[str, str]]]:
    return [(row.line, dict(row.cells)) for row in table.rows]


def mistakes(file: Path) -> list[str]:
    with pytest.raises(Unusable) as error:
        read(file, KNOWN, ["key"]).need_sound()
    return told(error)


def test_columns_may_be_in_any_order_and_case(write: Write) -> None:
    table = read(write("Name, KEY", "Demo,demo"), KNOWN, ["key"])
    assert cells(table) == [(2, {"name": "Demo", "key": "demo"})]


def test_cells_are_stripped_and_empty_lines_skipped(write: Write) -> None:
    table = read(write("key,name", "", "a,  A ", " , ", "b,\u00a0B"), KNOWN, ["key"])
    assert cells(table) == [(3, {"key": "a", "name": "A"}), (5, {"key": "b", "name": "B"})]


def test_unknown_columns_are_named_as_they_are_written_and_ignored(write: Write) -> None:
    table = read(write("key,Colour,Nmae,", "a,red,A,"), KNOWN, ["key"])
    assert table.ignored == ["Colour", "Nmae (did you mean name?)"]
    assert cells(table) == [(2, {"key": "a"})]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_separate(write: Write, mark: str) -> None:
    table = read(write(f"key{mark}name", f'a{mark}"A,B;C"'), KNOWN, ["key"])
    assert cells(table) == [(2, {"key": "a", "name": "A,B;C"})]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_end_in_every_usual_way(write: Write, end: bytes) -> None:
    file = write(end.join([b"key;name", b'a;"A', b'A"', b"b", b"c;C", b""]))
    table = read(file, KNOWN, ["key"])
    assert [row.line for row in table.rows] == [2, 5]
    assert [str(problem) for problem in table.problems] == [
        "line 4: it has 1 cell, the heading has 2"
    ]


def test_a_byte_order_mark_is_no_part_of_the_heading(write: Write) -> None:
    assert cells(read(write(b"\xef\xbb\xbfkey\na\n"), KNOWN, ["key"])) == [(2, {"key": "a"})]


def test_no_line_ends_where_a_reader_would_not_see_it(write: Write) -> None:
    table = read(write("key,note", "a,one\u2028two", "b"), KNOWN, ["key"])
    assert cells(table) == [(2, {"key": "a", "note": "one\u2028two"})]
    assert table.problems[0].line == 3


def test_html_and_formulas_are_text(write: Write) -> None:
    table = read(write("key,name", "a,<script>alert(1)</script>", "b,=1+1"), KNOWN, ["key"])
    assert [row["name"] for row in table.rows] == ["<script>alert(1)</script>", "=1+1"]


def test_every_line_of_another_length_is_told(write: Write) -> None:
    assert mistakes(write("key,name", "a", "b,B", "c,C,C")) == [
        "line 2: it has 1 cell, the heading has 2",
        "line 4: it has 3 cells, the heading has 2",
    ]


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_opens(write: Write) -> None:
    assert mistakes(write("key,name", "a,A", 'b,"B', "c,C")) == [f"line 3: {QUOTES}"]


def test_after_a_quotation_mark_inside_a_cell_it_goes_on(write: Write) -> None:
    assert mistakes(write("key,name", 'a,"A"A', "b,B", 'c,"C"C', "d")) == [
        f"line 2: {QUOTES}",
        f"line 4: {QUOTES}",
        "line 5: it has 1 cell, the heading has 2",
    ]


def test_a_heading_with_such_a_mark_is_told_alone(write: Write) -> None:
    assert mistakes(write('key,"name"s', "a,A")) == [f"line 1: {QUOTES}"]


def test_every_line_in_another_encoding_is_told(write: Write) -> None:
    file = write("key,name", "a,A", "é,é".encode("latin-1"), b"\n", "b,B", "ü".encode("cp1252"))
    assert mistakes(file) == [f"line 3: {NOT_UTF8}", f"line 5: {NOT_UTF8}"]


@pytest.mark.parametrize(
    "content",
    [
        "key,name\na,A\n".encode("utf-16"),
        "key,name\na,A\n".encode("utf-16-le"),
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00",
        b"key,name\na,\x00\n",
        "key,name\na,b\ufffe\n".encode(),
        b"key,name\na,\x1b[31mred\n",
        "key,name\na,\u009b31mred\n".encode(),
        os.urandom(4096),
    ],
    ids=[
        "utf-16",
        "utf-16 without mark",
        "a workbook",
        "NUL",
        "no character",
        "escape",
        "C1 escape",
        "noise",
    ],
)
def test_what_is_no_text_is_told(write: Write, content: bytes) -> None:
    assert all(mistake.endswith(NOT_UTF8) for mistake in mistakes(write(content)))


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n", b" , ,\na,A\n", b"\n\n\n"])
def test_an_empty_file_is_told(write: Write, content: bytes) -> None:
    assert mistakes(write(content)) == ["the file is empty, or its first line is"]


def test_a_heading_alone_is_a_table_without_rows(write: Write) -> None:
    assert cells(read(write("key,name"), KNOWN, ["key"])) == []


def test_missing_and_doubled_columns_are_told_together(write: Write) -> None:
    assert mistakes(write("name,note,NAME", "a,b,c")) == [
        "line 1: the column name is there twice",
        "line 1: there is no column key; the columns are key, name, note",
    ]


def test_unknown_columns_may_be_there_twice(write: Write) -> None:
    assert cells(read(write("key,x,x", "a,1,2"), KNOWN, ["key"])) == [(2, {"key": "a"})]


def test_a_missing_file_a_folder_and_a_locked_one_are_told(tmp_path: Path) -> None:
    assert mistakes(tmp_path / "none.csv") == ["the file cannot be read: No such file or directory"]
    assert mistakes(tmp_path) == ["the file cannot be read: Is a directory"]


def test_a_file_without_end_is_too_large() -> None:
    assert mistakes(Path("/dev/zero")) == ["the file is larger than 20 MB"]


def test_a_file_just_too_large_is_told_and_one_less_is_read(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "LARGEST", 6)
    assert len(read(write("key", "a"), KNOWN, ["key"]).rows) == 1
    assert mistakes(write("key", "ab")) == ["the file is larger than 0 MB"]


def test_a_cell_larger_than_a_reader_takes_is_told(write: Write) -> None:
    assert mistakes(write("key,name", f"a,{'A' * 200_000}", "b")) == [
        f"line 2: {QUOTES}",
        "line 3: it has 1 cell, the heading has 2",
    ]
