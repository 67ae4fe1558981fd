"""What `acciones init` asks the world: does this token, database, door or relay work. Each answer is one sentence or a SettingsError."""

import asyncio
import os
import re
import socket
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

import aiosmtplib

from app.people import username
from app.settings import Settings
from app.speech import say
from crm.errors import SettingsError, StoreBusyError
from crm.store import Store
from crm.store.migrate import schema

PATIENCE = 10.0  # seconds
_TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,80}", re.ASCII)


async def token(settings: Settings) -> str:
    """The bot's name, asked with getMe. What does not look like a token is never sent anywhere."""
    if not _TOKEN.fullmatch(settings.telegram_token.get_secret_value()):
        raise SettingsError(
            say("Eso no es un token; BotFather lo escribe como 123456789:ABC…", "That is no token; BotFather writes it like 123456789:ABC…")
        )
    try:
        async with asyncio.timeout(2 * PATIENCE):
            return await username(settings)
    except TimeoutError:
        raise SettingsError(say("Telegram no responde.", "Telegram does not answer.")) from None


async def database(settings: Settings) -> str:
    """Connect to PostgreSQL, or see that a file can lie there; nothing is made yet."""
    file = settings.database_file
    if file is not None and not file.exists():
        return _room_for(file)
    store = Store(settings.database)
    try:
        async with asyncio.timeout(PATIENCE):
            await schema(store)
    except TimeoutError:
        raise SettingsError(say("La base de datos no responde.", "The database does not answer.")) from None
    except StoreBusyError as error:
        why = str(error).splitlines()[0]
        raise SettingsError(say(f"No se puede abrir la base de datos: {why}", f"The database cannot be opened: {why}")) from None
    finally:
        await store.close()
    return "SQLite" if store.is_sqlite else "PostgreSQL"


def _room_for(file: Path) -> str:
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise SettingsError(say(f"No se puede escribir en {folder}.", f"Nothing can be written in {folder}."))
    return f"SQLite · {file}"


def place(text: str, port: int) -> tuple[str, int]:
    """Host and port of «host:port» or «host»."""
    host, colon, number = text.rpartition(":") if not text.endswith("]") else (text, "", "")
    if not colon:
        host, number = text, str(port)
    if not number.isdecimal() or not 0 < int(number) < 65536 or not re.fullmatch(r"[\w.:%-]+", host.strip("[]")):
        raise SettingsError(
            say(
                f"«{text}» no es un servidor; escríbelo como correo.empresa.cl:25.",
                f"“{text}” is no server; write it like mail.example.com:25.",
            )
        )
    return host.strip("[]"), int(number)


def door(settings: Settings) -> str:
    """Listen for a moment where mail shall come in."""
    host, port = settings.smtp_host, settings.smtp_port
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return f"{host}:{port}"
    except OSError as error:
        why = error.strerror or str(error)
        raise SettingsError(say(f"No se puede escuchar en {host}:{port} ({why}).", f"Cannot listen on {host}:{port} ({why}).")) from None


async def relay(settings: Settings, *, test_mail: str = "") -> str:
    """Greet the relay (EHLO, NOOP) and, if asked, hand it a test mail."""
    host, port = settings.relay_host, settings.relay_port
    client = aiosmtplib.SMTP(hostname=host, port=port, timeout=PATIENCE, start_tls=False, local_hostname=settings.mail_domain)
    try:
        async with asyncio.timeout(3 * PATIENCE):
            await client.connect()
            await client.ehlo()
            await client.noop()
            if test_mail:
                await client.sendmail(settings.sender, [test_mail], _test_mail(settings, test_mail))
    except (aiosmtplib.SMTPException, OSError) as error:
        why = getattr(error, "message", "") or getattr(error, "strerror", "") or str(error) or type(error).__name__
        raise SettingsError(
            say(f"El servidor de correo {host}:{port} no lo acepta: {why}", f"The mail server {host}:{port} does not take it: {why}")
        ) from None
    finally:
        client.close()
    return f"{host}:{port}"


def _test_mail(settings: Settings, to: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.sender, to
    mail["Subject"] = say("Prueba de Acciones", "A test of Acciones")
    mail["Message-ID"], mail["Auto-Submitted"] = make_msgid(domain=settings.mail_domain), "auto-generated"
    mail.set_content(say("Si lees esto, el despacho de correo funciona.\n", "If you read this, mail goes out.\n"))
    return mail.as_bytes()
