"""Phones without a network: people write updates into the real inbox, the real worker runs, the real outbox is read and settled."""

import asyncio
import itertools
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, get_args

from telegram import Update, User

from bot import menu
from bot.app import receive
from bot.around import AROUND
from bot.handlers import ROUTES
from bot.heard import Heard
from bot.turn import Decide, Routes
from bot.worker import Worker
from crm.message import ChatMessage
from crm.model import Channel, Parcel, RawInput, Receipt, Staff
from crm.services.house.office import Office
from crm.services.queue import dispatch
from crm.services.staff import menus
from playground.entities import formatted
from playground.keyboards import checked_markup

BOT = 42


@dataclass
class Shown:
    """A message of a chat as a phone shows it."""

    id: int
    mine: bool  # written by the bot
    message: ChatMessage
    edited: bool = False


class FileOnServer:
    def __init__(self, data: bytes):
        self._data = data

    async def download_as_bytearray(self) -> bytearray:
        return bytearray(self._data)


@dataclass
class FakeBot:
    """What the product asks of Telegram besides sending: acknowledgements, files, leaving."""

    id: int = BOT
    acknowledged: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)
    progress: list[tuple[int, str]] = field(default_factory=list)  # message and what it said while something took long

    async def answer_callback_query(self, callback_query_id: str, **_: Any) -> bool:
        self.acknowledged.append(callback_query_id)
        return True

    async def get_file(self, file_id: str, **_: Any) -> FileOnServer:
        return FileOnServer(self.files[file_id])

    async def send_chat_action(self, chat_id: int, action: str, **_: Any) -> bool:
        return True

    async def edit_message_text(self, text: str, *, message_id: int, **_: Any) -> bool:
        self.progress.append((message_id, text))
        return True

    async def get_me(self) -> User:
        return User(BOT, "Acciones", is_bot=True, username="acciones_bot")

    async def leave_chat(self, chat_id: int, **_: Any) -> bool:
        self.left.append(chat_id)
        return True


def answering(decide: Decide) -> Routes:
    """Routes on which that answers whatever is heard."""
    return Routes(strays=dict.fromkeys(get_args(Heard), decide))


class LoudWorker(Worker):
    """A turn that fails fails the test, unless it is about failures."""

    quiet = False

    async def _put_back(self, item: RawInput, error: Exception) -> None:
        if not self.quiet:
            raise error
        await super()._put_back(item, error)


class Phones:
    """Everybody's chat with the bot. Verbs: say, tap, edit, reply (say with `reply_to`), send; each runs until all is quiet."""

    def __init__(self, office: Office):
        self.office = office
        self.bot = FakeBot()
        self.worker = LoudWorker(office, self.bot, ROUTES, around=AROUND)
        self.chats: dict[int, list[Shown]] = {}
        self.log: list[tuple[int, Shown]] = []  # what the bot sent or edited, in order
        self.menus: dict[int, list[list[str]]] = {}  # the commands of each chat
        self._updates = itertools.count(1000)
        self._ids = itertools.count(1)
        self.language: dict[int, str] = {}

    async def say(self, who: Staff, text: str, **more: Any) -> int:
        return await self._send(who, {"text": text, **more})

    async def send(self, who: Staff, content: dict[str, Any], data: bytes | None = None, **more: Any) -> int:
        """Send a file or anything else: `content` is the part of the Bot API's Message."""
        if data is not None:
            self.bot.files[_file_id(content)] = data
        return await self._send(who, {**content, **more})

    async def album(self, who: Staff, contents: list[dict[str, Any]], *, group: str = "") -> None:
        """Several files as one album, all of them there before the first is handled."""
        group = group or f"album-{next(self._updates)}"
        updates = [self._message(who, {**content, "media_group_id": group})[1] for content in contents]
        await receive(self.office, self.bot, [Update.de_json({"update_id": next(self._updates), **raw}, self.bot) for raw in updates])
        await self.settle()

    async def tap(self, who: Staff, label: str, *, data: str = "", message_id: int | None = None) -> None:
        shown = self._with_button(who, label, message_id) if not data else None
        target = shown.id if shown else (message_id or self.last(who).id)
        found = data or next(b.data for row in shown.message.buttons for b in row if b.text == label)
        query = {"id": str(next(self._updates)), "from": self._user(who), "chat_instance": "1", "data": found}
        query["message"] = {"message_id": target, "chat": self._chat(who), "date": self._stamp(), "text": "…"}
        await self.deliver({"callback_query": query})

    async def edit(self, who: Staff, message_id: int, text: str) -> None:
        body = {"message_id": message_id, "edit_date": self._stamp(), "text": text}
        await self.deliver({"edited_message": {**body, "from": self._user(who), "chat": self._chat(who), "date": self._stamp()}})

    async def deliver(self, update: dict[str, Any], *, update_id: int | None = None) -> None:
        raw = {"update_id": update_id or next(self._updates), **update}
        await receive(self.office, self.bot, [Update.de_json(raw, self.bot)])
        await self.settle()

    def last(self, who: Staff) -> Shown:
        return next(shown for shown in reversed(self.chats[who.telegram_id]) if shown.mine)

    def texts(self, who: Staff) -> list[str]:
        return [shown.message.text for shown in self.chats.get(who.telegram_id, []) if shown.mine]

    async def settle(self) -> None:
        """Let the worker handle what waits, and show what leaves, until nothing moves."""
        while True:
            items = await self.worker._claim(8)
            await asyncio.gather(*(self.worker._handle(item) for item in items))
            parcels = await dispatch.claim(self.office, [Channel.TELEGRAM])
            for parcel in parcels:
                await self._arrived(parcel)
            if not items and not parcels:
                return

    async def _arrived(self, parcel: Parcel) -> None:
        if parcel.payload.get("render") == menus.RENDER:
            self.menus[int(parcel.address)] = (await menu.render(self.office, parcel) or {}).get("commands", [])
            await dispatch.sent(self.office, parcel, Receipt("commands"))
            return
        ref = self._show(int(parcel.address), ChatMessage.of(json.loads(json.dumps(parcel.payload))))
        await dispatch.sent(self.office, parcel, Receipt(str(ref)))

    def _show(self, chat: int, message: ChatMessage) -> int:
        _strict(message)
        messages = self.chats.setdefault(chat, [])
        old = next((m for m in messages if m.id == message.edit), None) if message.edit else None
        if old is None:
            shown = Shown(next(self._ids), True, message)
            messages.append(shown)
        else:
            old.message = message if message.text else ChatMessage(old.message.text)
            shown = Shown(old.id, True, message, edited=True)
        self.log.append((chat, replace(shown)))  # as it was then, whatever becomes of it
        return shown.id

    async def _send(self, who: Staff, content: dict[str, Any]) -> int:
        message_id, update = self._message(who, content)
        await self.deliver(update)
        return message_id

    def _message(self, who: Staff, content: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        content = dict(content)
        message_id = next(self._ids)
        text = content.get("text") or content.get("caption") or ""
        self.chats.setdefault(who.telegram_id, []).append(Shown(message_id, False, ChatMessage(text)))
        body: dict[str, Any] = {"message_id": message_id, "from": self._user(who), "chat": self._chat(who), "date": self._stamp()}
        if reply_to := content.pop("reply_to", None):
            body["reply_to_message"] = {"message_id": reply_to, "chat": self._chat(who), "date": self._stamp(), "text": "…"}
        return message_id, {"message": {**body, **content}}

    def _with_button(self, who: Staff, label: str, message_id: int | None) -> Shown:
        for shown in reversed(self.chats[who.telegram_id]):
            if message_id in (None, shown.id) and any(b.text == label for row in shown.message.buttons for b in row):
                return shown
        raise AssertionError(f"nobody shows [{label}] to {who.name}: {self.texts(who)[-1:]}")

    def _user(self, who: Staff) -> dict[str, Any]:
        language = self.language.get(who.id, who.language or "es")
        return {"id": who.telegram_id, "is_bot": False, "first_name": who.first_name, "language_code": language}

    def _chat(self, who: Staff) -> dict[str, Any]:
        return {"id": who.telegram_id, "type": "private", "first_name": who.first_name}

    def _stamp(self) -> int:
        return int(self.office.now().timestamp())


def _strict(message: ChatMessage) -> None:
    """Refuse what Telegram refuses: broken HTML, over-long texts, callback data over 64 bytes."""
    if message.text:
        formatted(message.text, "HTML", None)
    keys = [
        [{"text": b.text, "callback_data": b.data} if b.data else {"text": b.text, "url": b.url} for b in row] for row in message.buttons
    ]
    if keys:
        checked_markup({"inline_keyboard": keys}, inline_only=True)


def _file_id(content: dict[str, Any]) -> str:
    for value in content.values():
        if isinstance(value, list):
            return str(value[-1]["file_id"])
        if isinstance(value, dict) and "file_id" in value:
            return str(value["file_id"])
    raise AssertionError(content)


def at(text: str, zone: Any) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)
