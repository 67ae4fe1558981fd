"""The dictionaries of the languages that moments are read in."""

from __future__ import annotations

from crm.parsing.moments import holidays
from crm.parsing.moments.lexicon import Lexicon, build
from crm.parsing.moments.words import en, es

LEXICONS: dict[str, Lexicon] = {
    "es": build("es", {**es.ROLES, "holiday": holidays.names("es")}, es.SLIPS),
    "en": build("en", {**en.ROLES, "holiday": holidays.names("en")}, en.SLIPS),
}


def lexicon(lang: str) -> Lexicon:
    """The dictionary of a language tag («es-CL» is «es»); Spanish where there is none."""
    return LEXICONS.get(lang[:2].lower(), LEXICONS["es"])
