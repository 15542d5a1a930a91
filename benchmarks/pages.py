"""What the main pages cost: `make bench`.

Made-up organisations of several sizes on SQLite, the last of them with 60 aims in 20 areas, and
gunicorn with two plain workers on this machine.
`/healthz` does nothing: its time is what server, middleware and machine take anyway, and how many
times as long a page takes is worth comparing between machines. Each request has a connection of its
own, and pages take turns. Cold is after a write (the revision was raised), warm is not.
"""

import gzip
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZES = ("30", "300", "1000", "year-three")
BARE = "/healthz"
COLD, WARM = 21, 100  # requests a page
SECONDS = 2.0  # of load, for each page
CONNECTIONS = 8
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Cost:
    """What one page costs. Times are milliseconds, rates are requests a second."""

    path: str
    queries: int
    size: int
    packed: int
    cold: float
    cold_p95: float
    warm: float
    warm_p95: float
    rate: float
    unchanged: float


def main(sizes: Sequence[str]) -> None:
    """Measure, and print a table for each size."""
    os.environ["LOG_LEVEL"] = "ERROR"  # a line for each request would bury the table
    root = Path(os.environ["DATA_DIR"])
    for size in sizes or SIZES:
        os.environ["DATA_DIR"] = str(root / size)
        _manage("migrate", "--verbosity", "0")
        if size.isdecimal():
            _manage("demo", "--projects", size)
        else:
            _told(size)
        paths = _told("paths").split()
        with _server() as (port, process):
            costs = _costs(paths, port, Path(os.environ["DATA_DIR"]) / "upstanding.sqlite3")
            peak = _peak(process)
        _show(size, costs, peak)


def _manage(*args: str) -> None:
    subprocess.run([sys.executable, "manage.py", *args], check=True, stdout=subprocess.DEVNULL)


def _told(*what: str) -> str:
    """What another process says of the database, where Django is set up for this size."""
    command = [sys.executable, "-m", "benchmarks.pages", *what]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _paths() -> list[str]:
    """The page that does nothing first, then one of each kind."""
    import django

    django.setup()
    from dashboard.models import Aim, Project

    project = Project.objects.filter(archived_at=None).order_by("pk")[:1].get()
    aim = Aim.objects.filter(is_current=True).select_related("area")[:1].get()
    board = ["/?down=projects&across=aims", "/?down=projects&across=aims&per_page=all"]
    board += ["/?down=teams&across=areas"]
    return [BARE, *board, f"/projects/{project.slug}/", f"/aims/{aim.area.key}/{aim.key}/"]


def _year_three() -> None:
    import django

    django.setup()
    from benchmarks.year_three import fill

    fill()


def _queries(path: str) -> int:
    """How many statements a page sends to the database when it is rendered again."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from dashboard import caching

    client = Client(headers={"host": HOST})
    client.get(path)
    caching.pages.clear()
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


@contextmanager
def _server() -> Iterator[tuple[int, int]]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    options = ["--config", "python:dashboard.server", "--worker-class", "sync", "--workers", "2"]
    address = ["--bind", f"{HOST}:{port}", "dashboard.wsgi"]
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", *options, *address])
    try:
        _wait(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The server does not answer.")


def _peak(server: int) -> float:
    """The most memory that a worker took, in megabytes."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    found = [Path(f"/proc/{child}/status").read_text() for child in children]
    peaks = [line.split()[1] for text in found for line in text.splitlines() if "VmHWM" in line]
    return max(int(peak) for peak in peaks) / 1024


def _asked(path: str, tag: str = "") -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}", "Accept-Encoding: gzip", "Connection: close"]
    lines += [f"If-None-Match: {tag}"] if tag else []
    return "\r\n".join([*lines, "", ""]).encode()


def _get(asked: bytes, port: int) -> bytes:
    with socket.create_connection((HOST, port), timeout=60) as line:
        line.sendall(asked)
        parts = []
        while part := line.recv(1 << 18):
            parts.append(part)
    return b"".join(parts)


def _costs(paths: list[str], port: int, database: Path) -> list[Cost]:
    requests = {path: _asked(path) for path in paths}
    first = {path: _get(asked, port) for path, asked in requests.items()}
    for path, answer in first.items():
        if not answer.startswith(b"HTTP/1.1 200"):
            sys.exit(f"{path} answers {answer[:40]!r}.")
    cold = _times(requests, port, COLD, database)
    warm = _times(requests, port, WARM)
    return [_cost(path, first[path], cold[path], warm[path], port) for path in paths]


def _cost(path: str, answer: bytes, cold: list[float], warm: list[float], port: int) -> Cost:
    head, _, body = answer.partition(b"\r\n\r\n")
    tags = [line[6:].decode() for line in head.split(b"\r\n") if line.startswith(b"ETag: ")]
    tag = _get(_asked(path), port).partition(b"ETag: ")[2].partition(b"\r\n")[0].decode()
    return Cost(
        path=path,
        queries=int(_told("queries", path)),
        size=len(gzip.decompress(body)) if b"gzip" in head else len(body),
        packed=len(body),
        cold=statistics.median(cold),
        cold_p95=statistics.quantiles(cold, n=20)[-1],
        warm=statistics.median(warm),
        warm_p95=statistics.quantiles(warm, n=20)[-1],
        rate=_rate(_asked(path), port),
        unchanged=_rate(_asked(path, tag), port) if tags else 0.0,
    )


def _times(
    requests: dict[str, bytes], port: int, count: int, database: Path | None = None
) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {path: [] for path in requests}
    for _ in range(count):
        for path, asked in requests.items():
            if database:
                with sqlite3.connect(database) as line:
                    line.execute("UPDATE dashboard_revision SET number = number + 1")
            began = time.perf_counter()
            _get(asked, port)
            times[path].append(1000 * (time.perf_counter() - began))
    return times


def _rate(asked: bytes, port: int) -> float:
    """Requests a second with several connections at once."""
    until = time.perf_counter() + SECONDS

    def ask(_: int) -> int:
        count = 0
        while time.perf_counter() < until:
            _get(asked, port)
            count += 1
        return count

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(ask, range(CONNECTIONS))) / SECONDS


def _show(size: str, costs: list[Cost], peak: float) -> None:
    bare = costs[0]
    wide = max(len(cost.path) for cost in costs)
    name = f"{size} projects" if size.isdecimal() else "Year three"
    print(f"\n{name}; a worker took at most {peak:.0f} MB")
    print(
        f"{'page':{wide}}  queries    bytes   gzip  cold ms    p95  x bare  warm ms    p95"
        "  req/s  of bare  304/s  of bare"
    )
    for cost in costs:
        told = f"{cost.queries:7}  {cost.size:7}  {cost.packed:5}"
        told += f"  {cost.cold:7.1f}  {cost.cold_p95:5.1f}  {cost.cold / bare.cold:6.1f}"
        told += f"  {cost.warm:7.2f}  {cost.warm_p95:5.2f}"
        told += f"  {cost.rate:5.0f}  {cost.rate / bare.rate:7.0%}"
        told += f"  {cost.unchanged:5.0f}  {cost.unchanged / bare.rate:7.0%}"
        print(f"{cost.path:{wide}}  {told}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["paths"]:
            print(*_paths())
        case ["year-three"]:
            _year_three()
        case ["queries", path]:
            print(_queries(path))
        case sizes:
            main(sizes)
