"""How people say that they arrive and leave, by language. Pure."""

import re
from collections.abc import Mapping

from crm.text import fold, fold_company

# Nobody arrives at an agreement, and who goes out for lunch has not left a customer.
_ARRIVED: Mapping[str, re.Pattern[str]] = {
    "es": re.compile(
        r"^\s*(?:(?:ya|recien|recién|acabo de)\s+)*(?:llegu[eé]|llegamos|llegar)\b"
        r"(?:\s+(?:a donde|donde|adonde|al?|en)\s+(?!(?:una?|acuerdo|tiempo|casa)\b)(?P<where>.+)|\s*[.!]*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    "en": re.compile(
        r"^\s*(?:(?:i|i've|we|just)\s+)*arrived\b(?:\s+(?:at|in|to)\s+(?!(?:an?|home)\b)(?P<where>.+)|\s*[.!]*)$", re.IGNORECASE | re.DOTALL
    ),
}
_LEFT: Mapping[str, re.Pattern[str]] = {
    "es": re.compile(
        r"^\s*(?:(?:ya|recien|recién|acabo de)\s+)*(?:sal[ií]|salimos|me fui|salir)\b"
        r"(?!\s+(?:al?|con|en|para|por|tarde|temprano|mañana|hoy)\b)(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    "en": re.compile(r"^\s*(?:(?:i|i've|we|just)\s+)*left\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL),
}
_FROM = re.compile(r"^(?:donde|desde|del?|from)\s+(?:(?:la|el|los|las|the)\s+)?", re.IGNORECASE)
_PAUSE = " \t\n,.;:-–"


def arrival(text: str, language: str) -> str | None:
    """Where somebody says to have arrived; empty where no place is named, None where the text says nothing of the sort."""
    found = _ARRIVED[language].match(text)
    return (found["where"] or "").strip() if found else None


def leaves(text: str, language: str) -> bool:
    """Whether the text may be said by somebody who leaves: whom depends on which visits run."""
    return _LEFT[language].match(text) is not None


def leaving(text: str, language: str, partner: str) -> str | None:
    """What somebody who leaves that partner says besides; None where the text says nothing of leaving it."""
    found = _LEFT[language].match(text)
    if found is None:
        return None
    said = found["rest"]
    rest = without_place(said, partner)
    paused = not said.strip() or said.lstrip(" \t")[:1] in _PAUSE
    if rest == said.strip(_PAUSE) and (_FROM.match(rest) or (language == "en" and not paused)):
        return None  # «salí de la reunión», «left a message for Juan»
    return rest


def without_place(said: str, partner: str) -> str:
    """What is said without the partner's name at its beginning: «de Andes, quedó conforme» is «quedó conforme»."""
    rest = said.strip(_PAUSE)
    lead = _FROM.match(rest)
    words = rest[lead.end() if lead else 0 :].split()
    named = set(fold_company(partner).split()) | set(fold(partner).split())
    n = 0
    while n < len(words) and fold(words[n].strip(_PAUSE)) in named:
        n += 1
        if words[n - 1][-1] in _PAUSE:
            break
    return " ".join(words[n:]).strip(_PAUSE) if n else rest
