from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.actions import makers
from tests.actions.makers import nothing_changed, nothing_written

pytestmark = pytest.mark.django_db
LINES = """\
project,aim,objective,level,answer,at,by,mood
api,tests,,mature,met,2025-03-31,Ada,good
api,tests,,started,met,2025-06-30,Ada,good
api,tests,better,,not yet,2025-09-30,Zoe,bad
web,tests,known,,met,,,
"""


def run(file: Path, *options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_assessments", str(file), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    makers.apply(makers.ready(), at=datetime(2024, 1, 1, tzinfo=UTC))
    makers.project("api")
    makers.project("web")
    made = tmp_path / "answers.csv"
    made.write_text(LINES)
    return made


def test_it_says_what_it_did(file: Path) -> None:
    assert run(file) == (
        "Ignored columns: mood\n"
        "Changed projects: 2 (api, web)\n"
        "History rebuilt of: 1 (api)\n"
        "A lower level than before takes nothing back; say `not yet` of what is lost: 1 (line 3)\n"
        "Changed answers: 7\n"
        "Unchanged answers: 2\n",
        "",
    )
    with nothing_changed():
        assert run(file)[0].splitlines()[-2:] == ["Changed answers: 0", "Unchanged answers: 9"]


def test_a_dry_run_prints_the_same_and_changes_nothing(file: Path) -> None:
    with nothing_written():
        rehearsed, note = run(file, "--dry-run")
    assert note == "This was a dry run: nothing changed.\n"
    assert run(file)[0] == rehearsed


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_every_wrong_line_goes_to_stderr_with_the_file(
    file: Path, options: tuple[str, ...]
) -> None:
    file.write_text(f"{LINES}app,tests,known,,met,,,\nweb,tests,known,,not yet,,,\n")
    err = StringIO()
    with nothing_written(), pytest.raises(CommandError) as error:
        call_command("import_assessments", str(file), *options, stdout=StringIO(), stderr=err)
    assert err.getvalue().splitlines() == [
        f"{file}: line 6: unknown project `app`: did you mean `api`?",
        f"{file}: line 7: it contradicts line 5",
    ]
    assert str(error.value) == "2 problems found; nothing was imported."
