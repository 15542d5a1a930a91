"""What every test gets: static files as they are, without the manifest that `make run` builds."""

from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from pytest_django.fixtures import Settings

HERE = Path(__file__).parent
ASKING = (
    "test_cycles", "test_edit_budget", "test_errors", "test_every_page", "test_explanation",
    "test_explanation_then", "test_history", "test_progress", "test_sheets", "test_sitting",
)  # fmt: skip
# Tried once, with SQLite: what never asks a database, what a browser makes of pages, who is let in,
# and whether two ways through the same code leave the same rows. What pages ask is in `queries`;
# of `views` those are tried again that send what a database may not take.
ANY_DATABASE = [
    HERE / "criteria",
    HERE / "e2e",
    HERE / "commands" / "test_start.py",
    HERE / "imports" / "test_cells.py",
    HERE / "imports" / "test_table.py",
    HERE / "sign_on" / "test_addresses.py",
    HERE / "sign_on" / "test_failures.py",
    HERE / "sign_on" / "test_tokens.py",
    HERE / "test_architecture.py",
    HERE / "test_caching.py",
    HERE / "test_charts.py",
    HERE / "test_documentation.py",
    HERE / "test_make.py",
    HERE / "test_plots.py",
    HERE / "test_settings.py",
    HERE / "test_static_files.py",
    HERE / "test_tables.py",
    HERE / "demo" / "test_same_rows.py",
    HERE / "demo" / "test_plan.py",
    HERE / "test_access.py",
    HERE / "test_admin.py",
    HERE / "test_scoring.py",
    *(file for file in (HERE / "views").glob("test_*.py") if file.stem not in ASKING),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if configured.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    for item in items:
        if any(place in (item.path, *item.path.parents) for place in ANY_DATABASE):
            item.add_marker(pytest.mark.skip(reason="the same on every database: tried on SQLite"))


@pytest.fixture(scope="session")
def no_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder: the server walks it, and must not meet what other tests write."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Another database counts its revisions and rows from the beginning."""
    from dashboard import caching, objectives, rules
    from dashboard.queries import framework, trends

    cache.clear()  # failed log-ins are counted there
    rules.kept.cache_clear()
    rules.of_kept.cache_clear()
    rules.areas_of.cache_clear()
    rules.applied_until.cache_clear()
    framework._areas.cache_clear()
    objectives.forget()
    caching.pages.clear()
    trends.forget()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """What makes a password slow to guess makes each log-in of a test slow, too."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings, no_files: Path) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.STATIC_ROOT = no_files
