"""`manage.py demo`."""

import re
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from dashboard.actions.teams import create_group
from dashboard.demo import LOG_INS
from dashboard.demo.progress import Progress
from dashboard.models import Event, Framework, Person, Project, Revision
from tests.demo.samples import SMALLEST

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_criteria(settings: Settings, tmp_path: Path) -> Path:
    """The command reads the folder of the settings: here one with a single objective."""
    folder = tmp_path / "criteria"
    folder.mkdir()
    (folder / "only.yaml").write_text(SMALLEST)
    settings.CRITERIA_DIR = folder
    return folder


def _demo(**options: Any) -> str:
    out = StringIO()
    call_command("demo", stdout=out, **{"projects": 2, "years": 1} | options)
    return out.getvalue()


def _refused(**options: Any) -> str:
    with pytest.raises(CommandError) as refusal:
        _demo(**options)
    return str(refusal.value)


def test_it_fills_an_empty_database_and_prints_the_log_ins() -> None:
    said = _demo()
    assert Project.objects.count() == 2
    assert "a made-up organisation" in said
    for name, password, who in LOG_INS:
        assert f"{name} with the password {password}: {who}" in said


def test_every_log_in_works_and_is_somebody() -> None:
    _demo()
    for name, password, _ in LOG_INS:
        user = authenticate(username=name, password=password)
        assert user is not None
        assert Person.objects.filter(user__username=name).exists()
    assert list(User.objects.filter(is_staff=True).values_list("username")) == [("admin",)]


def test_log_ins_hold_the_places_they_are_said_to() -> None:
    _demo()
    roles = Person.objects.filter(memberships__ended_at=None, memberships__team__slug="tidewater")
    named = dict(roles.values_list("user__username", "memberships__role"))
    named = {name: role for name, role in named.items() if name}
    assert named == {"lead": "lead", "deputy": "deputy", "member": "member"}
    area = Person.objects.get(user__username="area-steward").stewardships.get().area
    assert area is not None
    assert area.key == "only"
    assert Person.objects.filter(user__username="steward", stewardships__area=None).exists()


def test_it_tells_how_far_it_is() -> None:
    assert re.findall(r"(\d+) %", _demo()) == [str(percent) for percent in range(0, 101, 10)]


def test_a_terminal_gets_one_line() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    progress = Progress(terminal, "Work")
    for done in range(1, 1001):
        progress.tell(done, 1000)
    assert terminal.getvalue().count("\n") == 1
    assert terminal.getvalue().split("\r")[1:3] == ["Work: 0 %", "Work: 1 %"]
    assert terminal.getvalue().endswith("\rWork: 100 %\n")


def test_twice_is_refused_and_changes_nothing() -> None:
    _demo()
    before = (Event.objects.count(), Revision.objects.get().number)
    refusal = _refused()
    assert "nothing was changed" in refusal
    assert "DATABASE_URL" in refusal
    assert (Event.objects.count(), Revision.objects.get().number) == before


def test_a_database_with_anything_in_it_is_refused() -> None:
    create_group(slug="shore", name="Shore", by=None)
    assert "There is something in this database already" in _refused()
    assert not Framework.objects.exists()


def test_an_account_of_the_same_name_is_refused() -> None:
    User.objects.create(username="admin")
    assert "accounts already that the demonstration would make: admin" in _refused()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"projects": 0}, "--projects"),
        ({"projects": 5001}, "--projects"),
        ({"years": 0}, "--years"),
        ({"years": 11}, "--years"),
        ({"until": date(2999, 1, 1)}, "still to come"),
        ({"until": date(1, 1, 1)}, "or later"),
    ],
)
def test_numbers_without_sense_are_refused(options: dict[str, Any], word: str) -> None:
    assert word in _refused(**options)
    assert not Event.objects.exists()


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(CommandError, match="yesterday is no day"):
        call_command("demo", "--until", "yesterday")


def test_the_story_ends_before_the_day_named() -> None:
    _demo(until=date(2024, 7, 1))
    last = Event.objects.order_by("-at").values_list("at", flat=True)[0]
    assert last.date() < date(2024, 7, 1)


def test_broken_criteria_are_told_and_nothing_is_written(small_criteria: Path) -> None:
    (small_criteria / "only.yaml").write_text("name: [")
    assert "only.yaml:" in _refused()
    assert not Event.objects.exists()
