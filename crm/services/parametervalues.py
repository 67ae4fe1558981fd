"""A parameter's value as people write it and as they read it, by its type."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from crm import checks
from crm.errors import InvalidValueError
from crm.flow.money import money_of
from crm.services.parameters import EMPTY, Parameter, Type
from crm.words import Words

LONGEST = 100  # characters of a line; a text may have five times as many
_HOUR = re.compile(r"(\d{1,2})(?:[:.h]\s?(\d{2}))?\s?(?:h|hrs?|horas)?\.?", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:de(?:sde)?(?: las?)?|from)?\s*(\S+?)\s*(?:hrs?)?\s*(?:-|–|—|a(?: las?)?|hasta(?: las?)?|to|until)\s*(\S+)", re.IGNORECASE
)


def label(parameter: Parameter, words: Words) -> str:
    """«Minutos para deshacer»; of a printer the kind that it prints."""
    return words.of(parameter.of, parameter.label) if parameter.of else words(parameter.label)


def read(parameter: Parameter, text: str) -> Any:
    """What was written, as it is stored; InvalidValueError where it does not fit (`expected`: what may have been meant)."""
    return _READ[parameter.type](parameter, text.strip())


def _line(parameter: Parameter, text: str) -> str:
    return checks.one_line(text, parameter.name, LONGEST)


def _text(parameter: Parameter, text: str) -> str:
    if not text or len(text) > 5 * LONGEST or text.count("\n") > 5 or any(not c.isprintable() and c != "\n" for c in text):
        raise InvalidValueError(parameter.name, "")
    return text


def _number(parameter: Parameter, text: str) -> int:
    low, high = parameter.limits
    found = re.fullmatch(r"(\d{1,6})(?:\s+\w+)?", text)
    if found is None or not low <= int(found[1]) <= high:
        raise InvalidValueError(parameter.name, "")
    return int(found[1])


def _money(parameter: Parameter, text: str) -> int:
    found = money_of(text)
    if not found or found["currency"] != "CLP" or Decimal(found["amount"]) != int(Decimal(found["amount"])):
        raise InvalidValueError(parameter.name, "")
    return int(Decimal(found["amount"]))


def _clock(parameter: Parameter, text: str) -> time:
    found = _HOUR.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise InvalidValueError(parameter.name, "")
    return time(int(found[1]), int(found[2] or 0))


def _hour(parameter: Parameter, text: str) -> str:
    return f"{_clock(parameter, text):%H:%M}"


def _hours(parameter: Parameter, text: str) -> list[str]:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise InvalidValueError(parameter.name, "")
    start, end = _clock(parameter, found[1]), _clock(parameter, found[2])
    if start >= end:
        raise InvalidValueError(parameter.name, "")
    return [f"{start:%H:%M}", f"{end:%H:%M}"]


def _tapped_only(parameter: Parameter, text: str) -> Any:
    raise InvalidValueError(parameter.name, text)


_READ: Mapping[Type, Callable[[Parameter, str], Any]] = {
    Type.LINE: _line,
    Type.TEXT: _text,
    Type.RUT: lambda _, text: checks.rut_number(text),
    Type.PHONE: lambda _, text: checks.phone_number(text),
    Type.MAIL: lambda _, text: checks.mail_address(text),
    Type.NUMBER: _number,
    Type.MONEY: _money,
    Type.HOURS: _hours,
    Type.HOUR: _hour,
    Type.DAYS: _tapped_only,
    Type.FLAG: _tapped_only,
    Type.PICTURE: _tapped_only,
    Type.PRINTER: _tapped_only,
    Type.FIXED: _tapped_only,
}


def shown(parameter: Parameter, value: Any, words: Words) -> str:
    """A value as people read it; «–» for what is empty."""
    if value is None or value in (EMPTY, []):
        return "–"
    return _SHOWN[parameter.type](value, words) if parameter.type in _SHOWN else str(value)


def day(number: int, words: Words) -> str:
    """«lun» of 0."""
    return words.short_day(date(2024, 1, 1 + number)).split()[0].lower()


def _days(value: Any, words: Words) -> str:
    """«lun–vie», or one by one where they are not in a row."""
    days = sorted(value)
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{day(days[0], words)}–{day(days[-1], words)}"
    return ", ".join(day(number, words) for number in days)


_SHOWN: Mapping[Type, Callable[[Any, Words], str]] = {
    Type.NUMBER: lambda value, _: f"{value:g}",
    Type.MONEY: lambda value, words: words.money(Decimal(value), "CLP"),
    Type.HOURS: lambda value, _: "–".join(value),
    Type.DAYS: _days,
    Type.FLAG: lambda value, words: words("Yes").lower() if value else words("No").lower(),
    Type.PICTURE: lambda _, words: words("there is one"),
    Type.TEXT: lambda value, _: str(value).replace("\n", " / "),
}
