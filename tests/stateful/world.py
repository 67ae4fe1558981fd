"""The small office with its phones in the hands of chance: the database stays, the process comes and goes, both clocks are ours."""

import asyncio
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram import Update

from app.wiring import render
from bot.app import receive
from bot.around import AROUND
from bot.handlers import ROUTES
from crm.clock import OfficeClock
from crm.message import ChatMessage
from crm.model import Channel, Parcel, Receipt, Staff
from crm.services.house.office import Office
from crm.services.queue import dispatch
from crm.services.staff import menus
from crm.store import Store, documents, people
from scheduler.jobs import JOBS
from tests.bot.phones import LoudWorker, Phones, Shown
from tests.support.small_office import START, SmallOffice, seed

LEASE_IS_OVER = timedelta(minutes=2)
Raw = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """A button as somebody saw it."""

    message_id: int
    label: str
    data: str


class StatefulPhones(Phones):
    """Phones whose summaries of the morning arrive too."""

    async def _arrived(self, parcel: Parcel) -> None:
        if "render" not in parcel.payload or parcel.payload["render"] == menus.RENDER:
            await super()._arrived(parcel)
            return
        payload = await render(self.office, parcel)
        if payload is None:
            await dispatch.failed(self.office, parcel, "nothing to say")
            return
        ref = self._show(int(parcel.address), ChatMessage.of(json.loads(json.dumps(payload))))
        await dispatch.sent(self.office, parcel, Receipt(str(ref)), shown=payload)


class World:
    """Everything that lives longer than a process of the product: database, telephones, clocks."""

    people: SmallOffice

    def __init__(self, url: str) -> None:
        self._url = url
        self._machine = START
        self._office = timedelta()
        self._updates = itertools.count(1)
        self.phones = StatefulPhones(self._new_office())
        self.sent: list[Raw] = []  # every update
        self.repeatable: list[Raw] = []  # those that Telegram may send again

    async def open(self) -> None:
        """A fresh office on an empty database."""
        office = self.phones.office
        self.people = await seed(office.store)
        async with office.store.begin() as tx:
            entry = await people.add_entry(tx, "standard_text", "COB1", {"es": "Cobranza", "en": "Reminder"})
            await documents.put_text(tx, entry, "{{ contacto }}: nos debe {{ monto }}.")

    async def close(self) -> None:
        await self.phones.office.store.close()

    async def restart(self) -> None:
        """The process dies and another one begins over the same database; what was leased is free again after a while."""
        await self.close()
        self._machine += LEASE_IS_OVER
        self.phones.office = self._new_office()
        self.phones.worker = LoudWorker(self.phones.office, self.phones.bot, ROUTES, around=AROUND)
        await self.phones.settle()

    async def wait(self, how_long: timedelta) -> None:
        """Time passes, and what is due then is done."""
        self.repeatable.clear()
        self._office += how_long
        self._machine += how_long
        self.phones.office.clock.move_to(START + self._office)
        for job in JOBS:
            await job.do(self.phones.office)
        await self.phones.settle()
        await self.mail_leaves()

    async def mail_leaves(self) -> None:
        """What waits for the mail relay is taken by it."""
        while parcels := await dispatch.claim(self.phones.office, [Channel.MAIL, Channel.PRINTER]):
            for parcel in parcels:
                await dispatch.sent(self.phones.office, parcel, Receipt(f"<{parcel.id}@acciones>"))
        await self.phones.settle()

    async def deliver(self, updates: Sequence[Raw], *, dies: str = "") -> None:
        """Updates arrive at once and all is done that follows; the process may die when they are `kept`, `claimed` or `done`."""
        self.sent += updates
        self.repeatable += updates
        await receive(self.phones.office, self.phones.bot, [Update.de_json(raw, self.phones.bot) for raw in updates])
        if dies in ("claimed", "done"):
            items = await self.phones.worker._claim(8)
            if dies == "done":
                await asyncio.gather(*(self.phones.worker._handle(item) for item in items))
                await dispatch.claim(self.phones.office, [Channel.TELEGRAM])
        await (self.restart() if dies else self.phones.settle())

    def text(self, who: Staff, text: str, **more: Any) -> Raw:
        return self.thing(who, {"text": text}, **more)

    def thing(self, who: Staff, content: Raw, **more: Any) -> Raw:
        """A message with that content; one with an `edit_date` is a correction of the message that `message_id` names."""
        message = {"message_id": next(self.phones._ids), **self._head(who), **content, **more}
        name = "edited_message" if "edit_date" in more else "message"
        for value in content.values():
            for file in value if isinstance(value, list) else [value]:
                if isinstance(file, dict) and "file_id" in file:  # what the server will be asked for
                    self.phones.bot.files[file["file_id"]] = b"the bytes"
        return {"update_id": next(self._updates), name: message}

    def tap(self, who: Staff, key: Key) -> Raw:
        query = {"id": str(len(self.sent)), "from": self.phones._user(who), "chat_instance": "1", "data": key.data}
        message = {**self._head(who), "message_id": key.message_id, "text": "…"}
        return {"update_id": next(self._updates), "callback_query": {**query, "message": message}}

    def newest(self, who: Staff) -> Shown | None:
        """The message of the bot that stands at the end of a chat."""
        return next((shown for shown in reversed(self.phones.chats.get(who.telegram_id or 0, [])) if shown.mine), None)

    def keys(self, who: Staff) -> list[Key]:
        """Every button that a person ever saw, the newest first."""
        seen = [shown for chat, shown in reversed(self.phones.log) if chat == who.telegram_id]
        return [Key(shown.id, button.text, button.data) for shown in seen for row in shown.message.buttons for button in row if button.data]

    def now(self) -> datetime:
        return self.phones.office.now()

    def _head(self, who: Staff) -> Raw:
        return {"from": self.phones._user(who), "chat": self.phones._chat(who), "date": self.phones._stamp()}

    def _new_office(self) -> Office:
        office = Office(store=Store(self._url), clock=OfficeClock(machine=lambda: START), machine=lambda: self._machine)
        office.clock.move_to(START + self._office)
        return office
