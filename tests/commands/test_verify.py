"""`manage.py verify`, by exit and words; what it finds is in tests/queries/test_verification.py."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from dashboard.models import Movement, Standing, triggers
from tests.actions import makers
from tests.commands.conftest import Ask, Manage

REMAKE = """
import json
from django.db import connection, models
from dashboard.models import Event, triggers
from django.db.models import CharField
field = CharField(max_length=20, choices=[])
old = Event._meta.get_field("subject")
new = CharField(max_length=21)
new.set_attributes_from_name("subject")
new.model = Event
with connection.schema_editor() as editor:
    editor.alter_field(Event, old, new)
print(json.dumps(triggers.missing()))
"""
MEND = """
from django.db import connection
from django.db.migrations.state import ProjectState
from dashboard.models.triggers import Install
with connection.schema_editor(atomic=False) as editor:
    Install().database_forwards("dashboard", editor, ProjectState(), ProjectState())
"""


def verify() -> str:
    out = StringIO()
    call_command("verify", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_where_nothing_is_wrong_it_says_so() -> None:
    assert verify() == "Everything kept is what the record says.\n"
    makers.apply(makers.ready())
    makers.met(makers.project("api"), "known", "clear")
    assert verify() == "Everything kept is what the record says.\n"


@pytest.mark.django_db
def test_it_tells_every_difference_and_fails() -> None:
    makers.apply(makers.ready())
    makers.met(makers.project("api"), "known", "clear")
    Standing.objects.update(points=0)
    with triggers.lifted():
        Movement.objects.update(points_after=5)
    out = StringIO()
    with pytest.raises(CommandError, match="Differences") as told:
        call_command("verify", stdout=out)
    assert told.value.returncode == 1
    assert len(out.getvalue().splitlines()) >= 2


@pytest.mark.django_db
def test_it_writes_nothing() -> None:
    makers.apply(makers.ready())
    makers.met(makers.project("api"), "known")
    with makers.nothing_written():
        verify()


@pytest.mark.process
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite remakes tables")
def test_a_table_remade_by_a_migration_loses_its_triggers_until_they_are_installed(
    installed: Manage,
) -> None:
    remade = installed("shell", "-v0", "-c", REMAKE)
    assert remade.returncode == 0, remade.stderr
    lost = ["dashboard_event_no_delete", "dashboard_event_no_update"]
    assert json.loads(remade.stdout) == lost

    told = installed("verify")
    assert told.returncode == 1
    assert told.stdout.splitlines() == [f"the trigger {name} is missing" for name in lost]
    assert "Traceback" not in told.stderr

    assert installed("shell", "-v0", "-c", MEND).returncode == 0
    assert installed("verify").returncode == 0


@pytest.mark.process
def test_what_was_changed_past_the_product_fails_it(installed: Manage, ask: Ask) -> None:
    assert installed("verify").returncode == 0
    ask("UPDATE dashboard_revision SET framework_id = NULL, number = 7")
    assert installed("verify").returncode == 0  # there is no framework yet
    on = " ON dashboard_framework" if connection.vendor == "postgresql" else ""
    ask(f"DROP TRIGGER dashboard_framework_no_delete{on}")
    told = installed("verify")
    assert told.returncode == 1
    assert told.stdout == "the trigger dashboard_framework_no_delete is missing\n"
