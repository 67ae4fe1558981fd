"""A world on loopback, and couriers that work in it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from playground import Playground
from scheduler.couriers.mail import MailCourier, Relay
from scheduler.couriers.telegram import TelegramCourier
from tests.scheduler.world import SENDER, TOKEN, running_world

FILES = {"f" * 64: b"the bytes"}


@pytest.fixture(autouse=True)
def seconds_as_timedelta(monkeypatch):
    """PTB warns of RetryAfter's type until this is set; the product sets it at its start."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def world() -> AsyncIterator[Playground]:
    async with running_world() as playground:
        yield playground


async def blob(sha256: str) -> bytes:
    return FILES[sha256]


@pytest.fixture
async def bot(world: Playground) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"http://127.0.0.1:{world.port}/bot", request=HTTPXRequest(read_timeout=1.0)) as client:
        yield client


@pytest.fixture
def telegram(bot: Bot) -> TelegramCourier:
    return TelegramCourier(bot, blob)


@pytest.fixture
def relay(world: Playground) -> Relay:
    return Relay("127.0.0.1", world.relay_port, timeout=1.0)


@pytest.fixture
def mailer(relay: Relay) -> MailCourier:
    return MailCourier(relay, SENDER, blob)
