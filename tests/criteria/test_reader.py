"""What is refused before any key is looked at: broken YAML, and YAML made to do harm."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from dashboard.criteria import reader
from dashboard.criteria.loader import load
from dashboard.criteria.problems import CriteriaError

Mistakes = Callable[[Mapping[str, str | bytes]], list[str]]

LINE_UP = (
    "this does not line up with what stands above: check the indentation, and put a text that "
    "begins with a quote or bracket in quotes as a whole"
)
COLON = (
    "a colon has no place here: put a text that holds a colon in quotes, and check the indentation"
)
NEEDLESS = "which criteria do not use; if it is text, put it in quotes"
BACKSLASH = "a backslash has a meaning in double quotes: use single quotes, or write it twice"
BRACKET = "a bracket opens here and is not closed, or a comma is missing in it"
NO_COLON = "a key without a colon, or a text that should be indented further"

BROKEN = {
    "colon in a text": ("a: b: c\n", f"1:5: {COLON}"),
    "key under a text": ("a: b\n  c: d\n", f"2:4: {COLON}"),
    "tab": ("a:\n\t- b\n", "2:1: a tab: indent with spaces"),
    "tab after a text": ("a:\n  b: 1\n\tc: 2\n", "3:1: a tab: indent with spaces"),
    "at sign": ("a: @b\n", "1:4: a text cannot begin with `@`: put it in quotes"),
    "backtick": ("a: `b`\n", '1:4: a text cannot begin with "`": put it in quotes'),
    "percent sign": ("é: %b\n", "1:4: a text cannot begin with `%`: put it in quotes"),
    "bold text": ("a: **b**\n", "1:4: a text cannot begin with `*`: put it in quotes"),
    "question": ("a: ? b\n", "1:4: a text cannot begin with `?`: put it in quotes"),
    "quote not closed": ('a: "b\nc: d\n', "1:4: a quote opens here and is never closed"),
    "text after a quote": ("a: 'b' c\n", f"1:8: {LINE_UP}"),
    "link in a text": ("a: [b](c)\n", f"1:7: {LINE_UP}"),
    "list not closed": ("a: [b\nc: d\n", f"1:4: {BRACKET}"),
    "keys not closed": ("a: {b: c\n", f"1:4: {BRACKET}"),
    "key less indented": ("a:\n    b: c\n  d: e\n", f"3:3: {LINE_UP}"),
    "key in a list": ("a:\n  - b\n  c: d\n", f"3:3: {LINE_UP}"),
    "entry less indented": ("a:\n  - b\n - c\n", f"3:2: {LINE_UP}"),
    "key without a colon": ("a: b\nc\nd: e\n", f"2:1: {NO_COLON}"),
    "text beside the sign": ("a: >b\n  c\n", "1:5: after > or | the text begins on the next line"),
    "text after the end": (
        "a: b\n...\nc: d\n",
        "3:1: more follows after the end of the document: remove the line ...",
    ),
    "undefined tag": ("a: !b!c d\n", "1:4: a text cannot begin with `!`: put it in quotes"),
    "alias": ("a: *b\n", f"1:4: YAML reads *b as an alias, {NEEDLESS}"),
    "anchor": ("a: &b c\n", f"1:4: YAML reads &b as an anchor, {NEEDLESS}"),
    "exclamation": ("a: !b c\n", f"1:4: YAML reads !b as a tag, {NEEDLESS}"),
    "tag of a Python object": (
        "a: !!python/object/apply:os.system [echo]\n",
        f"1:4: YAML reads !!python/object/apply:os.system as a tag, {NEEDLESS}",
    ),
    "tag of a type": ("a: !!str 3\n", f"1:4: YAML reads !!str as a tag, {NEEDLESS}"),
    "two documents": (
        "a: b\n---\nc: d\n",
        "2:1: a second document begins here: one file holds one area",
    ),
    "nothing": ("", "1:1: the file is empty"),
    "comments": ("# a\n\n# b\n", "1:1: the file is empty"),
    "nested in brackets": ("a: " + "[" * 10_000, "1:23: nested more than 20 deep"),
    "nested in dashes": ("- " * 10_000, "1:41: nested more than 20 deep"),
    "nested in keys": ("{a: " * 10_000, "1:78: nested more than 20 deep"),
    "nested in questions": ("? " * 10_000, "1:41: nested more than 20 deep"),
}


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize("name", BROKEN)
def test_broken_yaml_is_told_in_words_whichever_parser_is_at_work(
    name: str, loader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "LOADER", loader)
    text, said = BROKEN[name]
    _root, problems = reader.read("x", text)
    assert [str(problem) for problem in problems] == [f"x:{said}"]


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_a_backslash_without_a_meaning_is_told(
    loader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "LOADER", loader)
    _root, problems = reader.read("x", 'a: "C:\\path"')
    assert [problem.message for problem in problems] == [BACKSLASH]


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_half_a_character_never_becomes_text(
    loader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "LOADER", loader)
    assert len(reader.read("x", 'a: "\\ud800"')[1]) == 1


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "latin-1": (
        "name: é\n# ä".encode() + "\nx: ü".encode("latin-1"),
        "3:4: byte 18 of the file is not UTF-8: save it as UTF-8 text",
    ),
    "UTF-16": ("name: x".encode("utf-16"), "1:1: the file is in UTF-16: save it as UTF-8"),
    "UTF-16 without a mark": (
        "name: x".encode("utf-16-le"),
        "1:2: the character U+0000 is not text: is this a YAML file?",
    ),
    "picture": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "1:1: byte 1 of the file is not UTF-8: save it as UTF-8 text",
    ),
    "zip": (b"PK\x03\x04", "1:3: the character U+0003 is not text: is this a YAML file?"),
    "NUL": (b"name: x\nb: \0", "2:4: the character U+0000 is not text: is this a YAML file?"),
    "escape": (b"a\rb: \x1b", "2:4: the character U+001B is not text: is this a YAML file?"),
    "scalar": (b"just text", "1:1: a file holds keys with values, such as `name: Testing`"),
    "list": (b"- name: x", "1:1: a file holds keys with values, such as `name: Testing`"),
    "null": (b"~", "1:1: a file holds keys with values, such as `name: Testing`"),
    "separators": (b"---\n---\n", "2:1: a second document begins here: one file holds one area"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_holds_no_keys_is_told_once(name: str, mistakes: Mistakes) -> None:
    content, said = UNREADABLE[name]
    assert f"testing.yaml:{said}" in mistakes({"testing.yaml": content})
    assert not any("missing" in line for line in mistakes({"testing.yaml": content}))


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(area: str, mistakes: Mistakes) -> None:
    windows = area.replace("\n", "\r\n").encode("utf-8-sig")
    assert mistakes({"testing.yaml": windows}) == []
    assert mistakes({"testing.yaml": windows.replace(b"reason", b"raeson")}) == [
        "testing.yaml:5:5: unknown key `raeson`: did you mean `reason`?"
    ]


def test_a_huge_file_is_refused_unread(tmp_path: Path, area: str, mistakes: Mistakes) -> None:
    (tmp_path / "huge.yaml").touch()
    os.truncate(tmp_path / "huge.yaml", 50_000_000)
    began = time.perf_counter()
    said = "huge.yaml:1:1: the file is larger than 1 MB: make it several areas"
    assert mistakes({"testing.yaml": area}) == [said]
    assert time.perf_counter() - began < 0.5


def test_a_file_of_some_hundred_kilobytes_is_fine(area: str, mistakes: Mistakes) -> None:
    guidance = "          guidance: >-\n" + "            Many words.\n" * 700
    entry = f"        - key: known\n          text: It is.\n{guidance}"
    entries = "".join(entry.replace("known", f"known-{number}") for number in range(30))
    assert len(entries) > 400_000
    assert mistakes({"testing.yaml": area + entries}) == []


def test_a_pipe_is_not_waited_for(tmp_path: Path, area: str, mistakes: Mistakes) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert mistakes({"testing.yaml": area}) == ["pipe.yaml:1:1: this is not a file"]


def test_a_billion_laughs_are_not_told(tmp_path: Path) -> None:
    lines = ["a0: &a0 [ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (tmp_path / "laughs.yaml").write_text("\n".join(lines))
    began = time.perf_counter()
    with pytest.raises(CriteriaError) as error:
        load(tmp_path)
    assert time.perf_counter() - began < 0.5
    assert any("*a0 as an alias" in str(problem) for problem in error.value.problems)


def test_nothing_in_a_file_is_run(tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    (tmp_path / "trap.yaml").write_text(f"name: !!python/object/apply:os.mkdir ['{trap}']")
    with pytest.raises(CriteriaError):
        load(tmp_path)
    assert not trap.exists()
