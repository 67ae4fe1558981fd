"""A forwarded message: who wrote it and when; an order in it is understood by its own day, and what has passed by now is asked."""

from collections.abc import Sequence
from datetime import datetime

from telegram import (
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot.turn import Turn
from crm.services.meaning import past
from crm.services.meaning.meant import Meant


def written_at(turn: Turn) -> datetime:
    """When the words were written: a forwarded message still means its own «tomorrow»."""
    return turn.understood.said_at


def heading(turn: Turn) -> str:
    """«Juan Pérez, 12-11 09:40» of a forwarded message; empty where it is the person's own."""
    message = turn.update.message
    origin = message.forward_origin if message else None
    return f"{_author(origin)}, {turn.words.stamp(origin.date.astimezone(turn.staff.zone), turn.today)}" if origin else ""


def _author(origin: MessageOrigin) -> str:
    """Whoever wrote it, as far as Telegram says."""
    match origin:
        case MessageOriginUser():
            return origin.sender_user.full_name
        case MessageOriginHiddenUser():
            return origin.sender_user_name
        case MessageOriginChat():
            return _signed(origin.sender_chat.effective_name, origin.author_signature)
        case MessageOriginChannel():
            return _signed(origin.chat.effective_name, origin.author_signature)
    return "?"


def _signed(name: str | None, author: str | None) -> str:
    return f"{name or '?'} ({author})" if author else name or "?"


def meant(turn: Turn) -> tuple[Meant, ...]:
    """What the typed words or a caption mean; of somebody else's only what is to be done, never what they say they did."""
    said_at, found = written_at(turn), turn.understood.meant
    if said_at == turn.said_at:
        return found
    return () if any(one.done for one in found) else still(turn, found, said_at)


def still(turn: Turn, found: Sequence[Meant], said_at: datetime) -> tuple[Meant, ...]:
    """The same, with a question for every moment that has passed since it was written."""
    when = turn.words.stamp(said_at, turn.today)
    return past.asked(found, said_at, turn.now, turn.words("What was said on {when} for then has passed.", when=when))
