"""What the bot answers, in order: the first handler that decides ends the turn."""

from bot.dialog import Decide

HANDLERS: tuple[Decide, ...] = ()
