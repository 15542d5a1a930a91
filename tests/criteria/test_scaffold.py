"""A framework of one's own: begun whole or not at all."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dashboard.criteria import scaffold
from dashboard.criteria.loader import load
from dashboard.criteria.problems import CriteriaError
from dashboard.criteria.scaffold import ScaffoldError, new

Write = Callable[[Mapping[str, str | bytes]], Path]

MODELINE = "# yaml-language-server: $schema=../docs/criteria.schema.json\n"


@pytest.fixture
def shipped(write: Write, area: str) -> Path:
    """Three areas, their order in the framework's file."""
    order = "# First\nareas:\n  - security   # one\n  - people\n  - testing\n# Last\nkinds: [a]\n"
    named = {name: area.replace("Testing", name) for name in ("testing", "people")}
    return write(
        {f"{name}.yaml": MODELINE + text for name, text in named.items()}
        | {
            "third.yaml": "area: security\n" + area.replace("Testing", "Security"),
            "framework.yaml": MODELINE + order,
        }
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "some" / "where"


def test_a_new_framework_is_one_aim_with_one_level(folder: Path, shipped: Path) -> None:
    assert new(folder, shipped) == (folder / "engineering.yaml",)
    [area] = load(folder).criteria.areas
    [aim] = area.aims
    assert list(aim.objectives) == ["started"]


def test_a_new_framework_may_begin_in_an_empty_folder(folder: Path, shipped: Path) -> None:
    folder.mkdir(parents=True)
    new(folder, shipped)
    assert load(folder)


def test_shipped_areas_are_copied_with_the_framework(folder: Path, shipped: Path) -> None:
    new(folder, shipped, ["testing", "security"])
    assert {file.name for file in folder.iterdir()} == {
        "framework.yaml",
        "testing.yaml",
        "third.yaml",
    }
    criteria = load(folder).criteria
    assert [area.key for area in criteria.areas] == ["security", "testing"]
    assert criteria.kinds == ("a",)


def test_comments_are_kept_and_no_schema_is_named_that_is_not_there(
    folder: Path, shipped: Path
) -> None:
    new(folder, shipped, ["testing"])
    texts = [file.read_text() for file in folder.iterdir()]
    assert not any("$schema" in text for text in texts)
    assert all("manage.py criteria schema" in text for text in texts)
    assert "# First\nareas: [testing]\n# Last\n" in (folder / "framework.yaml").read_text()


def test_a_shipped_folder_without_framework_or_order_is_copied_too(
    folder: Path, write: Write, area: str
) -> None:
    shipped = write({"testing.yaml": area})
    new(folder, shipped, ["testing"])
    assert [file.name for file in folder.iterdir()] == ["testing.yaml"]
    (shipped / "framework.yaml").write_text("kinds: [a]")
    new(folder.with_name("other"), shipped, ["testing"])
    assert load(folder.with_name("other")).criteria.kinds == ("a",)


def test_an_order_in_brackets_is_shortened_too(folder: Path, write: Write, area: str) -> None:
    order = "areas: [b,\n  a\n]  # all\nkinds: [x]\n"
    shipped = write(
        {"a.yaml": area, "b.yaml": f"{area}".replace("Testing", "B"), "framework.yaml": order}
    )
    new(folder, shipped, ["a"])
    assert (folder / "framework.yaml").read_text() == "areas: [a]  # all\nkinds: [x]\n"


def test_an_unknown_area_is_refused_with_the_nearest(folder: Path, shipped: Path) -> None:
    with pytest.raises(ScaffoldError, match="unknown area `tseting`: did you mean `testing`"):
        new(folder, shipped, ["people", "tseting"])
    assert not folder.parent.exists()


def test_a_folder_in_use_is_refused_and_left_alone(shipped: Path) -> None:
    before = {file: file.read_bytes() for file in shipped.iterdir()}
    for areas in ([], ["testing"]):
        with pytest.raises(ScaffoldError, match="is not an empty folder"):
            new(shipped, shipped, areas)
    assert {file: file.read_bytes() for file in shipped.iterdir()} == before


def test_a_file_is_no_folder(shipped: Path) -> None:
    with pytest.raises(ScaffoldError, match="is not an empty folder"):
        new(shipped / "testing.yaml", shipped)


def test_a_broken_shipped_folder_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CriteriaError, match="there is no such folder"):
        new(folder, tmp_path / "none", ["testing"])
    assert not folder.parent.exists()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_failure_half_way_leaves_nothing(
    is_there: bool, folder: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_there:
        folder.mkdir(parents=True)
    write_text = Path.write_text

    def full(self: Path, text: str, encoding: str) -> int:
        if self.name == "testing.yaml":
            write_text(self, "half", encoding=encoding)
            raise OSError(28, "No space left on device")
        return write_text(self, text, encoding=encoding)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        new(folder, shipped, ["people", "testing"])
    assert folder.exists() == is_there
    assert folder.parent.exists() == is_there
    assert not is_there or not list(folder.iterdir())


def test_what_is_begun_is_loaded_before_it_counts(
    folder: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scaffold, "FIRST_AREA", "name: [")
    with pytest.raises(CriteriaError):
        new(folder, shipped)
    assert not folder.parent.exists()
