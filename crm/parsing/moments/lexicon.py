"""A language's dictionary: phrase → role → value, with the typing slips that phones produce."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from crm.languages import LANGUAGES, language_of
from crm.languages.times import Times
from crm.parsing.moments import holidays
from crm.parsing.moments.tokens import Tokens

#: role → (value, index after the last token)
Found = dict[str, tuple[Any, int]]
NOTHING: Found = {}

#: Roles whose words are looked up with one slip of the finger.
_FORGIVING = ("month", "weekday", "day")
_SHORTEST_SLIP = 5


@dataclass(frozen=True, slots=True)
class Lexicon:
    """First word → the phrases that start with it, the longest first."""

    says: Times
    entries: Mapping[str, tuple[tuple[tuple[str, ...], str, Any], ...]]
    slips: Mapping[str, str] = field(default_factory=dict)
    _seen: dict[str, str] = field(default_factory=dict)

    def lookup(self, tokens: Tokens, i: int) -> Found:
        """All roles that the words from token i on can play, each with its longest phrase."""
        words = tokens.word
        first = words[i]
        options = self.entries.get(first)
        if options is None:
            first = self.slips.get(first, "")
            options = self.entries.get(first)
            if options is None:
                return NOTHING
        found: Found = {}
        for phrase, role, value in options:
            if role in found:
                continue
            size = len(phrase)
            if size == 1 or all(words[i + k] == phrase[k] for k in range(1, size)):
                found[role] = (value, i + size)
        return found


def lexicon(tag: str) -> Lexicon:
    """The dictionary of a language tag («es-CL» is «es»)."""
    return _built(language_of(tag))


@cache
def _built(code: str) -> Lexicon:
    return build(LANGUAGES[code].times)


def build(says: Times) -> Lexicon:
    """The lexicon of a language from its word lists."""
    entries: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    feasts = {name: holidays.DAYS[feast] for feast, names in says.holidays.items() for name in names}
    for role, phrases in {**says.roles, "holiday": feasts}.items():
        for phrase, value in phrases.items():
            tokens = Tokens(phrase)
            words = tuple(tokens.word[: tokens.n])
            entries.setdefault(words[0], []).append((words, role, value))
    table = {first: tuple(sorted(options, key=lambda o: -len(o[0]))) for first, options in entries.items()}
    known = [p for role in _FORGIVING for p in says.roles.get(role, {}) if " " not in p and p.isalpha()]
    slips = _slips(known, {*table, *says.real_words})
    return Lexicon(says, table, {**slips, **says.slips})


def _slips(words: Iterable[str], taken: set[str]) -> dict[str, str]:
    """Every form with two letters swapped, one letter lost or one doubled → the word that was meant."""
    forms: dict[str, str] = {}
    for word in words:
        if len(word) < _SHORTEST_SLIP:
            continue
        for k in range(len(word)):
            swapped = word[:k] + word[k + 1 : k + 2] + word[k] + word[k + 2 :]
            doubled = word[: k + 1] + word[k:]
            lost = word[:k] + word[k + 1 :]
            for form in (swapped, doubled, lost):
                if len(form) >= _SHORTEST_SLIP and form not in taken:
                    forms.setdefault(form, word)
    return forms
