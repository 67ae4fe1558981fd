"""The only maker of parcels to people: what is said, to whom, and by which of that person's ways. Pure."""

from collections.abc import Mapping
from typing import Any

from crm.message import ChatMessage, MailMessage
from crm.model import Channel, NewParcel, Priority, Staff
from crm.notices.ways import Way, chat_way, ways_to
from crm.render import plain


def by_way(
    way: Way,
    key: str,
    payload: Mapping[str, Any],
    *,
    priority: Priority = Priority.NOTICE,
    action_id: int | None = None,
    staff_id: int | None = None,
) -> NewParcel:
    """What is written already, by that way. `key` makes it happen once."""
    return NewParcel(key, way.order_key, way.channel, way.address, payload, priority, action_id=action_id, staff_id=staff_id)


def to(person: Staff, key: str, message: ChatMessage, *, action_id: int | None = None) -> list[NewParcel]:
    """News to somebody of the staff: in the chat, else by mail; nothing where the person has no way or has left."""
    way = next(iter(ways_to(person).values()), None)
    if way is None or not person.active:
        return []
    payload = message.payload() if way.channel is Channel.TELEGRAM else as_mail(message)
    return [by_way(way, key, payload, action_id=action_id, staff_id=person.id)]


def in_chat(
    person: Staff, key: str, message: ChatMessage, *, priority: Priority = Priority.NOTICE, action_id: int | None = None
) -> list[NewParcel]:
    """A message in the person's own chat; nothing where there is none."""
    way = ways_to(person).get(Channel.TELEGRAM)
    return [by_way(way, key, message.payload(), priority=priority, action_id=action_id, staff_id=person.id)] if way else []


def to_chat(
    chat_id: int,
    key: str,
    message: ChatMessage,
    *,
    priority: Priority = Priority.REPLY,
    action_id: int | None = None,
    staff_id: int | None = None,
) -> NewParcel:
    """A message in a chat by its number: an answer, a group, somebody outside."""
    return by_way(chat_way(chat_id), key, message.payload(), priority=priority, action_id=action_id, staff_id=staff_id)


def as_mail(message: ChatMessage) -> dict[str, Any]:
    """What a chat message says, as a mail: its first line is the subject."""
    text = plain(message.text)
    subject = next((line.strip() for line in text.splitlines() if line.strip()), message.file_name or "Acciones")
    return MailMessage(subject=subject[:150], text=text).payload()
