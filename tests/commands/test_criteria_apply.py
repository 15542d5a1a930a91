"""`manage.py criteria apply`; what applying does is in tests/actions/test_criteria.py."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dashboard.criteria import files
from dashboard.models import Framework, Revision
from tests.actions.makers import (
    Yaml,
    aim,
    area,
    met,
    nothing_changed,
    nothing_written,
    objective,
    project,
    written,
)

pytestmark = pytest.mark.django_db
DRY = "This was a dry run: nothing changed.\n"


def one(*objectives: str | Yaml) -> Yaml:
    return area("testing", aim("tests", *objectives))


def apply(folder: Path, *args: str) -> str:
    out = StringIO()
    call_command("criteria", "apply", str(folder), *args, stdout=out)
    return out.getvalue()


def mistakes(folder: Path, *args: str) -> list[str]:
    """What goes to stderr, without the folder; nothing is written."""
    err = StringIO()
    with nothing_written(), pytest.raises(CommandError, match="mistake"):
        call_command("criteria", "apply", str(folder), *args, stderr=err)
    return err.getvalue().replace(f"{folder}/", "").splitlines()


def test_the_first_criteria_are_added(tmp_path: Path) -> None:
    told = apply(written(tmp_path, one("known")))
    assert told.splitlines() == [
        "+ testing",
        "+ :started",
        "+ :first-results",
        "+ :mature",
        "+ testing/tests",
        "+ testing/tests/known",
        "Standings that moved: 0, of projects: 0",
        "Points in all: 0 of 0",
    ]
    assert Framework.objects.count() == 1


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """Criteria with answers to both objectives."""
    apply(written(tmp_path, one("known", "clear")))
    met(project("api"), "known", "clear")
    return tmp_path


def test_it_tells_what_is_added_renamed_retired_and_what_that_does(answered: Path) -> None:
    renamed = objective("grasped", formerly=["known"], text="It is grasped.")
    retired = objective("clear", retired=date(2026, 1, 1))
    told = apply(written(answered, one(renamed, retired, "new"))).splitlines()
    for line in (
        "+ testing/tests/new",
        "> testing/tests/known is renamed testing/tests/grasped",
        "- testing/tests/clear is retired",
        "Standings that moved: 1, of projects: 1",
        "Points in all: 1 → 0 of 1",
        "Answers now given under earlier wording: 1",
        "Answers that no longer count, kept with what is retired: 1",
    ):
        assert line in told


def test_a_dry_run_prints_the_same_and_changes_nothing(answered: Path) -> None:
    written(answered, one("known", "clear", "new"), area("security", aim("secrets", "none")))
    with nothing_written():
        rehearsed = apply(answered, "--dry-run")
    assert rehearsed == apply(answered) + DRY


def test_twice_there_is_nothing_to_do(answered: Path) -> None:
    with nothing_changed():
        assert apply(answered) == "Nothing to do: these criteria are in force.\n"
    with nothing_written():
        assert apply(answered, "--dry-run").endswith(DRY)


def test_a_key_with_answers_is_not_dropped(answered: Path) -> None:
    written(answered, one("known"))
    told = [
        "testing.yaml:4:3: testing/tests/clear has answers or remarks: "
        "say `formerly` where it is now, or keep it `retired`"
    ]
    assert mistakes(answered) == told
    assert mistakes(answered, "--dry-run") == told


def test_a_folder_with_mistakes_is_not_applied(answered: Path) -> None:
    (answered / "testing.yaml").write_text("name: Testing\naims: [{key: A B}]\n")
    assert len(mistakes(answered)) > 1


def test_a_folder_that_is_not_there_is_not_applied(answered: Path) -> None:
    (told,) = mistakes(answered / "gone")
    assert told.endswith("gone:1:1: there is no such folder")


def test_a_file_that_vanishes_while_it_is_read_is_told(
    answered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = files._listed

    def vanishing(folder: Path) -> list[Path]:
        found = listed(folder)
        (folder / "testing.yaml").unlink()
        return found

    monkeypatch.setattr(files, "_listed", vanishing)
    assert mistakes(answered) == [
        "testing.yaml:1:1: the file has vanished, or is a link that leads nowhere"
    ]


def test_it_raises_the_revision_that_pages_are_cached_by(answered: Path) -> None:
    before = Revision.objects.get().number
    apply(written(answered, one("known", "clear", "new")))
    assert Revision.objects.get().number > before
