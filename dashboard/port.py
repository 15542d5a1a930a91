"""Is a port free? Knows nothing but Python, so that `make run` asks before it installs anything."""

import socket
import sys


def why_not(host: str, port: int) -> str:
    """Why nothing can be served there; empty if it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            return f"{port} is no port: it must be from 1 to 65535."
        except OSError as error:
            return f"Port {port} at {host} cannot be served: {error.strerror}."
    return ""


if __name__ == "__main__":
    given = sys.argv[1]
    reason = why_not("127.0.0.1", int(given)) if given.isdigit() else f"PORT={given} is no number."
    sys.exit(f"{reason} Choose another with PORT=…" if reason else 0)
