"""A lane: the loop of one channel. It leases what may leave, lets each parcel go its way, and ends without leaving any behind."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from crm.model import Channel, Parcel
from crm.services.house.office import Office
from crm.services.queue import dispatch
from scheduler.tenure import Tenure

log = logging.getLogger(__name__)


class Lane:
    """Keeps up to `at_once` parcels on their way; a slow channel never makes another one wait.

    `poll` is how long it sleeps when nobody wakes it, `drain` how long what is on its way may take when it ends (seconds).
    """

    def __init__(  # noqa: PLR0913 - what one loop needs
        self,
        office: Office,
        channel: Channel,
        deliver: Callable[[Parcel], Awaitable[None]],
        *,
        at_once: int,
        poll: float,
        drain: float,
        tenure: Tenure | None = None,
    ) -> None:
        self._office = office
        self._channel = channel
        self._deliver = deliver
        self._at_once = at_once
        self._poll = poll
        self._drain = drain
        self._tenure = tenure
        self._rung = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """There may be something to send."""
        self._rung.set()

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            while True:
                self._rung.clear()
                parcels = await self._claim()
                for parcel in parcels:
                    self._start(parcel)
                if not parcels:
                    await self._sleep()
        finally:
            await self._end()

    async def _claim(self) -> list[Parcel]:
        """Lease what there is room for; an error of the store costs a moment, never the loop."""
        room = self._at_once - len(self._under_way)
        try:
            if self._tenure and not await self._tenure.mine():
                return []
            return await self._lease(room) if room > 0 else []
        except Exception:
            log.exception("could not lease parcels for %s", self._channel)
            return []

    async def _lease(self, room: int) -> list[Parcel]:
        """Lease parcels; those that are leased at the moment of an orderly end still go their way, or nobody would for a while."""
        leasing = asyncio.ensure_future(dispatch.claim(self._office, [self._channel], limit=room))
        try:
            return await asyncio.shield(leasing)
        except asyncio.CancelledError:
            await asyncio.wait({leasing})
            if not leasing.cancelled() and not leasing.exception():
                for parcel in leasing.result():
                    self._start(parcel)
            raise

    def _start(self, parcel: Parcel) -> None:
        task = asyncio.ensure_future(self._deliver(parcel))
        self._under_way.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and task.exception():
            log.error("a parcel's way ended in an error that nobody handled", exc_info=task.exception())
        self.wake()

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(self._poll):
                await self._rung.wait()
        except TimeoutError:
            pass

    async def _end(self) -> None:
        """Let what is on its way arrive, within bounds; the rest is given back by its own task."""
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
            log.exception("could not give back the lease of %s; it runs out by itself", self._channel)
