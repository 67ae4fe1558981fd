"""What nobody else took: a button that no longer counts, a command that does not exist, a message without anything to keep."""

from rapidfuzz import fuzz, process

from bot.menu import COMMANDS
from bot.turn import Turn
from crm.decision import Decision
from crm.render import chat

NEAR = 65.0  # how alike an unknown command must be to be proposed


async def old_button(turn: Turn) -> Decision | None:
    """A tapped button that means nothing (any more)."""
    return Decision.saying(turn.say(turn.words("That button no longer counts."), edit=None, reply_to=turn.shown))


async def unknown_command(turn: Turn) -> Decision | None:
    """«/tares»: the nearest command and the list of all."""
    names = [command.names[turn.words.language] for command in COMMANDS if command.is_for(turn.staff.role)]
    every = [name for command in COMMANDS for name in command.names.values()]
    near = process.extractOne(turn.command, every, scorer=fuzz.ratio, score_cutoff=NEAR)
    return Decision.saying(
        turn.say(chat("unknown_command", turn.words, typed=turn.command[:40], near=near[0] if near else "", names=names))
    )


async def nothing_to_keep(turn: Turn) -> Decision | None:
    """A sticker, a game, an empty text: one friendly line. What the chat itself says (a pinned message) is no message to answer."""
    message = turn.update.message
    assert message
    sentence = "Nice! But I can only keep texts, photos, voice notes, documents, places and contacts."
    return Decision.saying(turn.say(turn.words(sentence), reply_to=message.message_id))
