"""Names that nobody in the directory has: they are asked for, never left out in silence."""

from __future__ import annotations

from collections.abc import Sequence

from crm.parsing.moments.tokens import Tokens
from crm.parsing.people import Mention
from crm.parsing.words.names import ANYBODY, PLACES, STREETS, TITLES
from crm.who.companies import COMPANY_STOPS

_INSIDE = ("de", "del", "la", "y")


class Strangers:
    """Looks for names where somebody is expected: after `prepositions`, right behind the verbs that end at `direct`.

    `lower` are the places of «a» and «con» after which even a word without a capital is somebody: «llamar a pedro».
    """

    def __init__(
        self,
        t: Tokens,
        covered: Sequence[bool],
        prepositions: frozenset[str],
        *,
        lower: frozenset[int],
        direct: frozenset[int],
    ) -> None:
        self.t = t
        self.covered = covered
        self.prepositions = prepositions
        self.lower = lower
        self.direct = direct

    def all(self) -> list[Mention]:
        """The strangers of the text, from left to right."""
        found: list[Mention] = []
        p = 1
        while p < self.t.n:
            j = self._end(p)
            if j > p:
                found.append(Mention(p, j, "unknown", before=self.t.word[p - 1]))
            p = max(j, p + 1)
        return found

    def _end(self, p: int) -> int:
        """Where the name that starts at p ends; p itself where none does."""
        t = self.t
        j = self._capitals(p)
        if t.word[p] in STREETS or t.word[p] in ANYBODY:
            return p
        if j > p and t.word[p] not in PLACES and len(t.word[p]) > 1 and self._expected(p, j):
            return j
        plain = p - 1 in self.lower and not self.covered[p] and t.word[p].isalpha() and len(t.word[p]) > 2
        return p + 1 if plain else p

    def _expected(self, p: int, j: int) -> bool:
        before = self.t.word[p - 1]
        called = before in self.prepositions or before in TITLES or p in self.direct
        return called and any(w not in COMPANY_STOPS for w in self.t.word[p:j])

    def _capitals(self, p: int) -> int:
        """The end of a run of words with capitals, little words between them included."""
        t, j = self.t, p
        while j < t.n and not self.covered[j] and t.word[j].isalpha() and (t.capital(j) or self._joins(p, j)):
            j += 1
        while j > p + 1 and t.word[j - 1] in _INSIDE:
            j -= 1
        return j

    def _joins(self, p: int, j: int) -> bool:
        return j > p and self.t.word[j] in _INSIDE and self.t.capital(j + 1)
