"""What belongs together across files: areas, the framework's file, kinds and their order."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dashboard.criteria import files
from dashboard.criteria.loader import load
from dashboard.criteria.problems import CriteriaError

Mistakes = Callable[[Mapping[str, str | bytes]], list[str]]
Write = Callable[[Mapping[str, str | bytes]], Path]


def said_of(folder: Path) -> str:
    with pytest.raises(CriteriaError) as error:
        load(folder)
    return str(error.value)


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    assert said_of(folder) == f"{folder}:1:1: there is no such folder"


def test_a_folder_that_is_a_file_is_told(write: Write, area: str) -> None:
    file = write({"testing.yaml": area}) / "testing.yaml"
    assert said_of(file) == f"{file}:1:1: this is not a folder"


def test_a_folder_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert said_of(tmp_path) == f"{tmp_path}:1:1: the folder cannot be read: Permission denied"


@pytest.mark.parametrize("names", [[], ["framework.yaml"], [".testing.yaml"], ["README.md"]])
def test_a_folder_without_an_area_is_told(names: list[str], write: Write, area: str) -> None:
    folder = write(dict.fromkeys(names, area))
    assert said_of(folder) == f"{folder}:1:1: no area here: add a file such as testing.yaml"


@pytest.mark.parametrize("name", ["other.yml", "other.YAML", "framework.yml"])
def test_a_file_with_another_ending_is_told(name: str, area: str, mistakes: Mistakes) -> None:
    stem = name.partition(".")[0]
    assert mistakes({"testing.yaml": area, name: area}) == [
        f"{name}:1:1: rename this file to {stem}.yaml"
    ]


def test_a_framework_file_with_another_ending_is_told_beside_the_right_one(
    area: str, mistakes: Mistakes
) -> None:
    files = {"testing.yaml": area, "framework.yaml": "kinds: [a]", "framework.yml": "kinds: [b]"}
    assert mistakes(files) == ["framework.yml:1:1: rename this file to framework.yaml"]


def test_hidden_files_and_other_files_are_left_alone(area: str, mistakes: Mistakes) -> None:
    assert mistakes({"testing.yaml": area, ".x.yaml": "{", "x.txt": "{", "x.yaml~": "{"}) == []


def test_a_folder_called_like_an_area_is_told(write: Write, area: str) -> None:
    folder = write({"testing.yaml": area})
    (folder / "more.yaml").mkdir()
    assert said_of(folder) == f"{folder}/more.yaml:1:1: this is not a file"


def test_a_file_that_vanishes_while_the_folder_is_read_is_told(
    write: Write, area: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"testing.yaml": area})
    monkeypatch.setattr(files, "_listed", lambda folder: [folder / "gone.yaml"])
    said = f"{folder}/gone.yaml:1:1: the file has vanished, or is a link that leads nowhere"
    assert said_of(folder) == said


def test_a_link_that_leads_nowhere_is_told(write: Write, area: str) -> None:
    folder = write({"testing.yaml": area})
    (folder / "x.yaml").symlink_to(folder / "nowhere")
    said = f"{folder}/x.yaml:1:1: the file has vanished, or is a link that leads nowhere"
    assert said_of(folder) == said


def test_a_file_that_may_not_be_read_is_told(
    write: Write, area: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"testing.yaml": area})

    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    said = f"{folder}/testing.yaml:1:1: the file cannot be read: Permission denied"
    assert said_of(folder) == said


def test_a_file_name_that_is_no_text_is_told_in_text(write: Write, area: str) -> None:
    folder = write({"testing.yaml": area})
    (folder / "\udcff\n.yaml").write_text(area)
    assert said_of(folder) == (
        f"{folder}/\ufffd\ufffd.yaml:1:1: the file's name `\ufffd\ufffd` cannot be the area's key: "
        "rename it or give `area`\n"
        f"{folder}/\ufffd\ufffd.yaml:1:7: a second area called `Testing`: the first is in "
        f"{folder}/testing.yaml"
    )


def test_a_link_to_a_file_is_followed(write: Write, area: str, tmp_path: Path) -> None:
    """A ConfigMap of Kubernetes is a folder of links into a hidden folder."""
    folder = write({".real.yaml": area})
    (folder / "testing.yaml").symlink_to(folder / ".real.yaml")
    assert load(folder).criteria.areas[0].key == "testing"


def test_the_key_of_an_area_is_the_name_of_its_file_or_what_it_says(
    write: Write, area: str
) -> None:
    other = f"area: security\n{area}".replace("name: Testing", "name: Security")
    criteria = load(write({"testing.yaml": area, "a.yaml": other})).criteria
    assert [area.key for area in criteria.areas] == ["security", "testing"]


@pytest.mark.parametrize("stem", ["My Area", "x" * 61])
def test_a_file_name_that_is_no_key_is_told(stem: str, area: str, mistakes: Mistakes) -> None:
    [said] = mistakes({f"{stem}.yaml": area})
    assert said.startswith(f"{stem}.yaml:1:1: the file's name `{stem[:59]}")
    assert said.endswith("` cannot be the area's key: rename it or give `area`")


def test_a_second_area_of_the_same_key_or_name_names_the_other_file(
    area: str, write: Write, mistakes: Mistakes
) -> None:
    folder = write({})
    copy = area.replace("name: Testing", "name: testing\narea: a")
    assert mistakes({"a.yaml": area, "b.yaml": copy}) == [
        f"b.yaml:1:7: a second area called `testing`: the first is in {folder}/a.yaml",
        f"b.yaml:2:7: a second area `a`: the first is in {folder}/a.yaml",
    ]


def test_mistakes_of_all_files_are_told_at_once_in_order(area: str, mistakes: Mistakes) -> None:
    other = area.replace("name: Testing", "name: Other\nx: 1")
    assert [
        line.partition(" ")[0]
        for line in mistakes(
            {
                "b.yaml": other,
                "a.yaml": "name: '",
                "framework.yaml": "fresh_days: 3",
                "c.yml": "",
            }
        )
    ] == ["a.yaml:1:7:", "b.yaml:2:1:", "c.yml:1:1:", "framework.yaml:1:13:"]


def test_without_a_framework_file_the_usual_ladder_and_rhythm_hold(write: Write, area: str) -> None:
    criteria = load(write({"testing.yaml": area})).criteria
    levels = [(level.key, level.name, level.value) for level in criteria.levels]
    assert levels == [
        ("started", "Started", 1),
        ("first-results", "First results", 4),
        ("mature", "Mature", 6),
    ]
    assert criteria.fresh_days.model_dump() == {"new": 31, "current": 93, "due": 186}
    assert criteria.kinds == ()


def test_the_framework_file_may_hold_any_part(write: Write, area: str) -> None:
    criteria = load(write({"testing.yaml": area, "framework.yaml": "kinds: [service]"})).criteria
    assert criteria.kinds == ("service",)
    assert len(criteria.levels) == 3


def test_areas_stand_in_the_order_given_then_by_file_name(write: Write, area: str) -> None:
    names = ["d", "c", "b", "a"]
    areas = {f"{name}.yaml": area.replace("Testing", name) for name in names}
    criteria = load(write(areas | {"framework.yaml": "areas: [c, a]"})).criteria
    assert [area.key for area in criteria.areas] == ["c", "a", "b", "d"]


def test_an_unknown_area_in_the_order_is_told(area: str, mistakes: Mistakes) -> None:
    order = "areas: [testing, tests, security]"
    assert mistakes({"testing.yaml": area, "framework.yaml": order}) == [
        "framework.yaml:1:18: unknown area `tests`: did you mean `testing`?",
        "framework.yaml:1:25: unknown area `security`; known here: `testing`",
    ]


def test_an_area_that_cannot_be_read_is_not_called_unknown(area: str, mistakes: Mistakes) -> None:
    order = "areas: [testing, security]"
    assert mistakes({"testing.yaml": area, "x.yaml": "\t", "framework.yaml": order}) == [
        "x.yaml:1:1: a tab: indent with spaces"
    ]


def test_stated_kinds_are_the_only_ones(area: str, mistakes: Mistakes) -> None:
    aimed = area.replace("    reason:", "    applies_to: [servce, tool]\n    reason:")
    assert mistakes({"testing.yaml": aimed, "framework.yaml": "kinds: [service, library]"}) == [
        "testing.yaml:5:18: unknown kind `servce`: did you mean `service`?",
        "testing.yaml:5:26: unknown kind `tool`; known here: `service`, `library`",
    ]
    assert mistakes({"testing.yaml": aimed, "framework.yaml": "areas: []"}) == []


@pytest.mark.parametrize("broken", ["kinds: [service", "kinds: [no]", "knids: 3", "kinds:"])
def test_a_broken_list_of_kinds_makes_no_kind_unknown(
    broken: str, area: str, mistakes: Mistakes
) -> None:
    aimed = area.replace("    reason:", "    applies_to: [tool]\n    reason:")
    assert [
        line.partition(":")[0]
        for line in mistakes(
            {
                "testing.yaml": aimed,
                "framework.yaml": broken,
            }
        )
    ] == ["framework.yaml"]


@pytest.mark.parametrize("broken", ["levels: [", "levels:", "level: 3", b"\xff"])
def test_a_broken_framework_makes_no_level_unknown(
    broken: str | bytes, area: str, mistakes: Mistakes
) -> None:
    said = mistakes({"testing.yaml": area.replace("started", "low"), "framework.yaml": broken})
    assert [line.partition(":")[0] for line in said] == ["framework.yaml"]


def test_fresh_days_rise(area: str, mistakes: Mistakes) -> None:
    assert mistakes({"testing.yaml": area, "framework.yaml": "fresh_days: {new: 93}"}) == [
        "framework.yaml:1:13: `current` must be more than `new`: 93 follows 93"
    ]
    assert mistakes({"testing.yaml": area, "framework.yaml": "fresh_days: {due: 60}"}) == [
        "framework.yaml:1:19: `due` must be more than `current`: 60 follows 93"
    ]
