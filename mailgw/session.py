"""One SMTP session: aiosmtpd's, with the limits that it lacks and a DATA of our own (facts.md, "Mail in")."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP

# A dot alone between line ends that are not CRLF: some servers take it for the end of the mail, so whoever sends it may hide a second
# mail in the first (SMTP smuggling). Ordinary senders never have one: a line of one dot leaves them as two dots.
_SMUGGLED = re.compile(rb"(?<!\r)\n\.\r?\n|\n\.\n|\r\.\r")
_PIECE = 65536  # bytes that one read may hold back; longer lines come in several pieces
_CALLS = {"MAIL": 1000, "RCPT": 5000, "DATA": 1000, "RSET": 1000, "NOOP": 100, "*": 20}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one peer may take from the door. Sizes in bytes, times in seconds."""

    size: int = 25 * 1024 * 1024
    recipients: int = 100
    connections: int = 200
    connections_of_peer: int = 50
    idle: float = 60.0  # between two commands
    data: float = 300.0  # for one mail, however it trickles in
    session: float = 900.0  # for everything: nothing that a peer says starts it again


@dataclass
class Sessions:
    """The sessions that are open at a door."""

    limits: Limits
    open: set["Session"] = field(default_factory=set)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def changed(self) -> None:
        """Somebody left, or a mail was answered."""
        self._changed.set()

    async def until(self, question: Callable[[], bool]) -> None:
        """Return when the answer is yes."""
        while not question():
            self._changed.clear()
            await self._changed.wait()

    def full_for(self, peer: str) -> bool:
        """Whether one more session would be too many, in all or from that peer."""
        limits = self.limits
        of_peer = sum(session.peer == peer for session in self.open)
        return len(self.open) >= limits.connections or of_peer >= limits.connections_of_peer


class Session(SMTP):  # type: ignore[misc,unused-ignore] # aiosmtpd has no complete types
    """A peer at the door."""

    line_length_limit = _PIECE

    def __init__(self, handler: Any, sessions: Sessions, *, hostname: str, tls_context: Any = None) -> None:
        limits = sessions.limits
        super().__init__(
            handler,
            hostname=hostname,
            ident="Acciones",
            data_size_limit=limits.size,
            enable_SMTPUTF8=True,
            timeout=limits.idle,
            tls_context=tls_context,
            command_call_limit=_CALLS,
            loop=asyncio.get_running_loop(),
        )
        self._sessions = sessions
        self._deadline: asyncio.TimerHandle | None = None
        self.peer = ""
        self.receiving = False  # a mail is on its way in: its 250 is still owed

    def connection_made(self, transport: Any) -> None:
        """Greet the peer, or send it away with 421 where too many are here already."""
        if self in self._sessions.open:  # the same connection again, now encrypted
            super().connection_made(transport)
            return
        self.peer = str((transport.get_extra_info("peername") or ("",))[0])
        if self._sessions.full_for(self.peer):
            transport.write(b"421 4.3.2 Too many connections, try again later\r\n")
            transport.close()
            return
        self._sessions.open.add(self)
        self._deadline = asyncio.get_running_loop().call_later(self._sessions.limits.session, self.dismiss)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self._deadline is not None:  # else it was sent away before it began
            self._deadline.cancel()
            self._sessions.open.discard(self)
            self._sessions.changed()
            super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        if self._deadline is not None:
            super().data_received(data)

    def eof_received(self) -> bool | None:
        return super().eof_received() if self._deadline is not None else None  # type: ignore[no-any-return,unused-ignore]

    def dismiss(self) -> None:
        """Say goodbye with 421: the peer keeps its mail and comes again."""
        transport: Any = self.transport
        if transport is not None and not transport.is_closing():
            transport.write(b"421 4.4.2 Closing the connection, try again later\r\n")
            transport.close()

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd calls it by this name
        """Take one mail: lines of any length, up to the size limit, answered once."""
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        self._reset_timeout(self._sessions.limits.data)
        self.receiving = True
        try:
            await self._take()
        finally:
            self.receiving = False
            self._sessions.changed()
            self.envelope = self._create_envelope()

    async def _take(self) -> None:
        sent = await self._read_to_dot()
        if sent is None:
            status = "552 5.3.4 Error: too much mail data"
        elif _SMUGGLED.search(b"\r\n" + sent):
            status = "554 5.6.0 A line of one dot needs <CR><LF> at both ends"
        else:
            assert self.envelope is not None
            # Dot-unstuffing (RFC 5321 4.5.2) of all lines at once.
            self.envelope.content = (b"\r\n" + sent).replace(b"\r\n.", b"\r\n")[2:]
            status = await self._call_handler_hook("DATA")
        await self.push(status)

    async def _read_to_dot(self) -> bytes | None:
        """The mail as sent, up to the lone dot; None where it is larger than the limit (what is too much is not kept)."""
        pieces: list[bytes] = []
        size, fresh_line = 0, True
        while True:
            try:
                piece = await self._reader.readuntil(b"\r\n")
                whole = True
            except asyncio.LimitOverrunError as overrun:
                piece = await self._reader.read(overrun.consumed)
                whole = False
            if fresh_line and piece == b".\r\n":
                return b"".join(pieces) if size <= self._sessions.limits.size else None
            size += len(piece)
            if size <= self._sessions.limits.size:
                pieces.append(piece)
            else:
                pieces.clear()
            fresh_line = whole
