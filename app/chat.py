"""The chat side of the product: a bot on its HTTP connections, the poller, the worker that runs turns, the courier."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from app.lifecycle import Part, Phase
from app.settings import Settings
from app.speech import say
from bot.app import poll
from bot.around import AROUND
from bot.handlers import ROUTES
from bot.menu import VERSION, set_commands
from bot.worker import Worker
from crm.errors import AccionesError, SettingsError
from crm.services.house.office import Office
from crm.services.queue import dispatch
from crm.services.queue.tenure import Tenure
from crm.services.staff import menus
from scheduler.couriers.telegram import TelegramCourier

log = logging.getLogger(__name__)

IN_FLIGHT = 16  # enough for Telegram's 30 a second; httpx collapses with many more (facts.md)
POLLING = timedelta(seconds=3.5)  # so that another process fetches within 5 s after this one has died
PAUSES = (1, 2, 5, 10, 30)  # seconds between tries while Telegram cannot be reached


def bot_id(settings: Settings) -> str:
    """The public half of the token."""
    return settings.telegram_token.get_secret_value().partition(":")[0]


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Bot]:
    """A bot that may be used; SettingsError where Telegram refuses the token, only a warning where it cannot be reached yet."""
    bot = Bot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{settings.telegram_api}/bot",
        base_file_url=f"{settings.telegram_api}/file/bot",
        request=HTTPXRequest(connection_pool_size=IN_FLIGHT, read_timeout=20, write_timeout=20, connect_timeout=10, pool_timeout=20),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=10, connect_timeout=10),
    )
    try:
        await _introduce(bot)
        yield bot
    finally:
        await bot.shutdown()


async def _introduce(bot: Bot) -> bool:
    """Ask Telegram who we are; True when it has answered."""
    try:
        await bot.initialize()
    except InvalidToken:
        # `from None`: PTB writes the token into its own error.
        raise SettingsError(say("Telegram no acepta el «telegram_token».", "Telegram does not accept the “telegram_token”.")) from None
    except TelegramError as error:
        log.warning("Telegram cannot be reached yet: %s", error)
        return False
    return True


async def _show_menu(office: Office, bot: Bot) -> None:
    """Tell Telegram the commands; a menu that is missing must keep nobody from writing."""
    try:
        await set_commands(bot)
        await menus.show_all(office, VERSION)
    except (TelegramError, AccionesError) as error:
        log.warning("the command menu could not be set: %s", error)


def courier(office: Office, bot: Bot) -> TelegramCourier:
    return TelegramCourier(bot, partial(dispatch.blob, office))


def parts(office: Office, bot: Bot) -> list[Part]:
    """The poller and the worker."""

    async def fetch() -> None:
        failures = 0
        while not await _introduce(bot):
            await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
            failures += 1
        await _show_menu(office, bot)
        await alone.during(partial(poll, office, bot))

    alone = Tenure(office, f"poller:telegram:{bot.token.partition(':')[0]}", lease=POLLING)
    return [Part("telegram poller", Phase.DOOR, fetch), Part("chat worker", Phase.WORKER, Worker(office, bot, ROUTES, around=AROUND).run)]
