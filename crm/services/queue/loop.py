"""The loop of every worker: claim, handle so many at once, wait for the bell, and at the end finish in time what is under way."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from crm.services.house.office import Office
from crm.services.queue.tenure import Tenure

log = logging.getLogger(__name__)
T = TypeVar("T")


class Loop(Generic[T]):
    """Keeps up to `at_once` items under way; a slow one never makes another wait.

    `claim` leases at most so many items, `handle` takes one to its end and writes down what became of it. `poll` is how long
    it sleeps when nobody rings `topic`, `drain` how long what is under way may take when it ends (seconds). With a `tenure`
    it claims only while this process has it.
    """

    def __init__(  # noqa: PLR0913 - what one loop needs
        self,
        office: Office,
        topic: str,
        claim: Callable[[int], Awaitable[Sequence[T]]],
        handle: Callable[[T], Awaitable[None]],
        *,
        at_once: int = 8,
        poll: float = 1.0,
        drain: float = 5.0,
        tenure: Tenure | None = None,
    ) -> None:
        self._office = office
        self._topic = topic
        self._ask = claim
        self._handle = handle
        self._at_once = at_once
        self._poll = poll
        self._drain = drain
        self._tenure = tenure
        self._under_way: set[asyncio.Future[None]] = set()

    async def run(self) -> None:
        """Work until cancelled."""
        with self._office.bell.hearing(self._topic) as rung:
            try:
                while True:
                    rung.clear()
                    items = await self._claim()
                    for item in items:
                        self._start(item, rung)
                    if not items:
                        await self._sleep(rung)
            finally:
                await self._end()

    async def _claim(self) -> Sequence[T]:
        """Lease what there is room for; an error of the store costs a moment, never the loop."""
        room = self._at_once - len(self._under_way)
        try:
            if self._tenure and not await self._tenure.mine():
                return ()
            return await self._lease(room) if room > 0 else ()
        except Exception:
            log.exception("could not claim from %s", self._topic)
            return ()

    async def _lease(self, room: int) -> Sequence[T]:
        """Lease items; those that are leased at the moment of an orderly end still go their way, or nobody would for a while."""
        leasing = asyncio.ensure_future(self._ask(room))
        try:
            return await asyncio.shield(leasing)
        except asyncio.CancelledError:
            await asyncio.wait({leasing})
            if not leasing.cancelled() and not leasing.exception():
                for item in leasing.result():
                    self._start(item, asyncio.Event())
            raise

    def _start(self, item: T, rung: asyncio.Event) -> None:
        task = asyncio.ensure_future(self._handle(item))
        self._under_way.add(task)

        def ended(task: asyncio.Future[None]) -> None:
            self._under_way.discard(task)
            if not task.cancelled() and task.exception():
                log.error("something claimed from %s ended in an error that nobody handled", self._topic, exc_info=task.exception())
            rung.set()  # there is room, and the next of the same person or address may be claimed now

        task.add_done_callback(ended)

    async def _sleep(self, rung: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(self._poll):
                await rung.wait()
        except TimeoutError:
            pass

    async def _end(self) -> None:
        """Let what is under way come to its end, within bounds; what does not is claimed again after its lease."""
        try:
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=self._drain)
        finally:
            left = list(self._under_way)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            if self._tenure:
                await self._give_lease_back(self._tenure)

    async def _give_lease_back(self, tenure: Tenure) -> None:
        try:
            await tenure.end()
        except Exception:
            log.exception("could not give back the lease of %s; it runs out by itself", self._topic)
