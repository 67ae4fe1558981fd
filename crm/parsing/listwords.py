"""Orders about the numbered lines of a list, in chat and mail alike: «1 y 3 listos, el 2 al lunes», "1-3 done, 4 to Ana"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crm.languages import language, language_of
from crm.parsing import typed, when
from crm.parsing.moments import OFFICE, Calendar, Moment, Value, read_moments
from crm.parsing.verbs import match, phrases
from crm.who.directory import Directory
from crm.who.entries import Id

#: More lines than this at once is no order of a person.
_MOST = 200


@dataclass(frozen=True, slots=True)
class ListOrder:
    """What is to be done with some lines: `do` is done, postpone, hand, drop, approve, reject, no_answer or show.

    `numbers` are the lines in the order said, none with `all`; `when` is the new due moment of a postponement, None where it was
    not said; `staff` is who gets them, more than one where the name does not decide; `text` is what was said.
    """

    do: str
    numbers: tuple[int, ...]
    text: str
    when: Value | None = None
    moment: Moment | None = None
    staff: tuple[Id, ...] = ()
    all: bool = False


@dataclass(slots=True)
class _Part:
    """One stretch of the text that begins with its lines (or with the word for what is done, and then its lines)."""

    i: int
    j: int
    numbers: tuple[int, ...]
    rest: list[tuple[int, int]]
    everything: bool = False


def read_list(
    text: str, now: dt.datetime, lang: str, directory: Directory | None = None, *, calendar: Calendar = OFFICE
) -> tuple[ListOrder, ...]:
    """The orders of a text that is nothing but orders about lines; nothing where anything else is said."""
    if len(text) > 1000:
        return ()
    reader = _Lists(text, now, lang, directory or Directory(), calendar)
    return reader.orders()


def uncorrected(text: str, lang: str) -> str:
    """A text without the words that only say it corrects: «no, mejor a las 11» is «a las 11»."""
    t = typed.tokens(text, lang)
    words = language(lang).orders.correcting
    k = next((k for k in range(t.n) if t.word[k] not in words and t.word[k][0].isalnum()), 0)
    return text[t.place(t.start[k]) :]


class _Lists:
    def __init__(self, text: str, now: dt.datetime, lang: str, directory: Directory, calendar: Calendar) -> None:
        self.lang = language_of(lang)
        self.t = typed.tokens(text, self.lang)
        self.now = now
        self.w = language(lang).orders
        self.directory = directory
        self.calendar = calendar
        self.fillers = phrases(self.w.fillers)
        self.verbs = {name: phrases(listed) for name, listed in self.w.words.items()}

    def orders(self) -> tuple[ListOrder, ...]:
        found: list[ListOrder] = []
        waiting: tuple[int, ...] = ()
        for part in self._parts():
            order = self._order(part)
            if order is None:
                return ()
            if order.do == "show" and not order.all:
                if found and not waiting and self._says_first(found[-1]):
                    found[-1] = replace(found[-1], numbers=_once(found[-1].numbers + order.numbers))
                else:
                    waiting += order.numbers
                continue
            if found and order.do == found[-1].do == "postpone" and found[-1].moment is None:
                order = replace(order, numbers=found[-1].numbers + order.numbers, text=f"{found.pop().text} {order.text}")
            found.append(replace(order, numbers=_once(waiting + order.numbers)))
            waiting = ()
        if waiting:
            if found or len(waiting) > _MOST:
                return ()
            text = self.t.source.strip()
            return (ListOrder("show", _once(waiting), text),)
        return tuple(found)

    def _says_first(self, order: ListOrder) -> bool:
        """Whether the word came before the numbers: «listos 1, 2 y 3»."""
        return not order.text[:1].isdecimal() and order.when is None

    # --- cutting

    def _parts(self) -> list[_Part]:
        starts = [k for k in range(self.t.n) if self._begins(k)]
        if not starts and self._everything(0):
            starts = [0]
        parts = []
        low = 0
        for place, k in enumerate(starts):
            high = self._before(starts[place + 1], k) if place + 1 < len(starts) else self.t.n
            parts.append(self._part(low, k, high))
            low = high
        return parts

    def _everything(self, k: int) -> bool:
        return self.t.word[k] in self.w.all or (self._verb(k) is not None and self.t.word[k + 1] in self.w.all)

    def _begins(self, k: int) -> bool:
        """Whether the number at k is that of a line: at the start, behind a mark, «y», an article of those, or an order's word."""
        t = self.t
        if not 0 < t.num[k] <= _MOST or t.end[k] - t.start[k] > 3:
            return False
        if k + 1 < t.n and t.glued(k + 1) and (t.word[k + 1] in (":", "/", ".") or t.word[k + 1].isalpha()) and t.num[k + 2] >= 0:
            return False
        if t.glued(k + 1) and t.word[k + 1] in ("am", "pm", "h", "hrs"):
            return False  # "make it 4pm"
        p = k - 1
        while p >= 0 and (match(self.fillers, t, p) == p + 1 and t.word[p] in self.w.articles):
            p -= 1
        if p < 0 or t.word[p] in (",", ";", ".", "\n") or t.word[p] in self.w.ands or self._new_line(p + 1):
            return not (p >= 0 and t.glued(p) and t.glued(k) and t.num[p - 1] >= 0)
        return any(self._ends_verb(p))

    def _new_line(self, k: int) -> bool:
        t = self.t
        return 0 < k < t.n and "\n" in t.folded[t.end[k - 1] : t.start[k]]

    def _ends_verb(self, p: int) -> list[bool]:
        """Whether the words up to p are an order's words."""
        return [match(table, self.t, q) == p + 1 for table in self.verbs.values() for q in range(max(0, p - 3), p + 1)]

    def _verb(self, k: int) -> tuple[str, int] | None:
        best, name = k, ""
        for order, table in self.verbs.items():
            j = match(table, self.t, k)
            if j > best:
                best, name = j, order
        return (name, best) if name else None

    def _before(self, k: int, low: int) -> int:
        """Where a part begins that has its number at k: with the articles and order's words before it."""
        t, p = self.t, k
        while p - 1 > low and t.word[p - 1] in self.w.articles:
            p -= 1
        for size in (3, 2, 1):
            q = p - size
            verb = self._verb(q) if q > low else None
            if verb and verb[1] == p and verb[0] != "done" and t.word[q - 1] in (",", ";", ".", *self.w.ands):
                return q
        return p

    def _part(self, low: int, k: int, high: int) -> _Part:
        if self.t.num[k] < 0:
            where = k if self.t.word[k] in self.w.all else k + 1
            return _Part(low, high, (), [(low, where), (where + 1, high)], everything=True)
        numbers, j = self._numbers(k, high)
        return _Part(low, high, numbers, [(low, k), (j, high)])

    def _numbers(self, k: int, high: int) -> tuple[tuple[int, ...], int]:
        """A number or a range of them from k on: «1», «1-3», «del 1 al 3»."""
        t = self.t
        first, j = t.num[k], k + 1
        if j + 1 < high and t.word[j] in self.w.to and first < t.num[j + 1] <= _MOST:
            after = j + 2
            dash = t.word[j] == "-"
            loose = not dash and (self._verb(after) is None or after >= high)
            if not loose and not (t.word[after] in ("/", ":", "-") and t.glued(after)):
                return tuple(range(first, t.num[j + 1] + 1)), after
        return (first,), j

    # --- reading one part

    def _order(self, part: _Part) -> ListOrder | None:
        t = self.t
        do, moment = "", None
        staff: tuple[Id, ...] = ()
        for a, b in part.rest:
            k = a
            while k < b:
                verb = self._verb(k)
                if verb and verb[1] <= b and not (do and verb[0] == "done"):
                    do, k = (verb[0] if not do or do == "done" else do), verb[1]
                    continue
                found = self._moment(k, b) if moment is None else None
                if found:
                    moment, k = found
                    continue
                named = self._staff(k)
                if named:
                    staff, k = named
                    continue
                skipped = match(self.fillers, t, k)
                if skipped == k:
                    return None
                k = skipped
        start, end = t.span(part.i, part.j) if part.j > part.i else (0, 0)
        text = t.source[start:end].strip(" ,;.")
        if moment is not None and do in ("", "postpone"):
            due = when.for_due(moment, self.now, self.calendar)
            return ListOrder("postpone", part.numbers, text, None if moment.impossible else due.value, moment, staff, part.everything)
        if staff and do in ("", "hand", "postpone"):
            return ListOrder("hand", part.numbers, text, None, moment, staff, part.everything)
        if do in ("hand", "done") and moment is not None:
            return None
        return ListOrder(do or "show", part.numbers, text, None, None, staff, part.everything)

    def _moment(self, k: int, b: int) -> tuple[Moment, int] | None:
        """A moment that starts at k, perhaps with its preposition, and the token after it."""
        t = self.t
        start, end = t.span(k, b)
        found = read_moments(t.source[start:end], self.now, self.lang, calendar=self.calendar)
        if not found or found[0].start > 0:
            return None
        m = found[0]
        if len(found) > 1:
            both = when.merged(found[:2])
            if both is not None and both is not m and not t.source[start + m.end : start + found[1].start].strip(" ,"):
                m = replace(both, end=found[1].end)
        j = next((x for x in range(k, b) if t.place(t.start[x]) >= start + m.end), b)
        return m, j

    def _staff(self, k: int) -> tuple[tuple[Id, ...], int] | None:
        t, d = self.t, self.directory
        if t.word[k] == "@":
            user = d.staff_users.get(t.word[k + 1])
            return ((user,), k + 2) if user is not None else None
        full = f"{t.word[k]} {t.word[k + 1]}"
        if full in d.staff_names:
            return d.staff_names[full], k + 2
        ids = d.staff_firsts.get(t.word[k])
        return (ids, k + 1) if ids else None


def _once(numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))
