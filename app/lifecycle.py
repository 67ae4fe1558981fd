"""The life of the process: one TaskGroup, stopped by SIGTERM or SIGINT in an orderly way: doors first, couriers last."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum

log = logging.getLogger(__name__)


class Phase(IntEnum):
    """When a part stops: what takes in work before what does it, and what sends before the world around."""

    DOOR = 0
    WORKER = 1
    COURIER = 2
    WORLD = 3


@dataclass(frozen=True)
class Part:
    """One long-lived part. `run` works until it is cancelled."""

    name: str
    phase: Phase
    run: Callable[[], Awaitable[None]]


class Stop:
    """A request to end, from a signal or from a test."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()

    def ask(self) -> None:
        self._asked.set()

    @property
    def asked(self) -> bool:
        return self._asked.is_set()

    async def wait(self) -> None:
        await self._asked.wait()

    def on_signals(self) -> None:
        """Let SIGTERM and SIGINT ask; a second one ends the process at once."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self._signalled, name)

    def _signalled(self, name: signal.Signals) -> None:
        log.info("stopping", extra={"signal": name.name})
        asyncio.get_running_loop().remove_signal_handler(name)
        self.ask()


async def live(parts: Sequence[Part], stop: Stop, *, patience: float = 10.0) -> None:
    """Run all parts until `stop`, then end them phase by phase, `patience` seconds each. A part that fails ends all."""
    async with asyncio.TaskGroup() as group:
        tasks = {part: group.create_task(_run(part, stop), name=part.name) for part in parts}
        asked = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({asked, *tasks.values()}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            asked.cancel()
        for phase in Phase:
            await _end([tasks[part] for part in parts if part.phase == phase], patience)


async def _run(part: Part, stop: Stop) -> None:
    await part.run()
    if not stop.asked:  # a part that just ends would leave a product that looks alive and does half of its work
        raise RuntimeError(f"the part «{part.name}» ended by itself")


async def _end(tasks: Sequence[asyncio.Task[None]], patience: float) -> None:
    for task in tasks:
        task.cancel()
    with suppress(asyncio.CancelledError):
        _, late = await asyncio.wait(tasks, timeout=patience) if tasks else (set(), set())
        for task in late:
            log.warning("part does not end", extra={"part": task.get_name()})
