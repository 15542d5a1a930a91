"""How gunicorn serves the dashboard: `gunicorn --config python:dashboard.server dashboard.wsgi`."""

import os
from typing import Any

from dashboard import settings

# Threads, because a browser opens connections that it does not use: one of them would keep a
# worker without threads waiting, and everybody else with it.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4

# Pages take milliseconds. A worker that a signal meets before it listens would be waited for.
graceful_timeout = 5  # seconds
preload_app = True  # a mistake in the settings ends the server instead of each worker in turn
control_socket_disable = True
logconfig_dict = settings.LOGGING | {
    "loggers": {"gunicorn.error": {"level": "WARNING", "propagate": True}},
}


def worker_int(worker: Any) -> None:
    """Ctrl-C ends a worker at once; its threads may be waiting for a browser to say something."""
    os._exit(0)


def on_exit(server: Any) -> None:
    """Say so: whoever pressed Ctrl-C looks at the terminal."""
    print("Stopped.", flush=True)
