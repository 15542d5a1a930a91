"""What every test gets: static files as they are, without the manifest that `make run` builds."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(scope="session")
def no_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder: the server walks it, and must not meet what other tests write."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings, no_files: Path) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.STATIC_ROOT = no_files
