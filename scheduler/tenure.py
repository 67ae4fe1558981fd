"""Tenure: one process at a time does what must be done by one only, by a lease in the database."""

import os
import secrets
import socket
import time
from collections.abc import Callable
from datetime import timedelta

from crm.services.house.office import Office
from crm.services.queue import dispatch


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
        """Whether this process has the lease; taken or renewed in the database when a third of it has passed."""
        now = self._seconds()
        if now >= self._ask_again:
            self._held = False  # nothing is certain until the database has answered
            self._held = await dispatch.hold(self._office, self._name, self._holder, self._lease)
            self._ask_again = now + self._lease.total_seconds() / 3
        return self._held

    async def end(self) -> None:
        """Give the lease back, if it was ours."""
        if self._held:
            self._held = False
            await dispatch.let_go(self._office, self._name, self._holder)


def _this_process(office: Office) -> str:
    """A name for this process. On SQLite there is only one: after a kill it goes on at once instead of waiting for itself."""
    if office.store.is_sqlite:
        return "the only process"
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
