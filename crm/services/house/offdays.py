"""Days off: a country's public holidays, and those that an administrator adds or takes out in the chat."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

import holidays

from crm import checks
from crm.errors import InvalidValueError
from crm.languages import LANGUAGES, one_of
from crm.parsing.moments import read_moments

OWN = "own_holidays"  # parameter: [[day in ISO form, name]]; an empty name is a holiday on which the office works
MOST = 60  # days that the parameter holds
_SPAN = 31  # days that one line may name
_LONGEST = 40  # characters of a name
_WORKED = re.compile("|".join(said for one in LANGUAGES.values() for said in one.answers.worked), re.IGNORECASE)
_LITTLE = re.compile(rf"^(?:[\s,:;.–—-]+|(?:{one_of(lambda one: one.answers.day_little)})\b)+|[\s,:;.–—-]+$", re.IGNORECASE)

Days = list[list[str]]


@cache
def _country(country: str, year: int, language: str) -> Mapping[date, str]:
    found = holidays.country_holidays(country, years=(year - 1, year, year + 1), language=LANGUAGES[language].calendar)
    return MappingProxyType({day: str(name) for day, name in found.items()})


def around(parameters: Mapping[str, Any], today: date, language: str) -> Mapping[date, str]:
    """The days off of last year, this one and the next with their names, by the parameters `country` and `own_holidays`."""
    country = parameters.get("country", "CL")
    found = _country(country, today.year, language) if country else {}
    own = parameters.get(OWN) or ()
    if not own:
        return found
    return {day: name for day, name in {**found, **{date.fromisoformat(day): name for day, name in own}}.items() if name}


def read(text: str, now: datetime, language: str, today: Days) -> Days:
    """`today`'s days with those that a line names: «2 ene feriado interno», «24 al 31 dic vacaciones», «8 dic se trabaja».

    InvalidValueError: "past" for what is over, "many" for more than the parameter holds, else that the line names no day.
    """
    days, rest = _apart(text, now, language)
    if days[-1] < now.date():
        raise InvalidValueError("past", "")
    name = "" if _WORKED.fullmatch(rest) else checks.one_line(rest or LANGUAGES[language].unnamed_holiday, OWN, _LONGEST)
    made = {**dict(today), **{day.isoformat(): name for day in days}}
    if len(made) > MOST:
        raise InvalidValueError("many", str(MOST))
    return [list(pair) for pair in sorted(made.items())]


def _apart(text: str, now: datetime, language: str) -> tuple[list[date], str]:
    """The days that a line names, and the rest of it; of «24 dic tarde libre» the first words alone name a day."""
    words = text.split()[:12]
    for head in (text, *(" ".join(words[:n]) for n in range(min(8, len(words)), 0, -1))):
        said = read_moments(head, now, language)
        days = _days(said[0].value) if len(said) == 1 and not said[0].impossible else []
        if days:
            return days, _LITTLE.sub("", text[: said[0].start]) or _LITTLE.sub("", text[said[0].end :])
    raise InvalidValueError(OWN, "")


def _days(value: Any) -> list[date]:
    """The days of a moment; nothing for an hour, an open range or a long one."""
    if isinstance(value, tuple):
        first, end = value
        if not (type(first) is date and type(end) is date) or not 0 < (end - first).days <= _SPAN:
            return []
        return [first + timedelta(days=n) for n in range((end - first).days)]
    return [value] if type(value) is date else []


def without(days: Days, day: str) -> Days:
    """The days but for that one."""
    return [pair for pair in days if pair[0] != day]
