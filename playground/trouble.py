"""Misbehaviour on command: what the next Bot API calls suffer instead of, or on top of, their work."""

from __future__ import annotations

from dataclasses import dataclass, replace

from playground.errors import BotApiError

KINDS = ("flood", "blocked", "deactivated", "migrated", "error", "slow", "hang")
POLLING = ("getUpdates", "getMe")
SENTENCES = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


@dataclass(frozen=True)
class Trouble:
    """What happens to the next `times` calls (-1: until told otherwise) of one chat, or of all when `chat_id` is None.

    `seconds` is `retry_after` of a flood and the delay of a slow answer; `work` says whether a call that hangs or fails
    with 5xx does its work before; `new_chat_id` is where a chat has moved.
    """

    kind: str
    times: int = 1
    chat_id: int | None = None
    method: str | None = None
    seconds: float = 1.0
    code: int = 500
    work: bool = False
    new_chat_id: int = -1001234567890

    def hits(self, method: str, chat_id: int | None) -> bool:
        """Tell whether a call meets this trouble."""
        if self.method is not None:
            if self.method.lower() != method.lower():
                return False
        elif method in POLLING:
            return False
        return self.chat_id is None or self.chat_id == chat_id

    def error(self) -> BotApiError | None:
        """Return the error that Telegram answers, None for troubles that only take time."""
        match self.kind:
            case "flood":
                seconds = max(1, round(self.seconds))
                return BotApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
            case "blocked":
                return BotApiError(403, "Forbidden: bot was blocked by the user")
            case "deactivated":
                return BotApiError(403, "Forbidden: user is deactivated")
            case "migrated":
                moved = {"migrate_to_chat_id": self.new_chat_id}
                return BotApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", moved)
            case "error":
                return BotApiError(self.code, SENTENCES.get(self.code, "Internal Server Error"))
        return None


class Troubles:
    """The list of troubles that still lie ahead."""

    def __init__(self) -> None:
        self.ahead: list[Trouble] = []

    def add(self, trouble: Trouble) -> None:
        """Put one more at the end."""
        if trouble.kind not in KINDS:
            raise ValueError(f"no trouble is called {trouble.kind!r}; there are: {', '.join(KINDS)}")
        self.ahead.append(trouble)

    def clear(self) -> None:
        """End all misbehaviour."""
        self.ahead.clear()

    def next(self, method: str, chat_id: int | None) -> Trouble | None:
        """Take the first trouble that this call meets."""
        for place, trouble in enumerate(self.ahead):
            if trouble.hits(method, chat_id):
                if trouble.times > 1:
                    self.ahead[place] = replace(trouble, times=trouble.times - 1)
                elif trouble.times >= 0:
                    del self.ahead[place]
                return trouble
        return None
