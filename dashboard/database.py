"""What state the database is in: how far its migrations are, and whether anything was written."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.template.defaultfilters import pluralize

from dashboard.models import Event, Project, Revision

APP = "dashboard"


def pending() -> list[str]:
    """Names of the migrations that are still to be applied, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_begun() -> bool:
    """Whether any migration of ours was ever applied: there may be something to lose."""
    return any(app == APP for app, _ in MigrationRecorder(connection).applied_migrations())


def from_later_release() -> list[str]:
    """Names of migrations in the database that this release does not know."""
    applied = MigrationRecorder(connection).applied_migrations()
    return unknown_here(name for app, name in applied if app == APP)


def unknown_here(names: Iterable[str]) -> list[str]:
    """Those names that no migration of this release has."""
    known = {name for app, name in MigrationExecutor(connection).loader.graph.nodes if app == APP}
    return sorted(set(names) - known)


def is_untouched() -> bool:
    """Whether nothing was ever written, not even an account."""
    return not Revision.objects.filter(number__gt=0).exists() and not has_accounts()


def has_accounts() -> bool:
    """Whether anybody can log in."""
    return get_user_model().objects.exists()


def name() -> str:
    """The database in words, without its password."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"the SQLite database {place['NAME']}"
    return f"the PostgreSQL database {place['NAME']} at {place['HOST'] or 'this machine'}"


def contents() -> str:
    """How much it holds, in words."""
    if not is_begun():
        return "nothing yet"
    projects, events = Project.objects.count(), Event.objects.count()
    return f"{projects} project{pluralize(projects)}, {events} event{pluralize(events)}"
