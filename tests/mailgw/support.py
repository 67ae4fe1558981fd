"""A peer that speaks SMTP word by word, and mails by name."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import select

from crm.services.house.office import Office
from crm.store.tables import inbox
from mailgw.smtp import Door

DOMAIN = "losrobles.cl"
MAILS = Path(__file__).parent / "mails"


class Peer:
    """One connection to a door; every verb waits for the answer."""

    everybody: ClassVar[list["Peer"]] = []
    greeting = ""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def at(cls, door: Door) -> "Peer":
        peer = cls(*await asyncio.open_connection("127.0.0.1", door.port))
        cls.everybody.append(peer)
        peer.greeting = await peer.answer()
        return peer

    async def answer(self) -> str:
        """One answer, all its lines; empty where the door has hung up."""
        async with asyncio.timeout(10):
            told = []
            while line := (await self._reader.readline()).decode():
                told.append(line.rstrip())
                if line[3:4] != "-":
                    break
            return "\n".join(told)

    async def sends(self, raw: bytes) -> None:
        self._writer.write(raw)
        await self._writer.drain()

    async def says(self, line: str) -> str:
        await self.sends(line.encode() + b"\r\n")
        return await self.answer()

    async def opens(self, sender: str = "ana@acme.cl", recipients: Sequence[str] = (f"tareas@{DOMAIN}",)) -> str:
        """EHLO to DATA; the last answer."""
        await self.says("EHLO mail.acme.cl")
        told = await self.says(f"MAIL FROM:<{sender}>")
        for recipient in recipients if told.startswith("250") else ():
            told = await self.says(f"RCPT TO:<{recipient}>")
        return await self.says("DATA") if told.startswith("250") else told

    async def mails(self, raw: bytes, **envelope: Any) -> str:
        """A whole mail; the answer to its last dot."""
        told = await self.opens(**envelope)
        if not told.startswith("354"):
            return told
        lines = raw.replace(b"\r\n", b"\n").split(b"\n")
        stuffed = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
        await self.sends(stuffed + b"\r\n.\r\n")
        return await self.answer()

    async def leaves(self) -> None:
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()


def a_mail(subject: str = "Factura 4511", text: str = "Hola", **headers: str) -> bytes:
    """A short honest mail."""
    mail = EmailMessage()
    told = {"From": "Ana <ana@acme.cl>", "To": f"tareas@{DOMAIN}", "Subject": subject, "Message-ID": "<1@acme.cl>"}
    for name, value in {**told, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()


async def kept(office: Office) -> list[Any]:
    """The rows of the inbox."""
    async with office.store.read() as tx:
        return list(await tx.execute(select(inbox).order_by(inbox.c.id)))
