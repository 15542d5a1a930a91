"""What the main pages cost: `make bench`.

The demo organisation on SQLite, gunicorn with two plain workers on this machine, one request
after the other, each on a connection of its own. `/healthz` does nothing, so that its time is
what server and machine take anyway: how many times as long a page takes is worth comparing
between machines.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PROJECTS = 30
REQUESTS = 200
SECONDS = 10.0  # at most, for each page
WARM = 20
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Cost:
    """What one page costs. Times are milliseconds."""

    path: str
    queries: int
    size: int
    median: float
    p95: float


def main() -> None:
    """Measure, and print a table."""
    os.environ["LOG_LEVEL"] = "WARNING"  # a line for each request would bury the table
    _manage("migrate", "--verbosity", "0")
    _manage("demo", "--projects", str(PROJECTS))
    paths = _paths()
    with _server() as port:
        costs = [_cost(path, port) for path in paths]
    _show(costs)


def _manage(*args: str) -> None:
    subprocess.run([sys.executable, "manage.py", *args], check=True, stdout=subprocess.DEVNULL)


def _paths() -> list[str]:
    """The page that does nothing first, then one of each kind."""
    import django

    django.setup()
    from dashboard.models import Aim, Project

    project = Project.objects.filter(archived_at=None).order_by("pk")[:1].get()
    aim = Aim.objects.filter(is_current=True).select_related("area")[:1].get()
    return ["/healthz", "/", f"/projects/{project.slug}/", f"/aims/{aim.area.key}/{aim.key}/"]


@contextmanager
def _server() -> Iterator[int]:
    port = _free_port()
    options = ["--config", "python:dashboard.server", "--worker-class", "sync", "--workers", "2"]
    address = ["--bind", f"{HOST}:{port}", "dashboard.wsgi"]
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", *options, *address])
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The server does not answer.")


def _get(path: str, port: int) -> bytes:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        sys.exit(f"{path} answers {answer.status}.")
    return body


def _cost(path: str, port: int) -> Cost:
    size = len(_get(path, port))
    _times(path, port, WARM)
    times = _times(path, port, REQUESTS)
    p95 = statistics.quantiles(times, n=20)[-1]
    return Cost(path, _queries(path), size, statistics.median(times), p95)


def _times(path: str, port: int, count: int) -> list[float]:
    times: list[float] = []
    until = time.perf_counter() + SECONDS
    while len(times) < count and (len(times) < 2 or time.perf_counter() < until):
        began = time.perf_counter()
        _get(path, port)
        times.append(1000 * (time.perf_counter() - began))
    return times


def _queries(path: str) -> int:
    """How many statements the second rendering of a page sends to the database."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": HOST})
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def _show(costs: list[Cost]) -> None:
    base = costs[0].median
    wide = max(len(cost.path) for cost in costs)
    print(f"{PROJECTS} projects, {REQUESTS} requests a page, one at a time")
    print(f"{'page':{wide}}  queries    bytes  median ms  p95 ms  x healthz")
    for cost in costs:
        times = f"{cost.median:9.1f}  {cost.p95:6.1f}  {cost.median / base:9.1f}"
        print(f"{cost.path:{wide}}  {cost.queries:7}  {cost.size:7}  {times}")


if __name__ == "__main__":
    main()
