"""Tells everybody who looks (pages over SSE, tests that wait) that something happened."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

BACKLOG = 1000
KEEP_ALIVE = 15.0
GLANCE = 0.05


class Hub:
    """One stream of small JSON events for all pages; slow readers are told to load everything again."""

    def __init__(self) -> None:
        self._readers: set[asyncio.Queue[str]] = set()
        self._changed = asyncio.Event()
        self.closing = asyncio.Event()

    def publish(self, kind: str, **data: Any) -> None:
        """Send one event to every reader and wake whoever waits."""
        self.stir()
        if not self._readers:
            return
        line = json.dumps({"type": kind, **data}, ensure_ascii=False)
        for queue in self._readers:
            if queue.qsize() >= BACKLOG:
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait('{"type": "reload"}')
            queue.put_nowait(line)

    def stir(self) -> None:
        """Wake whoever waits for a predicate."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def close(self) -> None:
        """End every stream and long poll at once."""
        self.closing.set()
        self.stir()
        for queue in self._readers:
            queue.put_nowait("")

    def reopen(self) -> None:
        """Allow streams again after a stop."""
        self.closing.clear()

    async def stream(self) -> AsyncIterator[str]:
        """Yield server-sent events until the reader leaves or the server stops."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._readers.add(queue)
        try:
            yield "retry: 1000\n\n"
            while not self.closing.is_set():
                try:
                    line = await asyncio.wait_for(queue.get(), KEEP_ALIVE)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if line:
                    yield f"data: {line}\n\n"
        finally:
            self._readers.discard(queue)

    async def wait_for(self, predicate: Callable[[], Any], timeout: float) -> Any:  # noqa: ASYNC109
        """Return the first true value of the predicate; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while not (value := predicate()):
                # A predicate may look at things that do not pass through here, so it is asked now and then too.
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), GLANCE)
        return value
