"""Notes: files and texts that somebody adds to an action, and who else hears of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from crm.decision import Attach
from crm.kinds import KIND
from crm.model import Action, NewAttachment, Staff
from crm.services.office import Office
from crm.store import actions, changes, outbox


def context_of(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a chat parcel remembers of what it shows."""
    return (payload.get("chat") or {}).get("context") or {}


async def shown(office: Office, chat_id: int, message_id: int) -> tuple[list[int], bool]:
    """The actions that a message of ours shows (the one that a reply is about, else all of a list), and whether it is a list."""
    async with office.store.read() as tx:
        parcel = await outbox.shown(tx, str(chat_id), str(message_id))
    if parcel is None:
        return [], False
    context = context_of(parcel.payload)
    if "draft" in context:
        return [], False  # an answer to an open question, not a note
    if "action" in context:
        return [context["action"]], False
    if "list" in context:
        return list(context["list"]), True
    return ([parcel.action_id] if parcel.action_id else []), False


async def context(office: Office, chat_id: int, message_id: int | None) -> Mapping[str, Any]:
    """What the message of that id remembers of what it shows; empty where nobody knows."""
    if message_id is None:
        return {}
    async with office.store.read() as tx:
        parcel = await outbox.shown(tx, str(chat_id), str(message_id))
    return context_of(parcel.payload) if parcel else {}


async def newest(office: Office, chat_id: int) -> Mapping[str, Any]:
    """The context of the message that a chat got last."""
    return (await newest_message(office, chat_id))[0]


async def newest_message(office: Office, chat_id: int) -> tuple[Mapping[str, Any], int | None]:
    """The same with the message's id."""
    async with office.store.read() as tx:
        found = await outbox.newest_shown(tx, str(chat_id))
    parcel, ref = found or (None, "")
    return (context_of(parcel.payload) if parcel else {}), int(ref) if ref.isdigit() else None


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


async def of_album(office: Office, source: str) -> Action | None:
    """The action to which an earlier part of the same album went."""
    async with office.store.read() as tx:
        change = await changes.by_source(tx, source)
        lines = await changes.lines(tx, change.id) if change and change.undone_by is None else []
        found = await actions.get_many(tx, [line.action_id for line in lines])
    first = found.get(lines[-1].action_id) if lines else None
    return first if first and not first.removed else None


def attach(item: Action, by: Staff, note: str, files: tuple[NewAttachment, ...]) -> Attach:
    """The note is signed where somebody else than the responsible writes it."""
    signed = f"{by.name}: {note}" if note and by.id != item.responsible_id else note
    return Attach(item.id, files, signed)
