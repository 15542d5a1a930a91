"""The triggers that keep the record append-only, and the one row of the revision."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython

from dashboard.models.triggers import Install


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("dashboard", "Revision").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("dashboard", "0001_first")]
    operations = [Install(), RunPython(begin, RunPython.noop)]
