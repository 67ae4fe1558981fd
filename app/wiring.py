"""Puts real things together from Settings: the office, couriers, doors and workers. Owns what lives long and closes it again."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from app import chat, mail, paper
from app.database import fits, prepare
from app.lifecycle import Part, Phase
from app.settings import Settings
from bot import menu
from crm.clock import OfficeClock
from crm.model import Channel, Parcel
from crm.services.due import digest
from crm.services.house import parameters
from crm.services.house.office import Office
from crm.services.notices import fallback
from crm.services.queue import dispatch
from crm.services.staff import menus
from crm.store import Store
from scheduler.clock import Clock
from scheduler.couriers.base import Courier
from scheduler.outbox import Outbox, Rules
from scheduler.pacing import Limit, Limits

log = logging.getLogger(__name__)


@dataclass
class Product:
    """The product put together: its parts run once somebody lets them live (`app.lifecycle.live`)."""

    settings: Settings
    office: Office
    parts: list[Part] = field(default_factory=list)
    smtp_port: int = 0


@asynccontextmanager
async def product(settings: Settings, *, clock: OfficeClock | None = None, rules: Rules | None = None) -> AsyncIterator[Product]:
    """The product with every door and worker that the settings ask for; SettingsError where one of them cannot be had."""
    async with AsyncExitStack() as stack:
        office = await stack.enter_async_context(open_office(settings, clock=clock, upgrading=True))
        made = Product(settings, office)
        if office.store.is_sqlite:
            await dispatch.release(office)  # the lock says that nobody else is here: what is leased was a killed process's
        couriers: list[Courier] = [*paper.couriers(office, settings)]
        if settings.telegram_token.get_secret_value():
            bot = await stack.enter_async_context(chat.connected(settings))
            couriers.append(chat.courier(office, bot))
            made.parts += chat.parts(office, bot)
        if settings.relay_host:
            couriers.append(await mail.courier(office, settings))
        if settings.smtp_port:
            door = await mail.door(office, settings)
            stack.push_async_callback(door.close)
            made.smtp_port = door.port
            made.parts += mail.parts(office, settings, door)
        outbox = outbox_of(office, settings, couriers, rules)
        made.parts += [Part("outbox", Phase.COURIER, outbox.run), Part("clock", Phase.WORKER, Clock(office).run)]
        yield made


@asynccontextmanager
async def open_office(settings: Settings, *, clock: OfficeClock | None = None, upgrading: bool = False) -> AsyncIterator[Office]:
    """The office on its database, brought to the newest schema if `upgrading`; UnfitDatabaseError where it is another one."""
    store = Store(settings.database)
    office = Office(
        store=store,
        clock=clock or OfficeClock(),
        name=settings.office_name,
        zone=settings.zone,
        parameters=parameters_of(settings),
        press=paper.press(),
    )
    try:
        if not upgrading:
            await fits(store)
        elif backup := await prepare(store, office.machine()):
            log.info("the database was upgraded; a backup lies at %s", backup)
        await parameters.refresh(office)
        yield office
    finally:
        if office.press:
            await office.press.close()
        await store.close()


def parameters_of(settings: Settings) -> dict[str, Any]:
    """What the office itself needs to know of the settings."""
    mail = ("mail_delay_seconds", "mail_size_limit", "mail_domain", "sender")
    names = ("country", "language", "undo_minutes", "invitation_days", "trusted_networks", *mail)
    approval = {"responsible_up_to": settings.quote_responsible_up_to, "supervisor_up_to": settings.quote_supervisor_up_to}
    return {name: getattr(settings, name) for name in names} | {"quote_approval": approval} | paper.parameters_of(settings)


def outbox_of(office: Office, settings: Settings, couriers: list[Courier], rules: Rules | None) -> Outbox:
    """The outbox with its couriers; only one process sends for one bot."""
    chat_pace = Limit(1, settings.telegram_chat_pause)
    pace = Limits(overall=Limit(settings.telegram_per_second, 1.0), chat=chat_pace)
    name = f"courier:telegram:{chat.bot_id(settings)}"
    return Outbox(
        office,
        couriers,
        render=partial(render, office),
        fallback=partial(fallback.instead, office),
        rules=rules or Rules(limits={Channel.TELEGRAM: pace}),
        alone={Channel.TELEGRAM: name},
    )


# What is written at sending time, by the name that a parcel carries.
RENDERERS: Mapping[str, Callable[[Office, Parcel], Awaitable[Mapping[str, Any] | None]]] = {
    "digest": digest.render_digest,
    menus.RENDER: menu.render,
}


async def render(office: Office, parcel: Parcel) -> Mapping[str, Any] | None:
    """The payload of a parcel that is written at sending time; None where there is nothing to say any more."""
    return await RENDERERS[parcel.payload["render"]](office, parcel)
