import shutil
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.commands.conftest import Ask, Manage, Place

pytestmark = pytest.mark.process

ENTER = "INSERT INTO django_content_type (app_label, model) VALUES ('ours', '{}')"
LIST = "SELECT model FROM django_content_type WHERE app_label = 'ours' ORDER BY id"
RAISE = "UPDATE dashboard_revision SET number = {}"
LATER = (
    "INSERT INTO django_migrations (app, name, applied) "
    "VALUES ('dashboard', '9999_later', CURRENT_TIMESTAMP)"
)


@pytest.fixture(autouse=True)
def programs() -> None:
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed")


@pytest.fixture
def saved(installed: Manage, ask: Ask, tmp_path: Path) -> Path:
    """A backup of a database that holds one row of ours, called before."""
    ask(ENTER.format("before"))
    file = tmp_path / "saved"
    assert installed("backup", str(file)).returncode == 0
    return file


def backups(tmp_path: Path) -> list[str]:
    return sorted(file.name for file in (tmp_path / "data" / "backups").iterdir())


def test_without_a_name_a_new_file_in_the_data_folder_is_written(
    installed: Manage, tmp_path: Path
) -> None:
    installed("backup")
    done = installed("backup")
    assert "0 projects, 0 events" in done.stdout
    assert len(backups(tmp_path)) == 2


def test_it_is_for_its_owner_alone(saved: Path) -> None:
    assert saved.stat().st_mode & 0o077 == 0
    assert not saved.with_name("saved.part").exists()


def test_a_file_that_exists_is_not_overwritten(installed: Manage, saved: Path) -> None:
    before = saved.read_bytes()
    done = installed("backup", str(saved))
    assert (done.returncode, saved.read_bytes()) == (1, before)
    assert "exists already" in done.stderr


def test_a_folder_that_cannot_be_written_is_named(installed: Manage, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = installed("backup", str(tmp_path / "file" / "backup"))
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


def test_an_empty_database_has_nothing_to_save(manage: Manage) -> None:
    done = manage("backup")
    assert done.returncode == 1
    assert "There is nothing to save" in done.stderr


def test_restoring_says_what_it_would_do_and_does_nothing(
    installed: Manage, saved: Path, ask: Ask
) -> None:
    ask(ENTER.format("after"))
    done = installed("restore", str(saved))
    assert "Nothing has been changed. Add --yes to do it." in done.stdout
    assert ask(LIST) == "before after"


def test_restoring_replaces_everything(installed: Manage, saved: Path, ask: Ask) -> None:
    ask(ENTER.format("after"))
    ask("CREATE TABLE stray (n integer)")
    assert installed("restore", str(saved), "--yes").returncode == 0
    assert ask(LIST) == "before"
    with pytest.raises(Exception, match="stray"):
        ask("SELECT n FROM stray")
    assert installed("verify").returncode == 0


def test_restoring_saves_what_was_there(
    installed: Manage, saved: Path, ask: Ask, tmp_path: Path
) -> None:
    ask(ENTER.format("after"))
    installed("restore", str(saved), "--yes")
    (name,) = backups(tmp_path)
    assert name.startswith("before-restore-")
    installed("restore", str(tmp_path / "data" / "backups" / name), "--yes")
    assert ask(LIST) == "before after"


def test_restoring_begins_a_database_that_is_empty(
    manage: Manage, saved: Path, ask: Ask, tmp_path: Path
) -> None:
    if connection.vendor == "sqlite":
        elsewhere = f"sqlite:///{tmp_path}/elsewhere.sqlite3"
        done = manage("restore", str(saved), "--yes", DATABASE_URL=elsewhere)
    else:
        ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        done = manage("restore", str(saved), "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "data" / "backups").exists()


@pytest.mark.parametrize(("then", "now", "after"), [(5, 7, 8), (6, 3, 6)])
def test_no_revision_comes_a_second_time(
    installed: Manage, ask: Ask, tmp_path: Path, then: int, now: int, after: int
) -> None:
    ask(RAISE.format(then))
    installed("backup", str(tmp_path / "saved"))
    ask(RAISE.format(now))
    installed("restore", str(tmp_path / "saved"), "--yes")
    assert ask("SELECT number FROM dashboard_revision") == str(after)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is no backup"),
        (b"PK\x03\x04", "is no backup"),
        (b"SQLite format 3\0" + b"\xff" * 5000, "Nothing was restored"),
        (b"PGDMP" + b"\xff" * 5000, "Nothing was restored"),
    ],
)
def test_what_is_no_backup_is_refused(
    installed: Manage, tmp_path: Path, content: bytes, why: str
) -> None:
    (tmp_path / "other").write_bytes(content)
    done = installed("restore", str(tmp_path / "other"), "--yes")
    assert done.returncode == 1
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_named(installed: Manage, tmp_path: Path) -> None:
    done = installed("restore", str(tmp_path / "nowhere"), "--yes")
    assert "nowhere cannot be read: No such file or directory" in done.stderr


def test_a_backup_from_a_later_release_is_refused(
    installed: Manage, ask: Ask, tmp_path: Path
) -> None:
    ask(LATER)
    installed("backup", str(tmp_path / "later"))
    done = installed("restore", str(tmp_path / "later"), "--yes")
    assert done.returncode == 1
    assert "is from a later release: it has the migration 9999_later" in done.stderr


def test_migrations_are_applied_after_a_backup_and_only_then(
    installed: Manage, tmp_path: Path
) -> None:
    assert not (tmp_path / "data" / "backups").exists()
    installed("migrate", "dashboard", "0001", "--no-backup", "-v0")
    done = installed("migrate")
    assert "Saved the database as it was in" in done.stdout
    installed("migrate")
    (name,) = backups(tmp_path)
    assert name.startswith("before-migrate-")


def test_an_earlier_backup_asks_for_migrations(installed: Manage, tmp_path: Path) -> None:
    installed("migrate", "dashboard", "0001", "--no-backup", "-v0")
    installed("backup", str(tmp_path / "early"))
    done = installed("restore", str(tmp_path / "early"), "--yes")
    assert "run `manage.py migrate` now" in done.stdout


def test_restoring_reaches_a_server_that_goes_on(
    installed: Manage, saved: Path, ask: Ask, place: Place
) -> None:
    if not place.is_file:
        pytest.skip("this is about SQLite's way of replacing a database")
    with closing(place.connect()) as server:
        ask(ENTER.format("after"))
        assert [*server.execute(LIST)] == [("before",), ("after",)]
        installed("restore", str(saved), "--yes")
        assert [*server.execute(LIST)] == [("before",)]
