"""`manage.py criteria`: what is printed where, and when it fails."""

import json
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dashboard.criteria.jsonschema import area_schema, framework_schema, schema
from dashboard.criteria.loader import load

Write = Callable[[Mapping[str, str | bytes]], Path]


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("criteria", *(str(argument) for argument in arguments), stdout=out, no_color=True)
    return out.getvalue()


def test_check_counts_what_a_good_folder_holds(write: Write, area: str) -> None:
    folder = write({"testing.yaml": area})
    assert run("check", folder) == "No mistakes. areas: 1, aims: 1, objectives: 1\n"


def test_check_looks_at_the_folder_of_the_settings() -> None:
    assert run("check").startswith("No mistakes.")


def test_check_writes_each_mistake_in_a_line_and_fails(write: Write, area: str) -> None:
    folder = write({"testing.yaml": area.replace("name: ", "nmae: ")})
    err = StringIO()
    with pytest.raises(CommandError, match=r"^2 mistakes$"):
        call_command("criteria", "check", str(folder), stderr=err, no_color=True)
    assert err.getvalue() == (
        f"{folder}/testing.yaml:1:1: unknown key `nmae`: did you mean `name`?\n"
        f"{folder}/testing.yaml:4:5: unknown key `nmae`: did you mean `name`?\n"
    )


def test_check_shows_files_as_seen_from_here(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write({"testing.yaml": ""})
    monkeypatch.chdir(folder.parent)
    err = StringIO()
    with pytest.raises(CommandError, match=r"^1 mistake$"):
        call_command("criteria", "check", str(folder), stderr=err, no_color=True)
    assert err.getvalue() == f"{folder.name}/testing.yaml:1:1: the file is empty\n"


def test_schema_prints_either_or_both() -> None:
    assert json.loads(run("schema")) == schema()
    assert json.loads(run("schema", "--area")) == area_schema()
    assert json.loads(run("schema", "--framework")) == framework_schema()


def test_new_begins_a_folder_that_passes_the_check(tmp_path: Path) -> None:
    out = run("new", tmp_path / "mine")
    assert out.splitlines()[0] == str(tmp_path / "mine" / "engineering.yaml")
    assert run("check", tmp_path / "mine").startswith("No mistakes.")


def test_new_copies_shipped_areas(tmp_path: Path) -> None:
    run("new", tmp_path / "mine", "--from", "testing")
    assert [area.key for area in load(tmp_path / "mine").criteria.areas] == ["testing"]


def test_new_refuses_what_it_cannot_do(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="did you mean `testing`"):
        run("new", tmp_path / "mine", "--from", "tseting")
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="is not an empty folder"):
        run("new", tmp_path)
    with pytest.raises(CommandError):
        run("new", tmp_path / "file" / "below")


@pytest.mark.parametrize("arguments", [[], ["forget"], ["schema", "--area", "--framework"]])
def test_anything_else_is_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
