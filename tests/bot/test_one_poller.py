"""Of several processes with one token one fetches the updates; when it dies or ends another goes on."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from functools import partial

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from app.chat import POLLING
from bot.app import poll
from crm.clock import OfficeClock
from crm.services.house.office import Office
from crm.services.queue.tenure import Tenure
from crm.store import Store
from playground import Playground
from tests.scheduler.world import TOKEN, running_world
from tests.support.small_office import SmallOffice


class CountingBot(Bot):
    fetched = 0

    async def get_updates(self, *args, **more):
        object.__setattr__(self, "fetched", self.fetched + 1)
        return await super().get_updates(*args, **more)


class Process:
    """A poller with its own connection to the database and to Telegram. It may `die`: then it gives nothing back."""

    def __init__(self, name: str, url: str, bot: CountingBot) -> None:
        self.bot = bot
        self.office = Office(Store(url), OfficeClock())
        self.tenure = Tenure(self.office, "poller:telegram:1", holder=name, lease=POLLING)
        self.task = asyncio.create_task(self.tenure.during(partial(poll, self.office, bot)))

    async def end(self) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task
        await self.office.store.close()

    async def die(self) -> None:
        async def nothing() -> None:
            pass

        self.tenure.end = nothing  # type: ignore[method-assign] - the dead do nothing more
        await self.end()

    async def fetches(self, seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not self.bot.fetched:  # noqa: ASYNC110 - the bot is polled, too
                await asyncio.sleep(0.02)


@pytest.fixture
async def world() -> AsyncIterator[Playground]:
    async with running_world() as playground:
        yield playground


@pytest.fixture
async def bots(world: Playground) -> AsyncIterator[list[CountingBot]]:
    async with AsyncExitStack() as stack:
        request = {"request": HTTPXRequest(), "get_updates_request": HTTPXRequest()}
        address = f"http://127.0.0.1:{world.port}/bot"
        yield [await stack.enter_async_context(CountingBot(TOKEN, base_url=address, **request)) for _ in range(2)]


@pytest.mark.parametrize("dies", [True, False])
async def test_one_process_fetches_and_another_goes_on_when_it_is_gone(
    engine_url: str, bots: list[CountingBot], small_office: SmallOffice, dies: bool
):
    first = Process("a", engine_url, bots[0])
    await first.fetches(5)
    second = Process("b", engine_url, bots[1])
    await asyncio.sleep(POLLING.total_seconds() + 0.5)  # longer than the lease: the first one renews it
    assert (first.bot.fetched, second.bot.fetched) == (1, 0)
    began = time.monotonic()
    await (first.die() if dies else first.end())
    try:
        await second.fetches(5)
        assert time.monotonic() - began < 5
    finally:
        await second.end()
