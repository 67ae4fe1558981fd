"""Sentences to clauses: each clause says one thing, headed by a verb or a noun of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crm.parsing.moments.tokens import Tokens
from crm.parsing.verbs import Head, Verbs, match, phrases

_STOPS = frozenset(".;!?…")
_SOFT = frozenset({",", "-", "–", "(", ":"})


@dataclass(slots=True)
class Clause:
    """The tokens from i to j; `head` says what it is, `body` where its own words begin."""

    i: int
    j: int
    head: Head | None = None
    negated: bool = False


class Splitter:
    """Splits one text; `skip[k]` are tokens of moments (`ahead[k]` of those to come), `people[k]` of mentions, `taken[k]` of figures."""

    def __init__(  # noqa: PLR0913 - what is known of each token
        self,
        t: Tokens,
        verbs: Verbs,
        *,
        skip: Sequence[bool],
        ahead: Sequence[bool],
        people: Sequence[bool],
        staff: Sequence[bool],
        taken: Sequence[bool],
    ) -> None:
        self.t = t
        self.v = verbs
        self.skip = skip
        self.ahead = ahead
        self.people = people
        self.staff = staff
        self.taken = taken
        self.subordinate = verbs.words.subordinate | verbs.words.governors
        self.splitters = frozenset(verbs.words.splitters)
        self._between = verbs.words.leads_on | {":", ","}

    def split(self) -> list[Clause]:
        """The clauses in order; what has no head of its own belongs to the one before it (or, at the start, after it)."""
        clauses: list[Clause] = []
        for a, b in self._sentences():
            clauses += self._within(a, b)
        return _joined(clauses)

    def _sentences(self) -> list[tuple[int, int]]:
        found, a = [], 0
        for k in range(self.t.n):
            if self._ends(k):
                if k > a:
                    found.append((a, k))
                a = k + 1
        if a < self.t.n:
            found.append((a, self.t.n))
        return found

    def _ends(self, k: int) -> bool:
        t = self.t
        if t.word[k] not in _STOPS:
            return False
        if self.skip[k] and k + 1 < t.n and self.skip[k + 1]:
            return False
        if (self.people[k] and k + 1 < t.n and self.people[k + 1]) or self.taken[k]:
            return False
        if t.word[k] == ".":
            if t.glued(k + 1) or (k and t.word[k - 1] in self.v.words.abbreviated and not t.capital(k + 1)):
                return False
            return not (k and t.word[k - 1] in self.v.words.titled)
        return True

    def _within(self, a: int, b: int) -> list[Clause]:
        clauses = [self._start(a, b)]
        part = a
        for k in range(a + 1, b):
            if not self._soft_boundary(k):
                run_on = self._runs_on(k, b, clauses[-1].head)
                if run_on is not None:
                    clauses[-1].j = k
                    clauses.append(Clause(k, b, run_on))
                    part = k
                continue
            begin = k if self._new_line(k) and self.t.word[k] not in _SOFT else k + 1
            head = self._opens(begin, b, part, k, clauses[-1].head)
            if self.t.word[k] in (",", ":", "(", "-"):
                part = k + 1
            if (
                head is None
                or (clauses[-1].head and head.i <= clauses[-1].head.i)
                or (self.t.word[k] == ":" and clauses[-1].head and clauses[-1].head.noun)
            ):
                continue
            if clauses[-1].head is None or begin <= clauses[-1].i:
                if clauses[-1].head is None:
                    clauses[-1].head, clauses[-1].negated = head, self._negated(begin, head.i)
                continue
            clauses[-1].j = k
            clauses.append(Clause(begin, b, head, self._negated(begin, head.i)))
            part = begin
        return clauses

    def _start(self, a: int, b: int) -> Clause:
        head = self.find_head(a, b)
        return Clause(a, b, head, head is not None and self._negated(a, head.i))

    def _new_line(self, k: int) -> bool:
        t = self.t
        return 0 < k < t.n and "\n" in t.folded[t.end[k - 1] : t.start[k]]

    def _soft_boundary(self, k: int) -> bool:
        t = self.t
        if self._new_line(k):
            return True
        if self.skip[k] and self.skip[k - 1] and k + 1 < t.n and self.skip[k + 1]:
            return False
        if (self.people[k] and k + 1 < t.n and self.people[k + 1]) or self.taken[k]:
            return False
        word = t.word[k]
        if word in self.splitters and self._joins_addressed(k):
            return False
        if word == "-":
            return not t.glued(k)
        return word in _SOFT or word in self.splitters

    def _joins_addressed(self, k: int) -> bool:
        """Whether «y» stands between two of ours who are addressed together: "memo to Pedro and Ana: …"."""
        if not (self.staff[k - 1] and self.staff[k + 1]):
            return False
        behind = k + 1
        while self.staff[behind]:
            behind += 1
        return self.t.word[behind] == ":"

    def _opens(self, begin: int, b: int, part: int, k: int, last: Head | None) -> Head | None:  # noqa: PLR0911 - a rule is a list of refusals
        """The head of a new clause at `begin`, if one stands there and no verb before it governs it."""
        strict = self.t.word[k] != ","
        subject = begin + 1 if self.staff[begin] else begin
        spoken = (
            match(phrases(self.v.words.subject_verbs if subject > begin else self.v.words.self_said), self.t, subject) > subject
        )  # "…, and I'll call": nothing before it governs that
        if strict and not spoken and any(self.t.word[x] in self.subordinate for x in range(part, k)) and self._governed(part, k):
            return None
        if last is not None and k == last.j and not last.noun and self.t.word[k] in self.splitters:
            return None
        if match(phrases(self.v.words.no_answer), self.t, begin) > begin:
            return None
        head = self.find_head(begin, b)
        if head is None or (head.noun and self.t.word[head.i - 1] in self.v.words.noun_leads):
            return None
        if head.noun and not (any(self.skip[head.j : b]) or self.t.word[head.j] == ":"):
            return None
        if head.weak == "third" or (last is not None and self._calls_a_moment(head, last)):
            return None
        if head.weak and (self.t.word[k] in (",", ":", "(", "-") or last is None or last.done) and not self._promised(head, begin, b):
            return None
        return head

    def _promised(self, head: Head, begin: int, b: int) -> bool:
        """«…, le mando la cotización mañana»: a present of what is still to come."""
        end = next((k for k in range(head.j, b) if self._soft_boundary(k)), b)
        return head.weak == "present" and not self._accented(head) and any(self.ahead[begin:end])

    def _calls_a_moment(self, head: Head, last: Head) -> bool:
        """«…, decidir antes del viernes» says when of the quote before it, and is nothing else to do."""
        return " ".join(self.t.word[head.i : head.j]) in self.v.moments[last.kind] and any(self.skip[head.j : head.j + 3])

    def _runs_on(self, k: int, b: int, last: Head | None) -> Head | None:
        """The verb of a new clause without any mark before it: «quiere 20 cajas devolver el viernes»."""
        if last is None or last.noun or k <= last.j or self.skip[k] or self.people[k] or self.taken[k]:
            return None
        meant = self._said_to_do(k, b)
        if meant is not None:
            return meant
        before = self.t.word[k - 1]
        if (
            before in self.subordinate
            or before in self.v.words.articles
            or not before[0].isalnum()
            or before in self.v.words.people_prepositions
        ):
            return None
        if not self._unanswered(k) and (self.v.head(self.t, k - 1) is not None or match(self.v.before_todo, self.t, k - 1) > k - 1):
            return None
        head = self.v.head(self.t, k)
        if head is None or head.done or head.noun or not any(self.skip[k:b]) or (self.v.grammar.verbs_are_nouns and head.size < 2):
            return None  # one English word is a noun or a verb, «call back» is a verb
        promised = last.done and self._promised(head, k, b)  # «fui y no estaba vuelvo el lunes»
        return head if promised or not head.weak else None

    def _unanswered(self, k: int) -> bool:
        """Whether «no answer» ends right before k."""
        return any(match(phrases(self.v.words.no_answer), self.t, p) == k for p in range(max(0, k - 4), k))

    def _said_to_do(self, k: int, b: int) -> Head | None:
        """The verb of "… need to call back Friday", "… so please send it Monday": words that only an own order starts with."""
        words, t = self.v.words, self.t
        behind = k + 1 if t.word[k] == words.unanswered_then and self._unanswered(k) else match(phrases(words.run_on), t, k)
        if behind == k or t.word[k - 1] in words.subjects or t.word[k - 1] in self.subordinate or self.people[k - 1]:
            return None
        head = self.v.head(t, behind)
        return head if head is not None and not (head.done or head.noun) and any(self.skip[behind:b]) else None

    def _governed(self, part: int, k: int) -> bool:
        """Whether the words since the last comma end under «quiere», «para» …: «quiere cotizar y comprar»."""
        for x in range(part, k):
            if self.t.word[x] in self.subordinate:
                after = self.v.head(self.t, x + 1)
                if after is not None and not (after.done or after.noun or after.weak):
                    return True
        return False

    def find_head(self, a: int, b: int) -> Head | None:  # noqa: C901, PLR0912 - a rule is a list of refusals
        """The head near the start of [a, b): after moments, people, adverbs and «hay que»; not beyond other words."""
        p, tries, seen_person, refused_at, told = a, 0, False, False, False
        while p < b and tries < 24:
            tries += 1
            if match(phrases(self.v.words.no_answer), self.t, p) > p:
                return None
            refused = match(phrases(self.v.words.not_yet), self.t, p)
            if self._before(p) > refused:
                refused = p
            if self.taken[p] or refused > p:
                refused_at = refused_at or refused > p
                p = max(p + 1, refused)
                continue
            after = self._before(p)
            head = self.v.head(self.t, p) if not self.people[p] else None
            if head is not None and self.skip[p] and not head.noun:
                head = None
            if head is not None and not (after >= head.j and self._leads_on(after, b)):
                fitting = self._fitting(head, a, b, seen_person=seen_person)
                if fitting is not None and (refused_at or self._may_be(fitting, a, b, p)):
                    return None if self._not_to_be_done(a, fitting) else fitting
            if told and not self.people[p] and not self.skip[p] and self.t.word[p] not in self.v.grammar.clitics:
                ordered = self.v.order(self.t, p)
                if ordered is not None:
                    return ordered
            if self.staff[p] and p > a and self.t.word[p - 1] in self.v.words.that:
                told = True
            if self.skip[p] or self.people[p]:
                seen_person = seen_person or self.people[p]
                p += 1
            elif after > p:
                p = after
            elif self._filler(p):
                p += 1
            else:
                return self._compound(p, b)
        return None

    def _not_to_be_done(self, a: int, head: Head) -> bool:
        """«no hay que llamar», «no voy a llamar», «no llamar»: what is not to be done is nothing to do; «no olvidar» and «no pude» are.

        Nor is what is decided: «cotización rechazada».
        """
        t, v = self.t, self.v
        if head.noun and t.word[head.j] in v.words.decided:
            return True
        if head.done or head.noun:
            return False
        for k in range(a, head.i):
            said = max(match(v.before_todo, t, k), match(phrases(v.words.not_yet), t, k)) > k + 1
            ordered = head.i == k + 1 and v.grammar.infinitive(t.word[head.i]) is not None
            if t.word[k] == v.words.no and not said and (ordered or match(v.before_todo, t, k + 1) > k + 1):
                return True
        return False

    def _compound(self, p: int, b: int) -> Head | None:
        """An English noun with words before it: «team meeting on Monday», «collection letter to ACME»."""
        if self.t.word[p] in self.v.words.task_nouns and (any(self.skip[p:b]) or any(self.people[p + 1 : min(p + 3, b)])):
            return Head(p, p + 1, self.v.generic, done=False)
        if not self.v.grammar.nouns_compound:
            return None
        for k in (p + 1, p + 2):
            head = self.v.head(self.t, k) if k < b and not self.skip[k] else None
            to_somebody = head is not None and self.t.word[head.j] in self.v.words.people_prepositions and self.people[head.j + 1]
            if head is not None and head.noun and (to_somebody or any(self.skip[head.j : b])):
                return replace(head, i=p)
        return None

    def _before(self, p: int) -> int:
        """The index after words that stand before a verb: «hay que», «recuérdame», «dile a», «asignar a»."""
        v, t = self.v, self.t
        told = match(phrases(v.words.tell), t, p)
        told = told if told > p and told < t.n and self.people[told] else p
        given = match(phrases(v.words.for_staff), t, p)
        given = given if given > p + 1 and given < t.n and self.people[given] else p
        must = match(phrases(v.words.subject_verbs), t, p) if p and self.people[p - 1] else p
        return max(match(v.before_todo, t, p), match(v.before_did, t, p), told, given, must)

    def _leads_on(self, p: int, b: int) -> bool:
        """Whether a verb follows, perhaps behind a person or a moment: «recordar (a Pedro) pagar», «recuérdame el jueves llamar»."""
        while p < b and (self.people[p] or self.skip[p] or self.t.word[p] in self._between):
            p += 1
        return p < b and self.v.head(self.t, p) is not None

    def _filler(self, p: int) -> bool:
        word = self.t.word[p]
        return (
            not word[0].isalnum()
            or word in self.v.words.articles
            or word in self.v.words.people_prepositions
            or word in self.v.words.that
            or word in self.v.words.not_yet
            or word == self.v.words.no
        )

    def _fitting(self, head: Head, a: int, b: int, *, seen_person: bool) -> Head | None:
        """The head as it is meant: «llamo» without its accent is «llamó» behind a person, and «I call» before «a»."""
        if head.weak == "present" and head.i > a and self.staff[head.i - 1]:
            return replace(head, done=True, weak="third")
        if not head.third or self._accented(head):
            return head
        if head.i > a and self.staff[head.i - 1]:
            return head  # «Pedro llamo a Juan» tells what Pedro did
        to_someone = self.t.word[head.j] in self.v.words.to_someone
        if to_someone or (not seen_person and any(self.skip[a:b])):
            return replace(head, done=False, third=False, inbound=False, weak="present")
        return head

    def _may_be(self, head: Head, a: int, b: int, p: int) -> bool:
        """Whether a weak form is the clause's verb: not behind its subject («ACME pide»), a present only with a moment («mañana llamo»)."""
        if head.weak == "third":
            return p > a and (self.staff[p - 1] or self.t.word[p - 1] == self.v.words.impersonal)
        if head.done and head.kind == self.v.generic and p > a and self.people[p - 1] and not self.staff[p - 1] and not head.inbound:
            return False
        if not head.weak:
            return True
        if p > a and self.people[p - 1] and not self.staff[p - 1]:
            return False
        return head.weak != "present" or any(self.skip[a:b])

    def _accented(self, head: Head) -> bool:
        """Whether «llamó» was written with its accent, which tells it from «llamo»."""
        t = self.t
        return t.source[t.place(t.end[head.j - 1] - 1)] in self.v.grammar.third_ends

    def _negated(self, a: int, i: int) -> bool:
        return not self.v.words.negations.isdisjoint(self.t.word[a:i])


def _joined(clauses: list[Clause]) -> list[Clause]:
    """Headless clauses joined to their neighbour."""
    out: list[Clause] = []
    for c in clauses:
        if c.head is None and out:
            out[-1].j = c.j
        elif out and out[-1].head is None:
            out[-1] = Clause(out[-1].i, c.j, c.head, c.negated)
        else:
            out.append(c)
    return out
