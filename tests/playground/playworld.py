"""A small world on loopback, and a real python-telegram-bot bot that talks to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from telegram import Bot

from playground import Person, Playground

TOKEN = "123456:TEST-token-of-the-playground"
PEOPLE = (
    Person("bruno", "Bruno Díaz", 1001, "bruno", "es", "bruno@robles.example", "vendedor"),
    Person("ana", "Ana Rojas", 1002, None, "en", "ana@robles.example", "jefa"),
    Person("xeno", "Xeno", 1003, None, "es", None, stranger=True),
)


class OfficeClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    async def move(self, moment: datetime | None) -> None:
        self.moment = moment or datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


def make(database: Path | None = None, gateway: tuple[str, int] = ("127.0.0.1", 1), **more: object) -> Playground:
    clock = OfficeClock()
    return Playground(
        people=PEOPLE,
        bot_token=TOKEN,
        bot_username="robles_bot",
        bot_name="Los Robles",
        database=database,
        gateway=gateway,
        addresses={"tareas@gw.example": "Tareas"},
        now=clock,
        move_clock=clock.move,
        **more,
    )


@asynccontextmanager
async def running(playground: Playground) -> AsyncIterator[Playground]:
    task = asyncio.create_task(playground.serve(host="127.0.0.1", port=0, relay_port=0))
    ready = asyncio.create_task(playground.ready.wait())
    await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if task.done():
        task.result()
    try:
        yield playground
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def bot_for(playground: Playground, token: str = TOKEN) -> Bot:
    base = f"http://127.0.0.1:{playground.port}"
    return Bot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot")
