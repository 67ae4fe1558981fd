"""The mail side of the product: the SMTP door, the worker that reads mail, the courier to the relay."""

import asyncio
import logging
import secrets
from functools import partial

from app.lifecycle import Part, Phase
from app.settings import Settings
from app.speech import say
from crm.errors import SettingsError
from crm.services.house.office import Office
from crm.services.mailing.bounces import KEY
from crm.services.queue import dispatch
from crm.store import parameters
from mailgw.authentication import Trust
from mailgw.interpret import House
from mailgw.session import Limits
from mailgw.smtp import Door, enough_room, listen
from mailgw.worker import Worker
from scheduler.couriers.letter import Sender
from scheduler.couriers.mail import MailCourier, Relay

log = logging.getLogger(__name__)

FLOOR = 200 * 1024 * 1024  # bytes of free disk below which no mail is taken any more


async def mail_key(office: Office) -> bytes:
    """The key behind our Message-IDs and bounce addresses: made once, kept in the database, the same for every machine."""
    async with office.store.begin() as tx:
        kept = await parameters.get(tx, KEY)
        if kept is None:
            kept = secrets.token_hex(32)
            await parameters.put(tx, KEY, kept)
    return bytes.fromhex(kept)


async def courier(office: Office, settings: Settings) -> MailCourier:
    sender = Sender(settings.office_name, settings.sender, settings.mail_domain, await mail_key(office))
    return MailCourier(Relay(settings.relay_host, settings.relay_port), sender, partial(dispatch.blob, office))


async def door(office: Office, settings: Settings) -> Door:
    """Open the SMTP door; SettingsError where its port is taken."""
    file = settings.database_file
    room = enough_room(file.parent, FLOOR) if file else lambda: True
    try:
        return await listen(
            office,
            host=settings.smtp_host,
            port=settings.smtp_port,
            domains=[settings.mail_domain],
            limits=Limits(size=settings.smtp_size_limit),
            room=room,
        )
    except OSError as error:
        raise port_taken(settings.smtp_host, settings.smtp_port, "smtp_port (demo: --smtp-port)", error) from error


def port_taken(host: str, port: int, setting: str, error: OSError) -> SettingsError:
    """The one sentence for a port on which nobody can listen."""
    why = error.strerror or str(error)
    return SettingsError(
        say(
            f"No se puede escuchar en {host}:{port} ({why}); elige otro puerto con «{setting}».",
            f"Cannot listen on {host}:{port} ({why}); choose another port with “{setting}”.",
        )
    )


def parts(office: Office, settings: Settings, opened: Door) -> list[Part]:
    """The door, which is open already and closes first, and the worker behind it."""

    async def stand_open() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await opened.close()

    house = House(domains=frozenset({settings.mail_domain.lower()}), trust=Trust(settings.trusted_networks))
    return [Part("smtp door", Phase.DOOR, stand_open), Part("mail worker", Phase.WORKER, Worker(office, house).run)]
