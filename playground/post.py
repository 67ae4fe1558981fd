"""The post: keeps what came through the relay and sends what people write to the product's SMTP door."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import aiosmtplib

from playground.errors import GatewayUnreachableError
from playground.hub import Hub
from playground.letters import composed, opened
from playground.model import Mail
from playground.store import Store

PATIENCE = 30.0


class Post:
    """All mails of this world, oldest first."""

    def __init__(self, store: Store, hub: Hub, now: Callable[[], datetime], gateway: tuple[str, int]) -> None:
        self._store = store
        self._hub = hub
        self._now = now
        self.gateway = gateway
        self.all: list[Mail] = [self._read(number, about, raw) for number, about, raw in store.mails()]

    @staticmethod
    def _read(number: int, about: dict[str, object], raw: bytes) -> Mail:
        fields = {**about, "recipients": tuple(about["recipients"]), "at": datetime.fromisoformat(str(about["at"]))}  # type: ignore[arg-type]
        return opened(Mail(id=number, raw=raw, **fields))  # type: ignore[arg-type]

    def _add(self, *, written: bool, sender: str, recipients: Sequence[str], raw: bytes, reply: str = "") -> Mail:
        number = self.all[-1].id + 1 if self.all else 1
        about = {"written": written, "sender": sender, "recipients": list(recipients), "at": self._now().isoformat(), "reply": reply}
        self._store.put_mail(number, about, raw)
        mail = self._read(number, about, raw)
        self.all.append(mail)
        self._hub.publish("mail", id=number, written=written)
        return mail

    def received(self, sender: str, recipients: tuple[str, ...], raw: bytes) -> int:
        """Keep a mail that the product handed to the relay and return its number."""
        return self._add(written=False, sender=sender, recipients=recipients, raw=raw).id

    async def write(  # noqa: PLR0913  # a mail has this many sides
        self,
        sender: str,
        recipients: Sequence[str],
        subject: str,
        text: str,
        attachments: Sequence[tuple[str, bytes]] = (),
        headers: Mapping[str, str] | None = None,
        *,
        name: str = "",
    ) -> str:
        """Write a mail and hand it to the gateway; returns the server's final reply."""
        raw = composed(
            sender=sender,
            name=name,
            recipients=recipients,
            subject=subject,
            text=text,
            attachments=attachments,
            headers=headers or {},
            at=self._now(),
        )
        return await self.write_raw(sender, recipients, raw)

    async def write_raw(self, sender: str, recipients: Sequence[str], raw: bytes) -> str:
        """Hand raw bytes to the gateway; returns its final reply, with the refusals of single recipients behind it."""
        reply = await deliver(self.gateway, sender, recipients, raw)
        self._add(written=True, sender=sender, recipients=recipients, raw=raw, reply=reply)
        return reply


async def deliver(gateway: tuple[str, int], sender: str, recipients: Sequence[str], raw: bytes) -> str:
    """Speak SMTP and return the last reply; raises GatewayUnreachableError when nobody listens."""
    client = aiosmtplib.SMTP(hostname=gateway[0], port=gateway[1], timeout=PATIENCE, start_tls=False, local_hostname="phone.playground")
    try:
        await client.connect()
    except (aiosmtplib.SMTPConnectError, aiosmtplib.SMTPTimeoutError, aiosmtplib.SMTPResponseException, OSError) as error:
        raise GatewayUnreachableError(f"{gateway[0]}:{gateway[1]} does not answer: {error}") from error
    try:
        return await _dialogue(client, sender, recipients, raw)
    except aiosmtplib.SMTPResponseException as error:
        return f"{error.code} {error.message}"
    except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError, OSError) as error:
        raise GatewayUnreachableError(f"{gateway[0]}:{gateway[1]} hung up: {error}") from error
    finally:
        client.close()


async def _dialogue(client: aiosmtplib.SMTP, sender: str, recipients: Sequence[str], raw: bytes) -> str:
    await client.ehlo()
    options = ["SMTPUTF8"] if client.supports_extension("smtputf8") and not all(a.isascii() for a in (sender, *recipients)) else []
    encoding = "utf-8" if options else "ascii"
    if client.supports_extension("size"):
        options.append(f"SIZE={len(raw)}")
    await client.mail(sender, options=options, encoding=encoding)
    refused: list[str] = []
    for recipient in recipients:
        try:
            await client.rcpt(recipient, encoding=encoding)
        except aiosmtplib.SMTPResponseException as error:
            refused.append(f"{error.code} {error.message}")
    if len(refused) == len(recipients):
        return refused[-1] if refused else "503 no recipients"
    reply = await client.data(raw)
    final = f"{reply.code} {reply.message}"
    return f"{final} ({'; '.join(refused)})" if refused else final
