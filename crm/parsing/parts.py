"""What is known of a text and of one of its clauses while it is read, and where things stand in it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from crm.kinds import Kind
from crm.languages.naming import BEFORE_NAMES, WITH_POINT
from crm.parsing.amounts import Figure
from crm.parsing.clauses import Clause
from crm.parsing.moments import Calendar, Moment, read_lengths, read_moments
from crm.parsing.moments.tokens import Tokens
from crm.parsing.people import Mention
from crm.parsing.verbs import Head, Verbs, match, phrases
from crm.who.directory import Directory
from crm.who.entries import Id


@dataclass
class Work:
    """Everything found in one text before it is put together."""

    t: Tokens
    now: dt.datetime
    verbs: Verbs
    directory: Directory
    kinds: dict[str, Kind]
    calendar: Calendar
    future: tuple[Moment, ...] = ()
    figures: tuple[Figure, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    in_moment: list[bool] = field(default_factory=list)
    in_figure: list[bool] = field(default_factory=list)

    @cached_property
    def past(self) -> tuple[Moment, ...]:
        """The moments as a done-verb means them; read where there is one."""
        return read_moments(self.t.source, self.now, self.verbs.lang, direction="past", calendar=self.calendar)

    def said_in(self, i: int, j: int, *, done: bool) -> list[tuple[Moment, list[int]]]:
        """The moments that begin from token i to before j, with their tokens; found without looking at all others."""
        placed = self._past_placed if done else self._future_placed
        low, high = bisect_left(placed, i, key=_first), bisect_left(placed, j, key=_first)
        return placed[low:high]

    @cached_property
    def _past_placed(self) -> list[tuple[Moment, list[int]]]:
        return [(m, k) for m in self.past if (k := self.tokens_of(m.start, m.end))]

    @cached_property
    def _future_placed(self) -> list[tuple[Moment, list[int]]]:
        return [(m, k) for m in self.future if (k := self.tokens_of(m.start, m.end))]

    @cached_property
    def lengths(self) -> tuple[tuple[int, int, int], ...]:
        """The lengths of time («2 horas y media») as tokens and minutes; read where time was spent."""
        return read_lengths(self.t.source, self.now, self.verbs.lang)

    @cached_property
    def places(self) -> list[int]:
        """Where each token begins in the original text."""
        return [self.t.place(self.t.start[k]) for k in range(self.t.n)]

    def tokens_of(self, start: int, end: int) -> list[int]:
        """The tokens that begin between two places of the original text."""
        return [*range(bisect_left(self.places, start), bisect_left(self.places, end))]


def _first(pair: tuple[Moment, list[int]]) -> int:
    return pair[1][0]


@dataclass
class Parts:
    """What one clause holds, and which of its tokens are not its own text."""

    clause: Clause
    mentions: list[Mention]
    drop: set[int] = field(default_factory=set)
    kept: set[Mention] = field(default_factory=set)  # named, and in no field: they stay in the text
    responsible: Id | None = None
    responsible_options: tuple[Id, ...] = ()
    assigned: bool = False
    urgent: bool = False
    outcome: str | None = None
    why: list[str] = field(default_factory=list)


def phrase_before(t: Tokens, table: Mapping[str, tuple[tuple[str, ...], ...]], i: int, low: int) -> int | None:
    """Where a phrase of a table starts that ends right before token i."""
    for size in (4, 3, 2, 1):
        p = i - size
        if p >= low and any(len(words) == size and t.word[p:i] == list(words) for words in table.get(t.word[p], ())):
            return p
    return None


def first_token(work: Work, m: Moment) -> int:
    found = work.tokens_of(m.start, m.end)
    return found[0] if found else -1


def said_in(t: Tokens, listed: tuple[str, ...], a: int, b: int) -> bool:
    table = phrases(listed)
    return any(match(table, t, k) > k for k in range(a, b))


def end_of_head_part(work: Work, parts: Parts, head: Head) -> int:
    """Where the part that the done-verb governs ends: at a comma or at «quiere», «que», «para»."""
    t = work.t
    for k in range(head.j, parts.clause.j):
        if work.in_moment[k] or work.in_figure[k] or any(m.i <= k < m.j for m in parts.mentions):
            continue
        if (
            t.word[k] == work.verbs.words.for_what
            and head.done
            and not (work.in_moment[k + 1] or any(m.i in (k + 1, k + 2) for m in parts.mentions))
        ):
            return k
        if t.word[k] in work.verbs.words.subordinate or t.word[k] in (*work.verbs.words.that, ".", ";", ":"):
            return k
        if t.word[k] == "," and not (k + 1 < t.n and work.in_moment[k + 1]):
            return k
    return parts.clause.j


def words_of_mention(work: Work, m: Mention) -> str:
    start, end = work.t.span(m.i, m.j)
    return work.t.source[start:end]


def prepositions_before(work: Work, i: int, low: int) -> set[int]:
    t, drop, k = work.t, set(), i - 1
    while k >= low and (
        t.word[k] in work.verbs.words.people_prepositions
        or (
            t.word[k] in work.verbs.words.appositions and t.word[k + 1] != work.verbs.words.of_plain
        )  # «el RUT de ACME» is what is asked for
        or t.word[k] in BEFORE_NAMES
        or t.word[k] == "."
    ):
        if t.word[k] == "." and t.word[k - 1] not in WITH_POINT:
            break
        drop.add(k)
        k -= 1
    return drop


def after_person(parts: Parts, m: Mention) -> bool:
    return any(o.j in (m.i - 1, m.i - 2) for o in parts.mentions if o is not m)
