"""What a turn needs to know of the office before it is understood: one read transaction, whatever the turn is about."""

import asyncio
import logging
from dataclasses import dataclass, field, replace

from crm.errors import UnreadableError
from crm.memory import NOTHING, Shows
from crm.message import ChatMessage
from crm.model import Draft, Parcel, Staff
from crm.services.house.office import Office
from crm.services.meaning import directory
from crm.services.meaning.directory import Snapshot
from crm.store import Tx, drafts, outbox, people

log = logging.getLogger(__name__)
_PATIENCE = (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.7)  # seconds; a courier that lives has written down by then what it sent


@dataclass(frozen=True, slots=True)
class Standing:
    """A message of ours as it stands in a chat: its id there, and what was sent."""

    id: int
    message: ChatMessage
    action_id: int | None = None

    @property
    def context(self) -> Shows:
        return self.message.context


@dataclass(frozen=True, slots=True)
class Situation:
    """Who writes, everybody whom a text may name, the open draft, and the messages that a text or a tap may be about.

    `tapped` and `replied` are those that the update names, `newest` is what the chat got last, `listed` the newest that shows a list.
    """

    staff: Staff | None = None
    people: Snapshot = field(default_factory=Snapshot)
    draft: Draft | None = None
    tapped: Standing | None = None
    replied: Standing | None = None
    newest: Standing | None = None
    listed: Standing | None = None

    def standing(self, message_id: int | None) -> Standing | None:
        """The message of that id, as far as it is known here."""
        known = (self.tapped, self.replied, self.newest, self.listed)
        return next((one for one in known if one and one.id == message_id), None)

    def context(self, message_id: int | None) -> Shows:
        """What the message of that id remembers of what it shows; nothing where nobody knows."""
        found = self.standing(message_id)
        return found.context if found else NOTHING


@dataclass(frozen=True, slots=True)
class Place:
    """Who says or taps something, and where: the own chat of a Telegram account, the messages that it names.

    `speaks` is whether it wrote something: then what stands in the chat last counts too.
    """

    telegram_id: int
    chat_id: int
    tapped: int | None = None
    replied: int | None = None
    speaks: bool = False


async def read(office: Office, place: Place) -> Situation:
    """The situation of somebody in the own chat.

    Somebody may tap a message, or reply to it, before the courier has written down which one it became: what is on its way
    to that chat is waited for, two seconds at most (its courier may have died).
    """
    for pause in (*_PATIENCE, None):
        async with office.store.read() as tx:
            if pause and (place.tapped or place.replied) and await outbox.arriving(tx, str(place.chat_id), at=office.machine()):
                wait = pause
            else:
                return await _read(tx, office, place)
        await asyncio.sleep(wait)
    raise AssertionError  # the last round always answers


async def _read(tx: Tx, office: Office, place: Place) -> Situation:
    address = str(place.chat_id)
    staff = await people.by_telegram(tx, place.telegram_id)
    situation = Situation(
        staff,
        await directory.read(tx, office),
        tapped=await _standing(tx, address, place.tapped),
        replied=await _standing(tx, address, place.replied),
        listed=_of(await outbox.last_shown(tx, address, "list")),
    )
    if not place.speaks or staff is None:
        return situation
    newest = _of(await outbox.newest_shown(tx, address))
    return replace(situation, draft=await drafts.active(tx, staff.id), newest=newest)


async def _standing(tx: Tx, address: str, message_id: int | None) -> Standing | None:
    if message_id is None:
        return None
    parcel = await outbox.shown(tx, address, str(message_id))
    return _of((parcel, str(message_id))) if parcel else None


def _of(found: tuple[Parcel, str] | None) -> Standing | None:
    if found is None or not found[1].isdigit() or "chat" not in found[0].payload:
        return None
    try:
        message = ChatMessage.of(found[0].payload)
    except UnreadableError as error:
        log.warning("parcel %s: %s", found[0].id, error)
        return None  # as if nobody knew it: an old button
    return Standing(int(found[1]), message, found[0].action_id)
