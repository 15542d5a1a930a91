"""What benchmarks share: a server on this machine, requests to it, and words from beside it."""

import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

HOST = "127.0.0.1"
BARE = "/healthz"
CONNECTIONS = 8


class Times(NamedTuple):
    """Milliseconds."""

    median: float
    p95: float


def times_of(measured: list[float]) -> Times:
    """The median and the worst of twenty."""
    return Times(statistics.median(measured), statistics.quantiles(measured, n=20)[-1])


def manage(*args: str) -> None:
    """Run a command of the product."""
    subprocess.run([sys.executable, "manage.py", *args], check=True, stdout=subprocess.DEVNULL)


def told(module: str, *what: str) -> str:
    """What another process says of the database, where Django is set up for it."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *what]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def server(workers: str = "sync") -> Iterator[tuple[int, int]]:
    """A port and the id of the process that serves there, with two workers."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    options = ["--config", "python:dashboard.server", "--worker-class", workers, "--workers", "2"]
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


def asked(path: str, *headers: str, body: str = "") -> bytes:
    """A request on a connection of its own; with a body, one that sends a form."""
    method = "POST" if body else "GET"
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Connection: close", *headers]
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", body]).encode()


def answered(request: bytes, port: int) -> bytes:
    """The whole answer, its head included."""
    with socket.create_connection((HOST, port), timeout=60) as line:
        line.sendall(request)
        parts = []
        while part := line.recv(1 << 18):
            parts.append(part)
    return b"".join(parts)


def timed(request: bytes, port: int) -> tuple[float, bytes]:
    """How many milliseconds the answer took, and the answer."""
    began = time.perf_counter()
    answer = answered(request, port)
    return 1000 * (time.perf_counter() - began), answer


def rate(ask: Callable[[int], object], seconds: float) -> float:
    """How often a second several connections at once get an answer; each asks with its number."""
    until = time.perf_counter() + seconds

    def keep_asking(number: int) -> int:
        count = 0
        while time.perf_counter() < until:
            ask(number)
            count += 1
        return count

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(keep_asking, range(CONNECTIONS))) / seconds
