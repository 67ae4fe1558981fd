"""The chat door: updates are fetched, kept and committed before Telegram is told that they arrived."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from telegram import Bot, Update
from telegram.constants import UpdateType
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.guard import admit
from bot.handlers.lists import inline
from crm.errors import AccionesError
from crm.services.house.office import Office
from crm.services.queue import intake

log = logging.getLogger(__name__)

ALLOWED = [
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MY_CHAT_MEMBER,
]
POLL_SECONDS = 25
PAUSES = (1, 2, 5, 10, 30)  # seconds between tries while Telegram or the store cannot be reached


async def receive(office: Office, bot: Bot, updates: Sequence[Update]) -> None:
    """Keep a batch of updates in one commit; afterwards Telegram may forget them."""
    kept = [update for update in updates if update.inline_query is None]  # what is typed behind the bot's name carries no fact
    if kept:
        await _keep(office, bot, kept)
    await asyncio.gather(*(inline.answer(office, bot, update.inline_query) for update in updates if update.inline_query))


async def _keep(office: Office, bot: Bot, updates: Sequence[Update]) -> None:
    admitted = await admit(office, bot, updates)
    await intake.keep(office, admitted.inputs, admitted.parcels)
    for group in admitted.groups:
        try:
            await bot.leave_chat(group)
        except TelegramError as error:
            log.info("could not leave group %s: %s", group, error)


async def poll(office: Office, bot: Bot) -> None:
    """Fetch updates for ever. The next request's offset confirms the last batch, so it is sent only after the commit.

    The first request has no offset: after a week of silence Telegram's ids restart at random (facts.md), and a repeated
    update is dropped by its key.
    """
    offset: int | None = None
    failures = 0
    while True:
        try:
            updates = await bot.get_updates(offset=offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED)
            if updates:
                await receive(office, bot, updates)
                offset = updates[-1].update_id + 1
            failures = 0
        except InvalidToken:
            raise
        except RetryAfter as error:
            await asyncio.sleep(_seconds(error))
        except Conflict:
            # Two processes with one token: Telegram gives each update to whoever asks last. The longest pause lets the other one win.
            log.warning("somebody else fetches the updates of this bot; trying again in %s s", PAUSES[-1])
            await asyncio.sleep(PAUSES[-1])
        except (TelegramError, AccionesError) as error:
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            failures += 1
            log.warning("no updates for %s s: %s", pause, without_token(error, bot.token))
            await asyncio.sleep(pause)
        except Exception:  # the door stays open whatever one batch was like: it is fetched again, nothing was confirmed
            log.exception("a batch of updates could not be kept")
            await asyncio.sleep(PAUSES[-1])


def without_token(error: Exception, token: str) -> str:
    """What an error says, without the token that a URL in it may hold."""
    return f"{type(error).__name__}: {error}".replace(token, "<token>")


def _seconds(error: RetryAfter) -> float:
    # The public attribute warns on every reading until PTB_TIMEDELTA is set; both forms are understood here.
    wait: timedelta | float = error._retry_after  # noqa: SLF001
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
