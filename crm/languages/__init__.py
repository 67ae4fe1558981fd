"""The languages that are spoken here, each a value; `LANGUAGES` is the one list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from crm.languages.base import Language
from crm.languages.en import ENGLISH
from crm.languages.es import SPANISH
from crm.languages.lists import Words
from crm.model import DEFAULT_LANGUAGE as DEFAULT

__all__ = ["DEFAULT", "LANGUAGES", "Language", "language", "language_of", "one_of", "united"]

#: Code → language; the first one is spoken where nobody chose another.
LANGUAGES: Mapping[str, Language] = MappingProxyType({one.code: one for one in (SPANISH, ENGLISH)})


def language_of(*wishes: str | None) -> str:
    """The first wish that is a language we speak: the person's setting, then Telegram's, then the first of ours."""
    for wish in wishes:
        short = (wish or "")[:2].lower()
        if short in LANGUAGES:
            return short
    return DEFAULT


def language(tag: str | None) -> Language:
    """The language of a tag: «es-CL» is Spanish."""
    return LANGUAGES[language_of(tag)]


def one_of(of: Callable[[Language], Words]) -> str:
    """The same words as alternatives of a pattern, the longest first."""
    return "|".join(sorted(united(of), key=lambda word: (-len(word), word)))


def united(of: Callable[[Language], Words]) -> Words:
    """The words of all languages together, where a text may mix them or nobody knows its language."""
    return frozenset().union(*(of(one) for one in LANGUAGES.values()))
