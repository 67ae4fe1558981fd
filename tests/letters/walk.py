"""Walk 4 with a real phone, relay and folder: the parts that its tests share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from app.demo_office import LOGO
from app.demo_office.texts import BODIES
from playground import Message
from tests.letters.conftest import LABELS, add_text
from tests.support.world import World, world

WORDS = {
    "es": {"command": "/carta acme", "nobody": "Nadie", "issue": "✅ Emitir", "print": "🖨 Imprimir", "yes": "Sí", "undo": "↩️ Deshacer"},
    "en": {"command": "/letter acme", "nobody": "Nobody", "issue": "✅ Issue", "print": "🖨 Print", "yes": "Yes", "undo": "↩️ Undo"},
}


@asynccontextmanager
async def letters_world(engine_url: str, tray: Path, *, delay: float = 0.3) -> AsyncIterator[World]:
    """The small office with the demo's standard texts, a logo and the printer «Oficina», whose folder is the playground's tray."""
    tray.mkdir(exist_ok=True)
    more: dict[str, Any] = {"printers": {"Oficina": tray}, "mail_delay_seconds": delay, "office_logo": LOGO}
    more |= {"office_rut": "77.654.321-K", "office_address": "Av. Los Robles 2040", "office_city": "Santiago"}
    more |= {"office_phone": "+56 2 2765 4321", "office_mail": "contacto@losrobles.cl", "office_web": "www.losrobles.cl"}
    async with world(engine_url, **more) as it:
        it.playground.tray = tray
        for code, labels in LABELS.items():
            await add_text(it.office, code, BODIES[code], labels)
        yield it


async def showing(it: World, person: str, label: str) -> Message:
    """The newest message with that button, as soon as there is one."""

    def found() -> Message | None:
        fits = (m for m in reversed(it.playground.chat(person)) if m.from_bot and any(label in b.text for row in m.buttons for b in row))
        return next(fits, None)

    message: Message = await it.until(found)
    return message


async def tap(it: World, person: str, label: str) -> None:
    message = await showing(it, person, label)
    await it.playground.tap(person, message.message_id, message.button(label).data or "")


async def said(it: World, person: str, text: str) -> Message:
    """The newest message that says so, as soon as there is one."""
    message: Message = await it.until(
        lambda: next((m for m in reversed(it.playground.chat(person)) if m.from_bot and text in m.text), None)
    )
    return message


async def issued(it: World, person: str, language: str) -> Message:
    """From the command to the issued letter with its PDF."""
    words = WORDS[language]
    await it.playground.say(person, words["command"])
    await tap(it, person, "COB1")
    await tap(it, person, "Marta Soto")
    await said(it, person, "«Ref.:»" if language == "es" else "What is the letter about?")
    await it.playground.say(person, "factura 4511")
    await tap(it, person, words["issue"])
    return await showing(it, person, words["print"])


def file_of(it: World, message: Message) -> bytes:
    """The bytes of the file that a message shows."""
    return it.playground.cloud.files.data(message.file_id or "")
