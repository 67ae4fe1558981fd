"""The whole product and the playground around it, over real HTTP and SMTP on loopback, in one event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from app.lifecycle import Stop, live
from app.settings import Given, Settings
from app.wiring import Product, product
from crm.clock import OfficeClock
from crm.model import Action, ParcelState
from crm.services.house.office import DUE, Office
from crm.store import outbox
from crm.store.tables import actions as action_rows
from playground import Message, Person, Playground
from scheduler.outbox import Rules
from scheduler.retry import Retry
from tests.support.small_office import STAFF, START, SmallOffice, seed

HOST = "127.0.0.1"
TOKEN = "7001000000:AATest-only-on-loopback-small-office"
DOMAIN = "acciones.losrobles.cl"
STRANGER = Person("extrano", "Rodrigo Vidal", 9009, None, "es", "rodrigo@correo.cl", stranger=True)
FAST = Rules(limits={}, retry=Retry(first=0.05, ceiling=0.5), poll=0.2, drain=2.0)


def free_port() -> int:
    """A port of loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def settings_for(database_url: str, playground: Playground, *, smtp_port: int, **more: Any) -> Settings:
    return Given(
        **more,
        office_name="Distribuidora Los Robles",
        database_url=database_url,
        telegram_token=SecretStr(TOKEN),
        telegram_api=f"http://{HOST}:{playground.port}",
        telegram_chat_pause=0.0,
        smtp_host=HOST,
        smtp_port=smtp_port,
        mail_domain=DOMAIN,
        relay_host=HOST,
        relay_port=playground.relay_port,
    )


def playground_for(clock: OfficeClock, *, smtp_port: int, languages: dict[str, str] | None = None, database: Any = None) -> Playground:
    """The small office's people with their phones; `languages` says what their Telegram speaks."""
    return Playground(
        people=[
            *(
                Person(key, name, telegram_id, key, (languages or {}).get(key, language or "es"), email, role=role)
                for key, (name, role, email, telegram_id, language) in STAFF.items()
            ),
            STRANGER,
        ],
        bot_token=TOKEN,
        bot_username="losrobles_bot",
        bot_name="Distribuidora Los Robles",
        database=database,
        gateway=(HOST, smtp_port),
        addresses={f"tareas@{DOMAIN}": "tarea", f"archivo@{DOMAIN}": "ficha"},
        now=clock.now,
        move_clock=None,
    )


@asynccontextmanager
async def serving(playground: Playground) -> AsyncIterator[None]:
    """The playground, listening on ports of the system's choice."""
    task = asyncio.create_task(playground.serve(host=HOST, port=playground.port, relay_port=playground.relay_port))
    await playground.ready.wait()
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


@dataclass
class World:
    """What a walk is told with: people say, tap and write; the office's rows are read at the end."""

    playground: Playground
    product: Product
    people: SmallOffice
    clock: OfficeClock

    @property
    def office(self) -> Office:
        return self.product.office

    async def say(self, person: str, text: str, **more: Any) -> Message:
        """Say something and wait for the bot's next message or change of one."""
        before = self._seen(person)
        await self.playground.say(person, text, **more)
        return await self._answer(person, before)

    async def tap(self, person: str, message: Message, label: str) -> Message:
        """Tap the first button whose label contains that text, and wait for what follows."""
        before = self._seen(person)
        await self.playground.tap(person, message.message_id, message.button(label).data)
        return await self._answer(person, before)

    def _seen(self, person: str) -> list[tuple[int, str]]:
        return [(m.message_id, m.text) for m in self.playground.chat(person) if m.from_bot]

    async def _answer(self, person: str, before: list[tuple[int, str]]) -> Message:
        def changed() -> Message | None:
            new = [m for m in self.playground.chat(person) if m.from_bot and (m.message_id, m.text) not in before]
            return new[-1] if new else None

        found: Message = await self.playground.wait_for(changed, timeout=10)
        return found

    async def until(self, question: Callable[[], Any]) -> Any:
        """The first true answer; TimeoutError after ten seconds."""
        return await self.playground.wait_for(question, timeout=10)

    async def settled(self) -> None:
        """Nothing is on its way any more: a robot is quicker with its next message than the outbox is with its note of the last."""
        async with asyncio.timeout(10):
            while await self._on_the_way():  # noqa: ASYNC110 - the store has no event
                await asyncio.sleep(0.02)

    async def _on_the_way(self) -> int:
        async with self.office.store.read() as tx:
            found = await outbox.counts(tx)
        return sum(n for (_, state), n in found.items() if state in (ParcelState.QUEUED, ParcelState.SENDING))

    async def until_made(self, count: int) -> list[Action]:
        """All actions as soon as there are so many."""
        async with asyncio.timeout(10):
            while len(made := await self.actions()) < count:  # noqa: ASYNC110 - the store has no event
                await asyncio.sleep(0.02)
        return made

    async def actions(self) -> list[Action]:
        """Every action, the oldest first."""
        from dataclasses import fields

        from sqlalchemy import select

        columns = [action_rows.c[f.name] for f in fields(Action)]
        async with self.office.store.read() as tx:
            return [Action(*row) for row in await tx.execute(select(*columns).order_by(action_rows.c.id))]

    def move(self, moment: datetime) -> None:
        """Move the office clock, which ticks at once."""
        self.clock.move_to(moment)
        self.office.bell.ring(DUE)

    def refused(self) -> list[str]:
        """What the Bot API answered 400 to: a broken limit or broken HTML is a mistake of ours."""
        calls = self.playground.requests
        return [f"{call.method}: {call.error}" for call in calls if call.error and not call.provoked and call.error["error_code"] == 400]


@asynccontextmanager
async def world(engine_url: str, *, languages: dict[str, str] | None = None, **more: Any) -> AsyncIterator[World]:
    """The small office with everything around it; what the Bot API refused fails the test at the end."""
    clock = OfficeClock(machine=lambda: START)
    smtp_port = free_port()
    playground = playground_for(clock, smtp_port=smtp_port, languages=languages)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(serving(playground))
        settings = settings_for(engine_url, playground, smtp_port=smtp_port, **more)
        made = await stack.enter_async_context(product(settings, clock=clock, rules=FAST))
        people = await seed(made.office.store)
        stop = Stop()
        living = asyncio.create_task(live(made.parts, stop, patience=3))
        it = World(playground, made, people, clock)
        try:
            yield it
        finally:
            stop.ask()
            await living
        assert it.refused() == []
