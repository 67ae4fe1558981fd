"""Telegram's side of the world: chats, messages, files and updates, and nothing about HTTP."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from playground.entities import with_found
from playground.errors import BotApiError, UnknownMessageError, UnknownPersonError, bad_request, forbidden
from playground.files import Files
from playground.hub import Hub
from playground.model import Bot, CallbackAnswer, Json, Person
from playground.store import Store
from playground.updates import UpdateQueue

QUERY_LIFETIME = 60.0


@dataclass
class Chat:
    """A private chat with one person, or a group."""

    id: int
    kind: str
    person: Person | None = None
    title: str = ""
    started: bool = False
    blocked: bool = False
    left: bool = False
    keyboard: Json | None = None
    messages: dict[int, Json] = field(default_factory=dict, repr=False)

    def json(self) -> Json:
        """Return the Telegram `Chat` object."""
        if self.person is None:
            return {"id": self.id, "type": self.kind, "title": self.title}
        user = self.person.user()
        return {"id": self.id, "type": "private", **{k: user[k] for k in ("first_name", "last_name", "username") if k in user}}


@dataclass
class Query:
    """A tapped button that waits for its answer."""

    person: Person
    message_id: int
    since: float


class Cloud:
    """Holds the state; methods of the Bot API and phones both act on it."""

    def __init__(self, people: Sequence[Person], bot: Bot, store: Store, hub: Hub, now: Callable[[], datetime]) -> None:
        self.people = {person.id: person for person in people}
        self.bot = bot
        self.store = store
        self.hub = hub
        self.now = now
        self.files = Files(store)
        self.updates = UpdateQueue(store, hub)
        self.queries: dict[str, Query] = {}
        self.answers: list[CallbackAnswer] = []
        self.inline_answers: dict[str, Json] = {}
        self.chats: dict[int, Chat] = {}
        for person in people:
            self.chats[person.telegram_id] = Chat(person.telegram_id, "private", person, started=person.begins_started)
        self._load()

    def _load(self) -> None:
        for key, state in self.store.under("chat:").items():
            chat = self.chats.get(int(key))
            if chat is None and state["kind"] != "private":
                chat = self.chats[int(key)] = Chat(int(key), state["kind"], title=state["title"])
            if chat is not None:
                chat.started, chat.blocked, chat.left = state["started"], state["blocked"], state["left"]
                chat.keyboard = state["keyboard"]
        for chat_id, body in self.store.messages():
            if chat_id in self.chats:
                self.chats[chat_id].messages[body["message_id"]] = body

    def keep(self, chat: Chat) -> None:
        """Write down the state of a chat and tell the pages."""
        state = {"kind": chat.kind, "title": chat.title, "started": chat.started, "blocked": chat.blocked, "left": chat.left}
        self.store.put(f"chat:{chat.id}", {**state, "keyboard": chat.keyboard})
        self.hub.publish("chat", chat=chat.id, keyboard=chat.keyboard, started=chat.started, blocked=chat.blocked)

    def person(self, person_id: str) -> Person:
        """Return the person; raises UnknownPersonError."""
        try:
            return self.people[person_id]
        except KeyError:
            raise UnknownPersonError(f"nobody here is called {person_id!r}; there are: {', '.join(self.people)}") from None

    def private(self, person_id: str) -> Chat:
        """Return the chat between this person and the bot."""
        return self.chats[self.person(person_id).telegram_id]

    def message(self, chat: Chat, message_id: int) -> Json:
        """Return a message; raises UnknownMessageError."""
        try:
            return chat.messages[message_id]
        except KeyError:
            raise UnknownMessageError(f"chat {chat.id} has no message {message_id}") from None

    def reachable(self, chat_id: int | str | None) -> Chat:
        """Return the chat that the bot names, if the bot may write there; raises BotApiError."""
        chat = self.known(chat_id)
        if chat.left:
            raise forbidden("bot is not a member of the group chat")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def known(self, chat_id: int | str | None) -> Chat:
        """Return the chat that the bot names; raises BotApiError when there is none."""
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        try:
            return self.chats[int(chat_id)]
        except (ValueError, KeyError):
            raise bad_request("chat not found") from None

    def stamp(self) -> int:
        """Return the office moment as Telegram writes dates."""
        return int(self.now().timestamp())

    def add(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Append a message to a chat and return it."""
        number = self.store.get("next_message", 1)
        self.store.put("next_message", number + 1)
        body: Json = {"message_id": number, "from": sender, "chat": chat.json(), "date": self.stamp(), **content}
        self.finish(body)
        chat.messages[number] = body
        self.changed(chat, body)
        return body

    def finish(self, body: Json) -> None:
        """Add the entities that Telegram finds by itself."""
        for text, entities in (("text", "entities"), ("caption", "caption_entities")):
            if text in body:
                found = with_found(body[text], body.get(entities, []))
                if found:
                    body[entities] = found
                else:
                    body.pop(entities, None)

    def changed(self, chat: Chat, body: Json) -> None:
        """Keep a message's present state and show it."""
        self.store.put_message(chat.id, body)
        self.hub.publish("message", chat=chat.id, message=body)

    def remove(self, chat: Chat, message_id: int) -> None:
        """Delete a message for everyone."""
        chat.messages.pop(message_id, None)
        self.store.drop_message(chat.id, message_id)
        self.hub.publish("deleted", chat=chat.id, message_id=message_id)

    def quoted(self, chat: Chat, message_id: int) -> Json:
        """Return a copy of a message fit for `reply_to_message`."""
        copy: Json = json.loads(json.dumps(chat.messages[message_id]))
        copy.pop("reply_to_message", None)
        return copy

    def new_query(self, person: Person, message_id: int) -> str:
        """Open a callback or inline query and return its id."""
        query_id = str(secrets.randbits(62))
        self.queries[query_id] = Query(person, message_id, time.monotonic())
        return query_id

    def open_query(self, query_id: str | None) -> Query:
        """Return a query that may still be answered; raises BotApiError when it is old or unknown."""
        query = self.queries.get(query_id or "")
        # Machine time: a moved office clock must not make a query old.
        if query is None or time.monotonic() - query.since > QUERY_LIFETIME:
            raise BotApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        return query
