"""The menus: Telegram's list of commands a language, and the keyboard of four things below the chat."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from telegram import Bot, BotCommand

from crm.kinds import KINDS
from crm.words import DEFAULT, LANGUAGES, Words


@dataclass(frozen=True, slots=True)
class Command:
    """A command by language, and what it does (a msgid). `listed` shows it in Telegram's menu."""

    names: Mapping[str, str]
    about: str
    listed: bool = True


COMMANDS: tuple[Command, ...] = (
    Command({"es": "pendientes", "en": "pending"}, "What you have to do"),
    Command({"es": "hoy", "en": "today"}, "What is for today"),
    Command({"es": "semana", "en": "week"}, "What is for this week"),
    Command({"es": "atrasadas", "en": "overdue"}, "What is late"),
    Command({"es": "ficha", "en": "card"}, "The card of a customer or supplier"),
    Command({"es": "cliente", "en": "partner"}, "A new customer or supplier"),
    Command({"es": "buscar", "en": "find"}, "Find people and actions"),
    *(Command(kind.commands, kind.title) for kind in KINDS if kind.by_chat),
    Command({"es": "llegue", "en": "arrived"}, "A visit begins: /arrived and the customer"),
    Command({"es": "sali", "en": "left"}, "The visit ends: /left and what came of it"),
    Command({"es": "borradores", "en": "drafts"}, "What you left half-way"),
    Command({"es": "cancelar", "en": "cancel"}, "Leave the open question"),
    Command({"es": "ayuda", "en": "help"}, "What I can do"),
    Command({"es": "personal", "en": "staff"}, "Who works here", listed=False),
    Command({"es": "parametros", "en": "parameters"}, "What the office is set to", listed=False),
    Command({"es": "tablas", "en": "tables"}, "Events, types and standard texts", listed=False),
    Command({"es": "start", "en": "start"}, "Begin", listed=False),
)
_TITLES = {kind.title: kind.name for kind in KINDS}
# The keyboard below the chat: label (msgid) -> command by language.
KEYBOARD: tuple[tuple[tuple[str, Mapping[str, str]], ...], ...] = (
    (("📋 Pending", COMMANDS[0].names), ("☀️ Today", COMMANDS[1].names)),
    (("📌 New task", KINDS[0].commands), ("❓ Help", {"es": "ayuda", "en": "help"})),
)


def about(command: Command, words: Words) -> str:
    """One line on a command: what it does, or the kind that it makes."""
    kind = _TITLES.get(command.about)
    return words("{what}, step by step", what=words.of(kind, command.about)) if kind else words(command.about)


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


async def set_commands(bot: Bot) -> None:
    """Tell Telegram the commands, once at the start: Spanish for everybody, English where the phone speaks it."""
    for language in LANGUAGES:
        words = Words(language)
        shown = [BotCommand(command.names[language], about(command, words)[:256]) for command in COMMANDS if command.listed]
        await bot.set_my_commands(shown, language_code=None if language == DEFAULT else language)
