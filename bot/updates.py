"""What an update says about itself: which message it is, when it was written, what was typed, which command it holds."""

import json
import logging
from datetime import datetime
from typing import Any

from telegram import Bot, Message, Update
from telegram.error import TelegramError

from crm.model import RawInput
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


def answers(update: Update) -> int | None:
    """The chat of the message that is tapped or replied to; None of what stands for itself."""
    query, message = update.callback_query, update.message
    if query and query.message:
        return query.message.chat.id
    return message.chat.id if message and message.reply_to_message else None


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
