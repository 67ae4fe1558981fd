"""The office: what every service needs, put together once by app.wiring."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm.clock import Now, OfficeClock, machine_now
from crm.documents import Press
from crm.store import Store

# A topic is what a worker waits for: an inbox channel or the outbox.
INBOX_TELEGRAM = "inbox:telegram"
INBOX_MAIL = "inbox:mail"
OUTBOX = "outbox"
CHILE = ZoneInfo("America/Santiago")
DUE = "due"  # the office clock was moved: look at what is due now


class Bell:
    """Wakes the workers of this process the moment there is work for them; polling is the fallback between processes."""

    def __init__(self) -> None:
        self._rung: dict[str, asyncio.Event] = {}
        self._hearing: dict[str, list[asyncio.Event]] = {}

    def ring(self, topic: str) -> None:
        self._rung.setdefault(topic, asyncio.Event()).set()
        for event in self._hearing.get(topic, ()):
            event.set()

    @contextmanager
    def hearing(self, topic: str) -> Iterator[asyncio.Event]:
        """An event of one worker's own, set at every ring: what rings while another worker is busy is not lost on that one."""
        event = asyncio.Event()
        workers = self._hearing.setdefault(topic, [])
        workers.append(event)
        try:
            yield event
        finally:
            workers.remove(event)

    async def wait(self, topic: str, timeout: float) -> None:  # noqa: ASYNC109 - a wait that ends either way is the point
        """Return when `topic` rings, or after `timeout` seconds."""
        event = self._rung.setdefault(topic, asyncio.Event())
        try:
            async with asyncio.timeout(timeout):
                await event.wait()
        except TimeoutError:
            pass
        event.clear()


@dataclass(frozen=True, slots=True)
class Aside:
    """How long something due that raised waits, and until which machine time."""

    wait: timedelta
    until: datetime


@dataclass
class Office:
    """The database, the two clocks and the bell. `name` is the company's, `zone` where it is at home.

    `parameters` are its settings with their defaults.

    `press` makes documents; without one the office says that it cannot. `given` and `parameters_version` belong to
    crm.services.house.parameters: what the installation says, and which changes in the chat stand over it.
    `aside` belongs to crm.services.due.each.
    """

    store: Store
    clock: OfficeClock = field(default_factory=OfficeClock)
    machine: Now = machine_now
    bell: Bell = field(default_factory=Bell)
    name: str = "Acciones"
    zone: ZoneInfo = CHILE
    parameters: Mapping[str, Any] = field(default_factory=dict)
    press: Press | None = None
    given: Mapping[str, Any] | None = None
    parameters_version: int = 0
    aside: dict[tuple[str, int], Aside] = field(default_factory=dict)

    def now(self) -> datetime:
        """Office time."""
        return self.clock.now()
