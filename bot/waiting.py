"""Something that may take a while: the person sees that it is under way."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.dialog import Turn

log = logging.getLogger(__name__)

Made = TypeVar("Made")
FIRST = 0.8  # seconds before anything is shown
AGAIN = 4.0  # Telegram shows an action for five


async def shown_busy(turn: Turn, work: Coroutine[Any, Any, Made]) -> Made:
    """The result of `work`; while it takes longer than a moment the chat says that a file is coming."""
    task = asyncio.ensure_future(work)
    wait = FIRST
    try:
        while not (await asyncio.wait({task}, timeout=wait))[0]:
            await _show(turn)
            wait = AGAIN
    except asyncio.CancelledError:
        task.cancel()
        raise
    return task.result()


async def _show(turn: Turn) -> None:
    try:
        await turn.bot.send_chat_action(turn.chat_id, ChatAction.UPLOAD_DOCUMENT)
    except TelegramError as error:
        log.info("the chat action could not be shown: %s", error)
