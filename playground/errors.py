"""What the imitated Telegram refuses, in its own words."""

from __future__ import annotations

from typing import Any


class BotApiError(Exception):
    """A Bot API call is refused with an HTTP-like code, a description and sometimes parameters."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON object that Telegram answers for this error."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class PlaygroundError(Exception):
    """Somebody asked the playground itself for something that cannot be done."""


class UnknownPersonError(PlaygroundError):
    """Nobody with this id lives in the playground."""


class UnknownMessageError(PlaygroundError):
    """That chat holds no such message or button."""


class GatewayUnreachableError(PlaygroundError):
    """The product's SMTP door does not answer."""


def bad_request(sentence: str) -> BotApiError:
    """Return the 400 that Telegram words as "Bad Request: …"."""
    return BotApiError(400, f"Bad Request: {sentence}")


def forbidden(sentence: str) -> BotApiError:
    """Return the 403 that Telegram words as "Forbidden: …"."""
    return BotApiError(403, f"Forbidden: {sentence}")
