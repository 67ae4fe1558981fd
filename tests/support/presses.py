"""A press for each test from one pool of workers: to start two costs a second, more than most letters."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pebble import ProcessPool

from crm.documents import Press


class Presses:
    """Lends presses, one after the other; the workers stay. A press belongs to one event loop, which a test has for itself."""

    def __init__(self) -> None:
        self._pool: ProcessPool | None = None

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[Press]:
        """A press with two workers and more patience than a busy machine needs."""
        press = Press(workers=2, seconds=60)
        press._pool, self._pool = self._pool, None
        try:
            yield press
        finally:
            idle = not press._open  # else a worker may still be at work for this test
            self._pool, press._pool = (press._pool, None) if idle else (None, press._pool)
            await press.close()

    def close(self) -> None:
        if self._pool:
            self._pool.stop()
            self._pool.join()
