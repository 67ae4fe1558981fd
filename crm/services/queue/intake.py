"""Intake: keep what came in before it is confirmed, lease it to a worker, and settle it."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from crm.errors import LeaseLostError
from crm.model import Channel, InputState, NewInput, NewParcel, RawInput
from crm.services.house import parameters
from crm.services.house.office import INBOX_MAIL, INBOX_TELEGRAM, OUTBOX, Office
from crm.store import inbox, outbox

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 5
TOPIC = {Channel.TELEGRAM: INBOX_TELEGRAM, Channel.MAIL: INBOX_MAIL}


async def keep(office: Office, inputs: Sequence[NewInput], parcels: Sequence[NewParcel] = ()) -> int:
    """Commit inputs (and what must be answered at once); the number that was not known yet. StoreBusyError: nothing is kept."""
    at = office.machine()
    async with office.store.begin() as tx:
        new = await inbox.keep(tx, inputs, at=at)
        if parcels:
            await outbox.put(tx, parcels, at=at)
    for topic in {TOPIC[item.channel] for item in inputs}:
        office.bell.ring(topic)
    if parcels:
        office.bell.ring(OUTBOX)
    return new


async def wrote_since(office: Office, item: RawInput, moment: datetime) -> bool:
    """Whether the same person wrote before that input, from a moment of office time on."""
    async with office.store.read() as tx:
        before = await inbox.received_before(tx, item.order_key, item.id)
    return before is not None and before >= moment


class SharedKeep:
    """Keeps inputs of many callers: those that wait at the same time share one commit, and nobody waits for company."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._waiting: list[tuple[Sequence[NewInput], asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def keep(self, inputs: Sequence[NewInput]) -> None:
        """Return when the inputs are committed; StoreBusyError (or whatever the store said) where they are not."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((inputs, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:50], self._waiting[50:]
            try:
                await keep(self._office, [item for inputs, _ in batch for item in inputs])
            except Exception as error:  # noqa: BLE001 - every caller of this batch gets the error as its own
                for _, done in batch:
                    if not done.done():
                        done.set_exception(error)
            else:
                for _, done in batch:
                    if not done.done():
                        done.set_result(None)


async def claim(office: Office, channel: Channel, *, limit: int = 8) -> list[RawInput]:
    """Lease the next inputs of a channel, at most one of each person."""
    async with office.store.begin() as tx:
        claimed = await inbox.claim(tx, channel, at=office.machine(), lease=LEASE, limit=limit)
        if claimed:
            await parameters.refreshed(tx, office)
        return claimed


async def try_later(office: Office, item: RawInput, error: str, parcels: Sequence[NewParcel] = ()) -> bool:
    """Put an input back with growing patience, or give it up after MAX_ATTEMPTS; True where it was given up."""
    final = item.attempts >= MAX_ATTEMPTS
    await _settle(office, item, error, parcels, final=final)
    return final


async def _settle(office: Office, item: RawInput, error: str, parcels: Sequence[NewParcel], *, final: bool) -> None:
    at = office.machine()
    with suppress(LeaseLostError):  # somebody else has it now and will say what became of it
        async with office.store.begin() as tx:
            if final:
                await inbox.finish(tx, item, state=InputState.FAILED, error=error)
            else:
                await inbox.retry(tx, item, next_try_at=at + timedelta(seconds=2**item.attempts), error=error)
            await outbox.put(tx, parcels, at=at)
    office.bell.ring(OUTBOX)


async def run_again(office: Office, input_id: int) -> bool:
    """Put one failed or held input back to be handled; False where there is none."""
    async with office.store.begin() as tx:
        found = await inbox.raw(tx, input_id)
        again = await inbox.run_again(tx, input_id, at=office.machine())
    if found and again:
        office.bell.ring(TOPIC[found.channel])
    return again
