"""The doctor: can the database, Telegram, the relay and the system's libraries be reached, and are time zones right."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram.error import TelegramError

from app.chat import connected
from app.database import UnfitDatabaseError
from app.settings import Settings, installed
from app.speech import say
from app.wiring import open_office
from crm.documents import libraries
from crm.errors import SettingsError

PATIENCE = 10.0  # seconds for one question


@dataclass(frozen=True, slots=True)
class Finding:
    """What one question came to, for an administrator to read."""

    what: str
    well: bool
    told: str

    @property
    def line(self) -> str:
        return f"{'✓' if self.well else '✗'} {self.what}: {self.told}"


async def examine(settings: Settings | None = None) -> list[Finding]:
    """Ask everything, each with its own patience, so that one that hangs hides no other.

    A database of another version ends it (UnfitDatabaseError): what to do comes before everything else.
    """
    settings = settings or installed()
    questions: list[tuple[str, Callable[[Settings], Awaitable[str]]]] = [
        (say("base de datos", "database"), _database),
        ("Telegram", _telegram),
        (say("despacho de correo", "mail relay"), _relay),
        (say("bibliotecas para PDF", "PDF libraries"), _libraries),
        (say("zonas horarias", "time zones"), _zones),
    ]
    return [await _ask(what, question, settings) for what, question in questions]


async def _ask(what: str, question: Callable[[Settings], Awaitable[str]], settings: Settings) -> Finding:
    try:
        async with asyncio.timeout(PATIENCE):
            return Finding(what, True, await question(settings))
    except UnfitDatabaseError:
        raise
    except TimeoutError:
        return Finding(what, False, say("no responde", "does not answer"))
    except (SettingsError, OSError) as error:
        return Finding(what, False, str(error))


async def _database(settings: Settings) -> str:
    async with open_office(settings) as office:
        return "SQLite" if office.store.is_sqlite else "PostgreSQL"


async def _telegram(settings: Settings) -> str:
    if not settings.telegram_token.get_secret_value():
        return say("sin chat («telegram_token» está vacío)", "no chat (“telegram_token” is empty)")
    async with connected(settings) as bot:
        try:
            return f"@{(await bot.get_me()).username}"
        except TelegramError as error:
            raise SettingsError(say("no se alcanza", "cannot be reached") + f" ({type(error).__name__})") from None


async def _relay(settings: Settings) -> str:
    if not settings.relay_host:
        return say("no se envía correo («relay_host» está vacío)", "no mail is sent (“relay_host” is empty)")
    reader, writer = await asyncio.open_connection(settings.relay_host, settings.relay_port)
    greeting = (await reader.readline()).decode(errors="replace").strip()
    writer.close()
    if not greeting.startswith("220"):
        raise SettingsError(greeting or say("no saluda", "does not greet"))
    return f"{settings.relay_host}:{settings.relay_port}"


async def _libraries(_: Settings) -> str:
    packages = " ".join(libraries.missing())
    if packages:
        raise SettingsError(say("faltan", "missing:") + f" sudo apt-get install -y {packages}")
    return "Pango, HarfBuzz"


async def _zones(settings: Settings) -> str:
    """Chile's clocks change at midnight: an old table of zones would move every digest of a season by an hour."""
    summer = datetime(2026, 12, 1, 12, tzinfo=UTC).astimezone(settings.zone)
    return f"{settings.zone.key} · {summer:%z} · {socket.gethostname()}"
