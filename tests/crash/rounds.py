"""One round: people write and mails come in while the product is killed again and again; then everything is counted."""

import asyncio
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from crm.model import Channel
from crm.store import Store, people
from playground import GatewayUnreachableError, Playground
from tests.support.small_office import SANTIAGO, SmallOffice
from tests.support.world import DOMAIN

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 24)
EIGHT = datetime(2026, 11, 24, 8, tzinfo=SANTIAGO).astimezone(UTC)
BEGIN = EIGHT - timedelta(seconds=3)  # the digest falls due while the first processes live and die
PATIENCE = 90  # seconds for the last process to work everything through
PEOPLE = {
    "bruno": "tarea: revisar lote {tag} de Minera Norte mañana",
    "ana": "tarea: pedir lote {tag} a Comercial Andes mañana",
    "emily": "task: review lot {tag} of Minera Norte tomorrow",
}
SENDERS = ("juan.perez@acme.cl", "marta.soto@acme.cl", "compras@andes.cl", "pedidos@maderasmaule.cl")


def tag(n: int) -> str:
    """A word for a number that no grammar takes for anything: «zqaab»."""
    return "zq" + "".join(chr(ord("a") + n // 26**place % 26) for place in (2, 1, 0))


@dataclass
class Round:
    """What is sent, in whose order; `kills` random moments at which the product dies."""

    url: str
    playground: Playground
    smtp_port: int
    dice: Random
    count: int
    kills: int
    said: dict[str, list[str]] = field(default_factory=lambda: {person: [] for person in PEOPLE})
    mailed: dict[str, list[str]] = field(default_factory=lambda: {sender: [] for sender in SENDERS})
    offset: timedelta = timedelta()

    async def run(self) -> None:
        """Send everything while the product is killed; end when the last process has worked through it and stopped by itself."""
        self.offset = BEGIN - datetime.now(UTC)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._chat())
            for sender in SENDERS:
                group.create_task(self._mail(sender))
            for _ in range(self.kills):
                child = await self._start()
                await asyncio.sleep(self.dice.uniform(0.8, 3.5))
                child.send_signal(signal.SIGKILL)
                await child.wait()
            child = await self._start()
        try:
            await self._settled(child)
        finally:
            child.send_signal(signal.SIGTERM)
            code = await asyncio.wait_for(child.wait(), 20)
        assert code == 0

    async def _start(self) -> asyncio.subprocess.Process:
        numbers = [self.playground.port, self.smtp_port, self.playground.relay_port, self.offset.total_seconds()]
        return await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.crash.child", self.url, *map(str, numbers), cwd=ROOT)

    async def _chat(self) -> None:
        for n in range(self.count):
            person = self.dice.choice(tuple(PEOPLE))
            self.said[person].append(tag(n))
            await self.playground.say(person, PEOPLE[person].format(tag=tag(n)))
            await asyncio.sleep(self.dice.uniform(0, 0.06))

    async def _mail(self, sender: str) -> None:
        """Like a mail server: one after the other, the same bytes again until they are answered 250."""
        for n in range(self.count // len(SENDERS)):
            word = tag(10_000 + SENDERS.index(sender) * 1000 + n)
            self.mailed[sender].append(word)
            raw = f"From: {sender}\r\nTo: bruno.diaz@losrobles.cl\r\nSubject: Pedido {word}\r\nMessage-ID: <{word}@cliente.cl>\r\n\r\nHola {word}\r\n"
            while not (await self._reply(sender, raw.encode())).startswith("250"):  # noqa: ASYNC110 - the store has no event
                await asyncio.sleep(self.dice.uniform(0.05, 0.3))

    async def _reply(self, sender: str, raw: bytes) -> str:
        try:
            return await self.playground.write_raw_mail(sender, [f"archivo@{DOMAIN}"], raw)
        except (GatewayUnreachableError, OSError) as error:
            return str(error)

    async def _settled(self, child: asyncio.subprocess.Process) -> None:
        """Return when nothing waits in inbox and outbox any more and the digests were promised; else tell what is stuck."""
        store = Store(self.url)
        try:
            async with asyncio.timeout(PATIENCE):
                while not await self._quiet(store):
                    assert child.returncode is None, "the product ended by itself; its log tells why"
                    await asyncio.sleep(0.3)
        except TimeoutError:
            raise AssertionError("\n".join(["the product lives and does not come to an end:", *await _stuck(store)])) from None
        finally:
            await store.close()

    async def _quiet(self, store: Store) -> bool:
        from sqlalchemy import func, select

        from crm.store.tables import actions, inbox, outbox

        with suppress(Exception):  # a busy store is asked again
            async with store.read() as tx:
                waiting = (
                    await tx.execute(select(func.count()).select_from(inbox).where(inbox.c.state.in_(["kept", "working"])))
                ).scalar_one()
                leaving = (
                    await tx.execute(select(func.count()).select_from(outbox).where(outbox.c.state.in_(["queued", "sending"])))
                ).scalar_one()
                made = (await tx.execute(select(func.count()).select_from(actions))).scalar_one()
                digests = (await tx.execute(select(func.count()).where(outbox.c.dedupe_key.like("digest:%")))).scalar_one()
            return waiting == leaving == 0 and made >= 2 * self.count and digests >= 2 * len(PEOPLE)
        return False


async def _stuck(store: Store) -> list[str]:
    """What still waits and who holds which lease, for whoever reads the failure."""
    from sqlalchemy import func, select

    from crm.store.tables import actions, inbox, leases, outbox

    told = [f"machine time {datetime.now(UTC):%H:%M:%S}"]
    async with store.read() as tx:
        for table, open_states in ((inbox, ["kept", "working"]), (outbox, ["queued", "sending"])):
            counts = await tx.execute(select(table.c.channel, table.c.state, func.count()).group_by(table.c.channel, table.c.state))
            told.append(f"{table.name}: {[tuple(row) for row in counts]}")
            waiting = await tx.execute(select(table).where(table.c.state.in_(open_states)).order_by(table.c.id).limit(8))
            names = ("id", "order_key", "state", "attempts", "next_try_at", "lease_until", "error")
            told += ["  " + " ".join(f"{name}={getattr(row, name)}" for name in names) for row in waiting]
        told.append(f"actions: {(await tx.execute(select(func.count()).select_from(actions))).scalar_one()}")
        told += [f"lease: {tuple(row)}" for row in await tx.execute(select(leases))]
    return told


async def prepare(url: str) -> SmallOffice:
    """The small office, everybody with a digest at eight by both channels."""
    from tests.support.small_office import seed

    store = Store(url)
    office = await seed(store)
    async with store.begin() as tx:
        for member in await people.all_staff(tx):
            await people.set_staff(tx, member.id, {"digest_channels": [Channel.TELEGRAM, Channel.MAIL], "next_digest_at": EIGHT})
    await store.close()
    return office
