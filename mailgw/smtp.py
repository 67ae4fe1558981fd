"""The door: mail is refused at once or kept, committed, and only then answered 250."""

import asyncio
import hashlib
import logging
import shutil
import ssl
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from crm.errors import StoreBusyError
from crm.model import Channel, NewInput
from crm.services.house.office import Office
from crm.services.queue.intake import SharedKeep
from mailgw.addresses import resolve
from mailgw.clean import plain
from mailgw.session import Limits, Session, Sessions

log = logging.getLogger(__name__)
LATER = "451 4.3.0 Cannot keep mail now, try again later"
FULL = "452 4.3.1 Not enough room, try again later"


def enough_room(path: Path, floor: int) -> Callable[[], bool]:
    """A question for the door: are `floor` bytes still free where the database lies?"""
    return lambda: shutil.disk_usage(path).free >= floor


def _always() -> bool:
    return True


class Handler:
    """What the door answers to each command; aiosmtpd calls the methods by name."""

    def __init__(self, office: Office, domains: Collection[str], limits: Limits, room: Callable[[], bool]) -> None:
        self._office = office
        self._keep = SharedKeep(office)
        self._domains = frozenset(domain.lower() for domain in domains)
        self._limits = limits
        self._room = room

    async def handle_MAIL(self, _: Session, __: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's
        if not self._room():
            return FULL
        envelope.mail_from = address  # «<>» for a bounce: aiosmtpd takes an empty one for no sender at all
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(self, _: Session, __: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's
        gateway = resolve(address, self._domains)
        if gateway is None:
            return "550 5.1.1 No such address here"
        if len(envelope.rcpt_tos) >= self._limits.recipients:
            return "452 4.5.3 Too many recipients"
        if gateway.address not in envelope.rcpt_tos:
            envelope.rcpt_tos.append(gateway.address)
            envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _: Session, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if not self._room():
            return FULL
        try:
            await self._keep.keep(self._inputs(session, envelope))
        except StoreBusyError:
            log.warning("the store is busy: mail from %s answered 451", envelope.mail_from)
            return LATER
        return "250 2.0.0 Kept"

    def _inputs(self, session: Any, envelope: Any) -> list[NewInput]:
        """One input a recipient; a mail sent again has the same keys and is kept once."""
        sender = plain(envelope.mail_from)[:250].strip("<>").lower()
        known = {"peer": str((session.peer or ("",))[0]), "helo": plain(session.host_name or "")[:250], "mail_from": sender}
        content: bytes = envelope.content
        body = hashlib.sha256(content).hexdigest()
        return [
            NewInput(
                channel=Channel.MAIL,
                key="mail:" + hashlib.sha256(f"{sender} {recipient} {body}".encode()).hexdigest(),
                # Bounces have no sender: nothing orders them among themselves.
                order_key=f"mail:{sender or '<>' + body[:16]}",
                received_at=self._office.now(),
                envelope={**known, "rcpt_to": recipient},
                blob=content,
            )
            for recipient in envelope.rcpt_tos
        ]

    async def handle_VRFY(self, *_: object) -> str:  # noqa: N802 - aiosmtpd's name
        return "252 2.5.2 Send a mail and see"

    async def handle_exception(self, error: Exception) -> str:
        """Ours to repair, the sender's to try again: never 500, never the exception's text (facts.md, "Mail in")."""
        log.error("an SMTP command failed", exc_info=error)
        return LATER


class Door:
    """A listening SMTP server on the running loop."""

    def __init__(self, server: asyncio.Server, sessions: Sessions) -> None:
        self._server = server
        self._sessions = sessions
        self.port = int(server.sockets[0].getsockname()[1])  # the system's choice where 0 was asked for

    async def close(self, grace: float = 5.0) -> None:
        """Let nobody in, let mails that are on their way in arrive within `grace` seconds, send the others away with 421."""
        self._server.close()
        for session in list(self._sessions.open):
            if not session.receiving:
                session.dismiss()
        with suppress(TimeoutError):
            async with asyncio.timeout(grace):
                await self._sessions.until(lambda: not any(session.receiving for session in self._sessions.open))
        for session in list(self._sessions.open):
            session.dismiss()
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self._sessions.until(lambda: not self._sessions.open)


async def listen(  # noqa: PLR0913 - what a door needs to know
    office: Office,
    *,
    host: str,
    port: int,
    domains: Collection[str],
    hostname: str = "",
    limits: Limits | None = None,
    room: Callable[[], bool] = _always,
    tls: ssl.SSLContext | None = None,
) -> Door:
    """Open the door for mail to the office's domains; `hostname` is the name it greets with, `room` says whether there is disk left."""
    limits = limits or Limits()
    sessions = Sessions(limits)
    handler = Handler(office, domains, limits, room)
    name = hostname or next(iter(domains))

    def session() -> Session:
        return Session(handler, sessions, hostname=name, tls_context=tls)

    return Door(await asyncio.get_running_loop().create_server(session, host, port), sessions)
