"""A site of its own that logs in by OpenID Connect, and somebody who visits it."""

import html
import re
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import requests
from django.conf import settings

from tests import openid
from tests.commands.conftest import Manage, Place, _created, _manage
from tests.processes import Server, free_port, serving

BACK = "/accounts/provider/callback/"
_visitors = count(1)


@dataclass
class Site:
    """The server, its provider and its database."""

    server: Server
    provider: openid.Provider
    place: Place
    manage: Manage

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database says, or does."""
        with closing(self.place.connect()) as database:
            found = database.execute(statement)
            rows = [tuple(row) for row in found.fetchall()] if found.description else []
            database.commit()
            return rows

    def enter(self, name: str, email: str = "", *, also: str = "") -> None:
        """An account as an administrator makes it; `also` is what it is besides active."""
        flags = {flag: flag in also for flag in ("is_staff", "is_superuser")}
        flags["is_active"] = "closed" not in also
        columns = ", ".join(flags)
        values = ", ".join(str(value).upper() for value in flags.values())
        self.rows(
            "INSERT INTO auth_user (username, email, password, first_name, last_name, date_joined,"
            f" {columns}) VALUES ('{name}', '{email}', 'kept', '', '', CURRENT_TIMESTAMP, {values})"
        )

    def accounts(self) -> list[str]:
        return [name for (name,) in self.rows("SELECT username FROM auth_user ORDER BY id")]

    def links(self) -> list[tuple[str, str]]:
        """Which subject is whose."""
        found = self.rows(
            "SELECT uid, username FROM socialaccount_socialaccount JOIN auth_user"
            " ON auth_user.id = user_id ORDER BY socialaccount_socialaccount.id"
        )
        return [(uid, name) for uid, name in found]

    def clear(self) -> None:
        """Nobody is known any more, and the provider is honest again."""
        self.provider.now, self.provider.asks = openid.Behaviour(), True
        for table in ("socialaccount_socialaccount", "dashboard_person", "auth_user"):
            self.rows(f"DELETE FROM {table}")


@dataclass
class Visitor:
    """A browser that knows forms and cookies; each comes from an address of its own."""

    site: Site
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        number = next(_visitors)
        self.session.headers["X-Forwarded-For"] = f"10.0.{number // 250}.{number % 250 + 1}"

    def get(self, path: str) -> requests.Response:
        return self.session.get(f"{self.site.home}{path}", allow_redirects=False)

    def begin(self, there: str = "") -> requests.Response:
        """Press the button on the page for logging in."""
        page = self.get("/accounts/login/" + (f"?{urlencode({'next': there})}" if there else ""))
        form = page.text[page.text.index('action="/accounts/provider/"') :].partition("</form>")[0]
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html.unescape(form)))
        address = f"{self.site.home}/accounts/provider/"
        return self.session.post(address, fields, allow_redirects=False)

    def decide(self, begun: requests.Response, answer: str = "yes") -> str:
        """Say yes or no at the provider; the address to come back to."""
        there = begun.headers["Location"]
        decided = self.session.post(there, {"answer": answer}, allow_redirects=False)
        return decided.headers["Location"].removeprefix(self.site.home)

    def log_in(self, there: str = "", answer: str = "yes") -> requests.Response:
        """The whole way to the provider and back."""
        return self.get(self.decide(self.begin(there), answer))

    def is_in(self) -> bool:
        return self.get("/mine/").status_code == 200


@contextmanager
def serving_site(folder: Path, **also: str) -> Iterator[Site]:
    """A site that was served without single sign-on before."""
    # DEBUG: static files are there without being collected. Each visitor has an address.
    settled = {"WEB_CONCURRENCY": "1", "BEHIND_PROXY": "true", "DEBUG": "true"}
    for place in _created(folder):
        manage = _manage(place, folder)
        assert manage("migrate", "-v0").returncode == 0
        with openid.serving() as provider:
            manage.environment.update(settled | provider.environment() | also)
            with started(manage, folder) as server:
                yield Site(server, provider, place, manage)


@contextmanager
def beside(site: Site, folder: Path, **also: str) -> Iterator[Site]:
    """Another server of the same site, with other settings."""
    manage = Manage(site.manage.environment | also)
    with started(manage, folder) as server:
        yield Site(server, site.provider, site.place, manage)


@contextmanager
def started(manage: Manage, folder: Path) -> Iterator[Server]:
    port = free_port()
    start = [sys.executable, str(settings.BASE_DIR / "manage.py"), "start", "--port", str(port)]
    with serving(start, port, folder, manage.environment) as server:
        yield server
