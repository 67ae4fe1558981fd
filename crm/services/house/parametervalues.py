"""A parameter's value as people write it and as they read it, by its type."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from babel.dates import format_date

from crm import checks
from crm.errors import InvalidValueError
from crm.flow.money import money_of
from crm.kinds import KIND
from crm.services.house import offdays
from crm.services.house.parameters import NOTHING, Parameter, Type
from crm.services.papers import series
from crm.words import Words

LONGEST = 100  # characters of a line; a text may have five times as many
_HOUR = re.compile(r"(\d{1,2})(?:[:.h]\s?(\d{2}))?\s?(?:h|hrs?|horas)?\.?", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:de(?:sde)?(?: las?)?|from)?\s*(\S+?)\s*(?:hrs?)?\s*(?:-|–|—|a(?: las?)?|hasta(?: las?)?|to|until)\s*(\S+)", re.IGNORECASE
)


def label(parameter: Parameter, words: Words) -> str:
    """«Minutos para deshacer»; of a printer the kind that it prints."""
    return _said(parameter, parameter.label, words)


def _said(parameter: Parameter, text: str, words: Words, **more: str) -> str:
    """A text about a parameter; of one that is about a kind, said of that kind."""
    if not parameter.of:
        return words(text, **more)
    return words.of(parameter.of, text, kind=words.of(parameter.of, KIND[parameter.of].plural).lower(), **more)


def summary(parameters: Sequence[Parameter], now: Mapping[str, Any], words: Words) -> str:
    """«Los Robles · 76.123.456-0 · Santiago»: what stands there, in one line; what is empty or off is left out."""
    said = [p for p in parameters if p.brief and now[p.name] not in NOTHING and now[p.name] is not False]
    return " · ".join(_said(p, p.brief, words, value=shown(p, now[p.name], words)) for p in said) or "–"


@dataclass(frozen=True, slots=True)
class Asked:
    """When and in which language a value was written, and what the parameter stood at: some values depend on it."""

    now: datetime
    language: str
    stands: Any


def read(parameter: Parameter, text: str, asked: Asked | None = None) -> Any:
    """What was written, as it is stored; InvalidValueError where it does not fit (`expected`: what may have been meant)."""
    if asked and parameter.type in _READ_THEN:
        return _READ_THEN[parameter.type](text.strip(), asked)
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


def hour(text: str, field: str = "hour") -> str:
    """«7:30», «8 hrs» as "07:30"; InvalidValueError where it is no hour."""
    found = _HOUR.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise InvalidValueError(field, "")
    return f"{time(int(found[1]), int(found[2] or 0)):%H:%M}"


def hours(text: str, field: str = "hours") -> list[str]:
    """«9:00-18:00», «de 9 a 18» as ["09:00", "18:00"]."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise InvalidValueError(field, "")
    start, end = hour(found[1], field), hour(found[2], field)
    if start >= end:
        raise InvalidValueError(field, "")
    return [start, end]


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
    Type.HOURS: lambda parameter, text: hours(text, parameter.name),
    Type.HOUR: lambda parameter, text: hour(text, parameter.name),
    Type.DAYS: _tapped_only,
    Type.FLAG: _tapped_only,
    Type.PICTURE: _tapped_only,
    Type.PRINTER: _tapped_only,
    Type.OFF_DAYS: _tapped_only,
    Type.SERIES: _tapped_only,
    Type.FIXED: _tapped_only,
}
_READ_THEN: Mapping[Type, Callable[[str, Asked], Any]] = {
    Type.OFF_DAYS: lambda text, asked: offdays.read(text, asked.now, asked.language, list(asked.stands or ())),
    Type.SERIES: lambda text, asked: series.read(text, asked.now.year),
}


def shown(parameter: Parameter, value: Any, words: Words) -> str:
    """A value as people read it; «–» for what is empty."""
    if value in NOTHING:
        return "–"
    return _SHOWN[parameter.type](value, words) if parameter.type in _SHOWN else str(value)


def day(number: int, words: Words) -> str:
    """«lun» of 0."""
    return words.short_day(date(2024, 1, 1 + number)).split()[0].lower()


def days(value: Any, words: Words) -> str:
    """«lun–vie», or one by one where they are not in a row."""
    found = sorted(value)
    if len(found) > 2 and found == list(range(found[0], found[-1] + 1)):
        return f"{day(found[0], words)}–{day(found[-1], words)}"
    return ", ".join(day(number, words) for number in found)


def off_day(pair: Sequence[str], words: Words) -> str:
    """«2 ene 2027 inventario», or that the office works on it."""
    day = format_date(date.fromisoformat(pair[0]), "d MMM y", locale=words.language).replace(".", "")
    return f"{day} {pair[1] or words('(we work)')}"


def _series(value: Any, words: Words) -> str:
    """«CA-AAAA-0035»."""
    found = series.of(value)
    return found.number(found.start, words("YYYY"))


_SHOWN: Mapping[Type, Callable[[Any, Words], str]] = {
    Type.NUMBER: lambda value, _: f"{value:g}",
    Type.MONEY: lambda value, words: words.money(Decimal(value), "CLP"),
    Type.HOURS: lambda value, _: "–".join(value),
    Type.DAYS: days,
    Type.OFF_DAYS: lambda value, words: ", ".join(off_day(pair, words) for pair in value),
    Type.SERIES: _series,
    Type.FLAG: lambda value, words: words("Yes").lower() if value else words("No").lower(),
    Type.PICTURE: lambda _, words: words("there is one"),
    Type.TEXT: lambda value, _: str(value).replace("\n", " / "),
}
