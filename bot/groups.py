"""Groups, where the office allows them: what a linked person says to the bot there is kept, and answered in that person's own chat."""

import json
import re
from collections.abc import Mapping
from typing import Any

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from crm.services.house import parameters
from crm.services.house.office import Office

TALKING = (ChatType.GROUP, ChatType.SUPERGROUP)  # nobody talks in a channel
_NAMES: dict[int, str] = {}  # of our bots, by their ids: a name that changes is known after the next start


async def allowed(office: Office) -> bool:
    """Whether the bot stays in groups, by the parameter `groups_allowed` as it stands now."""
    await parameters.refresh(office)
    return bool(office.parameters.get("groups_allowed", False))


async def name_of(bot: Bot) -> str:
    """The bot's user name, asked once; empty where Telegram does not say."""
    if bot.id not in _NAMES:
        try:
            _NAMES[bot.id] = (await bot.get_me()).username or ""
        except TelegramError:
            return ""
    return _NAMES[bot.id]


def addressed(update: Update, bot_id: int, name: str) -> bytes | None:
    """The update with only the words that are meant for the bot; None where nobody speaks to it: no command, no @name, no answer to it."""
    message = update.message or update.edited_message
    if message is None or message.chat.type not in TALKING:
        return None
    said = message.text or message.caption or ""
    bare, mentions = re.subn(rf"(^/\w+|(?<!\w))@{re.escape(name)}\b(?!\.\w)", r"\1 ", said, flags=re.IGNORECASE) if name else (said, 0)
    other = re.match(r"/\w+@\w", bare)
    if other or not (mentions or said.startswith("/") or _answers(message, bot_id)):
        return None
    return json.dumps(_bare(update.to_dict(), bare.strip())).encode()


def _answers(message: Message, bot_id: int) -> bool:
    answered = message.reply_to_message
    return bool(answered and answered.from_user and answered.from_user.id == bot_id)


def _bare(raw: dict[str, Any], text: str) -> Mapping[str, Any]:
    """The update with other words, and without the message that it answers: that one has nothing to do with the person's own chat."""
    key = "message" if "message" in raw else "edited_message"
    body = {name: value for name, value in raw[key].items() if name not in ("reply_to_message", "entities", "caption_entities")}
    body |= {name: text for name in ("text", "caption") if name in body}
    return {**raw, key: body}
