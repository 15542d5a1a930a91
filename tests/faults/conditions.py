"""Commands in processes of their own, on a database that holds a little of everything."""

import json
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from tests.actions import makers
from tests.commands.conftest import Manage, Place

PROJECTS = "key,name,team,kind\napi,Api,Engine,\nweb,Web,Engine,\n"
ANSWERS = "project,aim,objective,answer\napi,tests,known,met\nweb,tests,known,not yet\n"
MORE_PROJECTS = PROJECTS + "cli,Cli,Tools,\n"
MORE_ANSWERS = ANSWERS + "api,tests,clear,met\nweb,tests,clear,met\n"
BEGIN = "criteria apply {before} then import_projects {projects} then import_assessments {answers}"


def files(folder: Path) -> dict[str, str]:
    """Criteria and CSV files to begin with, and those to go on with, by name."""
    before = makers.aim("tests", "known", "clear")
    soon = makers.objective("soon", from_=date.today() + timedelta(days=9))
    after = makers.aim("tests", "known", "clear", "new", soon, weight=3)
    for name, aim in (("before", before), ("after", after)):
        makers.written(folder / name, makers.area("testing", aim))
    tables = {
        "projects": PROJECTS,
        "answers": ANSWERS,
        "more_projects": MORE_PROJECTS,
        "more_answers": MORE_ANSWERS,
    }
    for name, text in tables.items():
        (folder / name).write_text(text)
    return {name: str(folder / name) for name in ("before", "after", *tables)}


def start(manage: Manage, conditions: dict[str, Any], commands: str) -> subprocess.Popen[str]:
    """The commands in these conditions, not waited for."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.runner", json.dumps(conditions), *commands.split()],
        cwd=settings.BASE_DIR,
        env=manage.environment | {"DJANGO_SETTINGS_MODULE": "dashboard.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(manage: Manage, commands: str) -> None:
    """The commands in good conditions: each of them must do."""
    process = start(manage, {}, commands)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, (out, err)


def contents(place: Place) -> dict[str, list[str]]:
    """Every row of every table of ours."""
    found = {}
    with closing(place.connect()) as database:
        for model in apps.get_app_config("dashboard").get_models():
            table = model._meta.db_table
            rows = database.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            found[table] = [str(row) for row in rows]
    return found
