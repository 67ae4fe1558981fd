"""Parameters of a Bot API call, however they came: query, urlencoded, multipart or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from playground.errors import bad_request


@dataclass(frozen=True)
class Upload:
    """A file that came as a part of the request."""

    name: str
    mime: str
    data: bytes = field(repr=False)


@dataclass
class Params:
    """Typed access to the parameters; every getter raises BotApiError on nonsense."""

    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a string parameter."""
        value = self.values.get(name)
        if value is None:
            return None
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str) -> int | None:
        """Return a whole number."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None
        if not -(2**63) <= number < 2**63:
            raise bad_request(f"invalid {name} specified")
        return number

    def decimal(self, name: str) -> float | None:
        """Return a decimal number."""
        value = self.values.get(name)
        try:
            return None if value is None else float(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        """Return a yes or no; anything but a clear yes is no."""
        value = self.values.get(name)
        return value is True or (isinstance(value, str) and value.lower() in ("true", "yes", "1"))

    def json(self, name: str) -> Any:
        """Return a JSON-serialised parameter."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            what = "reply keyboard markup" if name == "reply_markup" else name.replace("_", " ")
            raise bad_request(f"can't parse {what} JSON object") from None

    def shown(self) -> dict[str, Any]:
        """Return the parameters for the record of requests, JSON strings opened."""
        seen: dict[str, Any] = {}
        for name, value in self.values.items():
            seen[name] = value
            if isinstance(value, str) and value[:1] in ("{", "[") and name not in ("text", "caption"):
                try:
                    seen[name] = json.loads(value)
                except (ValueError, RecursionError):
                    seen[name] = value
        return seen
