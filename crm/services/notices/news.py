"""News that nobody's message asked for: one parcel to one person, in the chat, else by mail."""

from markupsafe import Markup

from crm.message import ChatMessage, MailMessage
from crm.model import Channel, NewParcel, Priority, Staff
from crm.render import plain
from crm.services.notices.ways import ways_to


def parcel(key: str, to: Staff, message: ChatMessage, *, action_id: int | None = None) -> list[NewParcel]:
    """The message as a promise; nothing where the person has no way or has left. `key` makes it happen once."""
    way = next(iter(ways_to(to).values()), None)
    if way is None or not to.active:
        return []
    payload = message.payload() if way.channel is Channel.TELEGRAM else _as_mail(message.text)
    return [
        NewParcel(
            dedupe_key=key,
            order_key=way.order_key,
            channel=way.channel,
            address=way.address,
            payload=payload,
            priority=Priority.NOTICE,
            action_id=action_id,
            staff_id=to.id,
        )
    ]


def _as_mail(markup: Markup) -> dict[str, object]:
    text = plain(markup)
    return MailMessage(subject=text.splitlines()[0][:150], text=text).payload()
