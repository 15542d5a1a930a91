"""What it costs to save an answer: one edit end to end, and several people who edit at once.

Every edit says the opposite of what stood there, with a note and evidence, and moves a standing.
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from uuid import uuid4

from benchmarks.serving import (
    BARE,
    CONNECTIONS,
    HOST,
    Times,
    answered,
    asked,
    manage,
    rate,
    server,
    timed,
    times_of,
    told,
)

ROUNDS = 60
SECONDS = 5.0
PROJECTS = "30"
TOKEN = "a" * 32
SEEN = re.compile(rb'name="seen" value="(\d+)"')


class Editor:
    """Somebody logged in, before one objective whose last revision they saw."""

    def __init__(self, session: str, slug: str, path: str, seen: int) -> None:
        self.path, self.seen, self.edits = path, str(seen), 0
        self.address = f"/projects/{slug}/{path}/answer/"
        self.headers = (f"Cookie: sessionid={session}; csrftoken={TOKEN}", "HX-Request: true")

    def request(self) -> bytes:
        self.edits += 1
        typed = {
            "answer": "not-yet" if self.edits % 2 else "met",
            "note": f"Said *{self.edits}* times.",
            "evidence_url": f"https://ci.example/{self.edits}",
            "seen": self.seen,
            "csrfmiddlewaretoken": TOKEN,
        }
        return asked(self.address, *self.headers, body=urlencode(typed))

    def hear(self, answer: bytes) -> str:
        """The answer's status; what it shows is what was seen last."""
        status = answer[9:12].decode()
        if status == "200":
            _, _, objective = answer.partition(f'id="{self.path}"'.encode())
            found = SEEN.search(objective)
            self.seen = found[1].decode() if found else ""
        return status


def editors() -> list[Editor]:
    """As many as there are connections, each before an objective of their own."""
    return [Editor(**each) for each in json.loads(told("edits", "editors"))]


def tell_one(port: int) -> None:
    """Print what one edit takes, and how many times as long as the page that does nothing."""
    queries = told("edits", "queries").strip()
    editor = editors()[0]
    edits: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        bare.append(timed(asked(BARE), port)[0])
        time, answer = timed(editor.request(), port)
        if editor.hear(answer) != "200":
            sys.exit(f"An edit answers {answer[:40]!r}.")
        edits.append(time)
    one, nothing = times_of(edits), times_of(bare)
    print(f"\none edit: {queries} queries, {_spelt(one)}", end="")
    print(f", {one.median / nothing.median:.1f} x bare ({_spelt(nothing)})")


def _spelt(times: Times) -> str:
    return f"median {times.median:.1f} ms, p95 {times.p95:.1f} ms"


def tell_many(port: int, where: str) -> None:
    """Print how many edits a second several connections get done, and how many failed."""
    each = editors()
    heard = Counter[str]()

    def edit(number: int) -> None:
        editor = each[number]
        heard[editor.hear(answered(editor.request(), port))] += 1

    found = rate(edit, SECONDS)
    errors = sum(heard.values()) - heard["200"]
    print(f"{CONNECTIONS} connections on {where}: {found:.0f} edits/s, {errors} errors")


def tell_postgresql(where: str) -> None:
    """The same on PostgreSQL, in a database of its own; left out where no server answers."""
    try:
        with _database(where) as address:
            os.environ["DATABASE_URL"] = address
            manage("migrate", "--verbosity", "0")
            manage("demo", "--projects", PROJECTS)
            with server() as (port, _):
                tell_many(port, "PostgreSQL")
    except ConnectionError as error:
        print(f"PostgreSQL is left out: {error}")
    finally:
        os.environ.pop("DATABASE_URL", None)


@contextmanager
def _database(where: str) -> Iterator[str]:
    import psycopg

    place, name = urlsplit(where), f"upstanding_{uuid4().hex}"
    try:
        line = psycopg.connect(where, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError:
        raise ConnectionError(f"no server answers at {place.hostname}.") from None
    with line:
        line.execute(f'CREATE DATABASE "{name}"')
        try:
            yield place._replace(path=f"/{quote(name)}").geturl()
        finally:
            line.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _editors() -> list[dict[str, Any]]:
    """A lead of a project of which much is met: a session, and the answers to change."""
    from django.contrib.auth.models import User
    from django.db.models import Count

    from dashboard.actions import people
    from dashboard.models import Assessment, Person, Project

    met = Assessment.objects.filter(answer="met", confirmed_at__isnull=False)
    busiest = met.values("project").annotate(many=Count("pk")).order_by("-many", "project")
    active = busiest.filter(project__archived_at=None)
    project = Project.objects.select_related("team").get(pk=active[0]["project"])
    user, is_new = User.objects.get_or_create(username="benchmark")
    if is_new:
        person = Person.objects.create(name="Benchmark", user=user)
        people.add_member(team=project.team, person=person, role="lead", by=None)
    said = Assessment.objects.filter(project=project, answer__in=("met", "not-yet"))
    rows = said.filter(objective__level__rank=1)
    found = rows.select_related("objective__aim__area").order_by("pk")[:CONNECTIONS]
    paths = [(row.objective, row.revision) for row in found]
    return [
        {
            "session": _session(user),
            "slug": project.slug,
            "path": f"{asked.aim.area.key}/{asked.aim.key}/{asked.key}",
            "seen": seen,
        }
        for asked, seen in paths
    ]


def _session(user: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _queries() -> int:
    """How many statements one edit sends to the database, transaction control left out."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    each = _editors()[0]
    client = Client(headers={"host": HOST, "hx-request": "true"})
    client.cookies["sessionid"] = each["session"]
    address = f"/projects/{each['slug']}/{each['path']}/answer/"
    typed = {"note": "Said once more.", "evidence_url": "https://ci.example/once-more"}
    client.post(address, {"seen": each["seen"], "answer": "not-yet"})
    seen = _revision(each["path"], each["slug"])
    with CaptureQueriesContext(connection) as queries:
        client.post(address, {"seen": seen, "answer": "met"} | typed)
    outside = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(outside) for query in queries.captured_queries)


def _revision(path: str, slug: str) -> int:
    from dashboard.models import Assessment

    area, aim, key = path.split("/")
    of = {"objective__aim__area__key": area, "objective__aim__key": aim, "objective__key": key}
    return Assessment.objects.get(project__slug=slug, **of).revision


if __name__ == "__main__":
    import django

    django.setup()
    match sys.argv[1:]:
        case ["editors"]:
            print(json.dumps(_editors()))
        case ["queries"]:
            print(_queries())
