"""The directory: everybody whom a sentence may name, one snapshot a process; after a change only whoever changed is read and indexed anew.

What takes time is done in a thread, so that chat and mail door go on meanwhile; whoever needs the directory waits for it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from weakref import WeakKeyDictionary

from crm.model import Contact, Partner, Staff
from crm.services.house.office import Office
from crm.store import Store, Tx, people
from crm.who.directory import Directory
from crm.who.entries import ContactName, PartnerName, StaffName

_PART = 500  # rows read at once: between two parts others have their turn
One = TypeVar("One", Partner, Contact)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Active staff, partners and contacts by id, as they stood at `version`; `names` finds them."""

    version: int = -1
    staff: Mapping[int, Staff] = field(default_factory=dict)
    partners: Mapping[int, Partner] = field(default_factory=dict)
    contacts: Mapping[int, Contact] = field(default_factory=dict)
    names: Directory = field(default_factory=Directory)

    def changed(self, version: int, staff: Sequence[Staff], partners: Sequence[Partner], contacts: Sequence[Contact]) -> "Snapshot":
        """The snapshot at a later version, from whoever was written since, those too who left."""
        there, with_us = _named(self.partners, partners), _named(self.contacts, contacts)
        names = self.names.changed(
            tuple(StaffName(one.id, one.name) for one in staff),
            tuple(_partner_name(one) for one in there),
            tuple(_contact_name(one) for one in with_us),
            gone=(*((False, one.id) for one in partners if not one.active), *((True, one.id) for one in contacts if not one.active)),
        )
        return Snapshot(version, {one.id: one for one in staff}, _with(self.partners, partners), _with(self.contacts, contacts), names)


@dataclass(slots=True)
class _Kept:
    """What a process remembers of one store; the lock is for reading it anew once only."""

    snapshot: Snapshot = field(default_factory=Snapshot)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


_KEPT: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()


async def snapshot(office: Office) -> Snapshot:
    """The directory as it stands now; one small query where nothing changed."""
    async with office.store.read() as tx:
        return await read(tx, office)


async def read(tx: Tx, office: Office) -> Snapshot:
    """The same inside a transaction that is open already."""
    kept = _KEPT.setdefault(office.store, _Kept())
    version = await people.directory_version(tx)
    if kept.snapshot.version >= version:
        return kept.snapshot
    async with kept.lock:
        if kept.snapshot.version < version:
            kept.snapshot = await _read_on(tx, kept.snapshot, version)
        return kept.snapshot


async def _read_on(tx: Tx, before: Snapshot, version: int) -> Snapshot:
    """The snapshot at that version: what was written since is read part by part, and indexed beside the event loop."""
    partners = await _parts(lambda after: people.partners_since(tx, before.version, after=after, limit=_PART))
    contacts = await _parts(lambda after: people.contacts_since(tx, before.version, after=after, limit=_PART))
    return await asyncio.to_thread(before.changed, version, await people.all_staff(tx), partners, contacts)


async def _parts(read_after: Callable[[int], Awaitable[list[One]]]) -> list[One]:
    found: list[One] = []
    while len(part := await read_after(found[-1].id if found else 0)) == _PART:
        found += part
        await asyncio.sleep(0)
    return found + part


def _named(before: Mapping[int, One], written: Iterable[One]) -> list[One]:
    """Of those written whoever is there and is not called as before; only they are indexed anew."""
    return [one for one in written if one.active and (one.id not in before or _said(before[one.id]) != _said(one))]


def _with(before: Mapping[int, One], written: Sequence[One]) -> dict[int, One]:
    """Those of before and those written, by id and in the order of ids, without whoever left."""
    gone = {one.id for one in written if not one.active}
    now = {**before, **{one.id: one for one in written}}
    if gone:
        now = {key: one for key, one in now.items() if key not in gone}
    return now if not written or not before or min(one.id for one in written) > max(before) else dict(sorted(now.items()))


def _said(one: Partner | Contact) -> PartnerName | ContactName:
    return _partner_name(one) if isinstance(one, Partner) else _contact_name(one)


def _partner_name(one: Partner) -> PartnerName:
    return PartnerName(one.id, one.name, one.trade_name or "", one.rut or "", one.phone or "", one.email or "")


def _contact_name(one: Contact) -> ContactName:
    return ContactName(one.id, one.name, one.partner_id, one.phone or "", one.email or "")
