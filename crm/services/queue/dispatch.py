"""Dispatch: lease what must leave, let somebody deliver it, and settle what became of it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from crm.errors import NotFoundError, UnreadableError
from crm.memory import NOTHING, Shows
from crm.message import restated, shows_of
from crm.model import Channel, NewParcel, Parcel, ParcelState, Receipt
from crm.services.house.office import OUTBOX, Office
from crm.services.house.parameters import refreshed
from crm.services.mailing import testmail
from crm.services.papers import outcomes
from crm.store import Tx, blobs, drafts, inbox, outbox, parameters

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=90)


async def claim(office: Office, channels: Sequence[Channel], *, limit: int = 16) -> list[Parcel]:
    """Lease the parcels that may leave now, at most one of each address."""
    async with office.store.begin() as tx:
        claimed = await outbox.claim(tx, channels, at=office.machine(), lease=LEASE, limit=limit)
        if claimed:
            await refreshed(tx, office)
        return [await _in_place(tx, parcel) for parcel in claimed]


async def _in_place(tx: Tx, parcel: Parcel) -> Parcel:
    """A message that replaces another parcel's: that one is older, so by now its id is known; where it never arrived, a new one is sent."""
    chat = parcel.payload.get("chat") or {}
    if not chat.get("edit_of"):
        return parcel
    found = await outbox.by_keys(tx, [chat["edit_of"]])
    ref = found[0][1] if found else None
    edit = int(ref) if ref and ref.isdigit() else None
    try:
        return replace(parcel, payload=restated(parcel.payload, lambda message: replace(message, edit=edit)))
    except UnreadableError:
        return parcel  # its courier says so: the others of this claim leave


async def sent(office: Office, parcel: Parcel, receipt: Receipt, *, shown: Mapping[str, Any] | None = None) -> None:
    """Settle a delivered parcel and remember which message shows it; `shown` is the payload that was rendered at sending time."""
    async with office.store.begin() as tx:
        kept = shown or _without_secret(parcel)
        await outbox.settle(tx, parcel, state=ParcelState.SENT, at=office.machine(), ref=receipt.ref, payload=kept)
        await outcomes.settled(tx, office, parcel, ParcelState.SENT, ", ".join(receipt.refused) or None, ref=receipt.ref)
        shows = _shows(parcel)
        if shows.draft is not None and receipt.ref.isdigit():
            await drafts.shown_as(tx, shows.draft, shows.version, int(receipt.ref))
    office.bell.ring(OUTBOX)  # the next parcel of the same address may go now


def _shows(parcel: Parcel) -> Shows:
    """What it shows; nothing of it must make what has arrived be sent again."""
    try:
        return shows_of(parcel.payload)
    except UnreadableError as error:
        log.warning("parcel %s: %s", parcel.id, error)
        return NOTHING


def _without_secret(parcel: Parcel) -> dict[str, Any] | None:
    """What stays of a secret that was sent (the link of an invitation); None where there is none."""
    chat = parcel.payload.get("chat") or {}
    return {**parcel.payload, "chat": {**chat, "text": "", "qr": ""}} if chat.get("secret") else None


async def postpone(office: Office, parcel: Parcel, *, until: datetime, error: str, whole_address: bool = False) -> None:
    """Queue a parcel again for that machine time; with `whole_address` nothing else leaves for it before either."""
    async with office.store.begin() as tx:
        await outbox.settle(tx, parcel, state=ParcelState.QUEUED, at=office.machine(), error=error, next_try_at=until)
        if testmail.MARK in parcel.payload:
            await testmail.tell(tx, office, parcel, ParcelState.QUEUED, error)
        await outcomes.waits(tx, office, parcel, error)
        if whole_address:
            await outbox.hold_back(tx, parcel.order_key, until=until)


async def moved(office: Office, parcel: Parcel, address: str) -> None:
    """The address is another one from now on: send it and what waits there."""
    async with office.store.begin() as tx:
        await outbox.settle(tx, parcel, state=ParcelState.QUEUED, at=office.machine(), error="moved", next_try_at=office.machine())
        await outbox.readdress(tx, parcel.address, address)
    office.bell.ring(OUTBOX)


async def failed(
    office: Office, parcel: Parcel, error: str, *, state: ParcelState = ParcelState.FAILED, instead: Sequence[NewParcel] = ()
) -> None:
    """Settle a parcel that will not arrive (or of which nobody knows), with what goes out instead of it."""
    async with office.store.begin() as tx:
        await outbox.settle(tx, parcel, state=state, at=office.machine(), error=error)
        await outcomes.settled(tx, office, parcel, state, error)
        await outbox.put(tx, instead, at=office.machine())
    office.bell.ring(OUTBOX)


async def send(office: Office, parcels: Sequence[NewParcel]) -> None:
    """Promise parcels that follow from no fact (a test mail, a notice to an administrator)."""
    async with office.store.begin() as tx:
        await outbox.put(tx, parcels, at=office.machine())
    office.bell.ring(OUTBOX)


async def hold(office: Office, name: str, holder: str, lease: timedelta) -> bool:
    """Take or renew the lease of that name (one Telegram courier per token); False while another process has it."""
    async with office.store.begin() as tx:
        return await parameters.hold(tx, name, holder, at=office.machine(), lease=lease)


async def let_go(office: Office, name: str, holder: str) -> None:
    """Give the lease of that name back, so that another process need not wait until it runs out."""
    async with office.store.begin() as tx:
        await parameters.let_go(tx, name, holder)


async def blob(office: Office, sha256: str) -> bytes:
    """The bytes of a file that a courier is to send; NotFoundError where there are none."""
    async with office.store.read() as tx:
        data = await blobs.get(tx, sha256)
    if data is None:
        raise NotFoundError
    return data


async def release(office: Office) -> None:
    """At the start of the only process on an SQLite file: give back what a killed one had leased."""
    async with office.store.begin() as tx:
        await inbox.release_all(tx)
        await outbox.release_all(tx, at=office.machine())
