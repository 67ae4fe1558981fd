"""Tenure: one process at a time does what must be done by one only, by a lease in the database."""

import asyncio
import logging
import os
import secrets
import socket
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from crm.services.house.office import Office
from crm.services.queue import dispatch

log = logging.getLogger(__name__)


class Tenure:
    """Holds the lease `name` as long as `mine` is asked often enough; when this process dies it runs out by itself."""

    def __init__(
        self,
        office: Office,
        name: str,
        *,
        holder: str | None = None,
        lease: timedelta = timedelta(seconds=15),
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._office = office
        self._name = name
        self._holder = holder or _this_process(office)
        self._lease = lease
        self._seconds = seconds
        self._held = False
        self._ask_again = float("-inf")

    async def mine(self) -> bool:
        """Whether this process has the lease: renewed in the database when a third of it has passed, asked for more often than that."""
        now = self._seconds()
        if now >= self._ask_again:
            self._held = False  # nothing is certain until the database has answered
            self._held = await dispatch.hold(self._office, self._name, self._holder, self._lease)
            self._ask_again = now + self._lease.total_seconds() / (3 if self._held else 8)
        return self._held

    async def end(self) -> None:
        """Give the lease back, if it was ours."""
        if self._held:
            self._held = False
            self._ask_again = float("-inf")
            await dispatch.let_go(self._office, self._name, self._holder)

    async def during(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work`, which never ends, whenever the lease is ours and only then; until cancelled, or until `work` raises.

        A holder that is cut off from the database stops before its lease can be another's.
        """
        try:
            while True:
                while not await self._asked():  # noqa: ASYNC110 - another process holds it: nothing here could ring
                    await asyncio.sleep(self._beat)
                log.info("this process has %s now", self._name)
                await self._while_mine(asyncio.ensure_future(work()))
                log.warning("another process has %s now, or the database cannot be reached", self._name)
        finally:
            await self._give_back()

    @property
    def _beat(self) -> float:
        return self._lease.total_seconds() / 8

    async def _while_mine(self, working: asyncio.Future[None]) -> None:
        until = self._seconds() + self._lease.total_seconds() / 2
        try:
            while self._seconds() < until and not working.done():
                asked = self._seconds()
                if await self._asked():
                    until = max(until, asked + self._lease.total_seconds() / 2)
                await asyncio.wait({working}, timeout=self._beat)
            if working.done():
                await working
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    async def _asked(self) -> bool:
        """`mine`, where a database that is slow or cannot be reached is a no."""
        try:
            async with asyncio.timeout(self._lease.total_seconds() / 4):
                return await self.mine()
        except Exception as error:  # noqa: BLE001 - whatever it was: it is not certain that the lease is ours
            log.warning("could not ask for %s: %s", self._name, type(error).__name__)
            return False

    async def _give_back(self) -> None:
        try:
            await self.end()
        except Exception:
            log.exception("could not give back %s; it runs out by itself", self._name)


def _this_process(office: Office) -> str:
    """A name for this process. On SQLite there is only one: after a kill it goes on at once instead of waiting for itself."""
    if office.store.is_sqlite:
        return "the only process"
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
