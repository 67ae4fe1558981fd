"""What the bot answers, in order: the first handler that decides ends the turn."""

from bot.dialog import Decide
from bot.handlers import errors, say, start, undo

HANDLERS: tuple[Decide, ...] = (
    # buttons
    undo.undo,
    say.as_kind,
    errors.old_button,
    # commands
    start.start,
    start.help_,
    start.cancel,
    errors.unknown_command,
    # sentences
    say.say,
    errors.nothing_to_keep,
)
