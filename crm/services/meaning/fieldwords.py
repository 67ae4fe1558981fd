"""What a sentence says for one field of its kind, by the kind's own declaration: a number of its own, «válida hasta …», «de 10 a 11»."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from crm.flow import due_answer
from crm.flow.dates import moment, slot
from crm.kinds import FieldType, Kind
from crm.parsing.moments import Calendar, read_moments
from crm.parsing.spent import BARE_SPAN, hours_said
from crm.text import fold

_NUMBER = re.compile(r"^(?P<mark>n(?:[°º.]|ro\.?|umero|úmero|o\.)?|number|#)?\s*(?P<number>[a-z]{0,5}-?\d[\w/-]*)", re.IGNORECASE)
_BEHIND = re.compile(r"\s*(?:[,;:.·-]+|(?:de|por|of|for)\b)", re.IGNORECASE)
_ACCENTS = str.maketrans({"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]", "n": "[nñ]"})


def moments_in(text: str, kind: Kind, now: datetime, language: str, calendar: Calendar) -> tuple[str, dict[str, Any]]:
    """The text without «decidir antes del viernes» and «válida hasta el 15/12», and what these say by field."""
    said = kind.phrases[language].moments if language in kind.phrases else {}
    answers: dict[str, Any] = {}
    for phrase in sorted(said, key=len, reverse=True):
        words = r"\s+".join(word.translate(_ACCENTS) for word in phrase.split())
        found = re.search(rf"(?:^|[\s,;.]+)(?:(?:y|and|es|is)\s+)?\b{words}\b.*?(?=\s(?:y|and)\s|[,;\n]|$)", text, re.IGNORECASE)
        answer = _moment_of(found.group(), kind.field(said[phrase]).type, now, language, calendar) if found else None
        if found and answer and said[phrase] not in answers:
            answers[said[phrase]] = answer
            text = text[: found.start()] + text[found.end() :]
    return text, answers


def _moment_of(text: str, wanted: FieldType, now: datetime, language: str, calendar: Calendar) -> Any:
    found = read_moments(text, now, language, calendar=calendar)
    if len(found) != 1 or found[0].impossible:
        return None
    answer = due_answer(found[0].value, now)
    if answer is None or wanted is not FieldType.DATE:
        return answer
    return answer.get("on") or datetime.fromisoformat(answer["at"]).astimezone(now.tzinfo).date().isoformat()


def own_number(text: str, kind: Kind) -> tuple[str, str]:
    """The number that people gave it («1187», «N° 1187», «COT-1187»), and what is left of the text; empty where it has none."""
    rest = text
    for noun in (noun for phrases in kind.phrases.values() for noun in phrases.nouns):
        if fold(rest).startswith(noun):
            rest = rest[len(noun) :].lstrip(" :")
            break
    found = _NUMBER.match(rest)
    if found is None:
        return "", rest
    behind = rest[found.end() :]
    if not (found["mark"] or not behind.strip() or _BEHIND.match(behind)):
        return "", rest  # «20 cajas» counts something
    return found["number"], _BEHIND.sub("", behind, count=1).strip(" ,;:.·-")


def hours_in(text: str, day: date | None, now: datetime) -> tuple[bool, Mapping[str, str] | None]:
    """Whether a text says «de 10 a 11» of something that is over, and these hours as the answer of its span; hours to come are none."""
    said = hours_said(text)
    if said is None:
        return False, None
    start, end = (moment(day or now.date(), hour, now) for hour in said[1:])
    return True, slot(start, end) if end <= now else None


def without_hours(text: str) -> str:
    """A text without its «de 10 a 11»."""
    return " ".join(BARE_SPAN.sub(" ", text, count=1).split()).strip(" ,;")
