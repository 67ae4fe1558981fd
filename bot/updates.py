"""What an update says about itself: which message it is, when it was written, what was typed, which command it holds."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from crm.model import RawInput
from crm.services.look.situation import Place
from crm.text import visible

log = logging.getLogger(__name__)

NO_COMMAND = ("", "")


def read(item: RawInput, bot: Bot | None) -> Update:
    """The update that was kept, in words that can be stored and sent: neither engine nor Telegram takes NUL or half a surrogate back."""
    return Update.de_json(_sayable(json.loads(item.blob)), bot)


def _sayable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sayable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_sayable(one) for one in value]
    return value.replace("\x00", "").encode("utf-8", "ignore").decode() if isinstance(value, str) else value


def message_key(message: Message) -> str:
    """The name of a message in the office, by which an edit finds what it made; the parts of an album share one."""
    if message.media_group_id:
        return f"tg:{message.chat.id}:album:{message.media_group_id}"
    return f"tg:{message.chat.id}:{message.message_id}"


def source_of(update: Update, item: RawInput) -> str:
    """What a change goes back to: the message, a correction of it, or (a tapped button) the input itself."""
    if update.edited_message:
        return f"{message_key(update.edited_message)}:edit:{update.update_id}"
    return message_key(update.message) if update.message else item.key


def said_at(update: Update, item: RawInput) -> datetime:
    """When it was written: a message that waited while the bot was down still means its own «tomorrow»."""
    message = update.edited_message or update.message
    return min(message.date, item.received_at) if message else item.received_at


def typed(update: Update) -> str:
    """The text, or a file's caption; nothing for a tapped button."""
    message = update.edited_message or update.message
    text = ((message.text or message.caption) if message else None) or ""
    return visible(text)


def place_of(update: Update) -> Place | None:
    """Where it was said or tapped: everything is answered in the sender's own chat; None of what nobody sent."""
    sender, here, query, message = update.effective_user, update.effective_chat, update.callback_query, update.message
    if sender is None:
        return None
    in_group = here is not None and here.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    return Place(
        sender.id,
        here.id if here and not in_group else sender.id,
        tapped=query.message.message_id if query and query.message else None,
        replied=message.reply_to_message.message_id if message and message.reply_to_message and not in_group else None,
        speaks=message is not None,
    )


def written_at(update: Update) -> datetime | None:
    """When somebody else wrote what is forwarded; None of the person's own words."""
    origin = update.message.forward_origin if update.message else None
    return origin.date if origin else None


def command_of(text: str) -> tuple[str, str]:
    """The command and what follows it: «/tarea@robles_bot acme» is ("tarea", "acme"); empty where there is none."""
    if not text.startswith("/"):
        return NO_COMMAND
    head, _, rest = text[1:].strip().partition(" ")
    line, _, more = head.partition("\n")
    return line.partition("@")[0].lower(), f"{more} {rest}".strip()


async def acknowledge(update: Update) -> None:
    """Answer a tapped button first, then work: «query is too old» must never stop a dialogue."""
    if update.callback_query is None:
        return
    try:
        await update.callback_query.answer()
    except TelegramError as error:
        log.debug("callback not acknowledged: %s", error)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file of a message as Telegram names it."""

    file_id: str
    name: str
    media_type: str
    size: int


def file_of(message: Message) -> Incoming | None:
    """The file of a message; a photo in its largest size."""
    stamp = f"{message.date:%Y%m%d-%H%M%S}"
    if message.photo:
        photo = message.photo[-1]
        return Incoming(photo.file_id, f"foto-{stamp}-{message.message_id}.jpg", "image/jpeg", photo.file_size or 0)
    for found, name, media_type in (
        (message.document, "documento", "application/octet-stream"),
        (message.voice, "voz.ogg", "audio/ogg"),
        (message.audio, "audio.mp3", "audio/mpeg"),
        (message.video, "video.mp4", "video/mp4"),
        (message.video_note, "video.mp4", "video/mp4"),
    ):
        if found is not None:
            said = getattr(found, "file_name", None) or f"{stamp}-{name}"
            return Incoming(found.file_id, said, getattr(found, "mime_type", None) or media_type, found.file_size or 0)
    return None


def has_content(message: Message) -> bool:
    """Whether there is something to keep beside the person's own words."""
    return bool(file_of(message) or message.location or message.contact or message.forward_origin)
