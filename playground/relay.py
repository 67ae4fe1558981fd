"""The mail relay that the product sends through: a real SMTP sink that keeps everything and can misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

MAX_MAIL = 50 * 1024 * 1024


@dataclass
class RelayMood:
    """How the relay behaves: `greylist` and `refuse_next` count down, `refused` holds addresses that do not exist.

    `silent_after_data` mails are kept, but the sender never hears so; `slow` seconds pass before each answer to DATA.
    """

    greylist: int = 0
    greylisted: set[tuple[str, str]] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    refuse_next: int = 0
    temporary_next: int = 0
    silent_after_data: int = 0
    slow: float = 0.0

    def reset(self) -> None:
        """Forget every mood; the object stays, because open sessions look at it."""
        vars(self).update(vars(RelayMood()))

    def rcpt(self, sender: str, recipient: str) -> str | None:
        """Return a refusal for a recipient, None to accept."""
        if recipient.lower() in self.refused:
            return f"550 5.1.1 <{recipient}>: Recipient address rejected: User unknown"
        if self.refuse_next > 0:
            self.refuse_next -= 1
            return f"550 5.1.1 <{recipient}>: Recipient address rejected: User unknown"
        if self.temporary_next > 0:
            self.temporary_next -= 1
            return "451 4.3.0 Temporary lookup failure"
        pair = (sender.lower(), recipient.lower())
        if self.greylist > 0 and pair not in self.greylisted:
            self.greylist -= 1
            self.greylisted.add(pair)
            return f"451 4.7.1 <{recipient}>: Recipient address rejected: Greylisted, please try again"
        return None


class _Handler:
    def __init__(self, mood: RelayMood, keep: Callable[[str, tuple[str, ...], bytes], int]) -> None:
        self._mood = mood
        self._keep = keep

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name and shape
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        refusal = self._mood.rcpt(envelope.mail_from or "", address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content or b""
        number = self._keep(envelope.mail_from or "", tuple(envelope.rcpt_tos), content)
        if self._mood.silent_after_data > 0:
            self._mood.silent_after_data -= 1
            await asyncio.sleep(3600)
        if self._mood.slow > 0:
            await asyncio.sleep(self._mood.slow)
        return f"250 2.0.0 Ok: queued as {number:06X}"

    async def handle_exception(self, _error: Exception) -> str:
        return "451 4.3.0 Requested action aborted: local error in processing"


class Relay:
    """The listening socket; `down` closes it so that senders are refused a connection, `up` opens it on the same port."""

    def __init__(self, keep: Callable[[str, tuple[str, ...], bytes], int]) -> None:
        self.mood = RelayMood()
        self.port = 0
        self._host = "127.0.0.1"
        self._keep = keep
        self._server: asyncio.Server | None = None
        self._sessions: set[_Session] = set()

    @property
    def is_up(self) -> bool:
        """Tell whether the relay listens."""
        return self._server is not None

    async def start(self, host: str, port: int) -> None:
        """Listen; port 0 takes any free one."""
        self._host, self.port = host, port
        await self.up()

    async def up(self) -> None:
        """Listen again."""
        if self._server is not None:
            return
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, self._host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def down(self) -> None:  # the counterpart of up
        """Close the socket and every connection."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        for session in list(self._sessions):
            session.abort()

    async def calm_down(self) -> None:
        """Behave well again."""
        self.mood.reset()
        await self.up()

    def _session(self) -> SMTP:
        return _Session(self._sessions, _Handler(self.mood, self._keep))


class _Session(SMTP):
    """One connection that the relay can cut."""

    def __init__(self, sessions: set[_Session], handler: _Handler) -> None:
        super().__init__(
            handler,
            data_size_limit=MAX_MAIL,
            enable_SMTPUTF8=True,
            hostname="relay.playground",
            ident="Playground ESMTP",
            loop=asyncio.get_running_loop(),
        )
        self._sessions = sessions

    def connection_made(self, transport: Any) -> None:
        self._sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._sessions.discard(self)
        super().connection_lost(error)

    def abort(self) -> None:
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()
