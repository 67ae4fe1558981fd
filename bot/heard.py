"""What may be heard: one type each, with what its owner needs to know of it (bot.hearing says which it is, bot.routes who owns it)."""

from dataclasses import dataclass

from crm.buttons import Press
from crm.memory import Wants
from crm.model import Draft
from crm.parsing.described import Described
from crm.parsing.listwords import ListOrder
from crm.parsing.phrase import Command as Asked
from crm.parsing.smalltalk import Talk
from crm.services.look.situation import Standing


@dataclass(frozen=True, slots=True)
class Correction:
    """An edit of the person's own message."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An invitation's link was opened."""

    token: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A button below a message of ours; `shown` is that message, `on_file` whether it is a file with a text below it."""

    press: Press | None
    shown: int | None
    on_file: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A few words that may name a button, or order something, of the message that they stand below or answer."""

    below: Standing


@dataclass(frozen=True, slots=True)
class AlbumPart:
    """A part of an album, which has that name."""

    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is written or sent to a message that asks: `wants` is what that one remembers of its question."""

    what: str
    wants: Wants


@dataclass(frozen=True, slots=True)
class Addition:
    """A reply to a message of ours, or what follows [💬 Responder]: the actions that it may be added to."""

    actions: tuple[int, ...]
    of_list: bool = False


@dataclass(frozen=True, slots=True)
class ToDraft:
    """Something that is said while a question is open; with a command, which has a way of its own, the draft waits."""

    draft: Draft
    command: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command and what stands behind it."""

    name: str
    args: str = ""


@dataclass(frozen=True, slots=True)
class ForMail:
    """A file right after the preview of a mail."""

    action: int
    preview: Standing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document that may be a table to import."""


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact that answers no message."""


@dataclass(frozen=True, slots=True)
class Content:
    """Whatever a message holds besides words."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """«1 listo, 2 para el lunes»; without orders where a number is missing: «listo»."""

    orders: tuple[ListOrder, ...]


@dataclass(frozen=True, slots=True)
class NumberedOrder:
    """«tarea 113 lista»: an order about the action of that name; `alone` is the text with «1» in its place."""

    name: str
    order: ListOrder


@dataclass(frozen=True, slots=True)
class DescribedOrder:
    """«cancela la reunión con ACME»."""

    said: Described


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """«Hola», «gracias»."""

    talk: Talk


@dataclass(frozen=True, slots=True)
class Visit:
    """«Llegué a Comercial Andes» (`where`), or words of somebody who leaves (`where` is None)."""

    where: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """«¿qué tengo mañana?»: a command in the sentence's own words."""

    asked: Asked


@dataclass(frozen=True, slots=True)
class Sentence:
    """Any other text."""


@dataclass(frozen=True, slots=True)
class Unkept:
    """Something that holds nothing to keep: a sticker, a game, an empty text."""


@dataclass(frozen=True, slots=True)
class Service:
    """What the chat itself says, or a kind of update that says nothing."""


Heard = (
    Correction
    | Arrival
    | Tap
    | Label
    | AlbumPart
    | Answer
    | Addition
    | ToDraft
    | Command
    | ForMail
    | Sheet
    | SharedContact
    | Content
    | ListLine
    | NumberedOrder
    | DescribedOrder
    | SmallTalk
    | Visit
    | Question
    | Sentence
    | Unkept
    | Service
)
