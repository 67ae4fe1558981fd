"""The verbs and nouns by which people say a kind, from the kinds' own declarations, with the forms that grammar adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from crm.kinds import Kind, Phrases
from crm.languages import Language, language
from crm.parsing.moments.tokens import Tokens


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

    def __init__(self, spoken: Language, kinds: Sequence[Kind]) -> None:
        self.language = spoken
        self.lang = spoken.code
        self.kinds = tuple(kinds)
        self.words = spoken.sentences
        self.grammar = spoken.grammar
        self.generic = kinds[0].name
        table: dict[str, dict[tuple[str, ...], Entry]] = {}
        for entry in self._entries(kinds):
            table.setdefault(entry.words[0], {}).setdefault(entry.words, entry)
        self.table: Mapping[str, tuple[Entry, ...]] = {
            first: tuple(sorted(entries.values(), key=lambda e: -len(e.words))) for first, entries in table.items()
        }
        states = {word for said in spoken.questions.list_states.values() for word in said}  # «pendientes» says how they are, not what
        said = {kind.name: kind.phrases[self.lang] for kind in kinds if self.lang in kind.phrases}
        self.nouns = {noun: kind for kind, of in said.items() for noun in of.nouns}
        self.several = {
            words: kind for noun, kind in self.nouns.items() for words in map(_split, self.grammar.plurals(noun)) if words[-1] not in states
        }
        self.moments: Mapping[str, Mapping[str, str]] = {
            k.name: k.phrases[self.lang].moments if self.lang in k.phrases else {} for k in kinds
        }
        self.before_todo = _phrases(self.words.before_todo)
        self.before_did = _phrases(self.words.before_did)

    def _entries(self, kinds: Sequence[Kind]) -> Iterator[Entry]:
        """What the kinds declare, then the forms that grammar adds; the first entry for the same words stands."""
        spoken = [(kind.name, kind.phrases[self.lang]) for kind in kinds if self.lang in kind.phrases]
        inbound = {_split(p) for p in (*self.words.inbound, *self.words.inbound_mail)}
        for name, said in spoken:
            yield from self._declared(name, said, inbound)
        for name, said in spoken:
            yield from self._received(name, said)
        for name, said in spoken:
            for todo in said.todo:
                yield from self._derived(name, _split(todo))
            for words in (_split(did) for did in said.did):
                if words not in inbound:
                    yield from (Entry((base, *words[1:]), name, done=False) for base in self.grammar.bases(words[0]))
        verbs = self.grammar.todo_verbs
        yield from (Entry((verb,), self.generic, done=False) for verb in verbs)
        yield from (entry for verb in verbs for entry in self._derived(self.generic, (verb,)))

    def _declared(self, name: str, said: Phrases, inbound: set[tuple[str, ...]]) -> Iterator[Entry]:
        for words in (_split(did) for did in said.did):
            third = bool(self.grammar.third_plain) and words[-1].endswith(self.grammar.third_plain) and len(words) == 1
            yield Entry(words, name, done=True, inbound=words in inbound, third=third)
            if words not in inbound:
                yield from (Entry((form, *words[1:]), name, done=True) for form in self.grammar.we(words[0]))
        yield from (Entry(_split(todo), name, done=False) for todo in said.todo)
        aliases = [alias for alias, known in self.words.noun_aliases.items() if known in said.nouns]
        yield from (Entry(_split(noun), name, done=False, noun=True) for noun in (*said.nouns, *aliases))

    def _received(self, name: str, said: Phrases) -> Iterator[Entry]:
        """What came in: «me llamó», «recibí correo de», on the kind whose noun or verb it is."""
        calls = self.words.inbound if any(did.split()[-1] == self.words.called for did in said.did) else ()
        mails = self.words.inbound_mail if self.words.mail in said.nouns else ()
        for words in map(_split, (*calls, *mails)):
            yield Entry(words, name, done=True, inbound=True, third=len(words) == 1)

    def _derived(self, kind: str, todo: tuple[str, ...]) -> Iterator[Entry]:
        for form in self.grammar.forms(todo[0]):
            yield Entry((*_split(form.words), *todo[1:]), kind, done=form.done, weak=form.weak, base=form.base)

    def head(self, t: Tokens, p: int) -> Head | None:
        """The longest head that starts at token p."""
        word = t.word[p]
        if word in self.nouns and self._numbered(t, p):
            return Head(p, p + 1, self.nouns[word], done=False, noun=True)
        for e in self.table.get(word, ()):
            if all(t.word[p + k] == w for k, w in enumerate(e.words)):
                if e.weak == "present" and t.source[t.place(t.end[p] - 1)] in self.grammar.third_ends:
                    return Head(p, p + len(e.words), e.kind, done=True, weak="third")
                return Head(p, p + len(e.words), e.kind, e.done, e.noun, e.inbound, e.weak, e.third, e.base)
        carried = self._carried(t, p, word)
        if carried is not None or not self.grammar.open_verbs or not word.isalpha():
            return carried
        return self._unknown(t, p, word)

    def _numbered(self, t: Tokens, p: int) -> bool:
        """Whether a word is the name of something with a number, not the verb that is spelled like it: «Quote 1187 to …»."""
        behind = t.word[p + 2] if p + 2 <= t.n else ""
        if t.word[p + 1] in self.grammar.named_by and p == 0:
            return True  # «Quote for ACME»
        if not t.word[p + 1].isdigit():
            return False
        named = p + 2 < t.n and t.source[t.place(t.start[p + 2])].isupper()  # «Quote 1187 ACME», not «quote 20 boxes»
        return named or not behind[:1].isalnum() or behind in self.words.people_prepositions

    def still_to_do(self, t: Tokens, head: Head) -> Head:
        """A done-verb that is said of what is still to be done belongs to the kind that does it: «que Ana visite» is no visit made."""
        for base in (*self.grammar.of_order(t.word[head.i]), *self.grammar.bases(t.word[head.i])):
            for entry in self.table.get(base, ()):
                if entry.words == (base,) and not entry.done and not entry.noun:
                    return replace(head, kind=entry.kind, done=False, base=base)
        return head

    def _carried(self, t: Tokens, p: int, word: str) -> Head | None:
        """A verb that only carries the noun of a kind: «tuve reunión», «had a call»."""
        done = word in self.words.light_did
        if not (done or word in self.words.light):
            return None
        k = p + 1
        while t.word[k] in self.words.articles:
            k += 1
        kind = self.nouns.get(t.word[k])
        return Head(p, k + 1, kind, done) if kind else None

    def _unknown(self, t: Tokens, p: int, word: str) -> Head | None:
        """A verb that no kind declares: an infinitive (with «lo», «le» …) or a first person."""
        base = self.grammar.infinitive(word)
        if base is not None:
            for e in self.table.get(base, ()):
                if len(e.words) == 1:
                    return Head(p, p + 1, e.kind, e.done, e.noun, e.inbound)
            return Head(p, p + 1, self.generic, done=False)
        if (
            len(word) > 3
            and t.source[t.place(t.end[p] - 1)] in self.grammar.did_ends
            and word not in self.grammar.not_work
            and (p == 0 or t.word[p - 1] not in self.grammar.no_subject)
        ):
            return Head(p, p + 1, self.generic, done=True)
        return None

    def order(self, t: Tokens, p: int) -> Head | None:
        """The verb of «que Ana coordine …»: any word that can be a third person's subjunctive."""
        known = self.head(t, p)
        bases = self.grammar.of_order(t.word[p])
        if known is not None:
            return replace(known, done=False, base=known.base or next((base for base in bases if base in self.table), ""))
        for base in bases:
            entry = next((e for e in self.table.get(base, ()) if len(e.words) == 1), None)
            if entry is not None:
                return Head(p, p + 1, entry.kind, done=False, base=base)
        return Head(p, p + 1, self.generic, done=False) if bases else None


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
        _BUILT[key] = Verbs(language(lang), kinds)
    return _BUILT[key]
