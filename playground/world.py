"""The playground as one object: phones, Bot API, mailbox and relay, with verbs for tests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.middleware import Middleware

from playground.api import page_routes
from playground.botapi import BotApi, broke_a_rule
from playground.cloud import Cloud
from playground.guard import LoopbackGuard
from playground.hub import Hub
from playground.model import Bot, Call, CallbackAnswer, Json, Mail, Message, Person
from playground.phone import Phones
from playground.post import Post
from playground.relay import Relay
from playground.server import QuietServer, listening, quiet_server
from playground.store import Store
from playground.trouble import Trouble, Troubles
from playground.view import message_view
from playground.webhook import WebhookCourier


class Playground:
    """The world around the office, served on loopback."""

    def __init__(  # noqa: PLR0913  # one place where the world is put together
        self,
        *,
        people: Sequence[Person],
        bot_token: str,
        bot_username: str,
        bot_name: str,
        database: Path | None,
        gateway: tuple[str, int],
        addresses: Mapping[str, str],
        now: Callable[[], datetime],
        move_clock: Callable[[datetime | None], Awaitable[None]] | None,
        zone: str = "America/Santiago",
        title: str = "",
        tray: Path | None = None,
    ) -> None:
        self.zone = ZoneInfo(zone)
        self.title = title or bot_name
        self.addresses = dict(addresses)
        self.tray = tray
        self.now = now
        self.hub = Hub()
        self._move_clock = move_clock
        self._store = Store(database)
        self.cloud = Cloud(people, Bot(bot_token, bot_username, bot_name), self._store, self.hub, now)
        self.phones = Phones(self.cloud)
        self.post = Post(self._store, self.hub, now, gateway)
        self.relay = Relay(self.post.received)
        self.troubles = Troubles()
        self._bot_api = BotApi(self.cloud, self.troubles)
        self.port = 0
        self.relay_port = 0
        self.ready = asyncio.Event()
        self.app = Starlette(routes=[*self._bot_api.routes, *page_routes(self)], middleware=[Middleware(LoopbackGuard)])

    async def serve(self, *, host: str, port: int, relay_port: int, started: Callable[[], None] | None = None) -> None:
        """Run HTTP server and relay until cancelled; `port` and `relay_port` hold the real ports once `ready` is set."""
        sock = listening(host, port)
        server = quiet_server(self.app)
        self.hub.reopen()
        self.port = sock.getsockname()[1]
        try:
            await self.relay.start(host, relay_port)
            self.relay_port = self.relay.port
            serving = asyncio.create_task(server.serve(sockets=[sock]))
            courier = asyncio.create_task(WebhookCourier(self.cloud).run())
            try:
                while not server.started and not serving.done():  # noqa: ASYNC110  # uvicorn has a flag, not an event
                    await asyncio.sleep(0.01)
                self.ready.set()
                if started is not None:
                    started()
                await asyncio.shield(serving)
            finally:
                await self._stop(server, serving, courier)
        finally:
            sock.close()
            self._store.close()

    async def _stop(self, server: QuietServer, serving: asyncio.Task[None], courier: asyncio.Task[None]) -> None:
        self.ready.clear()
        await self.hub.close()
        await self.relay.down()
        courier.cancel()
        server.stop()
        with suppress(asyncio.CancelledError):
            await courier
        await asyncio.wait({serving}, timeout=3)

    @property
    def gateway(self) -> tuple[str, int]:
        """Return where the product's SMTP door listens; it may be set once the door has taken a free port."""
        return self.post.gateway

    @gateway.setter
    def gateway(self, address: tuple[str, int]) -> None:
        self.post.gateway = address

    @property
    def requests(self) -> list[Call]:
        """Return the last Bot API calls, oldest first; getUpdates that returned nothing are left out."""
        return list(self._bot_api.requests)

    def calls(self, method: str) -> list[Call]:
        """Return the last calls of one method."""
        return [call for call in self._bot_api.requests if call.method == method]

    @property
    def violations(self) -> list[Call]:
        """Return the remembered calls that broke a rule of Telegram; refusals that may happen to anybody are left out."""
        return [call for call in self._bot_api.requests if broke_a_rule(call)]

    @property
    def answers(self) -> list[CallbackAnswer]:
        """Return what the bot answered to taps, oldest first."""
        return self.cloud.answers

    @property
    def mails(self) -> list[Mail]:
        """Return every mail that the product sent through the relay, oldest first."""
        return [mail for mail in self.post.all if not mail.written]

    def chat(self, person_id: str) -> list[Message]:
        """Return the present state of a person's chat with the bot, oldest message first."""
        chat = self.cloud.private(person_id)
        return [message_view(body, self.cloud.bot.id) for body in list(chat.messages.values())]

    def last(self, person_id: str) -> Message | None:
        """Return the newest message of the bot in a chat."""
        return next((message for message in reversed(self.chat(person_id)) if message.from_bot), None)

    def keyboard(self, person_id: str) -> Json | None:
        """Return the reply keyboard that a person sees."""
        return self.cloud.private(person_id).keyboard

    async def say(self, person_id: str, text: str, reply_to: int | None = None) -> int:
        """Send a text as this person and return its message id."""
        return self.phones.say(person_id, text, reply_to)

    async def start(self, person_id: str, payload: str = "") -> int:
        """Press Start, perhaps by a deep link with a payload."""
        return self.phones.say(person_id, f"/start {payload}".strip())

    async def edit(self, person_id: str, message_id: int, text: str) -> None:
        """Edit an own message."""
        self.phones.edit(person_id, message_id, text)

    async def tap(self, person_id: str, message_id: int, data: str, *, stale: bool = False) -> str:
        """Tap an inline button by callback data or label; returns the query id."""
        return self.phones.tap(person_id, message_id, data, stale=stale)

    async def send_file(self, person_id: str, kind: str, name: str, data: bytes, caption: str = "", **more: Any) -> int:
        """Send a file; `more` is reply_to, mime, duration, pretend_size or media_group_id."""
        return self.phones.send_file(person_id, kind, name, data, caption, **more)

    async def send_album(self, person_id: str, files: Sequence[tuple[str, str, bytes]], caption: str = "") -> list[int]:
        """Send several files as one album: (kind, name, bytes) each."""
        return self.phones.send_album(person_id, files, caption)

    async def send_location(self, person_id: str, latitude: float, longitude: float, *, reply_to: int | None = None) -> int:
        """Share a point on the map."""
        return self.phones.send_location(person_id, latitude, longitude, reply_to=reply_to)

    async def send_contact(self, person_id: str, phone: str, name: str, *, own: bool = False, reply_to: int | None = None) -> int:
        """Share a contact."""
        return self.phones.send_contact(person_id, phone, name, own=own, reply_to=reply_to)

    async def forward(self, person_id: str, message_id: int) -> int:
        """Forward a message of the chat into it again."""
        return self.phones.forward(person_id, message_id)

    async def forward_text(self, person_id: str, text: str, origin: str) -> int:
        """Forward a text of somebody outside."""
        return self.phones.forward_text(person_id, text, origin)

    async def ask_inline(self, person_id: str, query: str) -> str:
        """Type an inline query; `cloud.inline_answers[id]` will hold the results."""
        return self.phones.ask_inline(person_id, query)

    async def block(self, person_id: str) -> None:
        """Block the bot as this person."""
        self.phones.block(person_id)

    async def unblock(self, person_id: str) -> None:
        """Unblock the bot as this person."""
        self.phones.unblock(person_id)

    async def add_to_group(self, person_id: str, title: str) -> int:
        """Put the bot into a new group; returns the chat id."""
        return self.phones.add_to_group(person_id, title)

    async def write_mail(  # a mail has this many sides
        self,
        sender: str,
        recipients: str | Sequence[str],
        subject: str,
        text: str,
        attachments: Sequence[tuple[str, bytes]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Send a mail to the product's SMTP door; returns the server's final reply."""
        to = [recipients] if isinstance(recipients, str) else list(recipients)
        name = next((person.name for person in self.cloud.people.values() if person.email == sender), "")
        return await self.post.write(sender, to, subject, text, attachments, headers, name=name)

    async def write_raw_mail(self, sender: str, recipients: Sequence[str], raw: bytes) -> str:
        """Send raw bytes to the product's SMTP door, however broken they are."""
        return await self.post.write_raw(sender, recipients, raw)

    async def wait_for(self, predicate: Callable[[], Any], timeout: float = 5.0) -> Any:  # noqa: ASYNC109
        """Return the first true value of the predicate; raises TimeoutError."""
        return await self.hub.wait_for(predicate, timeout)

    def trouble(self, kind: str, *, person_id: str | None = None, **more: Any) -> None:
        """Let the next Bot API calls fail; see `Trouble` for kinds and fields."""
        chat_id = None if person_id is None else self.cloud.person(person_id).telegram_id
        self.troubles.add(Trouble(kind, chat_id=chat_id, **more))
        self.hub.publish("trouble")

    @property
    def can_move_clock(self) -> bool:
        """Tell whether the office clock can be moved from here."""
        return self._move_clock is not None

    async def move_clock(self, moment: datetime | None) -> None:
        """Move the office clock; None returns to the real time."""
        if self._move_clock is not None:
            await self._move_clock(moment)
        self.hub.publish("clock", now=self.now().isoformat())

    def tomorrow_morning(self) -> datetime:
        """Return 08:00 of the office's next day in UTC."""
        local = self.now().astimezone(self.zone)
        return datetime.combine(local.date() + timedelta(days=1), time(8), self.zone).astimezone(UTC)
