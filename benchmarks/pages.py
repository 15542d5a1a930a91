"""What the main pages cost: `make bench`.

Made-up organisations of several sizes on SQLite, the last of them with 60 aims in 20 areas, and
gunicorn with two plain workers on this machine.
`/healthz` does nothing: its time is what server, middleware and machine take anyway, and how many
times as long a page takes is worth comparing between machines. Each request has a connection of its
own, and pages take turns. Cold is after a write (the revision was raised), warm is not.
Afterwards somebody edits, alone and with others, also on PostgreSQL where a server answers.
"""

import gzip
import os
import sqlite3
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.edits import tell_many, tell_one, tell_postgresql
from benchmarks.serving import BARE, HOST, answered, asked, manage, rate, server, timed, told

SIZES = ("30", "300", "1000", "year-three", "year-five")
COLD, WARM = 21, 100  # requests a page
SECONDS = 2.0  # of load, for each page
NEAR = f"postgres://root@{HOST}:5432/test"  # where PostgreSQL may answer


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
    root, elsewhere = Path(os.environ["DATA_DIR"]), os.environ.pop("DATABASE_URL", "")
    for size in sizes or SIZES:
        os.environ["DATA_DIR"] = str(root / size)
        manage("migrate", "--verbosity", "0")
        if size.isdecimal():
            manage("demo", "--projects", size)
        else:
            told("pages", "fill", size)
        paths = told("pages", "paths").split()
        with server() as (port, process):
            costs = _costs(paths, port, Path(os.environ["DATA_DIR"]) / "upstanding.sqlite3")
            _show(size, costs, _peak(process))
            tell_one(port)
            tell_many(port, "SQLite")
    tell_postgresql(elsewhere or NEAR)


def _paths() -> list[str]:
    """The page that does nothing first, then one of each kind."""
    import django

    django.setup()
    from dashboard.models import Aim, Project

    project = Project.objects.filter(archived_at=None).order_by("pk")[:1].get()
    aim = Aim.objects.filter(is_current=True).select_related("area")[:1].get()
    board = ["/?down=projects&across=aims", "/?down=projects&across=aims&per_page=all"]
    board += ["/?down=teams&across=areas"]
    own = [f"/projects/{project.slug}/", f"/aims/{aim.area.key}/{aim.key}/"]
    return [BARE, *board, *own, *_of_progress(project, aim)]


def _of_progress(project: Any, aim: Any) -> list[str]:
    """The data of each chart, of everything and of a group, the page of each kind of scope, and
    the board as it was halfway."""
    from django.db.models import Max, Min

    from dashboard.charts import CHARTS
    from dashboard.models import Movement

    team = project.team
    group = f"&group={team.group.slug}" if team.group else ""
    scopes = ["", f"&team={team.slug}", f"&area={aim.area.key}", f"&project={project.slug}"]
    scopes += [f"&aim={aim.area.key}/{aim.key}", group]
    days = Movement.objects.aggregate(first=Min("day"), last=Max("day"))
    halfway = days["first"] + (days["last"] - days["first"]) / 2
    data = [
        f"/progress/{chart}.csv?period=all{of}"
        for of in dict.fromkeys(("", group))
        for chart in CHARTS
    ]
    pages = [f"/progress/?period=all{scope}" for scope in dict.fromkeys(scopes)]
    return [*data, *pages, f"/compare/?on={halfway}&down=projects&across=aims"]


def _fill(size: str) -> None:
    import django

    django.setup()
    from benchmarks.year_three import YEAR_FIVE, YEAR_THREE, fill

    fill(size={"year-three": YEAR_THREE, "year-five": YEAR_FIVE}[size])


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


def _peak(server: int) -> float:
    """The most memory that a worker took, in megabytes."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    found = [Path(f"/proc/{child}/status").read_text() for child in children]
    peaks = [line.split()[1] for text in found for line in text.splitlines() if "VmHWM" in line]
    return max(int(peak) for peak in peaks) / 1024


def _asked(path: str, tag: str = "") -> bytes:
    return asked(path, "Accept-Encoding: gzip", *([f"If-None-Match: {tag}"] if tag else []))


def _costs(paths: list[str], port: int, database: Path) -> list[Cost]:
    requests = {path: _asked(path) for path in paths}
    first = {path: answered(request, port) for path, request in requests.items()}
    for path, answer in first.items():
        if not answer.startswith(b"HTTP/1.1 200"):
            sys.exit(f"{path} answers {answer[:40]!r}.")
    cold = _times(requests, port, COLD, database)
    warm = _times(requests, port, WARM)
    return [_cost(path, first[path], cold[path], warm[path], port) for path in paths]


def _cost(path: str, answer: bytes, cold: list[float], warm: list[float], port: int) -> Cost:
    head, _, body = answer.partition(b"\r\n\r\n")
    tags = [line[6:].decode() for line in head.split(b"\r\n") if line.startswith(b"ETag: ")]
    tag = answered(_asked(path), port).partition(b"ETag: ")[2].partition(b"\r\n")[0].decode()
    return Cost(
        path=path,
        queries=int(told("pages", "queries", path)),
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
        for path, request in requests.items():
            if database:
                with sqlite3.connect(database) as line:
                    line.execute("UPDATE dashboard_revision SET number = number + 1")
            times[path].append(timed(request, port)[0])
    return times


def _rate(request: bytes, port: int) -> float:
    """Requests a second with several connections at once."""
    return rate(lambda _: answered(request, port), SECONDS)


def _show(size: str, costs: list[Cost], peak: float) -> None:
    bare = costs[0]
    wide = max(len(cost.path) for cost in costs)
    name = f"{size} projects" if size.isdecimal() else size.replace("-", " ").capitalize()
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
        case ["fill", size]:
            _fill(size)
        case ["queries", path]:
            print(_queries(path))
        case sizes:
            main(sizes)
