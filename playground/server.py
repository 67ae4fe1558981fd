"""uvicorn inside somebody else's event loop: no signals taken, a quick stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp


class QuietServer(uvicorn.Server):
    """Leaves SIGTERM and SIGINT to the program that it runs in."""

    stop_now: asyncio.Event | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signals: uvicorn would swallow the program's own orderly stop."""
        yield

    async def main_loop(self) -> None:
        """Wait for the stop instead of asking for it ten times a second."""
        self.stop_now = asyncio.Event()
        # A tick whose number ends in zero renews the date header; uvicorn counts ten a second.
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stop_now.wait(), 1.0)

    def stop(self) -> None:
        """Ask for an orderly stop."""
        self.should_exit = True
        if self.stop_now is not None:
            self.stop_now.set()


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
