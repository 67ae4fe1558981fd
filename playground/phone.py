"""What people do with their phones; every act becomes an update for the bot."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence

from playground.cloud import Chat, Cloud
from playground.errors import PlaygroundError, UnknownMessageError
from playground.files import KINDS, described
from playground.markup import units
from playground.model import Json, Person


class Phones:
    """The verbs of all phones."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    def _open(self, person_id: str) -> tuple[Person, Chat]:
        """Return person and chat, started and not blocked: who writes has pressed Start."""
        person, chat = self._cloud.person(person_id), self._cloud.private(person_id)
        if chat.blocked:
            self.unblock(person_id)
        if not chat.started:
            chat.started = True
            self._cloud.keep(chat)
        return person, chat

    def _send(self, person_id: str, content: Json, reply_to: int | None = None) -> int:
        person, chat = self._open(person_id)
        if reply_to is not None:
            self._cloud.message(chat, reply_to)
            content = {"reply_to_message": self._cloud.quoted(chat, reply_to), **content}
        body = self._cloud.add(chat, person.user(), content)
        if (chat.keyboard and chat.keyboard.get("one_time_keyboard")) or (chat.keyboard and chat.keyboard.get("force_reply")):
            chat.keyboard = None
            self._cloud.keep(chat)
        self._cloud.updates.push("message", body)
        return int(body["message_id"])

    def say(self, person_id: str, text: str, reply_to: int | None = None) -> int:
        """Send a text and return its message id; a long one goes as several messages, as real phones do, and the first id counts."""
        pieces = _pieces(clean_text(text))
        if not pieces:
            raise PlaygroundError("a phone does not send an empty text")
        if len(pieces) > MAX_PIECES:
            raise PlaygroundError("no phone sends a text that long")
        numbers = [self._send(person_id, {"text": piece}, reply_to) for piece in pieces]
        return numbers[0]

    def edit(self, person_id: str, message_id: int, text: str) -> None:
        """Change the text or caption of an own message."""
        person, chat = self._open(person_id)
        body = self._cloud.message(chat, message_id)
        if body["from"]["id"] != person.telegram_id:
            raise PlaygroundError("a phone edits its own messages only")
        field = "text" if "text" in body else "caption"
        clean = clean_text(text)
        if not clean and field == "text":
            raise PlaygroundError("a phone does not send an empty text")
        if units(clean) > (MAX_TEXT if field == "text" else MAX_CAPTION):
            raise PlaygroundError("no phone sends a text that long")
        body[field] = clean
        body.pop("entities", None)
        body.pop("caption_entities", None)
        body["edit_date"] = self._cloud.stamp()
        self._cloud.finish(body)
        self._cloud.changed(chat, body)
        self._cloud.updates.push("edited_message", body)

    def tap(self, person_id: str, message_id: int, data: str, *, stale: bool = False) -> str:
        """Tap the button with this callback data or label and return the query id.

        `stale` taps a button that is no longer there, as a phone does that has not heard of a change yet.
        """
        person, chat = self._open(person_id)
        body = chat.messages.get(message_id)
        found = data if stale else _callback(self._cloud.message(chat, message_id), data)
        if body is None:
            body = {"message_id": message_id, "chat": chat.json(), "date": 0}
        query_id = self._cloud.new_query(person, message_id)
        instance = str(int.from_bytes(secrets.token_bytes(7)))
        callback = {"id": query_id, "from": person.user(), "message": body, "chat_instance": instance, "data": found}
        self._cloud.updates.push("callback_query", callback)
        return query_id

    def send_file(  # noqa: PLR0913  # a file has this many sides
        self,
        person_id: str,
        kind: str,
        name: str,
        data: bytes,
        caption: str = "",
        *,
        reply_to: int | None = None,
        mime: str = "",
        duration: int = 0,
        pretend_size: int | None = None,
        media_group_id: str | None = None,
        emoji: str = "👍",
    ) -> int:
        """Send a photo, document, voice note, audio, video, animation or sticker."""
        if kind not in KINDS:
            raise PlaygroundError(f"a phone cannot send a {kind!r}; it can: {', '.join(KINDS)}")
        file = self._cloud.files.add(kind, name, mime, data, pretend_size=pretend_size)
        content = described(file, duration=duration, emoji=emoji)
        clean = clean_text(caption)
        if units(clean) > MAX_CAPTION:
            raise PlaygroundError("no phone sends a caption that long")
        if clean and kind != "sticker":
            content["caption"] = clean
        if media_group_id:
            content["media_group_id"] = media_group_id
        return self._send(person_id, content, reply_to)

    def send_album(self, person_id: str, files: Sequence[tuple[str, str, bytes]], caption: str = "") -> list[int]:
        """Send several files as one album: (kind, name, bytes) each; the caption is the first one's."""
        group = str(secrets.randbits(60))
        return [
            self.send_file(person_id, kind, name, data, caption if place == 0 else "", media_group_id=group)
            for place, (kind, name, data) in enumerate(files)
        ]

    def send_location(self, person_id: str, latitude: float, longitude: float, *, reply_to: int | None = None) -> int:
        """Share a point on the map."""
        return self._send(person_id, {"location": {"latitude": latitude, "longitude": longitude}}, reply_to)

    def send_contact(self, person_id: str, phone: str, name: str, *, own: bool = False, reply_to: int | None = None) -> int:
        """Share a contact; `own` is the person's own number, as the button «share my number» does."""
        first, _, last = clean_text(name).partition(" ")
        contact: Json = {"phone_number": clean_text(phone), "first_name": first or "?"}
        if last:
            contact["last_name"] = last
        if own:
            contact["user_id"] = self._cloud.person(person_id).telegram_id
        return self._send(person_id, {"contact": contact}, reply_to)

    def forward(self, person_id: str, message_id: int) -> int:
        """Forward a message of this chat into it again."""
        _, chat = self._open(person_id)
        body = self._cloud.message(chat, message_id)
        origin = body.get("forward_origin") or {"type": "user", "date": body["date"], "sender_user": body["from"]}
        content = {key: value for key, value in body.items() if key not in OWN}
        return self._send(person_id, {**json.loads(json.dumps(content)), "forward_origin": origin})

    def forward_text(self, person_id: str, text: str, origin: str) -> int:
        """Forward a text that somebody outside wrote and whose account is hidden."""
        about = {"type": "hidden_user", "date": self._cloud.stamp(), "sender_user_name": origin}
        return self._send(person_id, {"text": clean_text(text) or "…", "forward_origin": about})

    def ask_inline(self, person_id: str, query: str) -> str:
        """Type a query after the bot's name and return the query id."""
        person, _ = self._open(person_id)
        query_id = self._cloud.new_query(person, 0)
        body = {"id": query_id, "from": person.user(), "query": clean_text(query)[:256], "offset": "", "chat_type": "sender"}
        self._cloud.updates.push("inline_query", body)
        return query_id

    def delete(self, person_id: str, message_id: int) -> None:
        """Delete a message; the bot is not told, as in the real world."""
        _, chat = self._open(person_id)
        self._cloud.message(chat, message_id)
        self._cloud.remove(chat, message_id)

    def block(self, person_id: str) -> None:
        """Block the bot."""
        self._membership(person_id, blocked=True)

    def unblock(self, person_id: str) -> None:
        """Unblock the bot."""
        self._membership(person_id, blocked=False)

    def _membership(self, person_id: str, *, blocked: bool) -> None:
        person, chat = self._cloud.person(person_id), self._cloud.private(person_id)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        self._cloud.keep(chat)
        kicked: Json = {"status": "kicked", "user": self._cloud.bot.user(), "until_date": 0}
        member: Json = {"status": "member", "user": self._cloud.bot.user()}
        old, new = (member, kicked) if blocked else (kicked, member)
        change = {"chat": chat.json(), "from": person.user(), "date": self._cloud.stamp()}
        self._cloud.updates.push("my_chat_member", {**change, "old_chat_member": old, "new_chat_member": new})

    def add_to_group(self, person_id: str, title: str) -> int:
        """Put the bot into a new group and return the group's chat id."""
        person = self._cloud.person(person_id)
        chat = Chat(-secrets.randbelow(10**9) - 10**6, "group", title=clean_text(title) or "…", started=True)
        self._cloud.chats[chat.id] = chat
        self._cloud.keep(chat)
        left: Json = {"status": "left", "user": self._cloud.bot.user()}
        member: Json = {"status": "member", "user": self._cloud.bot.user()}
        change = {"chat": chat.json(), "from": person.user(), "date": self._cloud.stamp()}
        self._cloud.updates.push("my_chat_member", {**change, "old_chat_member": left, "new_chat_member": member})
        self._cloud.updates.push("message", self._cloud.add(chat, person.user(), {"new_chat_members": [self._cloud.bot.user()]}))
        return chat.id


OWN = {"message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message", "forward_origin", "media_group_id"}


MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_PIECES = 25


def _pieces(text: str) -> list[str]:
    """Cut a text into parts of at most 4096 UTF-16 units."""
    pieces: list[str] = []
    while units(text) > MAX_TEXT:
        end = MAX_TEXT
        while units(text[:end]) > MAX_TEXT:
            end -= (units(text[:end]) - MAX_TEXT + 1) // 2
        pieces.append(text[:end])
        text = text[end:].lstrip()
        if len(pieces) > MAX_PIECES:
            break
    return [*pieces, text] if text else pieces


def clean_text(text: str) -> str:
    """Return a text as a phone sends it: no lone surrogates, no NUL, no white space around."""
    return text.encode("utf-8", "replace").decode().replace("\0", "").replace("\r", "").strip()


def _callback(body: Json, wanted: str) -> str:
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row if "callback_data" in button]
    for field in ("callback_data", "text"):
        for button in buttons:
            if button[field] == wanted:
                return str(button["callback_data"])
    shown = ", ".join(f"{button['text']!r}={button['callback_data']!r}" for button in buttons) or "none"
    raise UnknownMessageError(f"message {body['message_id']} has no button {wanted!r}; there are: {shown}")
