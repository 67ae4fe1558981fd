"""How people say that they arrive and leave. Pure."""

from crm.languages import LANGUAGES, language
from crm.text import fold, fold_company

_PAUSE = " \t\n,.;:-–"


def arrival(text: str, spoken: str) -> str | None:
    """Where somebody says to have arrived; empty where no place is named, None where the text says nothing of the sort."""
    found = language(spoken).visits.arrived.match(text)
    return (found["where"] or "").strip() if found else None


def leaves(text: str, spoken: str) -> bool:
    """Whether the text may be said by somebody who leaves: whom depends on which visits run."""
    return language(spoken).visits.left.match(text) is not None


def leaving(text: str, spoken: str, partner: str) -> str | None:
    """What somebody who leaves that partner says besides; None where the text says nothing of leaving it."""
    visits = language(spoken).visits
    found = visits.left.match(text)
    if found is None:
        return None
    said = found["rest"]
    rest = without_place(said, partner)
    paused = not said.strip() or said.lstrip(" \t")[:1] in _PAUSE
    if rest == said.strip(_PAUSE) and (_lead(rest) or (visits.leaves_things and not paused)):
        return None  # «salí de la reunión», «left a message for Juan»
    return rest


def without_place(said: str, partner: str) -> str:
    """What is said without the partner's name at its beginning: «de Andes, quedó conforme» is «quedó conforme»."""
    rest = said.strip(_PAUSE)
    words = rest[_lead(rest) :].split()
    named = set(fold_company(partner).split()) | set(fold(partner).split())
    n = 0
    while n < len(words) and fold(words[n].strip(_PAUSE)) in named:
        n += 1
        if words[n - 1][-1] in _PAUSE:
            break
    return " ".join(words[n:]).strip(_PAUSE) if n else rest


def _lead(rest: str) -> int:
    """Where the name of a place begins behind «de la», "from the"; 0 without them. Of any language: behind a command nobody says which."""
    return max((found.end() for one in LANGUAGES.values() if (found := one.visits.place.match(rest))), default=0)
