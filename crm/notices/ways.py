"""Ways to a person: where a parcel goes by each channel, and behind which others it waits. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from crm.model import Channel, Staff


@dataclass(frozen=True, slots=True)
class Way:
    channel: Channel
    address: str
    order_key: str


def chat_way(chat_id: int) -> Way:
    """The way to a chat by its number."""
    return Way(Channel.TELEGRAM, str(chat_id), f"tg:{chat_id}")


def mail_way(address: str) -> Way:
    """The way to a mail address."""
    return Way(Channel.MAIL, address, f"mail:{address.lower()}")


def ways_to(person: Staff) -> Mapping[Channel, Way]:
    """Every way to a staff member, chat first."""
    found = {}
    if person.telegram_id is not None:
        found[Channel.TELEGRAM] = chat_way(person.telegram_id)
    if person.email:
        found[Channel.MAIL] = mail_way(person.email)
    return found
