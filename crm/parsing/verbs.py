"""The verbs and nouns by which people say a kind, from the kinds' own declarations, with the forms that grammar adds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from crm.kinds import Kind, Phrases
from crm.parsing.moments.tokens import Tokens
from crm.parsing.words import phrase_en, phrase_es
from crm.parsing.words.verbs_en import IRREGULAR_PAST
from crm.parsing.words.verbs_es import CLITICS, IRREGULAR, NO_VERBS, NOT_WORK


@dataclass(frozen=True, slots=True)
class Head:
    """The words that say what a clause is: a verb or a noun of a kind."""

    i: int
    j: int
    kind: str
    done: bool
    noun: bool = False
    inbound: bool = False
    weak: str = ""
    third: bool = False
    base: str = ""  # the infinitive of a form that grammar made: «mando» mandar

    @property
    def size(self) -> int:
        return self.j - self.i


@dataclass(frozen=True, slots=True)
class Entry:
    words: tuple[str, ...]
    kind: str
    done: bool
    noun: bool = False
    inbound: bool = False
    weak: str = ""
    third: bool = False
    base: str = ""


class Verbs:
    """All heads of a language: first word → entries, the longest first."""

    def __init__(self, lang: str, kinds: Sequence[Kind]) -> None:
        self.lang = lang
        self.kinds = tuple(kinds)
        self.words = phrase_es if lang == "es" else phrase_en
        self.generic = kinds[0].name
        table: dict[str, dict[tuple[str, ...], Entry]] = {}
        for entry in self._entries(kinds):
            table.setdefault(entry.words[0], {}).setdefault(entry.words, entry)
        self.table: Mapping[str, tuple[Entry, ...]] = {
            first: tuple(sorted(entries.values(), key=lambda e: -len(e.words))) for first, entries in table.items()
        }
        states = {word for said in self.words.LIST_STATES.values() for word in said}  # «pendientes» says how they are, not what
        self.nouns = {n: k.name for k in kinds for n in (k.phrases[lang].nouns if lang in k.phrases else ())}
        self.several = {words: kind for noun, kind in self.nouns.items() for words in _plurals(noun) if words[-1] not in states}
        self.moments: Mapping[str, Mapping[str, str]] = {k.name: k.phrases[lang].moments if lang in k.phrases else {} for k in kinds}
        self.before_todo = _phrases(self.words.BEFORE_TODO)
        self.before_did = _phrases(self.words.BEFORE_DID)

    def _entries(self, kinds: Sequence[Kind]) -> Iterator[Entry]:
        """What the kinds declare, then the forms that grammar adds; the first entry for the same words stands."""
        spoken = [(kind.name, kind.phrases[self.lang]) for kind in kinds if self.lang in kind.phrases]
        inbound = {_split(p) for p in (*self.words.INBOUND, *self.words.INBOUND_MAIL)}
        for name, said in spoken:
            yield from self._declared(name, said, inbound)
        for kind in kinds:
            if self.lang in kind.phrases:
                yield from self._received(kind)
        for name, said in spoken:
            for todo in said.todo:
                yield from self._derived(name, _split(todo))
            for words in (_split(did) for did in said.did):
                if words not in inbound:
                    yield from (Entry((base, *words[1:]), name, done=False) for base in self._bases(words[0]))
        if self.lang == "en":
            yield from (Entry((verb,), self.generic, done=False) for verb in phrase_en.TODO_VERBS)
            yield from (Entry((_past(verb),), self.generic, done=True) for verb in phrase_en.TODO_VERBS)

    def _declared(self, name: str, said: Phrases, inbound: set[tuple[str, ...]]) -> Iterator[Entry]:
        spanish = self.lang == "es"
        for words in (_split(did) for did in said.did):
            third = spanish and words[-1].endswith("o") and len(words) == 1
            yield Entry(words, name, done=True, inbound=words in inbound, third=third)
            if spanish and words not in inbound:
                yield from (Entry((form, *words[1:]), name, done=True) for form in _we(words[0]))
        yield from (Entry(_split(todo), name, done=False) for todo in said.todo)
        aliases = [alias for alias, known in self.words.NOUN_ALIASES.items() if known in said.nouns]
        yield from (Entry(_split(noun), name, done=False, noun=True) for noun in (*said.nouns, *aliases))

    def _bases(self, did: str) -> tuple[str, ...]:
        """The verb of something done as it is still to be done: hablé hablar, spoke speak."""
        if self.lang == "en":
            return (_present(did),)
        return infinitives_of(did)[:1] if did.endswith("e") else ()

    def _received(self, kind: Kind) -> Iterator[Entry]:
        """What came in: «me llamó», «recibí correo de», on the kind whose noun or verb it is."""
        nouns = set(kind.phrases[self.lang].nouns)
        stems = {d.split()[-1] for d in kind.phrases[self.lang].did}
        for phrase in (*self.words.INBOUND, *self.words.INBOUND_MAIL):
            words = _split(phrase)
            mail = phrase in self.words.INBOUND_MAIL
            of_kind = bool(nouns & {"correo", "email"}) if mail else bool(stems & {"llame", "called"})
            if of_kind:
                yield Entry(words, kind.name, done=True, inbound=True, third=len(words) == 1)

    def _derived(self, kind: str, todo: tuple[str, ...]) -> Iterator[Entry]:
        if self.lang != "es":
            verb = todo[0]
            yield Entry((_past(verb), *todo[1:]), kind, done=True)
            return
        for form, done, weak in _forms(todo[0]):
            yield Entry((*_split(form), *todo[1:]), kind, done=done, weak=weak, base=todo[0])

    def head(self, t: Tokens, p: int) -> Head | None:
        """The longest head that starts at token p."""
        word = t.word[p]
        if word in self.nouns and self._numbered(t, p):
            return Head(p, p + 1, self.nouns[word], done=False, noun=True)
        for e in self.table.get(word, ()):
            if all(t.word[p + k] == w for k, w in enumerate(e.words)):
                if e.weak == "present" and t.source[t.place(t.end[p] - 1)] in "óÓ":
                    return Head(p, p + len(e.words), e.kind, done=True, weak="third")
                return Head(p, p + len(e.words), e.kind, e.done, e.noun, e.inbound, e.weak, e.third, e.base)
        carried = self._carried(t, p, word)
        if carried is not None or self.lang != "es" or not word.isalpha():
            return carried
        return self._unknown(t, p, word)

    def _numbered(self, t: Tokens, p: int) -> bool:
        """Whether a word is the name of something with a number, not the verb that is spelled like it: «Quote 1187 to …»."""
        behind = t.word[p + 2] if p + 2 <= t.n else ""
        if self.lang == "en" and t.word[p + 1] in ("for", "to") and p == 0:
            return True  # «Quote for ACME»
        if not t.word[p + 1].isdigit():
            return False
        named = p + 2 < t.n and t.source[t.place(t.start[p + 2])].isupper()  # «Quote 1187 ACME», not «quote 20 boxes»
        return named or not behind[:1].isalnum() or behind in self.words.PEOPLE_PREPOSITIONS

    def still_to_do(self, t: Tokens, head: Head) -> Head:
        """A done-verb that is said of what is still to be done belongs to the kind that does it: «que Ana visite» is no visit made."""
        for base in (*infinitives_of(t.word[head.i]), *self._bases(t.word[head.i])):
            for entry in self.table.get(base, ()):
                if entry.words == (base,) and not entry.done and not entry.noun:
                    return replace(head, kind=entry.kind, done=False, base=base)
        return head

    def _carried(self, t: Tokens, p: int, word: str) -> Head | None:
        """A verb that only carries the noun of a kind: «tuve reunión», «had a call»."""
        done = word in self.words.LIGHT_DID
        if not (done or word in self.words.LIGHT):
            return None
        k = p + 1
        while t.word[k] in self.words.ARTICLES:
            k += 1
        kind = self.nouns.get(t.word[k])
        return Head(p, k + 1, kind, done) if kind else None

    def _unknown(self, t: Tokens, p: int, word: str) -> Head | None:
        """A verb that no kind declares: an infinitive (with «lo», «le» …) or a first person that ends in é or í."""
        base = infinitive(word)
        if base is not None:
            for e in self.table.get(base, ()):
                if len(e.words) == 1:
                    return Head(p, p + 1, e.kind, e.done, e.noun, e.inbound)
            return Head(p, p + 1, self.generic, done=False)
        if (
            len(word) > 3
            and t.source[t.place(t.end[p] - 1)] in "éí"
            and word not in NOT_WORK
            and (p == 0 or t.word[p - 1] not in ("me", "que"))
        ):
            return Head(p, p + 1, self.generic, done=True)
        return None

    def order(self, t: Tokens, p: int) -> Head | None:
        """The verb of «que Ana coordine …»: any word that can be a third person's subjunctive."""
        known = self.head(t, p)
        if known is not None:
            verb = next((base for base in infinitives_of(t.word[p]) if base in self.table), "")
            return replace(known, done=False, base=known.base or verb)
        if self.lang != "es":
            return None
        for base in infinitives_of(t.word[p]):
            entry = next((e for e in self.table.get(base, ()) if len(e.words) == 1), None)
            if entry is not None:
                return Head(p, p + 1, entry.kind, done=False, base=base)
        return Head(p, p + 1, self.generic, done=False) if infinitives_of(t.word[p]) else None


def _plurals(noun: str) -> tuple[tuple[str, ...], ...]:
    """How several of a noun may be written: reuniones, calls, activities, faxes."""
    ends = (f"{noun}s", f"{noun}es", f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s")
    return tuple(_split(one) for one in ends)


def infinitives_of(subjunctive: str) -> tuple[str, ...]:
    """The infinitives that a subjunctive may come from: «coordine» coordinar, «busque» buscar, «venda» vender or vendir."""
    word = subjunctive.removesuffix("n")
    if len(word) < 4 or not word.isalpha():
        return ()
    stem = word[:-1]
    if word.endswith("e"):
        soft = (
            stem[:-2] + "c"
            if stem.endswith("qu")
            else stem[:-1]
            if stem.endswith("gu")
            else stem[:-1] + "z"
            if stem.endswith("c")
            else stem
        )
        return (soft + "ar", stem + "ar")
    return (stem + "er", stem + "ir") if word.endswith("a") else ()


def _we(did: str) -> tuple[str, ...]:
    """«We» of a first person: llamé llamamos, busqué buscamos, pedí pedimos."""
    if did.endswith("e") and len(did) > 3:
        return (infinitives_of(did)[0][:-2] + "amos",) if infinitives_of(did) else ()
    return (did + "mos",) if did.endswith("i") and len(did) > 3 else ()


def infinitive(word: str) -> str | None:
    """The infinitive of a word in -ar, -er, -ir or with pronouns after it; None where it is no verb."""
    if word in NO_VERBS:
        return None
    if word in ("ver", "dar", "ir"):
        return word
    if re.fullmatch(r"[a-z]{2,20}[aei]r", word):
        return word
    for clitic in CLITICS:
        base = word.removesuffix(clitic)
        if base != word and len(base) > 3 and re.fullmatch(r"[a-z]{2,20}[aei]r", base) and base not in NO_VERBS:
            return base
    return None


def _forms(verb: str) -> Iterator[tuple[str, bool, str]]:
    """Forms of an infinitive: (words, done, weak); weak ones («order», «present») count only where nothing speaks against them."""
    if verb in IRREGULAR:
        preterite, subjunctive, imperative, present = IRREGULAR[verb]
        yield preterite, True, ""
    else:
        stem, ending = verb[:-2], verb[-2:]
        if ending not in ("ar", "er", "ir"):
            return
        preterite = _soft(stem) + "e" if ending == "ar" else stem + "i"
        subjunctive = _soft(stem) + "e" if ending == "ar" else stem + "a"
        imperative = stem + ("a" if ending == "ar" else "e")
        present = stem + "o"
        yield preterite, True, ""
        yield stem + ("amos" if ending == "ar" else "imos"), True, ""
    yield subjunctive, False, "order"
    yield subjunctive + "n", False, "order"
    yield subjunctive + "mos", False, "order"
    yield imperative, False, "order"
    yield imperative + "le", False, "order"
    yield imperative + "me", False, "order"
    yield present, False, "present"
    yield verb + "e", False, ""
    yield verb + "a", False, "third"
    yield verb + "emos", False, ""


def _soft(stem: str) -> str:
    """The stem before e: busc- is busqu-, pag- is pagu-, almorz- is almorc-."""
    if stem.endswith("c"):
        return stem[:-1] + "qu"
    if stem.endswith("g"):
        return stem + "u"
    if stem.endswith("z"):
        return stem[:-1] + "c"
    return stem


def _past(verb: str) -> str:
    if verb in IRREGULAR_PAST:
        return IRREGULAR_PAST[verb]
    return verb + ("d" if verb.endswith("e") else "ed")


_PRESENT = {past: verb for verb, past in IRREGULAR_PAST.items()}


def _present(past: str) -> str:
    """The base of an English past: spoke speak, called call, phoned phone."""
    if past in _PRESENT:
        return _PRESENT[past]
    if past.endswith("ed"):
        return past[:-1] if past[:-2].endswith(("on", "v", "us", "at", "nc", "g")) else past[:-2]
    return past


def _split(phrase: str) -> tuple[str, ...]:
    tokens = Tokens(phrase)
    return tuple(tokens.word[: tokens.n])


def _phrases(listed: Sequence[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in listed:
        words = _split(phrase)
        table.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(options, key=len, reverse=True)) for first, options in table.items()}


def match(table: Mapping[str, tuple[tuple[str, ...], ...]], t: Tokens, p: int) -> int:
    """The index after the longest phrase of a table at token p; p itself where there is none."""
    for words in table.get(t.word[p], ()):
        if all(t.word[p + k] == w for k, w in enumerate(words) if k):
            return p + len(words)
    return p


@lru_cache(maxsize=16)
def phrases(listed: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """A list of phrases as a table for `match`, built once."""
    return _phrases(listed)


_BUILT: dict[tuple[str, tuple[int, ...]], Verbs] = {}


def verbs_of(lang: str, kinds: Sequence[Kind]) -> Verbs:
    """The heads of a language for these kinds; built once for each list of kinds."""
    key = (lang, tuple(id(k) for k in kinds))
    if key not in _BUILT:
        _BUILT[key] = Verbs(lang, kinds)
    return _BUILT[key]
