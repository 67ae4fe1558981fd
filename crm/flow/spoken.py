"""Short answers about time where one is asked for: a bare hour, a length, and what may stand beside a moment."""

import re
from datetime import time

from crm.flow.model import Said
from crm.languages import LANGUAGES, one_of, united
from crm.text import fold

# What a date's answer may say beside its moment, and one word more («porfa»); anything else is a sentence.
_FILLERS = united(lambda one: one.answers.fillers)
_SPOKEN = {said: minutes for one in LANGUAGES.values() for said, minutes in one.answers.lengths.items()}
_ARTICLE = rf"(?:{one_of(lambda one: one.answers.hour_articles)})"
_AND = rf"(?:{one_of(lambda one: one.answers.ands)})"
_H = rf"(?:h|{one_of(lambda one: one.answers.hours)})"
_LENGTH = re.compile(
    rf"^(?:(?P<h>\d{{1,2}}(?:[.,]5)?)\s*{_H})?\s*(?:{_AND}\s*)?(?:(?P<m>\d{{1,3}})\s*(?:m|{one_of(lambda one: one.answers.minutes)})?)?$"
)
_HOURS = re.compile(
    rf"^(?:{one_of(lambda one: one.answers.before_hour)})?\s*(?:{_ARTICLE}\s+)?(\d{{1,2}})(?:[:.h](\d{{2}}))?"
    rf"(?:\s*(?:-|–|{one_of(lambda one: one.answers.between_hours)})\s*(?:{_ARTICLE}\s+)?(\d{{1,2}})(?:[:.h](\d{{2}}))?)?\s*{_H}?$"
)


def bare_hours(text: str) -> tuple[time, time | None] | None:
    """«10», «a las 10:30», «de 10 a 11», «hasta las 16» where an hour is asked for; before seven means the afternoon."""
    found = _HOURS.match(fold(text))
    if not found:
        return None
    hours = []
    for hour, minute in (found.group(1, 2), found.group(3, 4)):
        if hour and (int(hour) > 23 or int(minute or 0) > 59):
            return None
        if hour:
            hours.append(time(int(hour) + (12 if int(hour) < 7 else 0), int(minute or 0)))
    return hours[0], hours[1] if len(hours) > 1 else None


def beside(said: Said, text: str) -> list[str]:
    """The words that a text has beside its moment and what usually goes with one («para el …», «porfa» is one too many)."""
    words = re.findall(r"\w+", fold(text[: said.start] + " " + text[said.end :]))
    return [word for word in words if word not in _FILLERS]


def length_of(text: str) -> int | None:
    """Minutes of a typed length: «45», «1 h», «1 h 30», «hora y media»."""
    said = fold(text)
    if said in _SPOKEN:
        return _SPOKEN[said]
    found = _LENGTH.match(said)
    if not found or not (found.group("h") or found.group("m")):
        return None
    minutes = int(float((found.group("h") or "0").replace(",", ".")) * 60) + int(found.group("m") or 0)
    return minutes if 0 < minutes <= 24 * 60 else None
