"""What Telegram refuses, as the answers to the outbox's questions: gone? later? moved? perhaps arrived?"""

import logging
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from crm.errors import DeliveryError

log = logging.getLogger(__name__)

WRONG_TOKEN_PAUSE = 300.0  # seconds; nobody's message is lost because a token was typed wrongly
_NOT_MODIFIED = "message is not modified"
_PAST_EDITING = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    "there is no caption in the message",
    "there is no media in the message",
)
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "bot was kicked", "peer_id_invalid", "user not found")
# Names of the causes with which nothing has left this machine, whatever HTTP library is below.
_NEVER_LEFT = {"ConnectError", "ConnectTimeout", "PoolTimeout"}


def is_not_modified(error: TelegramError) -> bool:
    """Whether an edit failed because the message shows that already."""
    return _NOT_MODIFIED in error.message.lower()


def is_past_editing(error: TelegramError) -> bool:
    """Whether the message that should be edited is gone or can no longer be edited."""
    return any(words in error.message.lower() for words in _PAST_EDITING)


def as_delivery_error(error: TelegramError, token: str) -> DeliveryError:  # noqa: PLR0911 - a table, one row an error
    """The error in the outbox's terms, without the token."""
    text = _told(error, token)
    match error:
        case RetryAfter():
            return DeliveryError(text, retry_after=_seconds(error))
        case ChatMigrated():
            return DeliveryError(text, moved_to=str(error.new_chat_id))
        case Forbidden():
            return DeliveryError(text, permanent=True)
        case BadRequest():
            if not any(words in text.lower() for words in _GONE):
                log.error("Telegram refused what we sent, which is our mistake: %s", text)
            return DeliveryError(text, permanent=True)
        case InvalidToken():
            log.error("Telegram does not know the bot's token")
            return DeliveryError("Telegram does not know the bot's token", retry_after=WRONG_TOKEN_PAUSE)
        case Conflict():
            return DeliveryError(text)
        case TimedOut() | NetworkError():
            return DeliveryError(text, sure=_never_left(error))
        case _:
            log.error("Telegram answered in a way that we do not know: %s", text)
            return DeliveryError(text)


def _told(error: TelegramError, token: str) -> str:
    return f"{type(error).__name__}: {error.message}".replace(token, "<token>")


def _never_left(error: TelegramError) -> bool:
    """Whether the request certainly did not reach Telegram: no connection, or an answer that says so."""
    if error.__cause__ is None:
        return not isinstance(error, TimedOut)
    return type(error.__cause__).__name__ in _NEVER_LEFT


def _seconds(error: RetryAfter) -> float:
    # The public attribute warns on every reading until PTB_TIMEDELTA is set; both forms are understood here.
    wait: timedelta | float = error._retry_after  # noqa: SLF001
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
