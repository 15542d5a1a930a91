"""The triggers that keep the record append-only, for each kind of database.

A migration that alters one of `KEPT` or `BLANKED` on SQLite remakes the table and drops its
triggers: end it with `Install()`. `manage.py verify` and a test tell when one is missing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython

KEPT = ("dashboard_event", "dashboard_movement", "dashboard_framework")
SAYS = "the record is append-only"
# Tables in which a text may be blanked and nothing else changed: what stays, and what may go.
BLANKED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "dashboard_eventtext": (("id", "event_id", "field"), ("before", "after")),
    "dashboard_remark": (
        ("id", "project_id", "objective_id", "kind", "said_at", "said_by_id"),
        ("text", "text_html"),
    ),
}
GUARDED = (*KEPT, *BLANKED)
POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION dashboard_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def _wanted() -> dict[str, tuple[str, str, str]]:
    """Trigger name to table, operation and condition."""
    triggers = {
        f"{table}_no_{operation.lower()}": (table, operation, "")
        for table in GUARDED
        for operation in ("UPDATE", "DELETE")
    }
    for table in BLANKED:
        triggers[f"{table}_no_update"] = (table, "UPDATE", f"({_blanking(table)}) IS NOT TRUE")
    if connection.vendor == "postgresql":
        triggers |= {f"{table}_no_truncate": (table, "TRUNCATE", "") for table in GUARDED}
    return triggers


def _blanking(table: str) -> str:
    stay, may_go = BLANKED[table]
    same = [
        f"(NEW.{column} = OLD.{column} OR NEW.{column} IS NULL AND OLD.{column} IS NULL)"
        for column in stay
    ]
    gone = [f"NEW.{column} IN (OLD.{column}, '')" for column in may_go]
    return " AND ".join(same + gone)


def _statement(name: str, table: str, operation: str, condition: str) -> str:
    when = f"WHEN ({condition})" if condition else ""
    if connection.vendor == "sqlite":
        return (
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table} {when} "
            f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )
    each = "STATEMENT" if operation == "TRUNCATE" else "ROW"
    return (
        f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH {each} {when} "
        "EXECUTE FUNCTION dashboard_append_only()"
    )


def install() -> None:
    """Create anew every trigger whose table is there: earlier migrations know fewer tables."""
    remove()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for name, (table, operation, condition) in _wanted().items():
            if table in tables:
                cursor.execute(_statement(name, table, operation, condition))


def remove() -> None:
    """Drop every trigger; for migrations and for tests that must empty the tables."""
    with connection.cursor() as cursor:
        for name, (table, _, _) in _wanted().items():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing() -> list[str]:
    """Names of triggers that should be in the database and are not."""
    source = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(source)
        present = {name for (name,) in cursor.fetchall()}
    return sorted(set(_wanted()) - present)


@contextmanager
def lifted() -> Iterator[None]:
    """Do without the triggers for a while: only where tests empty the tables."""
    remove()
    try:
        yield
    finally:
        install()


def _install(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    install()


def _remove(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    remove()


class Install(RunPython):
    """The migration operation that (re)installs the triggers."""

    def __init__(self) -> None:
        super().__init__(_install, _remove)
