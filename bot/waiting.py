"""Something that may take a while: the person sees that it is under way."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.turn import Turn

log = logging.getLogger(__name__)

Made = TypeVar("Made")
FIRST = 0.8  # seconds before anything is shown
AGAIN = 4.0  # Telegram shows an action for five


async def shown_busy(turn: Turn, work: Coroutine[Any, Any, Made], saying: str = "") -> Made:
    """The result of `work`; while it takes longer than a moment the chat says that a file is coming, and the tapped message `saying`."""
    task = asyncio.ensure_future(work)
    wait = FIRST
    try:
        while not (await asyncio.wait({task}, timeout=wait))[0]:
            await _show(turn)
            if saying and wait == FIRST:
                await _say(turn, saying)
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


async def _say(turn: Turn, text: str) -> None:
    """It carries no fact: what comes of the work edits the same message as a parcel."""
    if turn.shown is None or turn.on_file:
        return
    try:
        await turn.bot.edit_message_text(text, chat_id=turn.chat_id, message_id=turn.shown)
    except TelegramError as error:
        log.info("progress could not be shown: %s", error)
