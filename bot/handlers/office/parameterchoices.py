"""What can be tapped for a parameter, by its type, and the value that each button stands for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.turn import Turn
from crm.services.house import offdays, parametervalues
from crm.services.house.parameters import Parameter, Type

SHOWN = 24  # own holidays that can be taken out at once
LONGEST = 30  # characters of a button

Choice = tuple[str, str]  # what the button says, and its value in the callback data


def choices(turn: Turn, parameter: Parameter, now: Any) -> list[Choice]:
    """Yes and no, days to switch, printers, own holidays to take out; nothing for what is written."""
    return _CHOICES[parameter.type](turn, now) if parameter.type in _CHOICES else []


def chosen(turn: Turn, parameter: Parameter, value: str, now: Any) -> Any:
    """The parameter's new value after that button; None where it is none of the buttons (any more)."""
    if value not in dict(choices(turn, parameter, now)).values():
        return None
    return _CHOSEN[parameter.type](turn, value, now)


def _printers(turn: Turn) -> Sequence[str]:
    return tuple(turn.office.parameters.get("printers", ()))


def _off_days(turn: Turn, now: Any) -> list[Choice]:
    ahead = [pair for pair in now or () if pair[0] >= turn.today.isoformat()]
    return [(_cut(f"✖️ {parametervalues.off_day(pair, turn.words)}"), pair[0]) for pair in ahead[:SHOWN]]


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"


_CHOICES: Mapping[Type, Callable[[Turn, Any], list[Choice]]] = {
    Type.FLAG: lambda turn, _: [(turn.words("Yes"), "1"), (turn.words("No"), "0")],
    Type.DAYS: lambda turn, now: [(("✅ " if n in now else "") + parametervalues.day(n, turn.words), str(n)) for n in range(7)],
    Type.PRINTER: lambda turn, _: [(f"🖨 {printer}"[:40], str(n)) for n, printer in enumerate(_printers(turn))],
    Type.OFF_DAYS: _off_days,
}
_CHOSEN: Mapping[Type, Callable[[Turn, str, Any], Any]] = {
    Type.FLAG: lambda _, value, __: value == "1",
    Type.DAYS: lambda _, value, now: sorted(set(now) ^ {int(value)}),
    Type.PRINTER: lambda turn, value, _: _printers(turn)[int(value)],
    Type.OFF_DAYS: lambda _, value, now: offdays.without(now, value),
}
