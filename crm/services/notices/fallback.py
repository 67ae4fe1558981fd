"""Fallback: what goes out instead of a parcel that will not arrive: the person's next channel, then a word to administrators."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import escape

from crm.errors import DeliveryError, NotFoundError, UnreadableError
from crm.languages import language_of
from crm.message import ChatMessage, MailMessage
from crm.model import Channel, NewParcel, Parcel, Role, Staff
from crm.notices import Way, as_mail, by_way, ways_to
from crm.services.house.office import Office
from crm.services.papers import outcomes
from crm.services.staff import menus
from crm.store import Tx, people
from crm.words import Words

log = logging.getLogger(__name__)

_NOTICE = "undelivered:"  # the mark of these notices: one that does not arrive itself causes no other


async def instead(office: Office, parcel: Parcel, error: DeliveryError) -> Sequence[NewParcel]:
    """The parcels that go out instead; nothing where only an old message or a menu was to be changed or a stranger was answered."""
    if _says_nothing(parcel) or parcel.payload.keys() & outcomes.MARKS:
        return ()  # who had a document sent is told with its state
    async with office.store.read() as tx:
        person = await _addressee(tx, parcel)
        everybody = await people.all_staff(tx)
    way = ways_to(person).get(Channel.MAIL) if person and parcel.channel is Channel.TELEGRAM else None
    payload = _mail_of(parcel) if way else None
    if way and payload:
        return (_by_mail(parcel, way, payload),)
    if parcel.dedupe_key.startswith(_NOTICE) or (person is None and parcel.channel is Channel.TELEGRAM):
        return ()
    told = [_notice(office, parcel, error, admin, person) for admin in everybody if admin.role is Role.ADMINISTRATOR]
    return [notice for notice in told if notice]


def _says_nothing(parcel: Parcel) -> bool:
    if parcel.payload.get("render") == menus.RENDER:
        return True
    message = _message(parcel)
    return message is not None and not message.text and not message.file


def _message(parcel: Parcel) -> ChatMessage | None:
    """The chat message of a parcel; None where it has none, or one that cannot be read: then that is why it does not arrive."""
    try:
        return ChatMessage.of(parcel.payload)
    except UnreadableError:
        return None


async def _addressee(tx: Tx, parcel: Parcel) -> Staff | None:
    """The staff member to whom that address belongs; a parcel's `staff_id` may also be the one who had it sent to a customer."""
    try:
        person = await people.get_staff(tx, parcel.staff_id) if parcel.staff_id else None
    except NotFoundError:
        person = None
    if person and parcel.address in {way.address for way in ways_to(person).values()}:
        return person
    if parcel.channel is Channel.TELEGRAM:
        return await people.by_telegram(tx, int(parcel.address))
    return await people.staff_by_email(tx, parcel.address)


def _mail_of(parcel: Parcel) -> Mapping[str, Any] | None:
    """The same as a mail; what is rendered late is rendered for its channel. None where there is nothing to send."""
    if "render" in parcel.payload:
        return parcel.payload
    message = _message(parcel)
    return as_mail(message) if message else None


def _by_mail(parcel: Parcel, way: Way, payload: Mapping[str, Any]) -> NewParcel:
    """The same by mail; a digest keeps the key that its mail form has anyway, so that it comes once."""
    late = "render" in parcel.payload
    key = f"{parcel.dedupe_key.removesuffix(':telegram')}:{Channel.MAIL}" if late else f"{parcel.dedupe_key[:280]}:{Channel.MAIL}"
    return by_way(way, key, payload, priority=parcel.priority, action_id=parcel.action_id, staff_id=parcel.staff_id)


def _notice(office: Office, parcel: Parcel, error: DeliveryError, admin: Staff, person: Staff | None) -> NewParcel | None:
    """«No llegó», to one administrator, by the first way that is not the one that failed."""
    ways = [way for way in ways_to(admin).values() if (way.channel, way.address) != (parcel.channel, parcel.address)]
    if not ways:
        log.error("administrator %s cannot be told of parcel %s", admin.id, parcel.id)
        return None
    words = Words(language_of(admin.language))
    whom = f"{person.name} ({parcel.address})" if person else parcel.address
    lines = ["⚠️ " + words("A message to {whom} did not arrive.", whom=whom), str(error)[:500]]
    title = words("Not delivered: {whom}", whom=whom)
    chat = ways[0].channel is Channel.TELEGRAM
    text = "\n".join(lines)
    payload = (ChatMessage(escape(text)) if chat else MailMessage(subject=f"{office.name}: {title}"[:150], text=text)).payload()
    return by_way(ways[0], f"{_NOTICE}{parcel.id}:{admin.id}", payload, action_id=parcel.action_id, staff_id=admin.id)
