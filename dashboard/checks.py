"""Django's system checks of our settings: `manage.py check` and every command report them.

A value that nobody can mean stops the process in `settings.py`; here is what merely misleads.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

OLDEST_SQLITE = (3, 35)
HERE_ALONE = {"localhost", "127.0.0.1", "[::1]"}


@register
def criteria_folder(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A missing folder only warns: the server runs on the criteria last applied."""
    if settings.CRITERIA_DIR.is_dir():
        return []
    return [
        Warning(
            f"CRITERIA_DIR: there is no folder {settings.CRITERIA_DIR}.",
            hint="Pages show the criteria last applied; `criteria check` and `apply` will fail.",
            id="dashboard.W001",
        )
    ]


@register
def sqlite_version(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Older ones lack what migrations and queries use."""
    if connection.vendor != "sqlite" or sqlite3.sqlite_version_info >= OLDEST_SQLITE:
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} is too old.",
            hint="Version 3.35 or later is needed; it comes with Python.",
            id="dashboard.E001",
        )
    ]


@register(Tags.security)
def hosts(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Who sets HTTPS means to be reached under a name of their own."""
    if not settings.HTTPS or set(settings.ALLOWED_HOSTS) - HERE_ALONE:
        return []
    return [
        Warning(
            "HTTPS is on, and ALLOWED_HOSTS names this machine alone.",
            hint="Put the name in it that people type: ALLOWED_HOSTS=quality.example.org",
            id="dashboard.W002",
        )
    ]


@register(Tags.security)
def proxy(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Behind a proxy that ends TLS each request looks like HTTP, unless the proxy is heard."""
    if not settings.HTTPS or settings.BEHIND_PROXY:
        return []
    return [
        Warning(
            "HTTPS is on, and BEHIND_PROXY is off.",
            hint="A proxy that ends TLS needs BEHIND_PROXY=true; pages redirect for ever else.",
            id="dashboard.W003",
        )
    ]
