"""Nouns of the world around the office, as frozen values."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """Somebody with a phone: one of the staff, or a stranger.

    `started` says whether that person pressed Start before the story begins; None means: staff yes, strangers no.
    """

    id: str
    name: str
    telegram_id: int
    username: str | None
    language: str
    email: str | None
    role: str = ""
    stranger: bool = False
    started: bool | None = None

    @property
    def begins_started(self) -> bool:
        """Tell whether the bot may write to this person from the first moment."""
        return not self.stranger if self.started is None else self.started

    def user(self) -> Json:
        """Return the Telegram `User` object of this person."""
        first, _, last = self.name.partition(" ")
        user: Json = {"id": self.telegram_id, "is_bot": False, "first_name": first, "language_code": self.language}
        if last:
            user["last_name"] = last
        if self.username:
            user["username"] = self.username
        return user


@dataclass(frozen=True)
class Bot:
    """The bot's identity; its id is the number before the colon of the token."""

    token: str
    username: str
    name: str

    @property
    def id(self) -> int:
        """Return the bot's user id."""
        head = self.token.partition(":")[0]
        return int(head) if head.isdigit() else 1

    def user(self) -> Json:
        """Return the Telegram `User` object of the bot."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(frozen=True)
class Button:
    """One inline button as a person sees it."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Message:
    """One message of a chat in its present state."""

    message_id: int
    chat_id: int
    from_bot: bool
    kind: str
    text: str
    html: str
    entities: tuple[Json, ...]
    buttons: tuple[tuple[Button, ...], ...]
    reply_to: int | None
    date: datetime
    edited: bool
    file_name: str | None
    file_id: str | None
    raw: Mapping[str, Any] = field(repr=False, default_factory=dict)

    def button(self, wanted: str) -> Button:
        """Return the button with this label or callback data; raises KeyError when there is none."""
        every = [button for row in self.buttons for button in row]
        for button in every:
            if wanted in (button.data, button.text):
                return button
        for button in every:
            if wanted in button.text:
                return button
        raise KeyError(wanted)


@dataclass(frozen=True)
class Call:
    """One Bot API call with what was answered: `result` when it went well, `error` (Telegram's JSON) when not.

    `at` is machine time in seconds (monotonic) when the answer was given; `provoked` tells an error that a trouble made.
    """

    method: str
    params: Mapping[str, Any]
    result: Any = None
    error: Json | None = None
    files: Mapping[str, int] = field(default_factory=dict)
    provoked: bool = False
    at: float = field(default_factory=time.monotonic)

    @property
    def ok(self) -> bool:
        """Tell whether Telegram said yes."""
        return self.error is None


@dataclass(frozen=True)
class CallbackAnswer:
    """What the bot answered to a tapped button."""

    query_id: str
    person_id: str
    text: str
    alert: bool
    url: str | None = None


@dataclass(frozen=True)
class Attachment:
    """A file of a mail."""

    name: str
    mime: str
    data: bytes = field(repr=False)
    content_id: str | None = None


@dataclass(frozen=True)
class Mail:
    """A mail that came through the relay, or one that a person wrote; `reply` is the SMTP server's last word."""

    id: int
    written: bool
    sender: str
    recipients: tuple[str, ...]
    at: datetime
    raw: bytes = field(repr=False)
    subject: str = ""
    from_header: str = ""
    to_header: str = ""
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    reply: str = ""

    def header(self, name: str) -> str | None:
        """Return the first header of this name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)
