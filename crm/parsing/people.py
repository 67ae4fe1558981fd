"""Mentions of partners, contacts and staff in a text: who is sure, who must be asked, who is nobody known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from crm.languages import Language
from crm.languages.country import LEGAL, NICKNAMES
from crm.languages.naming import ANYBODY, BEFORE_TITLES, COMPANY_STOPS, COMPANY_WORDS, NAME_ARTICLES, PET_NAMES, SECOND_TITLES, TITLES
from crm.parsing.moments.tokens import Tokens
from crm.text import fold
from crm.who.directory import Directory
from crm.who.entries import Id
from crm.who.names import company_key, words_of
from crm.who.ranking import ASK, SURE, distinct, partners_by_words

_LONGEST = 6
_PART = 4  # words that a part of a name has
_ARTICLES = frozenset(("el", "la", "los", "las", "the"))  # with which a name may begin
_WHERE = frozenset(("en", "in", "at"))  # a place follows as often: «en las condes»


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named by the tokens i to j. `ids` are who may be meant, the likeliest first; none for a name nobody has.

    `staff` are staff members of that name too: an assignment decides. `exact` is whether it was said in full.
    """

    i: int
    j: int
    role: str
    ids: tuple[Id, ...] = ()
    sure: bool = False
    exact: bool = True
    staff: tuple[Id, ...] = ()
    before: str = ""

    @property
    def one(self) -> Id | None:
        """The one who is meant, where there is no doubt."""
        return self.ids[0] if self.sure and len(self.ids) == 1 else None


class Finder:
    """Finds the mentions of one text."""

    def __init__(
        self,
        t: Tokens,
        directory: Directory,
        taken: Sequence[bool],
        spoken: Language,
        is_verb: Callable[[int], bool],
    ) -> None:
        self.t = t
        self.d = directory
        self.taken = taken
        self.words = spoken.sentences
        self.prepositions = self.words.people_prepositions | self.words.appositions
        self.common = spoken.naming.common_names
        self.is_verb = is_verb

    def all(self) -> list[Mention]:
        """The mentions of the text from left to right, the longest at each place."""
        found: list[Mention] = []
        p = 0
        while p < self.t.n:
            m = None if self._closed(p) else self._at(p)
            if m is None:
                p += 1
                continue
            found.append(replace(m, before=self._before(m.i)))
            p = m.j
        return found

    def _closed(self, p: int) -> bool:
        word = self.t.word[p]
        return self.taken[p] or not (word[0].isalnum() or word == "@")

    def _exact_at(self, p: int) -> bool:
        """Whether a name that is known in full starts at p."""
        if p >= self.t.n or self._closed(p):
            return False
        return any((words := self._window(p, size)) and self._exact(p, size, words) for size in ((3, 2, 1) if self._starts(p) else (1,)))

    def _starts(self, p: int) -> bool:
        """Whether a name of several words may start at p; most words of a text start none."""
        return self.d.starts_name(self.t.word[p].removesuffix("'s"))

    def _before(self, i: int) -> str:
        k = i - 1
        while k >= 0 and (self.t.word[k] in TITLES | BEFORE_TITLES or self.t.word[k] == "."):
            k -= 1
        return self.t.word[k] if k >= 0 else ""

    def _window(self, p: int, size: int) -> list[str] | None:
        t = self.t
        if p + size > t.n or any(self.taken[p + k] for k in range(size)):
            return None
        words = [w.removesuffix("'s") for w in t.word[p : p + size]]
        return words if all(w[0].isalnum() or w in (".", "&", "'", "-") for w in words) else None

    def _at(self, p: int) -> Mention | None:
        t = self.t
        if t.word[p] == "@" and t.glued(p + 1):
            user = self.d.staff_users.get(t.word[p + 1])
            return Mention(p, p + 2, "staff", (user,), sure=True, staff=(user,)) if user is not None else None
        start = p + 1 if t.word[p] in TITLES else p
        if start > p and t.word[start] == ".":
            start += 1
        start = start + 1 if start > p and t.word[start] in SECOND_TITLES else start
        for size in range(_LONGEST if self._starts(start) else 1, 0, -1):
            words = self._window(start, size)
            if words and not COMPANY_STOPS & {words[0], words[-1]} and words[-1][0].isalnum():
                m = self._exact(start, size, words)
                if m:
                    return replace(m, i=p)
        if start > p and t.word[start] in self.d.contact_lasts:
            ids = self.d.contact_lasts[t.word[start]]
            return Mention(p, start + 1, "contact", ids, sure=len(ids) == 1, exact=False)
        return self._surname_alone(start) or self._part_of_company(start) or self._the_only(start) or self._close(start)

    def _exact(self, p: int, size: int, words: list[str]) -> Mention | None:
        d = self.d
        plain = [w for w in words if w[0].isalnum()]
        name = " ".join(plain)
        ids = d.partner_keys.get(company_key(name)) if plain and not (size == 1 and self._is_word(p)) else None
        if ids and (size > 1 or len(plain[0]) > 1) and plain[0] not in LEGAL:
            j = self._legal_end(p + size)
            if len(ids) > 1:
                start, end = self.t.span(p, j)
                ids = d.partner_full.get(" ".join(fold(self.t.source[start:end]).replace(".", "").replace(",", " ").split()), ids)
            return Mention(p, j, "partner", ids, sure=len(ids) == 1)
        if size > 1:
            if name in d.contact_names:
                ids = d.contact_names[name]
                return Mention(p, p + size, "contact", ids, sure=len(ids) == 1, staff=d.staff_names.get(name, ()))
            if name in d.staff_names:
                return Mention(p, p + size, "staff", d.staff_names[name], sure=True, staff=d.staff_names[name])
            return None
        return self._first_name(p, plain[0]) if plain else None

    def _legal_end(self, j: int) -> int:
        """The index after «S.A.», «SpA», «Ltda.» that follows a name."""
        t = self.t
        if t.word[j] in LEGAL:
            return j + 2 if t.word[j + 1] == "." and t.glued(j + 1) and j + 2 < t.n and not t.capital(j + 2) else j + 1
        if t.word[j] == "s" and t.word[j + 1] == "." and t.word[j + 2] == "a":
            return j + 4 if t.word[j + 3] == "." else j + 3
        return j

    def _is_word(self, p: int) -> bool:
        """Whether a name that is also a word is only a word here."""
        t = self.t
        if t.word[p] not in self.common:
            return False
        if t.capital(p) or (p and (t.word[p - 1] in self.prepositions or t.word[p - 1] in TITLES)):
            return False
        return not (
            p > 1 and t.word[p - 1] in self.words.name_articles and t.word[p - 2] in self.words.name_article_leads
        )  # «llamé a la rosa»

    def _first_name(self, p: int, word: str) -> Mention | None:
        if self._is_word(p) or len(word) < 2:
            return None
        d = self.d
        staff = d.staff_firsts.get(word, ())
        firsts = d.contact_firsts.get(word, ())
        nick: tuple[Id, ...] = ()
        if not firsts and not staff:
            names = NICKNAMES.get(word) or tuple(word.removesuffix(end) + full for end, full in PET_NAMES.items() if word.endswith(end))
            nick = tuple(dict.fromkeys(i for n in names for i in (*d.contact_firsts.get(n, ()), *d.contact_firsts.get(n[:-1], ()))))
            staff = tuple(dict.fromkeys(i for n in names for i in d.staff_firsts.get(n, ()))) if not nick else ()
        ids = firsts or nick
        if not ids and not staff:
            return None
        if not ids and self._other_surname(p, staff):
            return None
        if not ids:
            return Mention(p, p + 1, "staff", staff, sure=len(staff) == 1, staff=staff, exact=False)
        j, narrowed = self._surname(p, ids)
        return Mention(p, j, "contact", narrowed, sure=len(narrowed) == 1, exact=False, staff=staff if j == p + 1 else ())

    def _other_surname(self, p: int, staff: tuple[Id, ...]) -> bool:
        """Whether a surname follows that this member of the staff has not: «Pedro Urrutia» is no Pedro Muñoz."""
        t = self.t
        nxt = p + 1
        if nxt >= t.n or self.taken[nxt] or not (t.capital(p) and t.capital(nxt) and t.word[nxt].isalpha()):
            return False
        own = {w for s in self.d.staff if s.id in staff for w in company_key(s.name).split()}
        return t.word[nxt] not in own

    def _surname(self, p: int, ids: tuple[Id, ...]) -> tuple[int, tuple[Id, ...]]:
        """The contacts that fit a surname after the first name; a surname that none of them has makes it an unknown person."""
        t = self.t
        nxt = p + 1
        if nxt >= t.n or self.taken[nxt] or not t.word[nxt].isalpha():
            return p + 1, ids
        last = self.d.contact_lasts.get(t.word[nxt], ())
        both = tuple(i for i in ids if i in last)
        if both:
            return p + 2, both
        if t.capital(nxt) and t.capital(p) and t.word[nxt] not in self.prepositions and not self.d.partner_keys.get(t.word[nxt]):
            return p + 2, self._near_surname(t.word[nxt], ids)
        return p + 1, ids

    def _near_surname(self, word: str, ids: tuple[Id, ...]) -> tuple[Id, ...]:
        """Contacts of that first name whose surname is nearly that one: two of them at least, or none, so that it is asked."""
        names = {i: self.d.contacts[i].name for i in ids}
        near = tuple(i for i, name in names.items() if any(fuzz.QRatio(word, w) >= ASK for w in company_key(name).split()[1:]))
        return near * 2 if len(near) == 1 else near

    def _surname_alone(self, p: int) -> Mention | None:
        """«J. Pérez», «llamar a Pérez»: a contact's surname with a capital after a preposition."""
        t = self.t
        if not t.capital(p) or (p and t.word[p - 1] not in self.prepositions and not self.is_verb(p - 1)):
            return None
        initial = t.word[p] if len(t.word[p]) == 1 and t.word[p + 1] == "." else ""
        last = p + 2 if initial else p
        ids = self.d.contact_lasts.get(t.word[last], ())
        if initial:
            ids = tuple(i for i in ids if words_of(self.d.contacts[i].name)[0].startswith(initial))
        return Mention(p, last + 1, "contact", ids, sure=len(ids) == 1, exact=False) if ids else None

    def _part_of_company(self, p: int) -> Mention | None:
        """Words of companies' names of which one at least is distinctive: «Andes» for Comercial Andes, «los pinos»."""
        t = self.t
        if not (t.capital(p) or self._is_called(p)) or (
            t.word[p] in COMPANY_STOPS and (t.word[p] not in _ARTICLES or self._exact_at(p + 1))
        ):
            return None
        for size in range(_PART, 0, -1):
            words = self._window(p, size)
            if not words or words[-1] in COMPANY_STOPS or not words[-1][0].isalnum():
                continue
            plain = [w for w in words if w[0].isalnum()]
            own = [k for k in range(p, p + size) if t.word[k].removesuffix("'s") in self.d.partner_words]
            if own and not any(self._is_word(k) for k in own) and (t.capital(own[0]) or len(t.word[own[0]]) > 3):
                ids = partners_by_words(self.d, " ".join(plain))
                if ids:
                    return Mention(p, p + size, "partner", ids, sure=len(ids) == 1, exact=False)
        return None

    def _is_called(self, p: int) -> bool:
        """Whether somebody is expected: behind a preposition or a verb, with an article of the name's own («a los pinos»)."""
        if not p:
            return False
        before = self.t.word[p - 1]
        return (before in self.prepositions and (self.t.word[p] not in COMPANY_STOPS or before not in _WHERE)) or self.is_verb(p - 1)

    def _the_only(self, p: int) -> Mention | None:
        """«para la minera», where the office has one only."""
        before = (self.t.word[p - 2], self.t.word[p - 1]) if p > 1 else ("", "")
        ids = self.d.partner_sectors.get(self.t.word[p], ())
        called = before[1] in NAME_ARTICLES and (before[0] in self.prepositions or self.is_verb(p - 2))
        return Mention(p, p + 1, "partner", ids, sure=True, exact=False) if called and len(ids) == 1 else None

    def _close(self, p: int) -> Mention | None:
        """A name with a typing slip, after a preposition or with a capital: nearly a company's or a contact's."""
        t = self.t
        called = p > 0 and (t.word[p - 1] in self.prepositions or t.word[p - 1] in TITLES)
        if not (called or (t.capital(p) and p > 0)) or t.word[p] in ANYBODY or len(t.word[p]) < 3 or self.is_verb(p):
            return None
        best: Mention | None = None
        top = 0.0
        for size in range(3, 0, -1):
            words = self._window(p, size)
            if not words or not words[-1][0].isalnum() or words[-1] in COMPANY_STOPS:
                continue
            name = company_key(" ".join(w for w in words if w[0].isalnum()))
            if len(name) < 4 or all(w in COMPANY_WORDS for w in name.split()) or any(self._exact_at(p + k) for k in range(1, size)):
                continue
            for role, table in (("partner", self.d.partner_keys), ("contact", self.d.contact_names)):
                hits = [
                    h
                    for h in process.extract(name, table.keys(), scorer=fuzz.QRatio, score_cutoff=ASK, limit=4)
                    if not distinct(name, h[0])
                ]
                if hits and hits[0][1] > top:
                    top = hits[0][1]
                    ids = tuple(dict.fromkeys(i for h in hits for i in table[h[0]]))
                    sure = role == "partner" and top >= SURE and len(table[hits[0][0]]) == 1
                    best = Mention(p, self._legal_end(p + size), role, (ids[0],) if sure else ids, sure=sure, exact=False)
        return best
