from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dashboard.management import importing
from tests.actions.makers import nothing_changed, nothing_written

pytestmark = pytest.mark.django_db
HEADING = "key,name,team,group,Colour"


def run(file: Path, *options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_projects", str(file), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(file: Path, *options: str) -> tuple[list[str], str]:
    err = StringIO()
    with nothing_written(), pytest.raises(CommandError) as error:
        call_command("import_projects", str(file), *options, stdout=StringIO(), stderr=err)
    return err.getvalue().splitlines(), str(error.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "projects.csv"
    rows = [f"p-{n},Project {n},Team {n % 2},Platform,red" for n in range(8)]
    made.write_text("\n".join([HEADING, *rows]))
    return made


def test_it_says_what_it_did(file: Path) -> None:
    assert run(file) == (
        "Ignored columns: Colour\n"
        "New groups: 1 (Platform)\n"
        "New teams: 2 (Team 0, Team 1)\n"
        "New projects: 8 (p-0, p-1, p-2, p-3, p-4, p-5, …)\n"
        "Unchanged projects: 0\n",
        "",
    )
    with nothing_changed():
        assert run(file)[0] == "Ignored columns: Colour\nUnchanged projects: 8\n"


def test_a_dry_run_prints_the_same_and_changes_nothing(file: Path) -> None:
    with nothing_written():
        rehearsed, note = run(file, "--dry-run")
    assert note == "This was a dry run: nothing changed.\n"
    assert run(file)[0] == rehearsed


def test_changes_are_named(file: Path, tmp_path: Path) -> None:
    run(file)
    other = tmp_path / "more.csv"
    other.write_text("key,name,group\np-1,Renamed,Products\np-2,,\n")
    assert run(other)[0] == (
        "New groups: 1 (Products)\n"
        "Teams that changed group: 1 (Team 1)\n"
        "Changed projects: 1 (p-1)\n"
        "Unchanged projects: 1\n"
    )


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_every_wrong_line_goes_to_stderr_with_the_file(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text("key,name,team\nA,A,T\nb,B,T\nc,C\n")
    assert refused(file, *options) == (
        [
            f"{file}: line 2: key: `A` must be lower-case letters, digits and hyphens, at most 60",
            f"{file}: line 4: it has 2 cells, the heading has 3",
        ],
        "2 problems found; nothing was imported.",
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "none.csv"
    assert refused(file) == (
        [f"{file}: the file cannot be read: No such file or directory"],
        "1 problem found; nothing was imported.",
    )


def test_of_very_many_problems_the_first_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "TOLD", 3)
    file = tmp_path / "wrong.csv"
    file.write_text("key,name,team\n" + "A,A,T\n" * 5)
    told, summary = refused(file)
    assert [line.rpartition("/")[2] for line in told[-2:]] == [
        "wrong.csv: line 4: key: `A` must be lower-case letters, digits and hyphens, at most 60",
        "… and 2 more problems",
    ]
    assert summary == "5 problems found; nothing was imported."
