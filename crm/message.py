"""What leaves, as values that a parcel carries: rendered here, sent by a courier that knows nothing of the office."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import BeforeValidator, PlainSerializer, PlainValidator

from crm.codec import VERSION, Codec
from crm.memory import NOTHING, Shows

SHAPE = 1  # of the payloads below: a reader knows by it that they come from a newer process than itself


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: `data` (at most 64 bytes, see crm.buttons) or `url`. `style` is Telegram's: primary, success, danger."""

    text: str
    data: str = ""
    url: str = ""
    style: str = ""


Rows = tuple[tuple[Button, ...], ...]
COMMANDS = "commands"  # of a payload that is no message: the menu of a chat as [name, what it does]


def _markup(stored: object) -> Markup:
    if not isinstance(stored, str):
        raise ValueError("no text")  # noqa: TRY004 - pydantic's way to say that it does not fit
    return Markup(stored)  # noqa: S704 - it was markup when it was stored


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One Telegram message in HTML: only what is markup already, so that nothing gets there without being escaped.

    `edit` names the message that it replaces, `reply_to` the one that it answers.

    `menu` rows are a persistent reply keyboard; `file` is a blob's SHA-256 with `file_name`, the text then being its caption.
    `context` never leaves: it tells the office what the message shows.
    `qr` is what a picture of a QR code says, the text then being its caption; a `secret` text is forgotten once it is sent.
    `on_file` says that the edited message is a file, with this text below it. `edit_of` is the dedupe key of the parcel whose
    message is replaced where nobody knows that message's id yet: it is looked up at sending time.
    """

    text: Annotated[Markup, PlainValidator(_markup), PlainSerializer(str)]
    buttons: Rows = ()
    edit: int | None = None
    reply_to: int | None = None
    menu: tuple[tuple[str, ...], ...] = ()
    file: str = ""
    file_name: str = ""
    context: Annotated[Shows, BeforeValidator(lambda raw: {} if raw is None else raw)] = NOTHING
    silent: bool = False
    qr: str = ""
    secret: bool = False
    on_file: bool = False
    edit_of: str = ""

    def payload(self) -> dict[str, Any]:
        shows = _SHOWS.encode(self.context) or None
        return {"chat": {**_CHAT.encode(replace(self, context=NOTHING)), "context": shows}, VERSION: SHAPE}

    @staticmethod
    def of(payload: Mapping[str, Any]) -> "ChatMessage":
        """Rebuild from `payload()`'s JSON; UnreadableError."""
        return _CHAT.decode(payload.get("chat"))


def shows_of(payload: Mapping[str, Any]) -> Shows:
    """What a chat parcel remembers of what it shows; nothing where it is none. UnreadableError."""
    return _SHOWS.decode((payload.get("chat") or {}).get("context") or {})


def restated(payload: Mapping[str, Any], how: Callable[[ChatMessage], ChatMessage]) -> dict[str, Any]:
    """The payload of a chat parcel with its message changed, and whatever stands beside that."""
    return {**payload, **how(ChatMessage.of(payload)).payload()}


@dataclass(frozen=True, slots=True)
class MailFile:
    """An attachment of an outgoing mail: a blob by its SHA-256."""

    sha256: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class MailMessage:
    """One outgoing mail; the parcel's address is the recipient, with `also` beside it. `automatic` marks what no person wrote.

    `sender` is the name beside our address: the office's where it is empty.
    """

    subject: str
    text: str
    html: str = ""
    cc: tuple[str, ...] = ()
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    files: tuple[MailFile, ...] = ()
    automatic: bool = True
    sender: str = ""
    also: tuple[str, ...] = ()

    def payload(self) -> dict[str, Any]:
        return {"mail": _MAIL.encode(self), VERSION: SHAPE}

    @staticmethod
    def of(payload: Mapping[str, Any]) -> "MailMessage":
        """Rebuild from `payload()`'s JSON; UnreadableError."""
        return _MAIL.decode(payload.get("mail"))


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A file for a printer: a blob by its SHA-256, and the name that the printer shows; the parcel's address is the printer's name."""

    sha256: str
    name: str

    def payload(self) -> dict[str, Any]:
        return {"print": _PRINT.encode(self), VERSION: SHAPE}

    @staticmethod
    def of(payload: Mapping[str, Any]) -> "PrintJob":
        """Rebuild from `payload()`'s JSON; UnreadableError."""
        return _PRINT.decode(payload.get("print"))


# Whole: a process of before asks for each field of a message by its name.
_CHAT, _MAIL, _PRINT = Codec(ChatMessage, whole=True), Codec(MailMessage, whole=True), Codec(PrintJob, whole=True)
_SHOWS = Codec(Shows)
