"""The world that couriers meet: a local Telegram and a relay on loopback, and verbs to promise and read parcels."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from crm.errors import DeliveryError
from crm.message import ChatMessage, MailMessage
from crm.model import Channel, NewParcel, Parcel, ParcelState, Priority, Receipt
from crm.services.house.office import Office
from crm.services.queue import dispatch
from crm.store import outbox
from playground import Person, Playground
from scheduler.couriers.letter import Sender
from scheduler.outbox import Outbox, Rules
from scheduler.pacing import Limit, Limits
from scheduler.retry import Retry
from tests.support.small_office import START

TOKEN = "987654:TEST-token-that-no-log-may-hold"
SENDER = Sender("Distribuidora Los Robles", "tareas@robles.example", "robles.example", b"a key of this test")
PEOPLE = (
    Person("bruno", "Bruno Díaz", 1001, "bruno", "es", "bruno.diaz@losrobles.cl"),
    Person("ana", "Ana Rojas", 1002, None, "es", "ana.rojas@losrobles.cl"),
    Person("emily", "Emily Clark", 1003, None, "en", "emily.clark@losrobles.cl"),
)
BRUNO = "1001"
GENEROUS = Limits(Limit(1000, 1.0), Limit(1000, 1.0), Limit(1000, 1.0))
QUICK = Rules(retry=Retry(first=0.05, factor=1.5, ceiling=0.2, jitter=0.0), limits={Channel.TELEGRAM: GENEROUS}, poll=0.05, drain=1.0)


async def _nothing(*_):
    return None


async def _none(*_):
    return ()


@asynccontextmanager
async def running_world() -> AsyncIterator[Playground]:
    async def move(_: datetime | None) -> None:
        return None

    world = Playground(
        people=PEOPLE,
        bot_token=TOKEN,
        bot_username="robles_bot",
        bot_name="Los Robles",
        database=None,
        gateway=("127.0.0.1", 1),
        addresses={},
        now=lambda: START,
        move_clock=move,
    )
    task = asyncio.create_task(world.serve(host="127.0.0.1", port=0, relay_port=0))
    await asyncio.wait_for(world.ready.wait(), 10)
    try:
        yield world
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def working(office: Office, couriers, *, rules: Rules = QUICK, render=_nothing, fallback=_none, **more) -> AsyncIterator[Outbox]:
    """An outbox that works as long as the block does."""
    outbox_loop = Outbox(office, couriers, render=render, fallback=fallback, rules=rules, **more)
    task = asyncio.create_task(outbox_loop.run())
    try:
        yield outbox_loop
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def chat(text: str = "Hola", **fields) -> dict:
    return ChatMessage(text, **fields).payload()


def mail(subject: str = "Hola", text: str = "Qué tal", **fields) -> dict:
    return MailMessage(subject, text, **fields).payload()


def promise(key: str, payload: dict | None = None, *, address: str = BRUNO, channel=Channel.TELEGRAM, **more) -> NewParcel:
    head = "tg" if channel is Channel.TELEGRAM else "mail"
    return NewParcel(key, f"{head}:{address}", channel, address, chat(key) if payload is None else payload, **more)


def parcel(payload: dict, *, address: str = BRUNO, channel=Channel.TELEGRAM, **more) -> Parcel:
    values = {"id": 7, "dedupe_key": "k", "order_key": f"o:{address}", "priority": Priority.REPLY, "attempts": 1}
    values["created_at"] = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
    return Parcel(**{**values, "channel": channel, "address": address, "payload": payload, **more})


async def send(office: Office, *parcels: NewParcel) -> None:
    await dispatch.send(office, parcels)


async def rows(office: Office, state: ParcelState) -> list[dict]:
    """The parcels of a state, oldest first."""
    async with office.store.read() as tx:
        return sorted(await outbox.by_state(tx, state, limit=1000), key=lambda row: row["id"])


async def until(office: Office, state: ParcelState, count: int = 1, timeout: float = 10) -> list[dict]:  # noqa: ASYNC109
    """Wait until that many parcels are in a state."""
    async with asyncio.timeout(timeout):
        while len(found := await rows(office, state)) < count:  # noqa: ASYNC110 - the store has no event
            await asyncio.sleep(0.02)
    return found


class FakeCourier:
    """A way out with verbs: it can be told what happens next, and it remembers what it took."""

    def __init__(self, channel: Channel = Channel.TELEGRAM) -> None:
        self.channel = channel
        self.taken: list[Parcel] = []
        self.tries: list[tuple[float, Parcel]] = []
        self.ahead: list[Exception] = []
        self.slow = 0.0
        self.go = asyncio.Event()
        self.go.set()
        self.under_way: list[str] = []
        self.most = 0
        self.mixed = False

    def fails(self, *errors: Exception) -> None:
        self.ahead.extend(errors)

    def later(self, **more) -> None:
        self.fails(DeliveryError("not now", **more))

    async def deliver(self, item: Parcel) -> Receipt:
        self.tries.append((asyncio.get_running_loop().time(), item))
        self.mixed |= item.order_key in self.under_way
        self.under_way.append(item.order_key)
        self.most = max(self.most, len(self.under_way))
        try:
            await asyncio.sleep(self.slow)
            await self.go.wait()
        finally:
            self.under_way.remove(item.order_key)
        if self.ahead:
            raise self.ahead.pop(0)
        self.taken.append(item)
        return Receipt(str(len(self.taken)))

    @property
    def keys(self) -> list[str]:
        return [item.dedupe_key for item in self.taken]


HOUR = timedelta(hours=1)
