"""Servers of their own, for tests that need one."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 180  # seconds until a server must answer; a busy machine may need them


@dataclass
class Server:
    """A process that serves, or was to."""

    process: subprocess.Popen[str]
    port: int
    log: Path
    ready_after: float = 0

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def said(self) -> str:
        return self.log.read_text()

    def interrupt(self) -> int:
        """Press Ctrl-C: everything in the foreground gets the signal."""
        if self.process.poll() is None:
            subprocess.run(["kill", "-INT", "--", f"-{self.process.pid}"], check=False)
        return self.process.wait(timeout=40)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    args: Sequence[str], port: int, folder: Path, environment: Mapping[str, str]
) -> Iterator[Server]:
    """A server once it answers, in a session of its own; ended afterwards whatever happens."""
    log = folder / f"server-{time.monotonic_ns()}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            args,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    server = Server(process, port, log)
    try:
        server.ready_after = _wait(server)
        yield server
    finally:
        server.interrupt()


def _wait(server: Server) -> float:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        if server.process.poll() is not None:
            raise AssertionError(f"it ended: {server.said()}")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", server.port)) == 0 and server.get("/healthz")[0]:
                return time.monotonic() - began
        time.sleep(0.02)
    raise AssertionError(f"it does not answer: {server.said()}")
