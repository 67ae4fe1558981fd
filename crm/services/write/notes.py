"""Notes: files and texts that somebody adds to an action, and who else hears of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from crm.decision import Attach
from crm.kinds import KIND
from crm.memory import NOTHING, Shows
from crm.message import ChatMessage, shows_of
from crm.model import Action, Attachment, NewAttachment, Parcel, Staff
from crm.services.house.office import Office
from crm.store import actions, changes, outbox


def mark(content: Mapping[str, Any]) -> str:
    """A short name of a content, another one for every other content: by it a preview knows what its reader has seen."""
    return sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:16]


async def context(office: Office, chat_id: int, message_id: int | None) -> Shows:
    """What the message of that id remembers of what it shows; nothing where nobody knows."""
    if message_id is None:
        return NOTHING
    async with office.store.read() as tx:
        parcel = await outbox.shown(tx, str(chat_id), str(message_id))
    return shows_of(parcel.payload) if parcel else NOTHING


async def existing(office: Office, ids: Sequence[int]) -> list[Action]:
    """Those of the actions that are there and not taken back, in that order."""
    async with office.store.read() as tx:
        found = await actions.get_many(tx, ids)
    return [found[i] for i in ids if i in found and not found[i].removed]


async def recent(office: Office, person: Staff, *, limit: int = 4) -> list[Action]:
    """What a person had to do with last: what a file without a word may be about."""
    async with office.store.read() as tx:
        return await actions.recent_of(tx, person.id, limit=limit)


async def taking(office: Office, person: Staff) -> Action | None:
    """The action of a person that takes whatever comes while it is open (a visit that runs): the one begun last."""
    async with office.store.read() as tx:
        mine = [item for item in await actions.open_of(tx, person.id) if KIND[item.kind].takes_files]
    return max(mine, key=lambda item: (item.starts_at or item.created_at, item.id), default=None)


@dataclass(frozen=True, slots=True)
class Album:
    """Where the earlier parts of an album went: the action, whether they made it, and what was added with them."""

    item: Action
    made: bool
    files: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()


async def of_album(office: Office, source: str) -> Album | None:
    """The action to which the earlier parts of an album went; None where there is none, or it was taken back."""
    async with office.store.read() as tx:
        lines = [line for change, line in await changes.of_source(tx, source) if change.undone_by is None]
        item = (await actions.get_many(tx, [lines[0].action_id])).get(lines[0].action_id) if lines else None
        if item is None or item.removed:
            return None
        kept = await actions.attachments_of(tx, item.id)
    added = [line.after for line in lines if line.verb == "attach" and line.action_id == item.id]
    names = {name for after in added for name in after["files"]}
    made = lines[0].verb == "create"
    given = tuple(file for file in kept if made or file.name in names)
    return Album(item, made, given, tuple(after["note"] for after in added if after["note"]))


async def messages_by_key(office: Office, chat_id: int, keys: Sequence[str]) -> dict[str, ChatMessage | None]:
    """The messages of those parcels that were promised; None where one was turned into something else since."""
    async with office.store.read() as tx:
        parcels = await outbox.by_keys(tx, keys)
        now = [await outbox.shown(tx, str(chat_id), ref) if ref else parcel for parcel, ref in parcels]
    return {old.dedupe_key: _still(old, new) for (old, _), new in zip(parcels, now, strict=True)}


def _still(old: Parcel, new: Parcel | None) -> ChatMessage | None:
    """What stands where the old one was sent, as far as it is about the same album."""
    return ChatMessage.of(new.payload) if new and shows_of(new.payload).album == shows_of(old.payload).album else None


async def promised(office: Office, keys: Sequence[str]) -> set[str]:
    """Which of those parcels are there."""
    async with office.store.read() as tx:
        return {parcel.dedupe_key for parcel, _ in await outbox.by_keys(tx, keys)}


def attach(item: Action, by: Staff, note: str, files: tuple[NewAttachment, ...]) -> Attach:
    """The note is signed where somebody else than the responsible writes it."""
    signed = f"{by.name}: {note}" if note and by.id != item.responsible_id else note
    return Attach(item.id, files, signed)
