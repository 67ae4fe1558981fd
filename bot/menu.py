"""The menus: Telegram's list of commands by role and language, and the keyboard of four things below the chat."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from telegram import Bot, BotCommand

from crm.errors import NotFoundError
from crm.kinds import KINDS, Kind
from crm.languages import DEFAULT, LANGUAGES
from crm.message import COMMANDS as PAYLOAD
from crm.model import Parcel, Role, Staff
from crm.permissions import Deed, ever
from crm.services.house.office import Office
from crm.services.staff import lookup
from crm.words import Words, words_for


@dataclass(frozen=True, slots=True)
class Command:
    """A command by language, and what it does (a msgid). `listed` shows it in Telegram's menu, to whom may do what it `needs`."""

    names: Mapping[str, str]
    about: str
    listed: bool = True
    needs: Deed | None = None
    kind: str = ""  # what it makes, step by step

    def is_for(self, role: Role) -> bool:
        """Whether somebody of that role has it in the menu."""
        return self.listed and (self.needs is None or ever(role, self.needs))


def _names(name: str) -> Mapping[str, str]:
    """A command by language, of its English name."""
    return {code: one.commands.get(name, name) for code, one in LANGUAGES.items()}


def _of_kind(kind: Kind) -> Mapping[str, str]:
    """A kind's command by language; where it has no words of its own yet, it answers to the first language's."""
    return {code: kind.commands.get(code, kind.commands[DEFAULT]) for code in LANGUAGES}


def _said(name: str, about: str, *, listed: bool = True, needs: Deed | None = None) -> Command:
    return Command(_names(name), about, listed, needs)


COMMANDS: tuple[Command, ...] = (
    _said("pending", "What you have to do"),
    _said("today", "What is for today"),
    _said("week", "What is for this week"),
    _said("overdue", "What is late"),
    _said("card", "The card of a customer or supplier"),
    _said("partner", "A new customer or supplier"),
    _said("find", "Find people and actions"),
    *(Command(_of_kind(kind), kind.title, kind=kind.name) for kind in KINDS if kind.by_chat),
    _said("procedures", "How things are done here: /procedure and a word finds one"),
    _said("arrived", "A visit begins: /arrived and the customer"),
    _said("left", "The visit ends: /left and what came of it"),
    _said("activities", "What you did, hour by hour: today, or /activities week"),
    _said("done", "What you finished: today, or /done yesterday"),
    _said("drafts", "What you left half-way"),
    _said("cancel", "Leave the open question"),
    _said("handover", "Your work goes to somebody else for some days"),
    _said("me", "Language, time zone, morning summary"),
    _said("help", "What I can do"),
    _said("staff", "Who works here", needs=Deed.ARRANGE),
    _said("parameters", "What the office is set to", needs=Deed.SET_UP),
    _said("tables", "Events, types and standard texts", needs=Deed.SET_UP),
    _said("import", "Customers, contacts or staff from a file", needs=Deed.EXCHANGE),
    _said("export", "Customers, contacts, tables or actions as a file", needs=Deed.EXCHANGE),
    _said("start", "Begin", listed=False),
)
# The keyboard below the chat: label (msgid) -> command by language.
KEYBOARD: tuple[tuple[tuple[str, Mapping[str, str]], ...], ...] = (
    (("📋 Pending", COMMANDS[0].names), ("☀️ Today", COMMANDS[1].names)),
    (("📌 New task", _of_kind(KINDS[0])), ("❓ Help", _names("help"))),
)


def about(command: Command, words: Words) -> str:
    """One line on a command: what it does, or the kind that it makes."""
    return words("{what}, step by step", what=words.of(command.kind, command.about)) if command.kind else words(command.about)


def keyboard(words: Words) -> tuple[tuple[str, ...], ...]:
    """The rows of the keyboard below the chat."""
    return tuple(tuple(words(label) for label, _ in row) for row in KEYBOARD)


def command_of_label(text: str) -> str:
    """The command of a key of the keyboard, in the language of its label; empty where the text is none."""
    return next((command for label, command in _labels() if label == text), "")


def _labels() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        words = Words(language)
        for row in KEYBOARD:
            for label, names in row:
                yield words(label), names[language]


def menu_of(role: Role, words: Words) -> list[tuple[str, str]]:
    """The commands of a role in a language, each with what it does."""
    return [(command.names[words.language], about(command, words)[:256]) for command in COMMANDS if command.is_for(role)]


async def set_commands(bot: Bot) -> None:
    """Tell Telegram the commands that everybody has, once at the start: Spanish, English where the phone speaks it."""
    for language in LANGUAGES:
        shown = [BotCommand(*line) for line in menu_of(Role.STAFF, Words(language))]
        await bot.set_my_commands(shown, language_code=None if language == DEFAULT else language)


async def render(office: Office, parcel: Parcel) -> dict[str, Any] | None:
    """The menu of a person's own chat, as role and language stand when it leaves; None where the chat is somebody else's by now."""
    try:
        person: Staff = await lookup.by_id(office, parcel.payload["staff_id"])
    except NotFoundError:
        return None
    if not person.active or str(person.telegram_id) != parcel.address:
        return None
    return {PAYLOAD: [list(line) for line in menu_of(person.role, words_for(person))]}


def _version() -> str:
    every = [menu_of(role, Words(language)) for role in Role for language in LANGUAGES]
    return sha256(repr(every).encode()).hexdigest()[:12]


VERSION = _version()  # another list of commands is shown to everybody once
