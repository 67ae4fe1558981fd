"""Callback data of inline buttons: a verb and its arguments in at most 64 bytes, pure."""

from dataclasses import dataclass

from crm.errors import InvalidValueError

LIMIT = 64  # bytes, Telegram's
_ID_END = 2**63  # what both engines hold


@dataclass(frozen=True, slots=True)
class Press:
    """A button that somebody tapped: what it means and what it is about."""

    verb: str
    args: tuple[str, ...] = ()

    def number(self, position: int) -> int:
        """The argument at `position` as a number; InvalidValueError where it is none."""
        try:
            number = int(self.args[position])
        except (IndexError, ValueError) as error:
            raise InvalidValueError("button", "a number") from error
        if not -_ID_END < number < _ID_END:
            raise InvalidValueError("button", "a number that an id can be")
        return number


def encode(verb: str, *args: object) -> str:
    """`encode("do", 298, "done")` is `do:298:done`; ValueError where it would not fit."""
    data = ":".join((verb, *map(str, args)))
    if len(data.encode()) > LIMIT:
        raise ValueError(f"callback data over {LIMIT} bytes: {data}")
    return data


def decode(data: str) -> Press:
    """The press that callback data stands for; anything is accepted, since anybody can send anything."""
    verb, *args = data.split(":")
    return Press(verb, tuple(args))
