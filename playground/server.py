"""uvicorn inside somebody else's event loop: no signals taken, a quick stop."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp


class QuietServer(uvicorn.Server):
    """Leaves SIGTERM and SIGINT to the program that it runs in."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signals: uvicorn would swallow the program's own orderly stop."""
        yield


def listening(host: str, port: int) -> socket.socket:
    """Return a bound socket, so that the real port is known before anything starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(128)
    except OSError:
        sock.close()
        raise
    sock.setblocking(False)
    return sock


def quiet_server(app: ASGIApp) -> QuietServer:
    """Return a server for the app; idle connections stay open so that clients' pools never meet a closing one."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
    )
    return QuietServer(config)
